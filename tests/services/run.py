"""`make services`: the servers that tests talk to, on loopback, until Ctrl-C; prints how sohoa finds them."""

import signal
import sys

from tests.services.s3 import ROOT, SECRET, S3Server


def main() -> None:
    server = S3Server(ROOT / ".tools" / "services" / "s3", port=9000)
    server.start()
    told = f"export SOHOA_ARCHIVE_STORE={server.address('sohoa')} SOHOA_ARCHIVE_STORE_SECRET=env:S3_SECRET"
    sys.stdout.write(f"{told} S3_SECRET={SECRET}\n")
    sys.stdout.flush()
    try:
        signal.pause()
    except KeyboardInterrupt:
        server.kill()


main()
