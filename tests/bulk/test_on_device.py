"""`main.py map` on a device: here on the simulator, in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import zarr

from engine.bulk.store import DATA

ROOT = Path(__file__).parents[2]


def run(out: Path, *more: str, simulated: bool = True) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "main.py", "map", "L3", "--size", "12x9", "--steps", "30", "--out", str(out)]
    return subprocess.run(
        [*command, *more],
        cwd=ROOT,
        env={
            **os.environ,
            "NUMBA_ENABLE_CUDASIM": "1" if simulated else "0",
            "QT_QPA_PLATFORM": "offscreen",
        },
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )


def test_the_command_makes_a_map_on_the_device_and_goes_on_there(tmp_path: Path) -> None:
    device, here = tmp_path / "device", tmp_path / "here"
    for out, backend in ((device, "cuda"), (here, "cpu")):
        ended = run(out, "--backend", backend)
        assert ended.returncode == 0, ended.stderr
    ours, other = (zarr.open_group(str(out / DATA), mode="r") for out in (device, here))
    for name in ("outcome", "basin", "steps"):
        assert np.array_equal(ours[name][:], other[name][:]), name
    np.testing.assert_allclose(ours["loss"][:], other["loss"][:], rtol=1e-4)
    refused = run(device, "--backend", "cpu", simulated=False)
    assert refused.returncode == 2
    assert "backend = cuda, and this one has cpu" in refused.stderr
    assert run(here, "--backend", "cuda").stderr.count("backend = cpu, and this one has cuda") == 1
    # whoever leaves it open gets what is there, and a finished map needs no device
    for out in (device, here):
        again = run(out, "--color", "loss", simulated=False)
        assert again.returncode == 0, again.stderr
