"""Writes the trained net as ONNX: `python -m training.lines.export RUN TARGET.onnx`.

The running mean of the weights, answers as chances (softmax inside), any count and width. Compared with the net itself
before it is left there.
"""

import json
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from torch import Tensor, nn

from ocr.line_shape import HEIGHT
from training.lines.net import SIZES, Net, weight

MOST_APART = 2e-3


class Chances(nn.Module):
    """The net with chances for answers."""

    def __init__(self, net: Net) -> None:
        super().__init__()
        self.net = net

    def forward(self, pictures: Tensor) -> Tensor:
        """(count, columns, classes), each column summing up to 1."""
        scores: Tensor = self.net(pictures)
        return scores.softmax(-1)


def read(run: Path) -> Net:
    """The mean of a run's checkpoint."""
    size = json.loads((run / "checkpoint" / "state.json").read_text(encoding="utf-8"))["size"]
    net = Net(SIZES[size])
    net.load_state_dict(torch.load(run / "checkpoint" / "mean.pt", map_location="cpu", weights_only=True))
    return net.eval()


def write(net: Net, target: Path) -> None:
    """The file, which says nothing of the machine that made it."""
    torch.onnx.export(
        Chances(net).eval(),
        (torch.zeros(2, 1, HEIGHT, 64),),
        target,
        input_names=["pictures"],
        output_names=["chances"],
        dynamic_axes={"pictures": {0: "count", 3: "width"}, "chances": {0: "count", 1: "columns"}},
        opset_version=17,
        dynamo=False,
    )
    model = onnx.load(target)
    for node in model.graph.node:
        node.ClearField("doc_string")
    onnx.checker.check_model(model)
    onnx.save(model, target)


def compare(net: Net, target: Path) -> float:
    """The largest difference between the file's answers and the net's."""
    given = torch.rand(3, 1, HEIGHT, 200, generator=torch.Generator().manual_seed(1))
    with torch.no_grad():
        wanted = Chances(net)(given).numpy()
    session = onnxruntime.InferenceSession(str(target), providers=["CPUExecutionProvider"])
    told = session.run(None, {"pictures": given.numpy()})[0]
    return float(np.abs(np.asarray(told) - wanted).max())


def main() -> None:
    """Exports and says what was made."""
    run, target = Path(sys.argv[1]), Path(sys.argv[2])
    net = read(run)
    write(net, target)
    apart = compare(net, target)
    sys.stdout.write(f"{weight(net)} parameters, {target.stat().st_size / 2**20:.2f} MiB, apart {apart:.2g}\n")
    if apart > MOST_APART:
        raise SystemExit("the exported file does not answer as the net does")


if __name__ == "__main__":
    main()
