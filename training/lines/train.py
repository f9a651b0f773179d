"""Trains the line net, on a GPU where there is one, else on one core: `python -m training.lines.train DATA RUN`.

DATA is what training/lines/pack.py made. RUN holds `checkpoint/` (files under 16 MiB each) and `log.jsonl`; the same
command goes on where it was broken off. The step size follows the share of `--lines` that was learned from, so a run
that must end sooner is resumed with fewer.
"""

import argparse
import json
import math
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import cv2
import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from digitize.model import Pixels
from training.lines.checkpoint import load, save
from training.lines.net import SIZES, Net, weight
from training.lines.samples import Batch, Source, batches, lines, pack
from training.lines.score import Told, judge

WARM = 0.03
KEEP_SECONDS = 120.0


@dataclass(slots=True)
class State:
    """The net, its running mean (which is what is exported), how it is changed, and how far it has come."""

    net: nn.Module
    mean: nn.Module
    change: torch.optim.Optimizer
    lines: int = 0
    steps: int = 0
    seconds: float = 0.0


class Endless(IterableDataset[Batch]):
    """Batches without end; each worker has a seed of its own."""

    def __init__(self, source: Source, seed: str, size: int) -> None:
        self.source, self.seed, self.size = source, seed, size

    def __iter__(self) -> Iterator[Batch]:
        cv2.setNumThreads(1)
        told = get_worker_info()
        return batches(self.source, f"{self.seed} {told.id if told else 0}", self.size)


def optimizer(net: nn.Module, highest: float) -> torch.optim.Optimizer:
    """How the net is changed."""
    return torch.optim.AdamW(net.parameters(), highest, betas=(0.9, 0.98), weight_decay=0.01)


def begin(options: argparse.Namespace, device: str) -> State:
    """A new state, or the one that was kept."""
    torch.manual_seed(options.seed)
    net, mean = (Net(SIZES[options.size]).to(device, memory_format=torch.channels_last) for _ in range(2))
    mean.load_state_dict(net.state_dict())
    state = State(net, mean.eval(), optimizer(net, options.rate))
    folder = options.run / "checkpoint"
    if folder.is_dir():
        load(folder, state)
    return state


def learn(state: State, batch: Batch, rate: float, device: str) -> float:
    """One step; gives the loss for each letter."""
    for group in state.change.param_groups:
        group["lr"] = rate
    given = to_net(batch, device)
    with torch.autocast(device, torch.bfloat16, enabled=device == "cuda"):
        scores: Tensor = state.net(given)
    lengths = [len(target) for target in batch.targets]
    loss = nn.functional.ctc_loss(
        scores.float().log_softmax(-1).transpose(0, 1),
        torch.tensor([place for target in batch.targets for place in target], device=device),
        torch.tensor(batch.columns),
        torch.tensor(lengths),
        reduction="sum",
        zero_infinity=True,
    ) / sum(lengths)
    state.change.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_(state.net.parameters(), 2.0)
    state.change.step()
    state.steps += 1
    state.lines += len(lengths)
    follow(state)
    return float(loss.detach())


def to_net(batch: Batch, device: str) -> Tensor:
    """The net's input: whole numbers travel, shares of full ink are what it takes."""
    return (torch.from_numpy(batch.pictures).to(device).float() / 255).to(memory_format=torch.channels_last)


@torch.no_grad()
def follow(state: State) -> None:
    """Draws the mean after the net, the closer the earlier."""
    kept = min(0.999, (1 + state.steps) / (20 + state.steps))
    for mine, its in zip(state.mean.state_dict().values(), state.net.state_dict().values(), strict=True):
        if mine.is_floating_point():
            mine.lerp_(its, 1 - kept)
        else:
            mine.copy_(its)


def rate(done: float, highest: float) -> float:
    """The step size when such a share has been learned: up quickly, then down along a cosine."""
    if done < WARM:
        return highest * max(done, WARM / 100) / WARM
    return highest * max(0.01, 0.5 + 0.5 * math.cos(math.pi * min(1.0, (done - WARM) / (1 - WARM))))


@cache
def held(source: Source, count: int) -> list[tuple[Pixels, str]]:
    """Lines that are not learned from: other draws of the same fonts and texts."""
    return sorted(islice(lines(source, "examination"), count), key=lambda one: one[0].shape[1])


def examine(state: State, source: Source, device: str, count: int) -> Told:
    """How the mean reads the lines held."""
    told = Told()
    for start in range(0, count, 32):
        group = held(source, count)[start : start + 32]
        batch = pack(group)
        with torch.no_grad():
            scores = state.mean(to_net(batch, device)).float().softmax(-1).cpu().numpy()
        told += judge(scores, batch.columns, [text for _, text in group])
    return told


def run(options: argparse.Namespace) -> None:
    """Learns until the lines or the minutes are used up."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    state = begin(options, device)
    source = Source(options.data, 4, options.longest)
    note(options.run, {"begin": state.lines, "device": device, "parameters": weight(state.net), "source": str(source)})
    endless = Endless(source, f"{options.seed} {state.lines}", options.batch)
    loader: Any = DataLoader(endless, batch_size=None, num_workers=options.workers)
    start = saved = time.monotonic()
    before, losses = state.seconds, []
    for batch in loader:
        losses.append(learn(state, batch, rate(state.lines / options.lines, options.rate), device))
        now = time.monotonic()
        state.seconds = before + now - start
        over = state.lines >= options.lines or now - start > 60 * options.minutes
        if state.steps % options.every == 0 or over:
            told = examine(state, source, device, options.examined)
            loss = sum(losses) / len(losses)
            note(
                options.run,
                {"lines": state.lines, "seconds": round(state.seconds), "loss": round(loss, 4)} | told.figures(),
            )
            losses.clear()
        if over or now - saved > KEEP_SECONDS:
            save(options.run / "checkpoint", state, options.size)
            saved = now
        if over:
            break


def note(folder: Path, row: dict[str, object]) -> None:
    """A row of the log."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "log.jsonl").open("a", encoding="utf-8") as log:
        log.write(json.dumps(row) + "\n")


def main() -> None:
    """Reads the options and learns."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("run", type=Path)
    parser.add_argument("--size", default="deep", choices=SIZES)
    parser.add_argument("--lines", type=int, default=200_000, help="lines to learn from in all (200,000)")
    parser.add_argument("--minutes", type=float, default=1e6, help="stop after so many minutes, to be resumed")
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--longest", type=int, default=36, help="letters of the longest line (36)")
    parser.add_argument("--rate", type=float, default=2e-3, help="the highest step size (0.002)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=0, help="processes that draw lines (0: this one)")
    parser.add_argument("--every", type=int, default=500, help="steps between two examinations (500)")
    parser.add_argument("--examined", type=int, default=320, help="lines of an examination (320)")
    options = parser.parse_args()
    random.seed(options.seed)
    torch.set_num_threads(1 if not torch.cuda.is_available() else 4)
    cv2.setNumThreads(1)
    run(options)


if __name__ == "__main__":
    main()
