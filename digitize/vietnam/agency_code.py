"""Codes of agencies (mã định danh cơ quan, QĐ 20/2020/QĐ-TTg): `H08`, `H08.12`, `G15.01.2`; names as data.

Codes and names of before July 2025 stay: papers bear them for ever.
"""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

LONGEST = 35
_CODE = re.compile(r"[A-K][0-9]{2}(?:\.[0-9]{1,3})*")


@lru_cache(maxsize=1)
def agencies() -> dict[str, str]:
    """The names of ministries (G), provincial committees (H) and councils (K) by the first part of their codes."""
    told = tomllib.loads((files("digitize.vietnam") / "agencies.toml").read_text("utf-8"))
    committees: dict[str, str] = told["H"]
    councils = {"K" + code[1:]: f"HĐND {name}" for code, name in committees.items()}
    committees_named = {code: f"UBND {name}" for code, name in committees.items()}
    ministries: dict[str, str] = told["G"]
    return ministries | committees_named | councils


def check(code: str) -> tuple[str, ...]:
    """Names of what is wrong with a code: its form, or a first part that is none of the known ones."""
    if not _CODE.fullmatch(code) or len(code) > LONGEST:
        return ("unclear",)
    return ("unknown_agency",) if code[0] in "GHK" and code[:3] not in agencies() else ()


def name(code: str) -> str:
    """The ministry or province at the head of a code; empty where the list has none."""
    return agencies().get(code[:3], "")
