"""`sohoa doctor`: what is installed, what is missing, and what to do about it; or how good a pile of scans is."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import click

from commands.doors import find_settings, open_archive, open_archive_keys, open_key, settings_if_any
from commands.fixity import read_rounds, rounds_file
from commands.judge import judge
from commands.keys import read_recovery
from commands.options import jobs_option, json_option
from commands.screen import print_json, print_table
from digitize.errors import ConfigError, SohoaError
from digitize.settings import Settings
from digitize.vietnam.letters import LETTERS
from ocr import open_engine
from storage.keys import inside

_FREE_BYTES = 2 * 1024**3


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: good, worth knowing (`warn`), or missing (`fail`) with what to do."""

    name: str
    verdict: str
    says: str


@click.command("doctor")
@click.argument("paths", nargs=-1, type=click.Path())
@click.option("--pages", is_flag=True, help="Xem chất lượng bản quét / judge the scans in these files and folders.")
@jobs_option
@json_option
@click.pass_obj
def command(config: str | None, paths: tuple[str, ...], pages: bool, jobs: int | None, as_json: bool) -> None:
    """Kiểm tra cài đặt: programs, languages, fonts, keys, disk, store, catalog. Exit code 2: something is missing.

    With --pages PATH...: what is wrong with scans (resolution, colour, blur, cut text ...), worst pages first; no
    archive is needed and nothing is kept. Exit code 3: a file cannot be read.
    """
    if bool(paths) != pages:
        raise click.UsageError("--pages wants files or folders, and these want --pages")
    if pages:
        judge(settings_if_any(config) or Settings(), paths, jobs, as_json)
        return
    settings = find_settings(config)
    checks = [_guarded(name, look, settings) for name, look in _LOOKS]
    if as_json:
        for check in checks:
            print_json({"check": check.name, "verdict": check.verdict, "says": check.says})
    else:
        marks = {"ok": "tốt / ok", "warn": "lưu ý / note", "fail": "THIẾU / MISSING"}
        print_table(("Mục / check", "", ""), [(one.name, marks[one.verdict], one.says) for one in checks])
    if any(check.verdict == "fail" for check in checks):
        sys.exit(ConfigError.exit_code)


def _guarded(name: str, look: Callable[[Settings], tuple[str, str]], settings: Settings) -> Check:
    """A door that does not open is a finding here, not an end."""
    try:
        return Check(name, *look(settings))
    except SohoaError as error:
        return Check(name, "fail", str(error))


def _engine(settings: Settings) -> tuple[str, str]:
    """The engine in use, and why it should be another one, if it should."""
    told = open_engine(settings.ocr.engine).version()
    if not settings.ocr.engine.startswith("lines:"):
        return "warn", f"{told}; the default `lines:` errs less and is faster on worn pages (docs/line-net.md)"
    if "tesserocr" not in told:
        return "warn", f"{told}; without Tesseract (apt install tesseract-ocr-vie) numbers lack a second witness"
    return "ok", f"{told}; errs less and is faster than Tesseract alone, which reads doubtful words and numbers again"


def _letters(settings: Settings) -> tuple[str, str]:
    missing = open_engine(settings.ocr.engine).unwritable(LETTERS)
    return ("warn", f"the engine can never write: {' '.join(missing)}") if missing else ("ok", "all 146 letters")


def _program(settings: Settings) -> tuple[str, str]:
    if shutil.which("tesseract"):
        return "ok", "tesseract is installed"
    return "warn", "only the engine `pytesseract` needs it: apt install tesseract-ocr"


def _font(settings: Settings) -> tuple[str, str]:
    font = files("digitize") / "fonts" / "Tinos-sohoa.ttf"
    return ("ok", "embedded font is there") if font.is_file() else ("fail", "font missing; install sohoa anew")


