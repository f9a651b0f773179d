"""`make services`: the servers that tests talk to, on loopback, until Ctrl-C; prints how sohoa finds them.

`python -m tests.services.run [FOLDER]`: FOLDER takes what they keep. Ports: S3 9000, PostgreSQL 5433.
"""

import signal
import sys
from pathlib import Path

from tests.services.postgresql import PASSWORD, PostgresqlServer
from tests.services.s3 import ROOT, SECRET, S3Server

FOLDER = ROOT / ".tools" / "services"


def main() -> None:
    folder = Path(sys.argv[1]).resolve() if sys.argv[1:] else FOLDER
    s3, postgresql = S3Server(folder / "s3", port=9000), PostgresqlServer(folder / "postgresql", port=5433)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        s3.start()
        postgresql.start()
        if not postgresql.psql("SELECT 1 FROM pg_database WHERE datname = 'sohoa'"):
            postgresql.psql("CREATE DATABASE sohoa")
        told = {
            "SOHOA_ARCHIVE_STORE": s3.address("sohoa"),
            "SOHOA_ARCHIVE_STORE_SECRET": "env:S3_SECRET",
            "SOHOA_ARCHIVE_CATALOG": postgresql.address("sohoa"),
            "SOHOA_ARCHIVE_CATALOG_SECRET": "env:PG_SECRET",
            "S3_SECRET": SECRET,
            "PG_SECRET": PASSWORD,
        }
        sys.stdout.write("".join(f"export {name}={value}\n" for name, value in told.items()))
        sys.stdout.flush()
        signal.pause()
    except KeyboardInterrupt:
        pass
    finally:
        postgresql.kill()
        s3.kill()


main()
