"""How fast lines are drawn and learned from on this machine: `python -m training.lines.speed DATA`."""

import argparse
import sys
import time
from itertools import cycle
from pathlib import Path

import cv2
import torch
from torch.utils.data import DataLoader

from training.lines.net import SIZES, Net, weight
from training.lines.samples import Batch, Source
from training.lines.train import Endless, State, learn


def supply(source: Source, options: argparse.Namespace) -> list[Batch]:
    """Batches drawn for so many seconds, after the first one has come; says how many lines a second that is."""
    endless = Endless(source, "speed", options.batch)
    loader = iter(DataLoader(endless, batch_size=None, num_workers=options.workers))
    kept = [next(loader)]
    start = time.monotonic()
    while time.monotonic() - start < options.seconds:
        kept.append(next(loader))
    rate = (len(kept) - 1) * options.batch / (time.monotonic() - start)
    sys.stdout.write(f"drawn: {rate:.0f} lines/s with {options.workers} workers\n")
    return kept[:64]


def pace(size: str, kept: list[Batch], seconds: float) -> None:
    """Lines a second that a net of this size learns from when they are at hand."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    net, mean = (Net(SIZES[size]).to(device, memory_format=torch.channels_last) for _ in range(2))
    state = State(net, mean.eval(), torch.optim.AdamW(net.parameters(), 1e-3))
    learn(state, kept[0], 1e-3, device)
    start, before = time.monotonic(), state.lines
    for batch in cycle(kept):
        learn(state, batch, 1e-3, device)
        spent = time.monotonic() - start
        if spent > seconds:
            break
    rate = (state.lines - before) / spent
    sys.stdout.write(f"learned: {size}, {weight(net)} parameters, {rate:.0f} lines/s\n")


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=20)
    options = parser.parse_args()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    kept = supply(Source(options.data), options)
    for size in SIZES:
        pace(size, kept, options.seconds)


if __name__ == "__main__":
    main()
