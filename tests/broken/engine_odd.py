"""Engines that answer, but oddly; each is a small picklable value, so that workers can hold it."""

import time
from dataclasses import dataclass

from digitize.model import Box, Line, Scan, Word


@dataclass(frozen=True, slots=True)
class SilentEngine:
    """Sees nothing on any page."""

    def read(self, scan: Scan) -> tuple[Line, ...]:
        return ()

    def reread(self, scan: Scan) -> tuple[Line, ...]:
        return self.read(scan)

    def unwritable(self, letters: str) -> str:
        return ""

    def version(self) -> str:
        return "silent 1"


@dataclass(frozen=True, slots=True)
class SlowEngine:
    """Takes `seconds` for a page and then sees nothing."""

    seconds: float = 5.0

    def read(self, scan: Scan) -> tuple[Line, ...]:
        time.sleep(self.seconds)
        return ()

    def reread(self, scan: Scan) -> tuple[Line, ...]:
        return self.read(scan)

    def unwritable(self, letters: str) -> str:
        return ""

    def version(self) -> str:
        return "slow 1"


@dataclass(frozen=True, slots=True)
class StrayEngine:
    """Reads a word that stands half outside the page, in letters that no font of ours has, without any confidence."""

    def read(self, scan: Scan) -> tuple[Line, ...]:
        height, width = scan.pixels.shape[:2]
        return (Line((Word("\u4eba\U0001f9fe", Box(width - 5, height - 5, width + 60, height + 20), 0.0),)),)

    def reread(self, scan: Scan) -> tuple[Line, ...]:
        return self.read(scan)

    def unwritable(self, letters: str) -> str:
        return letters

    def version(self) -> str:
        return "stray 1"
