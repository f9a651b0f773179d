"""`sohoa verify`: signature, integrity, PDF/A, and fixity of a file or a document."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from commands.doors import find_settings, open_archive, open_eyes, settings_if_any
from commands.leftovers import open_temporary
from commands.options import event, json_option, must_find, operator_option, reason_option, stated
from commands.screen import print_json
from digitize.errors import InputError, ServiceError
from digitize.filing import all_objects
from digitize.model import Verdict
from digitize.ports import Vault
from digitize.record import Kept, Record
from digitize.release import copy_out
from digitize.revision import before_first_signature, conformance
from digitize.settings import Settings
from digitize.vietnam.glossary import label


@click.command("verify")
@click.argument("thing", metavar="FILE-or-DOCUMENT")
@operator_option
@reason_option
@json_option
@click.pass_obj
def command(config: str | None, thing: str, operator: str | None, reason: str, as_json: bool) -> None:
    """Kiểm tra chữ ký và toàn vẹn of a PDF file, or of a document in the archive. Exit code 0: intact; 3: not."""
    with open_temporary() as folder:
        if Path(thing).exists():
            told = judge(Path(thing), settings_if_any(config), fixity=None)
        else:
            told = _judge_document(thing, find_settings(config), (operator, reason), folder)
    if as_json:
        print_json(told)
    else:
        _print(told)
    if not told["intact"]:
        sys.exit(InputError.exit_code)


def judge(path: Path, settings: Settings | None, fixity: bool | None, unsigned_bytes: int = 0) -> dict[str, Any]:
    """The verdict on a PDF file: intact when it is signed and nothing was changed since."""
    try:
        verdicts = open_eyes(settings).verify(path)
    except InputError as error:
        return _broken(str(error), fixity)
    length = unsigned_bytes or (before_first_signature(path) if verdicts else 0)
    flavour, verdict = conformance(path, length)
    intact = bool(verdicts) and all(one.intact for one in verdicts) and verdicts[-1].ends_file
    trusts = [one.trusted for one in verdicts]
    trusted = None if not trusts or None in trusts else all(trusts)
    problems = [one.problem for one in verdicts if one.problem]
    if not verdicts:
        problems.append("tệp không có chữ ký số / the file bears no digital signature")
    return {
        "intact": intact and fixity is not False,
        "trusted": trusted,
        "signatures": [_signature(one) for one in verdicts],
        "pdfa": {"flavour": flavour, "verdict": verdict},
        "fixity": fixity,
        "problems": problems,
    }


def _judge_document(thing: str, settings: Settings, asked: tuple[str | None, str], folder: Path) -> dict[str, Any]:
    vault, catalog = open_archive(settings)
    with catalog.transaction() as transaction:
        record = must_find(transaction, thing)
    operator, reason = asked
    why = stated(reason, settings, catalog, event("verified", record.document, operator))
    with catalog.transaction() as transaction:
        transaction.trail.add(event("verified", record.document, operator, **why))
    broken = [kept.name for kept in all_objects(record) if not vault.fixity(kept)]
    if record.pdf is None:
        return _broken("giấy tờ đang tạm giữ, chưa có PDF / held, there is no PDF yet", not broken)
    path = folder / "document.pdf"
    try:
        copy_out(vault, record.pdf, path)
    except ServiceError as error:
        return _broken(str(error), fixity=False)
    told = judge(path, settings, not broken, record.unsigned_bytes)
    if record.source is not None and record.source.name not in broken and record.signature != "incoming":
        told["embedded"] = _judge_embedded(record.source, vault, settings, folder / "embedded.pdf")
    if broken:
        parts = _parts(record, set(broken))
        told["problems"].append(f"kho đã bị thay đổi / changed in the store: {', '.join(parts)}")
    return told


def _judge_embedded(source: Kept, vault: Vault, settings: Settings, path: Path) -> list[dict[str, Any]]:
    """The signatures of the file that came in, where the document is a reading copy with that file inside."""
    copy_out(vault, source, path)
    return [_signature(one) for one in open_eyes(settings).verify(path)]


def _parts(record: Record, broken: set[str]) -> list[str]:
    """Which parts of a record lie changed or missing in the store."""
    named = [("PDF", record.pdf), ("incoming file", record.source), ("manifest", record.manifest)]
    named += [(f"page {number}", sheet.kept) for number, sheet in enumerate(record.pages, 1)]
    return [name for name, kept in named if kept is not None and kept.name in broken]


def _broken(problem: str, fixity: bool | None) -> dict[str, Any]:
    nothing: dict[str, Any] = {"intact": False, "trusted": None, "signatures": []}
    return nothing | {"pdfa": {"flavour": None, "verdict": "not_checked"}, "fixity": fixity, "problems": [problem]}


def _signature(one: Verdict) -> dict[str, Any]:
    return {
        "signer": one.signer,
        "unit": one.unit or None,
        "issuer": one.issuer,
        "time": one.time,
        "witness": one.witness or None,
        "conclusion": one.conclusion,
        "intact": one.intact,
        "trusted": one.trusted,
        "covers_file": one.covers_file,
        "later": one.later,
        "until": one.until or None,
        "level": one.level,
        "algorithm": one.algorithm,
        "not_before": one.not_before,
        "not_after": one.not_after,
        "problem": one.problem or None,
    }


def _print(told: dict[str, Any]) -> None:
    click.echo("TOÀN VẸN / INTACT" if told["intact"] else "KHÔNG TOÀN VẸN / NOT INTACT")
    for number, one in enumerate(told["signatures"], 1):
        for name, value in _rows(number, one):
            click.echo(f"  {name:<22} {value}")
    for number, one in enumerate(told.get("embedded", ()), 1):
        click.echo("  Trong bản gốc đính kèm / in the embedded original:")
        for name, value in _rows(number, one):
            click.echo(f"    {name:<22} {value}")
    trust = {True: "tin cậy / trusted", False: "KHÔNG tin cậy / NOT trusted", None: "chưa xét / no root was given"}
    click.echo(f"  Gốc / root:            {trust[told['trusted']]}")
    click.echo(f"  PDF/A:                 {told['pdfa']['flavour'] or '-'} {told['pdfa']['verdict']}")
    if told["fixity"] is not None:
        kept = "nguyên vẹn / unchanged" if told["fixity"] else "ĐÃ THAY ĐỔI / CHANGED"
        click.echo(f"  Trong kho / store:     {kept}")
    for problem in told["problems"]:
        click.echo(f"  ! {problem}")


def _rows(number: int, one: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What TT 15/2025/TT-BKHCN wants shown of a signature, in words."""
    witness = f"chứng nhận bởi / vouched for by {one['witness']}"
    own_word = "theo lời người ký / by the signer's own word"
    yield f"Chữ ký / signature {number}:", _both(one["conclusion"], "conclusions")
    yield "Ký bởi / signed by:", ", ".join(part for part in (one["signer"], one["unit"]) if part)
    yield "Nơi cấp / issuer:", one["issuer"]
    yield "Lúc / at:", f"{one['time']}, {witness if one['witness'] else own_word}"
    yield "Hiệu lực / valid:", f"{one['not_before']} – {one['not_after']}"
    yield "Kiểm tra đến / until:", one["until"] or "-"
    yield "Sau khi ký / later:", _both(one["later"], "later")
    yield "Mức / level:", f"{one['level']}, {one['algorithm']}"


def _both(key: str, group: str) -> str:
    return f"{label(key, group)} / {label(key, group, 'en')}"
