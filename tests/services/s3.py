"""A real S3 server on loopback, for tests and `make services`; it can be killed and started anew.

versitygw; with SOHOA_TEST_S3=minio MinIO, which takes longer to build and so is not among the checks of every change:
`SOHOA_TEST_S3=minio python -m pytest tests/contracts/test_stores.py tests/storage/test_s3.py`.
"""

import http.client
import os
import shutil
import socket
import ssl
import subprocess
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = {"versitygw": "versitygw-v1.7.0", "minio": "minio-v0.0.0-20260212201848-7aac2a2c5b7c"}
USER = "sohoa"
SECRET = "only-for-tests"
_PATIENCE = 60.0


@dataclass
class S3Server:
    """The server over a folder of its own; `certificate` and `key` are PEM files for TLS."""

    folder: Path
    port: int = field(default_factory=lambda: free_port())
    certificate: Path | None = None
    key: Path | None = None
    kind: str = field(default_factory=lambda: os.environ.get("SOHOA_TEST_S3", "versitygw"))
    process: subprocess.Popen[bytes] | None = None
    _turns: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def data(self) -> Path:
        """The buckets, as folders of files (versitygw: each object one file; MinIO: in a form of its own)."""
        return self.folder / "data"

    def address(self, bucket: str) -> str:
        return f"s3://{USER}@{self.host}/{bucket}"

    def start(self) -> None:
        subprocess.run(["sh", str(Path(__file__).with_name(f"{self.kind}.sh"))], check=True)
        for each in (self.data, self.folder / "versions"):
            each.mkdir(parents=True, exist_ok=True)
        names = (
            ("MINIO_ROOT_USER", "MINIO_ROOT_PASSWORD")
            if self.kind == "minio"
            else ("ROOT_ACCESS_KEY", "ROOT_SECRET_KEY")
        )
        own = dict(zip(names, (USER, SECRET), strict=True))
        command = [str(ROOT / ".tools" / PROGRAMS[self.kind]), *self._options()]
        with self._turns, (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command, env={"PATH": os.defpath, "MINIO_BROWSER": "off"} | own, stdout=log, stderr=log
            )
        self._wait()

    def _options(self) -> list[str]:
        if self.kind == "minio":
            return ["server", "--address", self.host, "--certs-dir", str(self._certificates()), str(self.data)]
        tls = ["--cert", str(self.certificate), "--key", str(self.key)] if self.certificate else []
        versions = ["--versioning-dir", str(self.folder / "versions")]
        return ["--port", self.host, "--quiet", "--keep-alive", *tls, "posix", *versions, str(self.data)]

    def _certificates(self) -> Path:
        """A folder of certificate and key under the names that MinIO looks for."""
        folder = self.folder / "certificates"
        folder.mkdir(exist_ok=True)
        for file, name in ((self.certificate, "public.crt"), (self.key, "private.key")):
            if file:
                shutil.copyfile(file, folder / name)
        return folder

    def kill(self) -> None:
        """At once, as a power cut would."""
        # A test's proxy may kill in a thread of its own while the test starts the server anew.
        with self._turns:
            if self.process:
                self.process.kill()
                self.process.wait()
                self.process = None

    def _wait(self) -> None:
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0 and (self.kind != "minio" or self._ready()):
                    return
            assert self.process and self.process.poll() is None, (self.folder / "log").read_text()
            time.sleep(0.05)
        raise AssertionError("the S3 server did not answer")

    def _ready(self) -> bool:
        """MinIO listens before it can answer."""
        blind = ssl.create_default_context()
        blind.check_hostname, blind.verify_mode = False, ssl.CERT_NONE
        asked: http.client.HTTPConnection = http.client.HTTPConnection(self.host, timeout=5)
        if self.certificate:
            asked = http.client.HTTPSConnection(self.host, timeout=5, context=blind)
        try:
            asked.request("GET", "/minio/health/cluster")
            return asked.getresponse().status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            asked.close()


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