def _keys(settings: Settings) -> tuple[str, str]:
    keys = settings.path(settings.archive.keys)
    for address in (settings.archive.store, settings.archive.catalog):
        kind, _, rest = settings.address(address).partition(":")
        if kind in ("directory", "sqlite") and inside(keys, Path(rest).parent):
            return "fail", "the keys lie inside the archive's folder: whoever copies one has both; move them away"
    master = settings.archive.master
    where = "in the key folder" if not master else "on a token" if master.startswith("pkcs11:") else "elsewhere, as set"
    told = f"outside the archive, the master key {where}"
    return "ok", f"{told}; keep a copy in a safe place: without them nothing can be opened"


def _recovery(settings: Settings) -> tuple[str, str]:
    """Without a recovery set that was shown to open, one lost disk is the end of the archive."""
    state, keys = read_recovery(settings), open_archive_keys(settings)
    if not state.set:
        return "fail", "make a recovery set of the keys, any 2 of 3 shares: sohoa keys backup DIR DIR DIR"
    if state.keys != keys.fingerprint:
        return "fail", "the recovery set is of older keys: make a new one with sohoa keys backup"
    if not state.proven:
        return "fail", "prove that two shares open: sohoa keys restore SHARE SHARE"
    return "ok", f"recovery set {state.set}, proven {state.proven[:10]}"


def _rounds(settings: Settings) -> tuple[str, str]:
    rounds = read_rounds(rounds_file(settings))
    if rounds.ended_damaged:
        return "fail", f"{rounds.ended_damaged} objects were damaged or missing on {rounds.ended[:10]}: sohoa fixity"
    if not rounds.ended:
        return "warn", "the whole store was never checked: sohoa fixity"
    return "ok", f"every object was whole on {rounds.ended[:10]}"


def _trail(settings: Settings) -> tuple[str, str]:
    """Whether the trail's head lies outside of the database; `audit verify` looks at every line."""
    _, catalog = open_archive(settings)
    with catalog.transaction() as transaction:
        anchors = transaction.chain.anchors()
    if not anchors:
        return "warn", "the trail was never anchored in the store: sohoa audit seal (by a timer)"
    return "ok", f"anchored up to line {anchors[-1].number} on {anchors[-1].at[:10]}; look: sohoa audit verify"


def _archive(settings: Settings) -> tuple[str, str]:
    """Keeps and opens a small object for real, and begins a transaction."""
    vault, catalog = open_archive(settings)
    with tempfile.TemporaryDirectory(prefix="sohoa-") as folder:
        probe = Path(folder) / "probe"
        probe.write_text("sohoa doctor\n", encoding="ascii")
        kept = vault.keep(probe)
        with vault.open(kept.name) as file:
            if file.read() != probe.read_bytes() or not vault.fixity(kept):
                return "fail", "what was kept does not open again; check the disk"
    with catalog.transaction():
        return "ok", "store and catalog open; an object was kept and opened"


def _signing(settings: Settings) -> tuple[str, str]:
    if not settings.signing.key:
        return "warn", "no signing key: documents will wait for their signature (Chờ ký)"
    told = open_key(settings).warnings()
    if told:
        return "warn", "; ".join(told)
    if "demo" in Path(settings.signing.key.partition(":")[2]).name:
        return "warn", "the demo certificate has no legal value"
    return "ok", "the signing key opens"


def _disk(settings: Settings) -> tuple[str, str]:
    free = shutil.disk_usage(settings.folder).free
    verdict = "ok" if free > _FREE_BYTES else "fail"
    return verdict, f"{free / 1024**3:.1f} GiB free" + ("" if verdict == "ok" else "; make room")


def _processors(settings: Settings) -> tuple[str, str]:
    return "ok", f"{len(os.sched_getaffinity(0))} processors"


_LOOKS: tuple[tuple[str, Callable[[Settings], tuple[str, str]]], ...] = (
    ("OCR", _engine),
    ("chữ Việt / letters", _letters),
    ("tesseract", _program),
    ("phông / font", _font),
    ("khóa / keys", _keys),
    ("bộ khôi phục / recovery", _recovery),
    ("kho / archive", _archive),
    ("nguyên vẹn / fixity", _rounds),
    ("nhật ký / trail", _trail),
    ("ký số / signing", _signing),
    ("đĩa / disk", _disk),
    ("bộ xử lý / processors", _processors),
)
