"""A page that a scanner wrote as many small JPEGs, one for each strip of a TIFF, as the one JPEG that they are.

Each strip begins its predictions anew, as a JPEG does behind a restart marker: put together with those markers, the
coded data stay as they are, bit for bit. Source: ITU-T T.81, B.1.1.2 (segments), B.2.4.4 (restart interval), E.1.4.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

_BASELINE, _SCAN, _RESTART_INTERVAL = 0xC0, 0xDA, 0xDD
_BLOCK = 8
_MOST_UNITS = 65535
# A marker in coded data, other than a stuffed zero: restarts of its own, or a second scan.
_MARKER = re.compile(rb"\xff[^\x00]")


class _Strip(NamedTuple):
    """Segments before the frame and between it and the scan, both of which are told apart; and the coded data."""

    others: tuple[bytes, ...]
    frame: bytes
    scan: bytes
    coded: bytes


def join(strips: Sequence[bytes], tables: bytes, height: int, rows: int) -> bytes | None:
    """One JPEG of the strips (of so many rows each, the last one of what is left), or None where they are not alike.

    `tables`: what all share (JPEGTables), as an abbreviated stream; empty where each strip has its own.
    """
    parts = [_taken_apart(strip) for strip in strips]
    first = parts[0] if parts else None
    if first is None or (len(strips) - 1) * rows >= height or len(strips) * rows < height:
        return None
    units = _units(first.frame, rows)
    heights = [rows] * (len(parts) - 1) + [height - rows * (len(parts) - 1)]
    for part, high in zip(parts, heights, strict=True):
        if part is None or part[::2] != first[::2] or part.frame != _with_height(first.frame, high):
            return None
    if not 0 < units <= _MOST_UNITS:
        return None
    interval = bytes((0xFF, _RESTART_INTERVAL, 0, 4)) + units.to_bytes(2, "big")
    head = b"".join(
        (tables[:-2] or b"\xff\xd8", *first.others, _with_height(first.frame, height), interval, first.scan)
    )
    data = bytearray(head + first.coded)
    for number, part in enumerate(parts[1:]):
        assert part is not None
        data += bytes((0xFF, 0xD0 + number % 8)) + part.coded
    return bytes(data + b"\xff\xd9")


def _taken_apart(strip: bytes) -> _Strip | None:
    """None for anything but a baseline JPEG of one scan without restarts."""
    at, frame = 2, b""
    others: list[bytes] = []
    while strip[:2] == b"\xff\xd8" and at + 4 <= len(strip) and strip[at] == 0xFF:
        marker, end = strip[at + 1], at + 2 + int.from_bytes(strip[at + 2 : at + 4], "big")
        segment = strip[at:end]
        if marker == _SCAN:
            coded, finish, _ = strip[end:].partition(b"\xff\xd9")
            whole = bool(frame and finish) and not _MARKER.search(coded)
            return _Strip(tuple(others), frame, segment, coded) if whole else None
        if marker == _BASELINE and not frame:
            frame = segment
        elif marker == _RESTART_INTERVAL or (0xC1 <= marker <= 0xCF and marker != 0xC4):
            return None
        else:
            others.append(segment)
        at = end
    return None


def _units(frame: bytes, rows: int) -> int:
    """Coded units of a strip of so many rows; 0 where its last ones would be cut."""
    width, count = int.from_bytes(frame[7:9], "big"), frame[9]
    samplings = [frame[11 + 3 * one] for one in range(count) if 11 + 3 * one < len(frame)]
    if len(samplings) != count or not count or not all(one >> 4 and one & 15 for one in samplings):
        return 0
    # A lone component is coded block by block, whatever sampling it claims (T.81, A.2.2).
    across = _BLOCK * (max(one >> 4 for one in samplings) if count > 1 else 1)
    down = _BLOCK * (max(one & 15 for one in samplings) if count > 1 else 1)
    return 0 if rows % down else -(-width // across) * (rows // down)


def _with_height(frame: bytes, height: int) -> bytes:
    return frame[:5] + height.to_bytes(2, "big") + frame[7:]
