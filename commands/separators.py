"""`sohoa separators`: prints the sheets that part dossiers and papers in a pile."""

from collections.abc import Iterable
from pathlib import Path
from uuid import uuid4

import click

from commands.screen import tell
from digitize.errors import ConfigError, InputError
from digitize.separator_sheet import plan, write_separators
from digitize.vietnam import dossier_code
from digitize.vietnam.kinds import kinds as known_kinds


@click.command("separators")
@click.option("--dossier", "dossiers", multiple=True, help="Mã hồ sơ, lặp lại được / dossier code, may be repeated.")
@click.option(
    "--kind", "kinds", multiple=True, help="Thêm tờ cho từng loại giấy tờ / add a sheet for this kind of paper."
)
@click.option(
    "--to", "target", required=True, type=click.Path(dir_okay=False), help="Tệp PDF ghi ra / the PDF to write."
)
def command(dossiers: tuple[str, ...], kinds: tuple[str, ...], target: str) -> None:
    """In tờ phân tách: writes an A4 sheet with a QR code for each dossier, to lie before it in the pile.

    With --kind, each dossier also gets a sheet that begins a paper of that kind. One print serves one batch: sheets of
    it that do not come through the scanner hold the batch. An existing file is never overwritten.
    """
    if not dossiers and not kinds:
        raise click.UsageError("name a --dossier, or a --kind")
    _check(dossiers, kinds)
    path = Path(target)
    if path.exists():
        raise ConfigError("tệp đã có / the file exists already; name another one")
    separators = plan(list(dict.fromkeys(dossiers)), list(dict.fromkeys(kinds)), uuid4().hex[:6])
    try:
        write_separators(separators, path)
    except OSError as error:
        raise ConfigError("không ghi được tệp / the file cannot be written there") from error
    tell(f"Đã ghi {len(separators)} tờ phân tách / separator sheets written: {path}")


def _check(dossiers: Iterable[str], kinds: Iterable[str]) -> None:
    for code in dossiers:
        if not dossier_code.is_code(code):
            raise InputError("mã hồ sơ không đúng dạng / not a dossier code (example: H08.12-241128-0001)")
    for kind in kinds:
        if kind not in known_kinds():
            raise InputError(f"không có loại giấy tờ {kind!r} / no such kind; known: {', '.join(known_kinds())}")
