"""`sohoa fixity`: whether every object lies in the store as it was put there; resumable, without the master key."""

import json
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from random import SystemRandom

import click

from commands.doors import find_settings, open_archive
from commands.options import event, json_option, now, operator_option
from commands.screen import Progress, print_json, tell
from digitize import walk
from digitize.errors import InputError
from digitize.filing import all_objects
from digitize.ports import Catalog, Vault
from digitize.record import Kept, Record
from digitize.settings import Settings

_PAGE = 50
_HANDS = 4


@dataclass(frozen=True, slots=True)
class Rounds:
    """How far the round through the whole archive has come, and when the last one ended (times ISO 8601, UTC)."""

    begun: str = ""
    after: str = ""
    objects: int = 0
    damaged: int = 0
    ended: str = ""
    ended_damaged: int = 0


@click.command("fixity")
@click.option(
    "--sample", type=click.IntRange(1), help="Chỉ kiểm tra N giấy tờ ngẫu nhiên / only N documents at random."
)
@click.option("--afresh", is_flag=True, help="Bắt đầu lại từ đầu / begin the round anew, not where it stopped.")
@operator_option
@json_option
@click.pass_obj
def command(config: str | None, sample: int | None, afresh: bool, operator: str | None, as_json: bool) -> None:
    """Kiểm tra kho còn nguyên: each object's size and SHA-256 against the catalog, old versions too. No master key.

    A round that was stopped goes on where it stopped. Exit code 3: something is damaged or missing.
    """
    settings = find_settings(config)
    vault, catalog = open_archive(settings)
    look = _Look(vault, catalog, operator, as_json)
    damaged = look.sample(sample) if sample else look.round(rounds_file(settings), afresh)
    if damaged:
        sys.exit(InputError.exit_code)


def rounds_file(settings: Settings) -> Path:
    """Where the state of the round is kept, beside the settings (no personal data)."""
    return settings.folder / "fixity.json"


def read_rounds(file: Path) -> Rounds:
    """The state of the round; a fresh one when there is none."""
    try:
        return Rounds(**json.loads(file.read_text(encoding="ascii")))
    except (OSError, ValueError, TypeError):
        return Rounds()


@dataclass(frozen=True, slots=True)
class _Look:
    vault: Vault
    catalog: Catalog
    operator: str | None
    as_json: bool

    def sample(self, count: int) -> int:
        """Looks at documents at random; the number of damaged objects."""
        drawn = walk.sample(self.catalog, count, SystemRandom(), lambda record: True)
        progress = Progress()
        objects, damaged = self._judge(drawn, progress)
        self._tell(objects, damaged)
        return damaged

    def round(self, file: Path, afresh: bool) -> int:
        """Goes on with the round through all documents; the number of damaged objects in it."""
        state = read_rounds(file)
        if afresh or not state.begun:
            state = replace(state, begun=now(), after="", objects=0, damaged=0)
        elif state.after:
            tell(f"Làm tiếp / going on where the round of {state.begun} stopped.")
        progress = Progress()
        for papers in self._pages(state.after):
            objects, damaged = self._judge(papers, progress)
            state = replace(
                state,
                after=papers[-1][0].document,
                objects=state.objects + objects,
                damaged=state.damaged + damaged,
            )
            _write(file, state)
        of_piles = {kept: "" for pile in walk.piles(self.catalog) for kept in walk.pile_objects(pile)}
        others, torn = self._look_at(of_piles | dict.fromkeys(self._segments(), ""), progress)
        progress.end()
        objects, damaged = state.objects + others, state.damaged + torn
        _write(file, Rounds(ended=now(), ended_damaged=damaged))
        self._tell(objects, damaged)
        return damaged

    def _segments(self) -> tuple[Kept, ...]:
        with self.catalog.transaction() as transaction:
            return tuple(anchor.segment for anchor in transaction.chain.anchors())

    def _pages(self, after: str) -> Iterator[tuple[tuple[Record, ...], ...]]:
        return walk.papers(self.catalog, after, _PAGE)

    def _judge(self, papers: tuple[tuple[Record, ...], ...], progress: Progress) -> tuple[int, int]:
        """How many objects these documents have, and how many are damaged."""
        of = {kept: records[0].document for records in papers for record in records for kept in all_objects(record)}
        return self._look_at(of, progress)

    def _look_at(self, of: dict[Kept, str], progress: Progress) -> tuple[int, int]:
        """How many objects there are, and how many are damaged or missing; each of these is told and audited."""
        damaged = 0
        with ThreadPoolExecutor(_HANDS) as hands:
            for kept, whole in zip(of, hands.map(self.vault.fixity, of), strict=True):
                progress(1)
                if not whole:
                    damaged += 1
                    self._damaged(kept, of[kept])
        return len(of), damaged

    def _damaged(self, kept: Kept, document: str) -> None:
        with self.catalog.transaction() as transaction:
            transaction.trail.add(event("damaged", document, self.operator, object=kept.name))
        if self.as_json:
            print_json({"document": document, "object": kept.name, "whole": False})
        else:
            click.echo(f"HƯ HỎNG HOẶC MẤT / DAMAGED OR MISSING: {document}: {kept.name}")

    def _tell(self, objects: int, damaged: int) -> None:
        tell(f"{objects} đối tượng / objects, {damaged} hư hỏng / damaged")
        if damaged:
            tell("Khôi phục từ bản sao lưu / restore them from a backup of the archive (docs/operate.md).")


def _write(file: Path, state: Rounds) -> None:
    fresh = file.with_suffix(".new")
    fresh.write_text(json.dumps(asdict(state)), encoding="ascii")
    fresh.replace(file)
