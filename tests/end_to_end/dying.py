"""Runs `sohoa` and dies, as if the power went off, at the n-th durable write (an fsync or a link).

Called as: python dying.py N WORDS...; exit code 77 when it died.
"""

import os
import sys
from collections.abc import Callable, Iterator
from typing import Any

import cli

DEAD = 77


def dying(function: Callable[..., Any], writes: Iterator[int], last: int) -> Callable[..., Any]:
    def write(*arguments: Any, **named: Any) -> Any:
        if next(writes) == last:
            os._exit(DEAD)
        return function(*arguments, **named)

    return write


# Worker processes import this file too: only the first process dies.
if __name__ == "__main__":
    import itertools

    count, end = itertools.count(1), int(sys.argv[1])
    os.fsync = dying(os.fsync, count, end)
    os.link = dying(os.link, count, end)
    sys.argv[1:] = sys.argv[2:]
    cli.main()
