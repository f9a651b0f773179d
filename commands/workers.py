"""Worker processes: pages in parallel, each bounded in time and memory; one that dies costs only its own page."""

import multiprocessing
import os
import resource
import signal
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from multiprocessing import connection, forkserver
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import cv2

from commands.logs import log_defect
from commands.options import count_jobs
from digitize.errors import SohoaError
from digitize.settings import Settings
from digitize.vietnam.kinds import added, use_kinds

_In = TypeVar("_In")
_Out = TypeVar("_Out")

# Address space, not resident memory: libraries map more than they use; a bomb asks for more than this.
_MEMORY = 6 * 1024**3
_TOO_MUCH = (
    "mất quá nhiều thời gian hoặc bộ nhớ, hãy quét lại nhỏ hơn / it took too much time or memory; scan it smaller"
)
# What every worker needs, the gate's rules too, which its module loads only when a document is at it.
_PRELOAD = ["digitize.pipeline", "ocr.engines.lines", "pikepdf.pdfa", "tesserocr"]


class Workers:
    """A pool of processes that is renewed when a page kills one of them; `folder` takes what they leave open."""

    def __init__(self, jobs: int, seconds: int, folder: Path) -> None:
        self._jobs, self._seconds, self._folder = jobs, seconds, folder
        self._pool = self._new_pool()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def each(
        self, function: Callable[[_In], _Out], tickets: Iterable[_In], lost: Callable[[_In, str], _Out], /
    ) -> Iterator[_Out]:
        """Results in the order of the tickets; `lost` makes the result of a ticket whose worker died twice."""
        window: deque[tuple[_In, Future[_Out]]] = deque()
        bounded = partial(_bounded, self._seconds, function)
        for ticket in tickets:
            window.append((ticket, self._submit(bounded, ticket)))
            if len(window) > 2 * self._jobs:
                yield self._next(window, bounded, lost)
        while window:
            yield self._next(window, bounded, lost)

    def _next(
        self,
        window: deque[tuple[_In, Future[_Out]]],
        bounded: Callable[[_In], _Out],
        lost: Callable[[_In, str], _Out],
    ) -> _Out:
        ticket, future = window.popleft()
        try:
            try:
                return future.result()
            except BrokenProcessPool:
                # Which of the pages in work was it? Each is tried alone; the one that breaks again is lost.
                return self._submit(bounded, ticket).result()
        except (BrokenProcessPool, MemoryError):
            return lost(ticket, f"{_TOO_MUCH} ({self._seconds} s, {_MEMORY >> 30} GiB)")
        except SohoaError:
            raise
        except Exception as error:  # noqa: BLE001 - a worker's defect holds its document, not the batch
            log_defect(error)
            return lost(ticket, f"lỗi phần mềm, xem sohoa.log / a defect ({type(error).__name__}), see sohoa.log")

    def _submit(self, bounded: Callable[[_In], _Out], ticket: _In) -> "Future[_Out]":
        # Interrupted half started, a pool loses sight of its processes: nobody would wait for them to end.
        with _interrupts_deferred():
            try:
                return self._pool.submit(bounded, ticket)
            except BrokenProcessPool:
                self._pool.shutdown(wait=False)
                self._pool = self._new_pool()
                return self._pool.submit(bounded, ticket)

    def _new_pool(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(_PRELOAD)
        # What it inherits as ignored stays ignored: Ctrl-C while it loads must not print its traceback.
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        forkserver.ensure_running()
        signal.signal(signal.SIGINT, before)
        return ProcessPoolExecutor(
            self._jobs, mp_context=context, initializer=_settle, initargs=(added(), self._folder)
        )


def open_workers(settings: Settings, jobs: int | None, folder: Path) -> Workers:
    """As many as asked or set, each page in the time that the settings give it."""
    return Workers(count_jobs(settings, jobs), settings.run.page_seconds, folder)


@contextmanager
def _interrupts_deferred() -> Iterator[None]:
    """Ctrl-C counts when the block has ended, not within it."""
    came: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if came:
        signal.raise_signal(signal.SIGINT)


def _settle(kinds: tuple[str, ...], folder: Path) -> None:
    """A worker dies with its parent and keeps to its share of memory and threads (Ctrl-C is the parent's affair).

    `kinds`: the files of the office's own kinds of papers. `folder`: where libraries put their temporary files, which
    a killed worker leaves behind (pytesseract: the page's picture and its words).
    """
    use_kinds(kinds)
    tempfile.tempdir = str(folder)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, hard))
    cv2.setNumThreads(1)
    # Image libraries grumble there about damaged files; what a worker has to say comes back as a result.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def _end_with_parent() -> None:
    """A parent that was killed tells nobody: its end of the pipe just closes."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _bounded(seconds: int, function: Callable[[_In], _Out], ticket: _In) -> _Out:
    """The kernel ends the worker when the time is up: code stuck in a C library hears nothing else."""
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return function(ticket)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
