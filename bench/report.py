"""A benchmark's result: a table for the eye, and a file that says on what and with what it was made."""

import json
import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
ROWS = (
    ("CPU seconds a page", "cpu_per_page", 1, "{:.2f}"),
    ("CPU seconds", "cpu_seconds", 1, "{:.1f}"),
    ("wall seconds", "wall_seconds", 1, "{:.1f}"),
    ("largest process, MiB", "peak_mib", 1, "{:.0f}"),
    ("CER, %", "cer", 100, "{:.3f}"),
    ("CER, %, made out by both", "cer_made_out", 100, "{:.3f}"),
    ("CER without diacritics, %", "folded_cer", 100, "{:.3f}"),
    ("word F1, %", "word_f1", 100, "{:.2f}"),
)


def print_report(result: dict[str, Any]) -> None:
    """The table of both sides, what was left out, and every page that we read worse."""
    ours, theirs = result["sides"]["sohoa"], result["sides"]["ocrmypdf"]
    print(f"{result['pages']} pages in {result['files']} files, --jobs {result['jobs']}, {result['repeat']} turn(s)")
    print(f"{'':27}{'sohoa':>10}{'OCRmyPDF':>10}{'ratio':>8}")
    for words, key, scale, form in ROWS:
        ratio = f"{ours[key] / theirs[key]:.3f}" if theirs[key] else "-"
        print(f"{words:27}{form.format(ours[key] * scale):>10}{form.format(theirs[key] * scale):>10}{ratio:>8}")
    for who, what in (("OCRmyPDF refuses, left out of both", "refused"), ("sohoa holds, counted as unread", "held")):
        for file, why in result[what].items():
            print(f"{who}: {file}: {why}")
    for page in result["by_page"]:
        if page["sohoa"]["errors"] > page["ocrmypdf"]["errors"]:
            both = " against ".join(f"{page[name]['errors']:g}" for name in ("sohoa", "ocrmypdf"))
            print(f"read worse: {page['file']} page {page['page']}: {both} errors of {page['sohoa']['characters']}")


def save_result(name: str, result: dict[str, Any], programs: dict[str, Path]) -> None:
    """As `write_result`, with the versions of the programs and of what reads in them."""
    versions = {name: said(program, "--version").split()[-1] for name, program in programs.items()}
    write_result(name, {"versions": versions | engines()} | result)


def write_result(name: str, result: dict[str, Any]) -> Path:
    """The result with commit, machine and date, as results/NAME-DATE.json; where that is."""
    now = datetime.now(UTC)
    told = {"made": now.isoformat(timespec="seconds")} | commit() | {"machine": machine()}
    target = ROOT / "bench" / "results" / f"{name}-{now:%Y%m%d-%H%M%S}.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(told | result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"written: {target.relative_to(ROOT)}")
    return target


def commit() -> dict[str, Any]:
    """Which state of the code was measured; a checkout without git says nothing."""
    try:
        head = said("git", "-C", str(ROOT), "rev-parse", "HEAD").strip()
        changed = said("git", "-C", str(ROOT), "status", "--porcelain", "--untracked-files=no").strip()
    except (OSError, subprocess.CalledProcessError):
        return {"commit": None, "changed": None}
    return {"commit": head, "changed": bool(changed)}


def machine() -> dict[str, Any]:
    """Cores, their model, memory, the system, and how busy it was over five minutes (processes waiting or running)."""
    models = [line.split(":", 1)[1].strip() for line in read_lines("/proc/cpuinfo") if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = next((line.split("=", 1)[1].strip('"') for line in read_lines("/etc/os-release") if "PRETTY" in line), "")
    load = round(os.getloadavg()[1], 1)
    return {"cores": os.cpu_count(), "load": load, "cpu": models[0] if models else platform.machine()} | {
        "memory_gib": round(memory, 1),
        "system": system,
        "python": platform.python_version(),
    }


def engines() -> dict[str, str]:
    """The OCR libraries: ours inside tesserocr, the other side's as a program; both read the same language data."""
    import tesserocr

    inside, program = tesserocr.tesseract_version(), said("tesseract", "--version")
    return {
        "tesserocr": version("tesserocr"),
        "tesseract (sohoa)": inside.split()[1],
        "tesseract (ocrmypdf)": program.split()[1],
        "ghostscript": said("gs", "--version").strip(),
    }


def said(*command: str | Path) -> str:
    """What a program prints."""
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def read_lines(path: str) -> list[str]:
    """The lines of a system file; none where it is absent."""
    file = Path(path)
    return file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
