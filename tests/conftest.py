"""Lets tests import the contract suites and the doubles (`tests.contracts`, `tests.broken`)."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
