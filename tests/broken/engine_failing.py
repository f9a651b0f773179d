"""Engines that fail on purpose, as real ones do; each is a small picklable value, so that workers can hold it."""

from dataclasses import dataclass

from digitize.errors import ConfigError, ServiceError
from digitize.model import Line, Scan


@dataclass(frozen=True, slots=True)
class FailingEngine:
    """Gives every page up; `retry` says whether it claims that trying again may help."""

    retry: bool = False

    def read(self, scan: Scan) -> tuple[Line, ...]:
        raise ServiceError("the engine failed on this page", retry=self.retry)

    def reread(self, scan: Scan) -> tuple[Line, ...]:
        return self.read(scan)

    def unwritable(self, letters: str) -> str:
        return ""

    def version(self) -> str:
        return "failing 1"


@dataclass(frozen=True, slots=True)
class MissingEngine:
    """Its program or data was taken away after it was opened."""

    def read(self, scan: Scan) -> tuple[Line, ...]:
        raise ConfigError("the program is missing; install it")

    def reread(self, scan: Scan) -> tuple[Line, ...]:
        return self.read(scan)

    def unwritable(self, letters: str) -> str:
        return letters

    def version(self) -> str:
        raise ConfigError("the program is missing; install it")


@dataclass(frozen=True, slots=True)
class DefectiveEngine:
    """Has a defect: raises what no adapter may let through."""

    def read(self, scan: Scan) -> tuple[Line, ...]:
        raise ZeroDivisionError

    def reread(self, scan: Scan) -> tuple[Line, ...]:
        return self.read(scan)

    def unwritable(self, letters: str) -> str:
        return ""

    def version(self) -> str:
        return "defective 1"
