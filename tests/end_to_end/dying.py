"""Runs `sohoa` and dies, as if the power went off, at the n-th durable write (an fsync, a link or a commit).

Called as: python dying.py N WORDS...; exit code 77 when it died.
"""

import os
import sys
from collections.abc import Callable
from typing import Any

import cli

DEAD = 77
left = int(sys.argv[1])


def dying(function: Callable[..., Any]) -> Callable[..., Any]:
    def write(*arguments: Any, **named: Any) -> Any:
        global left
        left -= 1
        if left == 0:
            os._exit(DEAD)
        return function(*arguments, **named)

    return write


if __name__ == "__main__":
    from storage.catalogs import sqlite

    os.fsync = dying(os.fsync)
    os.link = dying(os.link)  # type: ignore[assignment]
    assert sqlite
    sys.argv[1:] = sys.argv[2:]
    cli.main()
