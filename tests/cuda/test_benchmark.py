"""The benchmark of devices: what it counts and computes, on the simulator; its figures need a device."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from engine import cuda
from engine.benchmark import on_device
from engine.benchmark.cuda_reference import SOURCE, adam_constants, nvcc
from engine.benchmark.problem import Cell
from engine.gpu.programs import StepSource

from . import matrix

ROOT = Path(__file__).parents[2]

_SCRIPT = """
import json, warnings
warnings.simplefilter("ignore")
from engine import catalogue
catalogue.list_ids = lambda kind: ["adam", "momentum", "nesterov"]
from engine.benchmark import on_device
result = on_device.measure_device(size=on_device.DeviceSize(8, 25, 1))
print(json.dumps(result))
print(on_device.device_table(result))
"""


def test_a_benchmark_on_the_simulator_is_complete():
    ended = subprocess.run(
        [sys.executable, "-c", _SCRIPT],
        cwd=ROOT,
        env={**os.environ, "NUMBA_ENABLE_CUDASIM": "1", "CUDA_VISIBLE_DEVICES": ""},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-3000:]
    first, _, table = ended.stdout.partition("\n")
    result = json.loads(first)
    assert [row["landscape"] for row in result["cells"]] == ["himmelblau", "rastrigin"]
    for row in result["cells"]:
        assert set(row["speed"]) | set(result["absent"]) == {"cuda", "cuda_quick", "handwritten", "optax"}
        assert row["speed"]["cuda"] > 0
        assert row["bound"] is None
    assert max(result["agreement"].values()) <= 1e-12
    assert "CUDA simulator: 8 particles" in table


def test_operations_are_those_of_one_step_of_one_particle():
    text = StepSource(matrix.problem("gradient_descent", "matyas")).source.text
    counted = on_device.operations(text)
    # 0.26(x² + y²) − 0.48xy: a product and a fused sum a coordinate, and the step itself.
    assert counted["special"] == 0
    assert 4 <= counted["fp32"] <= 8
    adam = on_device.operations(StepSource(matrix.problem("adam", "himmelblau")).source.text)
    assert adam["special"] == 4


def test_the_bound_is_that_of_the_slower_units():
    card = cuda.Device("card", (9, 0), None, 100, 1e9, False)
    assert on_device.bound_of({"fp32": 128, "special": 4}, card) == 100 * 1e9
    assert on_device.bound_of({"fp32": 128, "special": 32}, card) == 100 * 1e9 / 2
    older = cuda.Device("card", (7, 0), None, 100, 1e9, False)
    assert on_device.bound_of({"fp32": 128, "special": 4}, older) == 100 * 1e9 / 2
    unknown = cuda.Device("card", (9, 0), None, None, None, False)
    assert on_device.bound_of({"fp32": 128, "special": 4}, unknown) is None


def test_the_hand_written_kernel_gets_adam_s_constants():
    p = Cell("adam", "himmelblau").parameters
    table = adam_constants(p, 3)
    assert table.shape == (3, 8)
    for t, row in enumerate(table, 1):
        expected = [
            p["eta"] / (1 - p["beta1"] ** t), p["beta1"], 1 - p["beta1"], p["beta2"], 1 - p["beta2"],
            1 / (1 - p["beta2"] ** t), p["eps_root"], p["eps"],
        ]  # fmt: skip
        np.testing.assert_allclose(row, expected, rtol=1e-6)


@pytest.mark.skipif(nvcc() is None or shutil.which("gcc") is None, reason="there is no nvcc")
def test_the_hand_written_kernel_compiles(tmp_path):
    command = [nvcc(), "-O3", "--use_fast_math", "-arch=sm_90", "-shared", "-Xcompiler", "-fPIC", SOURCE]
    subprocess.run([*map(str, command), "-o", str(tmp_path / "k.so")], check=True, timeout=120)
    assert (tmp_path / "k.so").stat().st_size > 1000
