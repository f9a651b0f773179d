"""Keeps a training state whole or not at all, in files under 16 MiB each, which is what a lent machine gives back."""

import json
import shutil
from pathlib import Path
from typing import Any

import torch

PARTS = ("net", "mean")
MOMENTS = ("exp_avg", "exp_avg_sq")


def save(folder: Path, state: Any, size: str) -> None:
    """Writes beside the folder first, so that a process ended half-way leaves the last state whole."""
    new, old = folder.with_suffix(".new"), folder.with_suffix(".old")
    for left in (new, old):
        shutil.rmtree(left, ignore_errors=True)
    new.mkdir(parents=True)
    for name in PARTS:
        torch.save(getattr(state, name).state_dict(), new / f"{name}.pt")
    told = state.change.state_dict()
    for moment in MOMENTS:
        torch.save({place: kept[moment] for place, kept in told["state"].items()}, new / f"{moment}.pt")
    figures = {"size": size, "lines": state.lines, "steps": state.steps, "seconds": state.seconds}
    (new / "state.json").write_text(json.dumps(figures), encoding="utf-8")
    if folder.is_dir():
        folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def load(folder: Path, state: Any) -> None:
    """Fills the state with what was kept."""
    device = next(state.net.parameters()).device
    figures = json.loads((folder / "state.json").read_text(encoding="utf-8"))
    for name in PARTS:
        getattr(state, name).load_state_dict(torch.load(folder / f"{name}.pt", map_location=device, weights_only=True))
    told = state.change.state_dict()
    first, second = (torch.load(folder / f"{moment}.pt", map_location=device, weights_only=True) for moment in MOMENTS)
    steps = torch.tensor(float(figures["steps"]))
    told["state"] = {
        place: {"step": steps.clone(), MOMENTS[0]: first[place], MOMENTS[1]: second[place]} for place in first
    }
    state.change.load_state_dict(told)
    state.lines, state.steps, state.seconds = figures["lines"], figures["steps"], figures["seconds"]
