"""A real PostgreSQL server on loopback, for tests and `make services`; it can be killed and started anew."""

import os
import pwd
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.services.s3 import free_port

USER = "sohoa"
PASSWORD = "only-for-tests"
_PATIENCE = 60.0


@dataclass
class PostgresqlServer:
    """The server over a folder of its own; started by root it runs as `nobody`, because it refuses root.

    `settings` are parameters of the server as NAME=VALUE.
    """

    folder: Path
    port: int = field(default_factory=free_port)
    settings: tuple[str, ...] = ()
    process: subprocess.Popen[bytes] | None = None

    def address(self, database: str, user: str = USER) -> str:
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        data = self.folder / "data"
        if not data.exists():
            self._make(data)
        settings = ("listen_addresses=127.0.0.1", f"unix_socket_directories={self.folder}", *self.settings)
        command = [_program("postgres"), "-D", str(data), "-p", str(self.port)]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [*command, *(part for one in settings for part in ("-c", one))], stdout=log, stderr=log, **_as_nobody()
            )
        self._wait()

    def kill(self) -> None:
        """At once, as a power cut would."""
        if self.process:
            # Its children outlive it for a moment, and while one of them lives no other server starts on these data.
            children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
            self.process.kill()
            self.process.wait()
            self.process = None
            for child in map(int, children):
                with suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)
            while any(map(_lives, children)):
                time.sleep(0.01)
            (self.folder / "data" / "postmaster.pid").unlink(missing_ok=True)

    def psql(self, sql: str, database: str = "postgres", user: str = USER) -> str:
        """What the server's own client answers, past the adapter."""
        done = subprocess.run(
            [_program("psql"), "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", sql, self.address(database, user)],
            capture_output=True,
            text=True,
            env={**os.environ, "PGPASSWORD": PASSWORD},
        )
        if done.returncode:
            raise RuntimeError(done.stderr)
        return done.stdout.strip()

    def _make(self, data: Path) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        secret = self.folder / "password"
        secret.write_text(PASSWORD)
        if os.geteuid() == 0:
            # The way to the folder must be open to who the server runs as.
            nobody = pwd.getpwnam("nobody")
            for path in (self.folder, secret):
                os.chown(path, nobody.pw_uid, nobody.pw_gid)
            for path in (self.folder, *self.folder.parents):
                if not path.stat().st_mode & 0o001:
                    path.chmod(path.stat().st_mode | 0o011)
        options = ["-A", "scram-sha-256", f"--pwfile={secret}", "-N", "--encoding=UTF8", "--locale=C.UTF-8"]
        made = subprocess.run(
            [_program("initdb"), "-D", str(data), "-U", USER, *options],
            capture_output=True,
            text=True,
            cwd="/",
            **_as_nobody(),
        )
        assert made.returncode == 0, made.stderr

    def _wait(self) -> None:
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            try:
                self.psql("SELECT 1")
            except RuntimeError:
                assert self.process and self.process.poll() is None, (self.folder / "log").read_text()
                time.sleep(0.1)
            else:
                return
        raise AssertionError("the PostgreSQL server did not answer")


def _lives(process: str) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def _as_nobody() -> dict[str, str]:
    return {"user": "nobody", "group": "nogroup"} if os.geteuid() == 0 else {}


def _program(name: str) -> str:
    """Debian keeps the server's programs out of PATH; the newest version is taken."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    program = str(found[-1]) if found else shutil.which(name)
    assert program, f"{name} is missing: apt install postgresql"
    return program
