"""A second process is the only honest test of a cache between processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]

KERNELS = """
import numpy as np
from numba import njit, types

ROW = types.Array(types.float32, 1, "C")
OPTIONS = dict(cache=True, nogil=True, error_model="numpy", fastmath={"contract", "nsz", "arcp"})
FIELD = types.FunctionType(types.void(ROW))

@njit(types.void(ROW), **OPTIONS)
def field(w):
    for i in range(8):
        w[8 + i] = w[i] * np.float32(FACTOR)

@njit(types.void(FIELD, ROW, types.intp), **OPTIONS)
def drive(f, w, steps):
    for _ in range(steps):
        f(w)
        for i in range(8):
            w[i] -= np.float32(0.25) * w[8 + i]
"""

PROLOGUE = """
import json, sys
from engine import kernel_cache
assert "numba" not in sys.modules
from numba.core import event
compiled = []
class Listener(event.Listener):
    def on_start(self, e): compiled.append(e.data["dispatcher"].__name__)
    def on_end(self, e): pass
event.register("numba:compile", Listener())
import dataclasses, numpy as np
def descend(factor, steps):
    kernels = kernel_cache.load(f"FACTOR = {factor}\\n" + KERNELS, "test")
    w = np.ones(16, np.float32)
    kernels["drive"](kernels["field"], w, steps)
    return float(w[0])
def report(value):
    counts = dataclasses.asdict(kernel_cache.counts())
    print(json.dumps({"value": value, "compiled": compiled, **counts}))
"""

Child = Callable[..., dict[str, Any]]


def start_child(script: str, environment: dict[str, str]) -> subprocess.Popen[str]:
    """A new interpreter that runs `script` after PROLOGUE, with some environment variables changed."""
    text = f"KERNELS = {KERNELS!r}\n{PROLOGUE}\n{script}"
    kept = {k: v for k, v in os.environ.items() if not k.startswith("NUMBA_")}
    env = {**kept, "PYTHONPATH": str(ROOT), **environment}
    command = [sys.executable, "-W", "error", "-c", text]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish_child(process: subprocess.Popen[str]) -> dict[str, Any]:
    """What the child reported; fails on any other end, and on anything it said on stderr."""
    out, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (0, "")
    return json.loads(out)


@pytest.fixture
def child(tmp_path: Path) -> Child:
    """Run a script to its end in a new process whose cache folder is `tmp_path/cache`; returns its report."""

    def run(script: str, **environment: str) -> dict[str, Any]:
        return finish_child(start_child(script, {"RAVINE_CACHE": str(tmp_path / "cache"), **environment}))

    return run
