"""Where a paper lies open for a while (spool, temporary and debug folders), and how it goes: nothing stays for good.

A folder in use holds a lock; without its process it is cleared by the next command. What a person was to look at
(debug folders, pictures of `review show`, shown PDFs) is cleared by the next command after `run.left_days`. Only what
sohoa left is cleared, links are not followed.
"""

import fcntl
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import platformdirs

from digitize.errors import ServiceError
from digitize.settings import Settings

INDEX, MARKER, PREFIX = "index.html", ".sohoa-debug", "sohoa-debug-"
_FOLDER = re.compile(r"\d{4,}|[0-9a-f]{32}")
_PICTURE = re.compile(r"p\d{4,}-(words\.jpg|cleaned\.png)")
_MARKER_BYTES = 100
_LOCK = "lock"
_FOLDERS, _PICTURES = "debug-folders", "pictures"


@contextmanager
def open_folder(whole: Path) -> Iterator[Path]:
    """A folder of one process in `whole` (both mode 0700), emptied at the end; what killed ones left goes first."""
    whole.mkdir(mode=0o700, parents=True, exist_ok=True)
    clear_dead(whole)
    own = whole / uuid4().hex
    with _held(whole):
        own.mkdir(mode=0o700)
        lock = os.open(own / _LOCK, os.O_CREAT | os.O_RDWR, 0o600)
        fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        yield own
    finally:
        shutil.rmtree(own, ignore_errors=True)
        os.close(lock)


@contextmanager
def open_temporary() -> Iterator[Path]:
    """A folder for open pages in the system's temporary folder, for commands without an archive."""
    with open_folder(_temporary()) as own:
        yield own


def shown_file() -> Path:
    """Where a PDF is left for the desktop's viewer, which reads on after the command has ended."""
    return _temporary() / f"{uuid4().hex}.pdf"


def clear_left(settings: Settings) -> None:
    """Clears what dead processes left, and what lay open for longer than `run.left_days`."""
    now, days = datetime.now(UTC), settings.run.left_days
    clear_dead(settings.path(settings.run.spool))
    clear_dead(_temporary())
    for file in _temporary().glob("*.pdf"):
        with suppress(OSError):
            if now.timestamp() - file.lstat().st_mtime > timedelta(days=days).total_seconds():
                file.unlink()
    for register, clear in ((_FOLDERS, _clear_noted), (_PICTURES, _clear_picture)):
        noted = _noted(register)
        left = {place for place in noted if clear(Path(place), now, days)}
        if left != noted:
            _note(register, left)


def clear_dead(whole: Path) -> None:
    """Clears the folders of processes that are no more: nobody holds their locks."""
    with suppress(FileNotFoundError), _held(whole):
        for old in whole.iterdir():
            _clear_dead(old)


def note_debug(folder: Path) -> None:
    """Notes a folder of `read --debug`, so that any command clears it in time."""
    _note(_FOLDERS, _noted(_FOLDERS) | {str(folder.resolve())})


def note_pictures(files: Iterable[Path]) -> None:
    """Notes pictures that `review show` is about to write, so that any command clears them in time."""
    _note(_PICTURES, _noted(_PICTURES) | {str(file.resolve()) for file in files})


def clear_old(folder: Path, now: datetime, days: int) -> bool:
    """Removes what debug runs of more than so many days ago left in the folder; whether any run is left there.

    What is not of sohoa's making stays, also inside the folder of a run. Raises OSError.
    """
    left = False
    for run in sorted(folder.iterdir()):
        made = _made(run) if run.name.startswith(PREFIX) and _is_folder(run) else None
        if made is not None and now - made > timedelta(days=days):
            _clear(run)
        left = left or (made is not None and run.exists())
    return left


def _temporary() -> Path:
    """Our own folder among the temporary ones; another's of that name is a trap."""
    folder = Path(tempfile.gettempdir()) / f"sohoa-{os.geteuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if not _is_folder(folder) or folder.lstat().st_mode & 0o077:
        raise ServiceError("the temporary folder of sohoa belongs to somebody else, or is open to others: set TMPDIR")
    return folder


@contextmanager
def _held(whole: Path) -> Iterator[None]:
    """One at a time: a folder without a lock yet must not be taken for a dead one's."""
    folder = os.open(whole, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _clear_dead(old: Path) -> None:
    try:
        lock = os.open(old / _LOCK, os.O_RDWR | os.O_NOFOLLOW)
    except OSError:
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(old, ignore_errors=True)
    except BlockingIOError:
        return
    finally:
        os.close(lock)


def _register(name: str) -> Path:
    return Path(platformdirs.user_state_dir("sohoa")) / name


def _noted(name: str) -> set[str]:
    try:
        return set(_register(name).read_text(encoding="utf-8").splitlines())
    except OSError:
        return set()


def _note(name: str, places: set[str]) -> None:
    """A folder that cannot be noted is still cleared by the next run in it."""
    with suppress(OSError):
        _register(name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _register(name).write_text("".join(f"{place}\n" for place in sorted(places)), encoding="utf-8")


def _clear_picture(file: Path, now: datetime, days: int) -> bool:
    """Whether the picture may still be there: young, or in a folder that is not there now (a stick)."""
    try:
        found = file.lstat()
        if now.timestamp() - found.st_mtime <= timedelta(days=days).total_seconds():
            return True
        if stat.S_ISREG(found.st_mode) and found.st_uid == os.geteuid():
            file.unlink()
    except OSError:
        return not file.parent.is_dir()
    return False


def _clear_noted(folder: Path, now: datetime, days: int) -> bool:
    """Whether something is left there; a folder that is not there now may be on a stick."""
    try:
        return clear_old(folder, now, days)
    except OSError:
        return True


def _is_folder(path: Path) -> bool:
    return stat.S_ISDIR(path.lstat().st_mode) and path.lstat().st_uid == os.geteuid()


def _made(run: Path) -> datetime | None:
    """When a run's folder was made, by its marker; None where there is no such marker of ours."""
    try:
        opened = os.open(run / MARKER, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(opened, "rb") as file:
            whole = stat.S_ISREG(os.fstat(opened).st_mode)
            made = datetime.fromisoformat(file.read(_MARKER_BYTES).decode("ascii") if whole else "")
    except (OSError, ValueError):
        return None
    return made if made.tzinfo else None


def _clear(run: Path) -> None:
    """The marker goes last, so that a clearing cut short is taken up again."""
    for folder in [one for one in run.iterdir() if _FOLDER.fullmatch(one.name) and _is_folder(one)]:
        for file in list(folder.iterdir()):
            if _PICTURE.fullmatch(file.name):
                _remove(file)
        _remove_empty(folder)
    for name in (INDEX, MARKER):
        _remove(run / name)
    _remove_empty(run)


def _remove(file: Path) -> None:
    """Only a plain file: sohoa makes no links and no folders of these names."""
    if file.is_file() and not file.is_symlink():
        file.unlink()


def _remove_empty(folder: Path) -> None:
    if not any(folder.iterdir()):
        folder.rmdir()
