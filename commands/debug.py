"""`sohoa read --debug DIR`: leaves what one wants to look at, pictures and an index, for some days and for its owner.

DIR gets one folder for each run; what earlier runs left goes when it is older than that, and nothing else ever does.
"""

import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from commands.debug_draw import FULL, draw_page
from commands.debug_index import Shown, show, write_index
from commands.leftovers import INDEX, MARKER, PREFIX, clear_old, note_debug
from commands.screen import tell
from digitize.errors import ConfigError, ServiceError
from digitize.model import Document, Intake
from digitize.page import Failure
from digitize.pipeline import Each, read_documents
from digitize.ports import Engine
from digitize.settings import Settings
from storage.keys import inside

_In = TypeVar("_In")
_Out = TypeVar("_Out")
_UNUSABLE = "không dùng được thư mục --debug / the folder of --debug cannot be used: "


def begin(folder: Path, settings: Settings, paths: tuple[str, ...]) -> Path:
    """The new folder of this run in `folder` (both mode 0700), after what is too old there was cleared away.

    Raises ConfigError when `folder` lies in the archive, among the keys or in a folder that is read, is another's, or
    is open to others and not empty.
    """
    now = datetime.now(UTC)
    _refuse_places(folder, settings, paths)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _close(folder)
        clear_old(folder, now, settings.run.left_days)
        note_debug(folder)
        run = folder / f"{PREFIX}{now:%Y%m%d-%H%M%S}-{uuid4().hex[:4]}"
        run.mkdir(mode=0o700)
        write_private(run / MARKER, now.isoformat())
    except OSError as error:
        raise ConfigError(f"{_UNUSABLE}{os.strerror(error.errno or 0)}") from error
    return run


def read_and_show(
    run: Path, intakes: Iterable[Intake], engine: Engine, notice: Callable[[int], None], each: Each
) -> Iterator[tuple[str, Document | Failure]]:
    """As `read_documents`, leaving pictures of each page and, at the end or when stopped, an index in the run's folder.

    Raises ServiceError when they cannot be written.
    """
    opened: dict[str, deque[Intake]] = {}
    seconds: deque[float] = deque()
    shown: list[Shown] = []

    def noted() -> Iterator[Intake]:
        for intake in intakes:
            opened.setdefault(intake.path, deque()).append(intake)
            yield intake

    try:
        timed = _timing(each, seconds)
        for path, result in read_documents(noted(), engine, notice, timed, partial(draw_page, run)):
            intake = opened[path].popleft()
            spent = tuple(seconds.popleft() for _ in intake.originals)
            pictures = _number(run, intake, len(shown) + 1)
            shown.append(show(path, result, spent, pictures))
            yield path, result
    finally:
        _write_index(run, shown)
        tell(f"Xem / see: {run / INDEX} (sẽ tự xóa / will be cleared: run.left_days)")


def _write_index(run: Path, shown: list[Shown]) -> None:
    try:
        write_private(run / INDEX, write_index(shown))
    except OSError as error:
        raise ServiceError(FULL) from error


def write_private(target: Path, text: str) -> None:
    """Writes a file that only its owner can read."""
    with os.fdopen(os.open(target, os.O_CREAT | os.O_WRONLY | os.O_TRUNC | os.O_NOFOLLOW, 0o600), "wb") as file:
        file.write(text.encode("utf-8", "replace"))


def _refuse_places(folder: Path, settings: Settings, paths: tuple[str, ...]) -> None:
    addresses = (settings.address(text).partition(":") for text in (settings.archive.store, settings.archive.catalog))
    archive = [Path(rest).parent for scheme, _, rest in addresses if scheme in ("directory", "sqlite")]
    if any(inside(folder, place) for place in (*archive, settings.path(settings.archive.keys))):
        raise ConfigError(
            f"{_UNUSABLE}nó nằm trong kho hoặc thư mục khóa, hãy chọn nơi khác / "
            "it lies in the archive or among the keys; choose another place"
        )
    if any(inside(folder, Path(path)) for path in paths if Path(path).is_dir()):
        raise ConfigError(
            f"{_UNUSABLE}nó nằm trong thư mục đang đọc, hãy chọn nơi khác / "
            "it lies in a folder that is being read; choose another place"
        )


def _close(folder: Path) -> None:
    """An empty folder of ours is closed to others; one that holds something is not ours to close."""
    told = folder.stat()
    if told.st_uid == os.geteuid() and not told.st_mode & 0o077:
        return
    if told.st_uid != os.geteuid() or any(folder.iterdir()):
        raise ConfigError(
            f"{_UNUSABLE}người khác xem được những gì ở đó; hãy chọn thư mục mới, hoặc chmod 700 thư mục của mình / "
            "others can look into it; name a new folder, or chmod 700 one of your own"
        )
    folder.chmod(0o700)


def _timing(each: Each, seconds: deque[float]) -> Each:
    """The same map; what each page took in processor seconds is noted in the order of the pages."""

    def timed(
        function: Callable[[_In], _Out], tickets: Iterable[_In], lost: Callable[[_In, str], _Out], /
    ) -> Iterator[_Out]:
        def gone(ticket: _In, problem: str) -> tuple[_Out, float]:
            return lost(ticket, problem), 0.0

        for result, spent in each(partial(_time, function), tickets, gone):
            seconds.append(spent)
            yield result

    return timed


def _time(function: Callable[[_In], _Out], ticket: _In) -> tuple[_Out, float]:
    start = time.process_time()
    return function(ticket), time.process_time() - start


def _number(run: Path, intake: Intake, number: int) -> dict[int, tuple[str, ...]]:
    """Gives the folder of an input its number; its pictures, relative to the run's folder, by page."""
    drawn, named = run / Path(intake.copy or "-").parent.name, run / f"{number:04d}"
    pictures: dict[int, tuple[str, ...]] = {}
    if intake.originals and drawn.is_dir():
        drawn.rename(named)
        # `words` before `cleaned`.
        for file in sorted(named.iterdir(), reverse=True):
            page = int(file.name[1:].partition("-")[0])
            pictures[page] = (*pictures.get(page, ()), f"{named.name}/{file.name}")
    return pictures
