"""Small trained networks (ONNX files) run by ONNX Runtime on one core; pages are what is done in parallel."""

from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from onnxruntime.capi import onnxruntime_pybind11_state as state

from digitize.errors import ConfigError, ServiceError

# The library has no class of its own above these.
_FAILURES = tuple(one for one in vars(state).values() if isinstance(one, type) and issubclass(one, Exception))
_FATAL_ONLY = 4


def answer(path: Path, given: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """What the network in the file says to one batch; raises ConfigError where it is none, ServiceError if it fails."""
    session = _open(path)
    try:
        return np.asarray(session.run(None, {session.get_inputs()[0].name: given})[0], np.float32)
    except _FAILURES as error:
        raise ServiceError("a network failed on this page") from error


@cache
def _open(path: Path) -> onnxruntime.InferenceSession:
    """The network; safe to be asked by several threads at once."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # What it keeps for the next batch of the same shape is never given back, and hardly two lines are of one width.
    options.enable_cpu_mem_arena = options.enable_mem_pattern = False
    options.log_severity_level = _FATAL_ONLY
    try:
        return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    except _FAILURES as error:
        raise ConfigError(f"the network at {path} cannot be read; install it anew") from error
