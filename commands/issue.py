"""`sohoa issue`: signs an electronic result that the office issues: the officer first, then the agency's seal."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import click

from commands.doors import find_settings, open_key
from commands.leftovers import open_temporary
from commands.screen import tell
from digitize.annex import make_room
from digitize.errors import ConfigError, InputError
from digitize.hand_picture import measure_picture
from digitize.issue import check_unsigned, find_officer, find_seal
from digitize.model import Stamp
from digitize.ports import Signer
from digitize.settings import Settings
from digitize.sign import Mark, in_vietnam, stamp_texts
from digitize.stamp_text import Says

_Role = Literal["officer", "agency", "annex"]
_WANTED: dict[_Role, tuple[str, ...]] = {"officer": ("picture", "name"), "agency": ("picture",), "annex": ("number",)}


@click.command("issue")
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option(
    "--as", "role", required=True, type=click.Choice(["officer", "agency", "annex"]), help="Ai ký gì / who signs what."
)
@click.option("--picture", default="", help="Ảnh chữ ký (xanh) hay con dấu (đỏ) / blue signature or red seal, PNG.")
@click.option("--name", default="", help="Họ tên người ký như in trên văn bản / the officer's name as it is printed.")
@click.option("--number", default="", help="Số, ký hiệu văn bản có phụ lục / the number of the annex's document.")
@click.option("--to", "target", required=True, type=click.Path(dir_okay=False), help="Tệp ghi ra / the file to write.")
@click.pass_obj
def command(config: str | None, /, file: str, role: _Role, target: str, **told: str) -> None:
    """Ký kết quả điện tử: người có thẩm quyền trước, văn thư sau. FILE is PDF/A; it stays as it is.

    officer: the signature between title and printed name (--name). agency: the seal, over a third of that signature.
    annex: a file of its own gets its document's number (--number) and the time, top right on page 1, without a seal.
    Each signs with the key of his own settings. Exit code 2: key or picture; 3: the file cannot be signed so.
    """
    missing = [option for option in _WANTED[role] if not told[option].strip()]
    if missing:
        raise click.UsageError(f"--as {role} wants --{missing[0]}")
    if Path(target).exists():
        raise ConfigError("tệp đã có / the file exists already; name another one")
    if role != "agency":
        check_unsigned(Path(file))
    settings = find_settings(config)
    with open_temporary() as folder:
        copy = folder / "result.pdf"
        shutil.copyfile(file, copy)
        stamp = _annex(copy, settings, told["number"]) if role == "annex" else _hand(copy, role, told)
        shutil.copyfile(_sign(copy, stamp, open_key(settings)), target)
    tell(f"Đã ký, trang {stamp.page} / signed on page {stamp.page}: {target}")


def _hand(file: Path, role: Literal["officer", "agency"], told: dict[str, str]) -> Stamp:
    """The officer's signature, or the agency's seal."""
    size = measure_picture(told["picture"], role)
    place = find_officer(file, told["name"], size, file.parent) if role == "officer" else find_seal(file, size)
    now = in_vietnam(datetime.now(UTC))
    return Stamp((), now, place.left, place.top, place.width, place.height, place.page, told["picture"])


def _annex(file: Path, settings: Settings, number: str) -> Stamp:
    """The reference of an annex, for which page 1 of the file grows where it is full."""
    now = datetime.now(UTC)
    own = str(settings.path(settings.signing.stamps)) if settings.signing.stamps else ""
    mark = Mark(settings.agency.name, stamp="annex", own=own, number=number.strip())
    texts = stamp_texts(mark, (), now, now)
    place = make_room(file, Says(texts))
    return Stamp(texts, in_vietnam(now), place.left, place.top, place.width, place.height)


def _sign(file: Path, stamp: Stamp, signer: Signer) -> Path:
    """Signed and verified; raises InputError where an earlier signature does not hold, or the new one."""
    if not all(one.intact for one in signer.verify(file)):
        raise InputError("chữ ký trước không còn đúng / an earlier signature in the file does not hold")
    signed = signer.sign(file, stamp)
    if not all(one.intact for one in signer.verify(signed)):
        raise InputError("ký xong nhưng không kiểm tra được / what was signed does not verify; nothing was written")
    return signed
