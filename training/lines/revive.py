"""Makes a checkpoint of exported weights, to learn further: `python -m training.lines.revive NET.onnx DATA RUN [SIZE]`.

The export folds each normalisation into the convolution before it. Its mean and variance are measured again on lines
of DATA, so that the net answers as the file does and can learn. Blocks that SIZE has more than the file begin as ones
that add nothing (Chen, Goodfellow and Shlens, Net2Net, ICLR 2016).
"""

import sys
from collections.abc import Iterator
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from ocr.line_shape import HEIGHT
from training.lines.checkpoint import save
from training.lines.net import SIZES, Block, Net
from training.lines.samples import Source, batches
from training.lines.train import State, optimizer, to_net

BATCHES = 40


def weights(file: Path) -> Iterator[tuple[Tensor, Tensor]]:
    """Kernel and bias of each convolution, in the order in which they are applied."""
    graph = onnx.load(file).graph
    kept = {one.name: torch.from_numpy(np.array(numpy_helper.to_array(one))) for one in graph.initializer}
    for node in graph.node:
        if node.op_type == "Conv":
            yield kept[node.input[1]], kept[node.input[2]]


def normalised(net: Net) -> list[tuple[nn.Conv2d, nn.BatchNorm2d | None]]:
    """Each convolution in order, and what normalises it."""
    parts = [part for part in net.modules() if isinstance(part, nn.Conv2d | nn.BatchNorm2d)]
    following = pairwise([*parts, None])
    return [
        (part, after if isinstance(after, nn.BatchNorm2d) else None)
        for part, after in following
        if isinstance(part, nn.Conv2d)
    ]


@torch.no_grad()
def fill(net: Net, file: Path) -> None:
    """The file's weights; normalisations that do nothing but add its bias."""
    pairs = normalised(net)
    for (layer, norm), (kernel, bias) in zip(pairs, weights(file), strict=True):
        layer.weight.copy_(kernel)
        if norm is None:
            assert layer.bias is not None
            layer.bias.copy_(bias)
        else:
            norm.running_mean, norm.running_var = torch.zeros_like(bias), torch.ones_like(bias) - norm.eps
            norm.weight.fill_(1.0)
            norm.bias.copy_(bias)


@torch.no_grad()
def measure(net: Net, source: Source) -> None:
    """Gives the normalisations mean and variance of what they see, and takes both out again by weight and bias."""
    sums: dict[nn.BatchNorm2d, list[Tensor]] = {}

    def see(norm: nn.BatchNorm2d, given: tuple[Tensor], _: Tensor) -> None:
        flat = given[0].double()
        seen = [flat.sum((0, 2, 3)), (flat * flat).sum((0, 2, 3)), torch.tensor(flat.numel() / flat.shape[1])]
        sums[norm] = [one + other for one, other in zip(sums[norm], seen, strict=True)] if norm in sums else seen

    norms = [norm for _, norm in normalised(net) if norm is not None]
    hooks: list[Any] = [norm.register_forward_hook(see) for norm in norms]
    for batch in islice(batches(source, "revive", 32), BATCHES):
        net(to_net(batch, "cpu"))
    for hook in hooks:
        hook.remove()
    for norm, (total, squares, count) in sums.items():
        mean = total / count
        variance = squares / count - mean * mean
        norm.running_mean, norm.running_var = mean.float(), variance.float()
        norm.weight.copy_((variance + norm.eps).sqrt())
        norm.bias.add_(mean.float())


@torch.no_grad()
def grow(small: Net, net: Net) -> None:
    """The small net's layers at their places in a deeper one; what is more adds nothing."""
    for mine, its in ((net.look, small.look), (net.along, small.along)):
        for target, given in zip(stages(mine), stages(its), strict=True):
            for layer, one in zip(target, given, strict=False):
                layer.load_state_dict(one.state_dict())
    net.name.load_state_dict(small.name.state_dict())


def stages(layers: nn.Sequential) -> list[list[nn.Module]]:
    """The layers, parted before each that makes the picture smaller."""
    parted: list[list[nn.Module]] = [[]]
    for layer in layers:
        if not isinstance(layer, Block):
            parted.append([])
        parted[-1].append(layer)
    return parted


def size_of(file: Path) -> str:
    """Which of the sizes the exported net has."""
    shapes = [kernel.shape for kernel, _ in weights(file)]
    return next(
        name for name, size in SIZES.items() if shapes == [one.weight.shape for one, _ in normalised(Net(size))]
    )


def main() -> None:
    """Writes the checkpoint and says by how much its net answers otherwise than the file's."""
    file, data, run = (Path(word) for word in sys.argv[1:4])
    known = size_of(file)
    size = sys.argv[4] if len(sys.argv) > 4 else known
    exported, small = (Net(SIZES[known]).eval() for _ in range(2))
    for net in (exported, small):
        fill(net, file)
    measure(small, Source(data, 4, 36))
    grown, mean = (Net(SIZES[size]).eval() for _ in range(2))
    grow(small, grown)
    mean.load_state_dict(grown.state_dict())
    save(run / "checkpoint", State(grown, mean, optimizer(grown, 1e-3)), size)
    given = torch.rand(3, 1, HEIGHT, 200, generator=torch.Generator().manual_seed(1))
    with torch.no_grad():
        sys.stdout.write(f"{known} to {size}, apart {float((exported(given) - grown(given)).abs().max()):.2g}\n")


if __name__ == "__main__":
    main()
