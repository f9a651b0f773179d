"""`sohoa run`: files scans as signed, sealed documents."""

import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from commands.balance import balance, tell_balance, write_record
from commands.doors import find_settings, open_doors, open_spool
from commands.logs import log
from commands.options import (
    check_citizen_id,
    jobs_option,
    json_option,
    make_order,
    operator_option,
    read_secretly,
)
from commands.retain import lock_filed
from commands.screen import Progress, hidden_pages, outcome_json, print_json, print_records, tell
from commands.workers import open_workers
from digitize.batch import file_batch
from digitize.duplex import merge
from digitize.errors import ConfigError, InputError
from digitize.filing import Outcome
from digitize.model import Intake
from digitize.pile import join
from digitize.pipeline import BELOW_STANDARD, take_in_all
from digitize.vietnam import dossier_code
from digitize.vietnam.glossary import label

# What operating systems leave in folders of scans.
_LITTER = frozenset({"thumbs.db", "desktop.ini"})


@click.command("run")
@click.argument("paths", nargs=-1, required=True, type=click.Path())
@jobs_option
@click.option("--dossier", default="", help="Mã hồ sơ / dossier code, e.g. H08.12-241128-0001.")
@click.option(
    "--citizen-id", default=None, help="'-': đọc số định danh từ đầu vào chuẩn / read it from standard input."
)
@click.option(
    "--pile", is_flag=True, help="Các tệp là trang của một tập / the files are the pages of one pile, by name."
)
@click.option("--duplex-pass", is_flag=True, help="Hai tệp: mặt trước, rồi mặt sau / two files: fronts, then backs.")
@click.option("--handover", type=click.Path(dir_okay=False), help="Ghi biên bản bàn giao / write the record (PDF).")
@click.option("--keep-blanks", is_flag=True, help="Giữ trang trắng trong PDF / leave blank pages in the PDF.")
@operator_option
@json_option
@click.pass_obj
def command(
    config: str | None,
    paths: tuple[str, ...],
    jobs: int | None,
    dossier: str,
    citizen_id: str | None,
    pile: bool,
    duplex_pass: bool,
    handover: str | None,
    keep_blanks: bool,
    operator: str | None,
    as_json: bool,
) -> None:
    """Số hóa và lưu: scans (PDF, TIFF, JPEG, PNG, folders) become signed PDF/A in the archive.

    A scan of many pages is split into its papers and dossiers. Inputs are only read. The same input again is
    recognised. Exit code 3: something is held, or the batch does not balance.
    """
    settings = find_settings(config)
    if citizen_id not in (None, "-"):
        raise click.UsageError(
            "--citizen-id takes '-' and reads the ID from standard input: it must not stand in a command line"
        )
    code = dossier_code.find(dossier)
    if dossier and (code is None or code.value != dossier or code.problem):
        raise InputError("mã hồ sơ không đúng dạng / not a dossier code (example: H08.12-241128-0001)")
    known = check_citizen_id(read_secretly(citizen_id))
    files = list(find_files(paths))
    if duplex_pass and len(files) != 2:
        raise click.UsageError("--duplex-pass takes two files: the fronts, then the backs")
    if handover and Path(handover).exists():
        raise ConfigError("tệp biên bản đã có / the hand-over record exists already; name another file")
    with open_spool(settings) as spool, open_workers(settings, jobs, spool) as workers:
        # While the workers' libraries load.
        doors = open_doors(settings)
        progress = Progress()
        order = make_order(settings, doors, spool, operator)
        order = replace(order, dossier=dossier, citizen_id=known, keep_blanks=keep_blanks, notice=progress)
        log.info("batch %s: %d files", order.batch, len(files))

        taken = take_in_all(files, spool, workers.each)
        if pile or duplex_pass:
            passes = tuple(taken)
            taken = iter((join(passes, merge if duplex_pass else None),))
        sides: list[int] = []

        def expected(intakes: Iterator[Intake]) -> Iterator[Intake]:
            for intake in intakes:
                progress.expect(len(intake.originals))
                sides.append(len(intake.originals))
                yield intake

        outcomes = show(file_batch(expected(taken), order, doors, workers.each), order.batch, progress, as_json)
        lock_filed(outcomes, settings, doors.catalog)
    told = balance(outcomes, sum(sides))
    tell_balance(told)
    if handover:
        write_record(outcomes, told, order, Path(handover))
    if not told.balanced or any(outcome.state in ("held", "secret") for outcome in outcomes):
        sys.exit(InputError.exit_code)


def show(outcomes: Iterator[Outcome], batch: str, progress: Progress, as_json: bool) -> list[Outcome]:
    """Prints and logs outcomes as they come, and what a person should know of them at the end."""
    done: list[Outcome] = []
    for outcome in outcomes:
        done.append(outcome)
        log.info(
            "batch %s: %d %s %s", batch, len(done), outcome.record.document if outcome.record else "-", outcome.state
        )
        if as_json:
            progress.end()
            print_json(outcome_json(outcome))
    progress.end()
    if not as_json:
        split = {file for file, count in Counter(outcome.file for outcome in done).items() if count > 1}
        rows = ((place(outcome, outcome.file in split), outcome.record, outcome.state) for outcome in done)
        print_records("Tệp", rows)
    counts = Counter(label(outcome.state, "states") for outcome in done)
    tell(f"{progress.summary()}: " + ", ".join(f"{count} {state}" for state, count in counts.items()))
    _tell_of_pages(done)
    for outcome in done:
        if outcome.state in ("held", "secret"):
            state = f"{label(outcome.state, 'states')} / {label(outcome.state, 'states', 'en')}"
            tell(f"{state}: {place(outcome, True)}: {outcome.problem}")
        elif outcome.problem:
            tell(f"Lưu ý / note: {place(outcome, True)}: {outcome.problem}")
    return done


def place(outcome: Outcome, split: bool) -> str:
    """The file, and of one that was split which sides of it."""
    name = Path(outcome.file).name
    if outcome.piece is None or not split:
        return name
    first, last = outcome.piece.pages[0] + 1, outcome.piece.pages[-1] + 1
    return f"{name} {first}" if first == last else f"{name} {first}–{last}"


def _tell_of_pages(done: list[Outcome]) -> None:
    """What a person should know of the pages: those left out, and documents below the standard."""
    fresh = [(one.file, one.record) for one in done if one.record is not None and one.state in ("filed", "to_sign")]
    hidden = [(file, told) for file, record in fresh if (told := hidden_pages(record))]
    if hidden:
        count = sum(len(numbers) for _, numbers in hidden)
        tell(f"Đã ẩn {count} trang trắng / blank pages hidden (bản gốc vẫn giữ / originals kept; --keep-blanks):")
    for file, numbers in hidden:
        tell(f"  {Path(file).name}: {', '.join(map(str, numbers))}")
    below = sum(BELOW_STANDARD in record.doubts for _, record in fresh)
    if below:
        tell(f"Không đạt chuẩn / below standard: {below} giấy tờ, xem / documents, see `sohoa show`")


def find_files(paths: tuple[str, ...]) -> Iterator[str]:
    """Every file named or lying in a named folder (links are not followed out of it), in order of names."""
    for path in paths:
        if not Path(path).is_dir():
            yield path
            continue
        for folder, folders, names in os.walk(path):
            folders.sort()
            for name in sorted(names):
                if not name.startswith(".") and name.lower() not in _LITTER:
                    yield str(Path(folder) / name)
