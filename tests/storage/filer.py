"""A process that files records, for the tests that run several or kill one: ARCHIVE KEYS PREFIX COUNT.

It prints each document once its transaction is through; every third it replaces by a later revision in the same one.
"""

import sys
from dataclasses import replace
from pathlib import Path

from digitize.record import Event
from storage import open_catalog
from storage.keys import open_keys
from tests.contracts.catalog_contract import HOLDER, Subject, paper


def main(archive: str, keys: str, prefix: str, count: str) -> None:
    catalog = open_catalog(f"sqlite:{archive}/catalog.db", open_keys(Path(keys)))
    for number in range(int(count)):
        record = paper(f"{prefix}-{number}", text="giấy khai sinh", subjects=(Subject("holder", HOLDER),))
        with catalog.transaction() as transaction:
            if transaction.records.add(record):
                transaction.trail.add(Event("2026-11-21T05:00:00Z", "filed", "system", record.document))
            if number % 3 == 0:
                transaction.records.replace(replace(record, revision=2, text="bản sửa"))
                transaction.trail.add(Event("2026-11-21T05:00:01Z", "corrected", "system", record.document))
        sys.stdout.write(f"{record.document}\n")
        sys.stdout.flush()


main(*sys.argv[1:])
