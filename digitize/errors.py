"""The one tree of errors, with the exit code of each.

SohoaError(message, *, retry=False)      1   a defect, or an error of no narrower kind
├── ConfigError                          2   settings, unknown adapter, missing program or language
├── InputError                           3   this paper cannot be used as it is: goes to a person
└── ServiceError                         4   something outside failed (engine, signer, store, catalog)

A message says what happened, to what, and what to do next; it never holds a citizen's ID or name, nor a file's name
(scan files are named after people): who prints to the screen adds the file.
"""

from typing import ClassVar


class SohoaError(Exception):
    """An error that sohoa explains to a person; `retry` says whether trying again may help."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, retry: bool = False) -> None:
        super().__init__(message)
        self.retry = retry


class ConfigError(SohoaError):
    """The installation or its settings must be mended before work can go on."""

    exit_code = 2


class InputError(SohoaError):
    """This paper or file cannot be used as it is; a person must look at it."""

    exit_code = 3


class ServiceError(SohoaError):
    """Something outside failed: the engine, the signer, the store or the catalog."""

    exit_code = 4
