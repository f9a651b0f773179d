"""The reconciliation of a batch: what came in against what became of it, told and written as a hand-over record."""

from collections.abc import Sequence
from pathlib import Path

from commands.screen import tell
from digitize.errors import ConfigError
from digitize.filing import Order, Outcome
from digitize.handover import Handover, ListedPaper, explain, make_handover, reconcile
from digitize.record import Reconciliation
from digitize.sign import VIETNAM


def balance(outcomes: Sequence[Outcome], sides: int) -> Reconciliation:
    """Counts the sides of a batch by what became of them; `sides`: how many were taken in."""
    records = [outcome.record for outcome in outcomes if outcome.record is not None]
    blanks = sum(sheet.blank for record in records for sheet in record.pages)
    separators = [outcome.piece for outcome in outcomes if outcome.state == "separator" and outcome.piece]
    known = [piece.separator for piece in separators if piece.separator is not None]
    counted = Reconciliation(
        sheets=sides,
        pages=sum(record.page_count for record in records) - blanks,
        blanks=blanks,
        separators_found=sum(len(piece.pages) for piece in separators),
        documents=len(records),
        held=sum(outcome.state == "held" for outcome in outcomes),
        secret=sum(len(outcome.piece.pages) for outcome in outcomes if outcome.state == "secret" and outcome.piece),
    )
    return reconcile(counted, known, len(separators) - len(known))


def tell_balance(told: Reconciliation) -> None:
    """One line for the person, and one for each thing that does not fit."""
    parts = (
        f"{told.sheets} mặt / sides",
        f"{told.pages} có nội dung / written",
        f"{told.blanks} trắng / blank",
        f"{told.separators_found}/{told.separators_expected} tờ phân tách / separators",
        f"{told.documents} giấy tờ / documents",
    )
    tell("Đối soát / reconciliation: " + ", ".join(parts) + (": khớp / balanced" if told.balanced else ""))
    for problem in told.problems:
        tell(f"  KHÔNG KHỚP / unbalanced: {explain(problem)} / {explain(problem, 'en')}")


def write_record(outcomes: Sequence[Outcome], told: Reconciliation, order: Order, target: Path) -> None:
    """Writes the hand-over record (biên bản bàn giao) as a PDF; raises ConfigError when that file cannot be written."""
    papers = tuple(
        ListedPaper(outcome.record.dossier, outcome.record.kind, outcome.record.page_count, outcome.state)
        for outcome in outcomes
        if outcome.record is not None
    )
    time = order.now().astimezone(VIETNAM)
    try:
        make_handover(Handover(order.mark.agency, order.operator, order.batch, time, told, papers), target)
    except OSError as error:
        raise ConfigError("không ghi được biên bản / the hand-over record cannot be written there") from error
