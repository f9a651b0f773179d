"""A real S3 server (versitygw) on loopback, for tests and `make services`; it can be killed and started anew."""

import os
import socket
import subprocess
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / ".tools" / "versitygw-v1.7.0"
USER = "sohoa"
SECRET = "only-for-tests"
_PATIENCE = 20.0


@dataclass
class S3Server:
    """The server over a folder of its own; `certificate` and `key` are PEM files for TLS."""

    folder: Path
    port: int = field(default_factory=lambda: free_port())
    certificate: Path | None = None
    key: Path | None = None
    process: subprocess.Popen[bytes] | None = None
    _turns: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def data(self) -> Path:
        """The buckets, as folders of files."""
        return self.folder / "data"

    def address(self, bucket: str) -> str:
        return f"s3://{USER}@{self.host}/{bucket}"

    def start(self) -> None:
        subprocess.run(["sh", str(Path(__file__).with_name("versitygw.sh"))], check=True)
        for each in (self.data, self.folder / "versions"):
            each.mkdir(parents=True, exist_ok=True)
        tls = ["--cert", str(self.certificate), "--key", str(self.key)] if self.certificate else []
        command = [str(PROGRAM), "--port", self.host, "--quiet", "--keep-alive", *tls, "posix"]
        with self._turns, (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--versioning-dir", str(self.folder / "versions"), str(self.data)],
                env={"PATH": os.defpath, "ROOT_ACCESS_KEY": USER, "ROOT_SECRET_KEY": SECRET},
                stdout=log,
                stderr=log,
            )
        self._wait()

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
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            assert self.process and self.process.poll() is None, (self.folder / "log").read_text()
            time.sleep(0.05)
        raise AssertionError("the S3 server did not answer")


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
