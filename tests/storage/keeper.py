"""A process that keeps files, for the tests that run several or kill one: ARCHIVE KEYS FILE... prints what it kept."""

import sys
from pathlib import Path

from storage import open_store, open_vault
from storage.keys import open_keys


def main(archive: str, keys: str, *files: str) -> None:
    vault = open_vault(
        open_store(f"directory:{archive}/objects"), open_store(f"directory:{keys}/data"), open_keys(Path(keys))
    )
    for file in files:
        kept = vault.keep(Path(file))
        sys.stdout.write(f"{kept.name} {kept.sealed_bytes} {kept.sealed_sha256}\n")
        sys.stdout.flush()


main(*sys.argv[1:])
