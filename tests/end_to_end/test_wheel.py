"""The wheel, installed outside the checkout, is the whole product: fonts, models, rules, template."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.end_to_end.office import DOSSIERS, ROOT


def test_the_built_wheel_runs_outside_the_checkout(tmp_path: Path) -> None:
    source, site = tmp_path / "source", tmp_path / "site"
    subprocess.run(["git", "clone", "-q", ROOT, source], check=True)
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path / "dist", source]
    subprocess.run(build, check=True, capture_output=True, timeout=300)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    install = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", site, wheel]
    subprocess.run(install, check=True, timeout=300)

    def sohoa(*words: object) -> str:
        command = [
            sys.executable,
            "-P",
            "-c",
            "import cli; assert 'site' in cli.__file__; cli.main()",
            *map(str, words),
        ]
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            env=os.environ | {"PYTHONPATH": str(site)},
            cwd=tmp_path,
            timeout=300,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    sohoa("init", tmp_path / "office", "--keys", tmp_path / "keys")
    settings = tmp_path / "office" / "sohoa.toml"
    sticks = [tmp_path / name for name in ("stick-1", "stick-2", "stick-3")]
    for stick in sticks:
        stick.mkdir()
    sohoa("--config", settings, "keys", "backup", *sticks)
    sohoa("--config", settings, "keys", "restore", *(next(stick.iterdir()) for stick in sticks[1:]))
    sohoa("--config", settings, "doctor")
    told = json.loads(sohoa("--config", settings, "run", DOSSIERS / "13-declaration.jpg", "--json"))
    assert told["state"] == "filed"
    assert told["kind"] == "to_khai"
