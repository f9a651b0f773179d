"""`sohoa conformance`: veraPDF looks at a sample of what was filed, for a timer."""

import random
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import click

from commands.doors import find_settings, open_archive
from commands.leftovers import open_temporary
from commands.options import event, json_option, operator_option
from commands.screen import Progress, print_json, tell
from digitize import walk
from digitize.errors import InputError, ServiceError
from digitize.ports import Catalog, Vault
from digitize.record import Record
from digitize.release import copy_out
from signing.verapdf import Conformance, judge

_AT_ONCE = 50
_LOST = Conformance(False, "", ("lost",))


@click.command("conformance")
@click.option(
    "--sample", default="20", metavar="N or P%", help="Bao nhiêu giấy tờ / how many documents, or what share of them."
)
@click.option("--seed", type=int, help="Để chọn lại đúng mẫu đó / to draw the same sample again (default: by chance).")
@operator_option
@json_option
@click.pass_obj
def command(config: str | None, sample: str, seed: int | None, operator: str | None, as_json: bool) -> None:
    """Kiểm tra PDF/A bằng veraPDF: signed files that we made, drawn by chance, as they lie in the archive.

    Files of others, kept as they came, are left out. Exit code 3: some break a rule, the trail tells which; 2: veraPDF
    is not installed (conformance.verapdf).
    """
    settings = find_settings(config)
    vault, catalog = open_archive(settings)
    drawn = _draw(catalog, sample, random.SystemRandom() if seed is None else random.Random(seed))
    progress, failed = Progress(), 0
    with open_temporary() as folder:
        for document, told in _judge(settings.conformance.verapdf, vault, drawn, folder):
            progress(1)
            failed += not told.compliant
            if not told.compliant:
                with catalog.transaction() as transaction:
                    transaction.trail.add(event("nonconformant", document, operator, rules=" ".join(told.failed)))
            _show(document, told, as_json)
    progress.end()
    with catalog.transaction() as transaction:
        counted = {"documents": str(len(drawn)), "failed": str(failed)}
        transaction.trail.add(event("conformance_checked", "", operator, **counted))
    tell(f"{len(drawn)} giấy tờ / documents, {failed} không đạt / failed")
    if failed:
        sys.exit(InputError.exit_code)


def _draw(catalog: Catalog, sample: str, chance: random.Random) -> tuple[Record, ...]:
    count, share = _wanted(sample)
    if count:
        return tuple(paper[0] for paper in walk.sample(catalog, count, chance, _is_ours))
    everything = chain.from_iterable(walk.papers(catalog))
    return tuple(paper[0] for paper in everything if _is_ours(paper[0]) and chance.random() < share)


def _wanted(sample: str) -> tuple[int, float]:
    """A count, or else a share of all (0..1)."""
    text = sample.strip()
    try:
        count, share = (0, float(text[:-1]) / 100) if text.endswith("%") else (int(text), 0.0)
    except ValueError:
        count, share = 0, 0.0
    if count < 1 and not 0 < share <= 1:
        raise click.BadParameter("--sample: 20, hoặc / or 5%")
    return count, share


def _is_ours(record: Record) -> bool:
    return record.state == "filed" and record.pdf is not None and record.signature != "incoming"


def _judge(verapdf: str, vault: Vault, drawn: tuple[Record, ...], folder: Path) -> Iterator[tuple[str, Conformance]]:
    """Verdicts in the order drawn; a few files lie open at a time."""
    for start in range(0, len(drawn), _AT_ONCE):
        files = {record.document: folder / f"{record.document}.pdf" for record in drawn[start : start + _AT_ONCE]}
        opened = {
            one.document: files[one.document] for one in drawn[start : start + _AT_ONCE] if _open(vault, one, files)
        }
        told = judge(verapdf, tuple(opened.values())) if opened else {}
        for document, file in files.items():
            file.unlink(missing_ok=True)
            yield document, told.get(file, _LOST)


def _open(vault: Vault, record: Record, files: dict[str, Path]) -> bool:
    """Whether the document came out of the store; one that does not is a finding, and `fixity` tells more."""
    assert record.pdf is not None
    try:
        copy_out(vault, record.pdf, files[record.document])
    except ServiceError:
        return False
    return True


def _show(document: str, told: Conformance, as_json: bool) -> None:
    if as_json:
        print_json({"document": document, **told._asdict()})
    elif not told.compliant:
        click.echo(f"KHÔNG ĐẠT PDF/A / NOT COMPLIANT: {document}: {', '.join(told.failed)}")
