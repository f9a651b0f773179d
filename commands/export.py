"""`sohoa export`: a document's signed PDF/A, or its original pages, all or one, as they came."""

import shutil
import zipfile
from pathlib import Path

import click

from commands.doors import find_settings, open_archive
from commands.options import event, must_find, operator_option, reason_option, stated
from commands.screen import tell
from digitize.errors import ConfigError, InputError
from digitize.ports import Vault
from digitize.record import Kept, Record
from digitize.release import copy_out

_SUFFIXES = {"image/jpeg": "jpg", "image/png": "png", "image/tiff": "tif", "application/pdf": "pdf"}


@click.command("export")
@click.argument("document")
@click.option("--to", "target", required=True, type=click.Path(dir_okay=False), help="Tệp ghi ra / the file to write.")
@click.option(
    "--original", is_flag=True, help="Bản gốc như đã quét / the original pages (several pages: a ZIP of them)."
)
@click.option(
    "--page",
    type=click.IntRange(1),
    help="Bản gốc của một trang, cả trang đã ẩn / the original of one page, hidden or not.",
)
@operator_option
@reason_option
@click.pass_obj
def command(
    config: str | None,
    document: str,
    target: str,
    original: bool,
    page: int | None,
    operator: str | None,
    reason: str,
) -> None:
    """Xuất tệp: writes the signed PDF/A, byte for byte as kept; an existing file is never overwritten."""
    if original and page:
        raise click.UsageError("--page and --original: name one of them")
    settings = find_settings(config)
    vault, catalog = open_archive(settings)
    path = Path(target)
    with catalog.transaction() as transaction:
        record = must_find(transaction, document)
        kept = _page(record, page) if page else None
    details = stated(reason, settings, catalog, event("exported", record.document, operator))
    details |= {"page": str(page)} if page else {}
    with catalog.transaction() as transaction:
        transaction.trail.add(event("exported", record.document, operator, **details))
    try:
        with path.open("xb"):
            pass
    except FileExistsError as error:
        raise ConfigError("tệp đã có / the file exists already; name another one") from error
    except OSError as error:
        raise ConfigError("không ghi được tệp / the file cannot be written there") from error
    done = False
    try:
        if kept is not None:
            copy_out(vault, kept, path)
        elif original:
            _write_original(record, vault, path)
        else:
            _write_pdf(record, vault, path)
        done = True
    finally:
        if not done:
            path.unlink()
    tell(f"Đã ghi / written: {path}")


def _page(record: Record, number: int) -> Kept:
    """What was kept of one sheet, counted as it was scanned."""
    if number > len(record.pages):
        raise InputError(f"giấy tờ này có {len(record.pages)} trang / this document has {len(record.pages)} pages")
    kept = record.pages[number - 1].kept
    if kept is None:
        raise InputError("tệp này được giữ nguyên cả tệp / this document is kept as one file; use --original")
    return kept


def _write_pdf(record: Record, vault: Vault, path: Path) -> None:
    if record.pdf is None:
        raise InputError("this document is held and has no PDF yet; see `sohoa held`, or use --original")
    copy_out(vault, record.pdf, path)


def _write_original(record: Record, vault: Vault, path: Path) -> None:
    """The incoming file, or the only page's stream, or a ZIP (stored, not packed) of all pages' streams."""
    kept = [(sheet.kept, _SUFFIXES[sheet.original.media]) for sheet in record.pages if sheet.kept is not None]
    single = record.source or (kept[0][0] if len(kept) == 1 else None)
    if single is not None:
        copy_out(vault, single, path)
        return
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as pages:
        for number, (one, suffix) in enumerate(kept, 1):
            with vault.open(one.name) as source, pages.open(f"page-{number:04}.{suffix}", "w") as file:
                shutil.copyfileobj(source, file)
