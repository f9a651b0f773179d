"""How good a pile of scans is, worst pages first: `sohoa doctor --pages`, so that a scanner can be judged."""

import shutil
import sys
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from commands.leftovers import open_temporary
from commands.run import find_files
from commands.screen import Progress, findings_json, print_json, print_table, tell
from commands.words import words_of_numbers
from commands.workers import Workers, open_workers
from digitize.errors import InputError
from digitize.model import Intake, Original, Page
from digitize.page import Failure, look_at_page
from digitize.pipeline import take_in_all
from digitize.quality import BELOW_STANDARD, compare
from digitize.settings import Settings
from digitize.vietnam.glossary import glossary, label

_Judged = tuple[str, int, Page]


@dataclass
class _Pile:
    """What is known so far: pages judged, files that cannot be read and why, how many files are no scans."""

    pages: list[_Judged] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    others: int = 0


def judge(settings: Settings, paths: tuple[str, ...], jobs: int | None, as_json: bool) -> None:
    """Prints the findings of all pages in these files and folders; exits with 3 when a file could not be read."""
    progress, pile = Progress(), _Pile()
    with open_temporary() as spool, open_workers(settings, jobs, spool) as workers:
        scans = _scans(take_in_all(find_files(paths), spool, workers.each), pile)
        for intake, results in _look(scans, workers, progress):
            problems = [result.problem for result in results if isinstance(result, Failure)]
            if problems:
                pile.failed.append((intake.path, "; ".join(problems[:3])))
            pages = compare([result for result in results if isinstance(result, Page)])
            pile.pages += [(intake.path, page.original.source.page, page) for page in pages]
            shutil.rmtree(Path(intake.copy).parent)
    progress.end()
    pile.pages.sort(key=_badness)
    (_print_json if as_json else _print)(pile)
    if pile.failed:
        sys.exit(InputError.exit_code)


def _scans(intakes: Iterator[Intake], pile: _Pile) -> Iterator[Intake]:
    """The scans among the files; a born-digital PDF has no scanner to be judged."""
    for intake in intakes:
        if intake.form == "unreadable":
            pile.failed.append((intake.path, intake.problem))
        elif intake.form == "scan":
            yield intake
        else:
            pile.others += 1


def _look(
    intakes: Iterator[Intake], workers: Workers, progress: Progress
) -> Iterator[tuple[Intake, list[Page | Failure]]]:
    """Pages of all files in one stream through the workers, joined to their files again."""
    opened: deque[Intake] = deque()

    def tickets() -> Iterator[Original]:
        for intake in intakes:
            opened.append(intake)
            yield from intake.originals

    results: list[Page | Failure] = []
    for result in workers.each(look_at_page, tickets(), _lost):
        progress(1)
        results.append(result)
        if len(results) == len(opened[0].originals):
            yield opened.popleft(), results
            results = []


def _lost(original: Original, problem: str) -> Page | Failure:
    return Failure(f"trang/page {original.source.page}: {problem}")


def _badness(judged: _Judged) -> tuple[int, int, str, int]:
    """Most broken rules first, then most findings; blank pages matter least."""
    file, number, page = judged
    broken = 0 if page.blank else sum(one.name in BELOW_STANDARD for one in page.findings)
    return -broken, -sum(one.name != "blank" for one in page.findings), file, number


def _print(pile: _Pile) -> None:
    rows = list(_rows(pile))
    if rows:
        print_table(("Tệp / file", "Trang / page", "dpi", "Nhận xét / findings"), rows)
        click.echo()
    found = list(_summary(pile))
    if found:
        print_table(("Trang / pages", "", "Nhận xét / findings", "Quy định / rule"), found)
        click.echo()
    for line in _advice(pile):
        click.echo(line)
    click.echo("; ".join(_totals(pile)))
    for file, problem in pile.failed:
        tell(f"{file}: {problem}")


def _rows(pile: _Pile) -> Iterator[tuple[str, str, str, str]]:
    """The pages of which there is something to tell; those that follow one another with the same in one row."""
    told = [
        (file, number, (f"{page.original.dpi:g}", _told(page))) for file, number, page in pile.pages if page.findings
    ]
    for (file, what), same in groupby(told, key=lambda one: (one[0], one[2])):
        yield Path(file).name, _ranges([number for _, number, _ in same]), *what


def _ranges(numbers: list[int]) -> str:
    """1, 2, 3, 7 as `1-3, 7`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _told(page: Page) -> str:
    """Each finding once (text may be cut at two edges), with its numbers."""
    found: dict[str, list[str]] = {}
    for one in page.findings:
        found.setdefault(one.name, []).append(words_of_numbers(one.numbers))
    numbers = {name: "; ".join(filter(None, told)) for name, told in found.items()}
    return "; ".join(label(name, "findings") + (f" ({told})" if told else "") for name, told in numbers.items())


def _summary(pile: _Pile) -> Iterator[tuple[str, ...]]:
    """Each finding: on how many pages, and the rule that it breaks."""
    rules = {one.name: one.rule for _, _, page in pile.pages for one in page.findings}
    for name, count in _counts(pile).most_common():
        both = f"{label(name, 'findings')} / {label(name, 'findings', 'en')}"
        yield str(count), f"{count / len(pile.pages):.1%}", both, rules[name]


def _advice(pile: _Pile) -> Iterator[str]:
    """What to do at the scanner, most frequent findings first."""
    for name, _ in _counts(pile).most_common():
        if name in glossary()["advice"]:
            yield f"- {label(name, 'findings')}: {label(name, 'advice')} / {label(name, 'advice', 'en')}"


def _totals(pile: _Pile) -> Iterator[str]:
    """Pages, those that break no rule, and the files left out."""
    total = len(pile.pages)
    yield f"{total} trang / pages"
    if total:
        yield f"{_good(pile)} ({_good(pile) / total:.1%}) đạt chuẩn / up to standard"
    if pile.failed:
        yield f"{len(pile.failed)} tệp không đọc được / files cannot be read"
    if pile.others:
        yield f"{pile.others} tệp không phải bản quét / files are no scans"


def _good(pile: _Pile) -> int:
    return sum(1 for judged in pile.pages if _badness(judged)[0] == 0)


def _counts(pile: _Pile) -> Counter[str]:
    """On how many pages each finding is."""
    return Counter(name for _, _, page in pile.pages for name in {one.name for one in page.findings})


def _print_json(pile: _Pile) -> None:
    """One object for each page, worst first, for each file that cannot be read, and one with the counts."""
    for file, number, page in pile.pages:
        told: dict[str, Any] = {"file": file, "page": number, "dpi": page.original.dpi, "blank": page.blank}
        print_json(told | {"findings": findings_json(page.findings)})
    for file, problem in pile.failed:
        print_json({"file": file, "error": problem})
    counts = {"pages": len(pile.pages), "up_to_standard": _good(pile), "counts": _counts(pile)}
    print_json(counts | {"files_failed": len(pile.failed), "files_no_scans": pile.others})
