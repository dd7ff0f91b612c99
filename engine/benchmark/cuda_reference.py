"""The hand-written CUDA kernel, compiled by nvcc when the benchmark runs."""

from __future__ import annotations

import ctypes
import functools
import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..phrase import Phrase
from .c_reference import constants
from .problem import Absent, Cell, Points

FLAGS = ("-O3", "--use_fast_math", "-arch=native")
SOURCE = Path(__file__).with_name("reference.cu")

#: Columns of `c_reference.constants` that the source's constants are made of.
_ETA, _BETA1, _CORRECT1 = 0, 3, 7


def nvcc() -> str | None:
    """Where the compiler is."""
    return shutil.which("nvcc") or shutil.which("/usr/local/cuda/bin/nvcc")


@functools.cache
def library() -> ctypes.CDLL:
    """The compiled reference. Raises Absent when there is no nvcc or it cannot build it."""
    program = nvcc()
    if program is None:
        raise Absent(Phrase("nvcc is not installed"))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        linked = Path(folder, "reference.so")
        command = [program, *FLAGS, "-shared", "-Xcompiler", "-fPIC", str(SOURCE), "-o", str(linked)]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            raise Absent(Phrase("nvcc cannot build it"))
        return ctypes.CDLL(str(linked))


class CudaReference:
    """Adam by hand on one of two landscapes. start: (n, 2) float32."""

    def __init__(self, cell: Cell, start: Points) -> None:
        self._kernel = getattr(library(), f"{cell.rule}_{cell.landscape}")
        self._kernel.argtypes = [
            ctypes.c_void_p, ctypes.c_void_p, ctypes.c_long, ctypes.c_long, ctypes.POINTER(ctypes.c_float),
        ]  # fmt: skip
        self._parameters = cell.parameters
        self._start = start
        self._rows = np.zeros((6, len(start)), np.float32)

    def run(self, steps: int) -> float:
        """Take `steps` steps from the start; the seconds that the kernel took. Raises Absent."""
        self._rows[:] = 0
        self._rows[:2] = self._start.T
        table = adam_constants(self._parameters, steps)
        spent = ctypes.c_float()
        code = self._kernel(
            self._rows.ctypes.data, table.ctypes.data, len(self._start), steps, ctypes.byref(spent)
        )
        if code:
            raise Absent(Phrase("CUDA error {code}", code=code))
        return max(spent.value / 1e3, 1e-9)

    def positions(self) -> Points:
        return np.ascontiguousarray(self._rows[:2].T)


def adam_constants(parameters: dict[str, float], steps: int) -> NDArray[np.float32]:
    """(steps, 8) float32 in the source's order, for steps 1 …"""
    known = constants(parameters, 0, steps)
    first = known[:, _ETA] * known[:, _CORRECT1]
    return np.column_stack([first, known[:, _BETA1 : _BETA1 + 4], known[:, _CORRECT1 + 1 :]]).astype(
        np.float32
    )
