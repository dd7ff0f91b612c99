"""The C kernel, compiled by gcc when the benchmark runs."""

from __future__ import annotations

import ctypes
import functools
import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..machine import usable_threads
from ..phrase import Phrase
from .problem import Absent, Cell, Points

FLAGS = ("-O3", "-march=native", "-ffast-math", "-fopenmp")
PARTICLES = 512  # of a block, as in the source; measured best among 128 … 1024
CONSTANTS = 11


@functools.cache
def library() -> ctypes.CDLL:
    """The compiled reference. Raises Absent when there is no gcc or it cannot build it."""
    gcc = shutil.which("gcc")
    if gcc is None:
        raise Absent(Phrase("not installed"))
    source = Path(__file__).with_name("reference.c")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        compiled, linked = Path(folder, "reference.o"), Path(folder, "reference.so")
        # Linked apart and without -ffast-math, which would switch this whole process to flushing denormals.
        steps = (
            [gcc, *FLAGS, "-fPIC", "-c", str(source), "-o", str(compiled)],
            [gcc, "-shared", "-fopenmp", str(compiled), "-o", str(linked), "-lm"],
        )
        for command in steps:
            ended = subprocess.run(command, capture_output=True, text=True, check=False)
            if ended.returncode:
                raise Absent(Phrase("gcc cannot build it"))
        return ctypes.CDLL(str(linked))


class CReference:
    """A cell's work in C. `start` is (n, 2), n a multiple of PARTICLES."""

    slow = False
    looks_from_ahead = False

    def __init__(self, cell: Cell, start: Points, threads: int | None = None) -> None:
        self._kernel = getattr(library(), f"{cell.rule}_{cell.landscape}")
        self._kernel.argtypes = [ctypes.c_void_p, ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_int]
        self._kernel.restype = None
        self._parameters = cell.parameters
        self._threads = threads or usable_threads()
        blocks = len(start) // PARTICLES
        self._begin = start.reshape(blocks, PARTICLES, 2).transpose(0, 2, 1)
        self._rows = np.zeros((blocks, 6 if cell.rule == "adam" else 4, PARTICLES), np.float32)
        self._step = 0
        self.reset()

    def reset(self) -> None:
        self._rows[:, 2:] = 0
        self._rows[:, :2] = self._begin
        self._step = 0

    def advance(self, steps: int) -> None:
        table = constants(self._parameters, self._step, steps)
        self._kernel(self._rows.ctypes.data, len(self._rows), steps, table.ctypes.data, self._threads)
        self._step += steps

    def positions(self) -> Points:
        return self._rows[:, :2].transpose(0, 2, 1).reshape(-1, 2)


def constants(parameters: dict[str, float], done: int, steps: int) -> NDArray[np.float32]:
    """(steps, CONSTANTS) float32 in the source's order, worked out in float64 for steps done + 1 …"""
    known = {"eta": 0.0, "gamma": 0.0, "beta1": 0.0, "beta2": 0.0, "eps_root": 0.0, "eps": 0.0, **parameters}
    step = np.arange(done + 1, done + steps + 1, dtype=np.float64)
    table = np.empty((steps, CONSTANTS))
    table[:, 0] = known["eta"]
    table[:, 1], table[:, 2] = known["gamma"], 1 - known["gamma"]
    table[:, 3], table[:, 4] = known["beta1"], 1 - known["beta1"]
    table[:, 5], table[:, 6] = known["beta2"], 1 - known["beta2"]
    table[:, 7] = 1 / (1 - known["beta1"] ** step)
    table[:, 8] = 1 / (1 - known["beta2"] ** step)
    table[:, 9], table[:, 10] = known["eps_root"], known["eps"]
    return table.astype(np.float32)
