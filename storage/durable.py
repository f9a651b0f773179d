"""Files that are there whole or not at all, and still there after the power went off."""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

from digitize.errors import ServiceError

CHUNK = 1 << 20
_IN_MEMORY = 32 << 20
DISK_FULL = "the disk is full: what is kept is unharmed; make free space and run again"
_FULL = {errno.ENOSPC, errno.EDQUOT}
_PASSING = {errno.EAGAIN, errno.EBUSY, errno.EINTR, errno.ESTALE, errno.ETIMEDOUT, errno.EMFILE, errno.ENFILE}


def explained(error: OSError, act: str) -> ServiceError:
    """The error as a sentence that says what could not be done; file names in it stay out of the sentence."""
    if error.errno in _FULL:
        return ServiceError(f"{act}: {DISK_FULL}")
    if error.errno == errno.ENOENT:
        return ServiceError(f"{act}: its folder is not there; is its disk mounted, and its path right?")
    reason = os.strerror(error.errno) if error.errno else type(error).__name__
    return ServiceError(f"{act}: {reason}", retry=error.errno in _PASSING)


@contextmanager
def explaining(act: str) -> Iterator[None]:
    """Raises ServiceError in the place of an OSError of the block."""
    try:
        yield
    except OSError as error:
        raise explained(error, act) from error


def write_once(path: Path, file: BinaryIO, workshop: Path) -> None:
    """Writes a file (mode 0600) under a temporary name in `workshop`, syncs it, then gives it its name (`place`)."""
    descriptor, temporary = tempfile.mkstemp(dir=workshop)
    try:
        with os.fdopen(descriptor, "wb") as target:
            shutil.copyfileobj(file, target, CHUNK)
            target.flush()
            os.fsync(target.fileno())
        place(Path(temporary), path)
    finally:
        Path(temporary).unlink(missing_ok=True)


def replace_file(path: Path, content: bytes) -> None:
    """Puts a new content (mode 0600) in the place of a file's, durably: at any moment the one or the other is there."""
    descriptor, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as target:
            target.write(content)
            target.flush()
            os.fsync(target.fileno())
        Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)
    sync_folder(path.parent)


def place(temporary: Path, path: Path) -> None:
    """Gives a finished file its name unless the name is taken; on return the name is durable, whoever gave it.

    A link and not a rename: rename would put the later of two writers in the place of the earlier, whose hash is
    already in somebody's catalog.
    """
    with suppress(FileExistsError):
        os.link(temporary, path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Makes the names in a folder durable (costs next to nothing when nothing is new)."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def spool() -> BinaryIO:
    """A file for bytes on their way: in memory up to 32 MB, else nameless on the disk, so that it dies with us."""
    return cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY))


def copy(source: BinaryIO, target: BinaryIO) -> None:
    """Copies what is left to read."""
    shutil.copyfileobj(source, target, CHUNK)
