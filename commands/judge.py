"""How good a pile of scans is, worst pages first: `sohoa doctor --pages`, so that a scanner can be judged."""

import shutil
import sys
import tempfile
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from commands.options import count_jobs
from commands.run import find_files
from commands.screen import Progress, findings_json, print_json, print_table, tell
from commands.workers import Workers
from digitize.errors import InputError
from digitize.model import Intake, Original, Page
from digitize.pipeline import Failure, look_at_page, take_in_all
from digitize.quality import BELOW_STANDARD, compare
from digitize.settings import Settings
from digitize.vietnam.glossary import label

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
    with (
        tempfile.TemporaryDirectory(prefix="sohoa-") as spool,
        Workers(count_jobs(settings, jobs), settings.run.page_seconds) as workers,
    ):
        scans = _scans(take_in_all(find_files(paths), Path(spool), workers.each), pile)
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
    rows = [
        (Path(file).name, str(number), f"{page.original.dpi:g}", "; ".join(_both(one) for one in _told(page)))
        for file, number, page in pile.pages
        if page.findings
    ]
    if rows:
        print_table(("Tệp / file", "Trang", "dpi", "Nhận xét / findings"), rows)
    click.echo("; ".join(_summary(pile)))
    for file, problem in pile.failed:
        tell(f"{file}: {problem}")


def _told(page: Page) -> list[tuple[str, str]]:
    """Each finding once (text may be cut at two edges), with its numbers."""
    found: dict[str, list[str]] = {}
    for one in page.findings:
        found.setdefault(one.name, []).append(" ".join(f"{name}={value}" for name, value in one.numbers))
    return [(name, ", ".join(filter(None, numbers))) for name, numbers in found.items()]


def _both(told: tuple[str, str]) -> str:
    name, numbers = told
    return _in_words(name) + (f" ({numbers})" if numbers else "")


def _in_words(name: str) -> str:
    return f"{label(name, 'findings')} / {label(name, 'findings', 'en')}"


def _summary(pile: _Pile) -> Iterator[str]:
    """Counts and shares: all pages, those that break no rule, those of each finding; then the files left out."""
    total = len(pile.pages)
    yield f"{total} trang / pages"
    if total:
        yield f"{_share(_good(pile), total)} đạt chuẩn / up to standard"
        for name, count in _counts(pile).most_common():
            yield f"{_share(count, total)} {_in_words(name)}"
    if pile.failed:
        yield f"{len(pile.failed)} tệp không đọc được / files cannot be read"
    if pile.others:
        yield f"{pile.others} tệp không phải bản quét / files are no scans"


def _good(pile: _Pile) -> int:
    return sum(1 for judged in pile.pages if _badness(judged)[0] == 0)


def _share(count: int, total: int) -> str:
    return f"{count} ({count / total:.1%})"


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
