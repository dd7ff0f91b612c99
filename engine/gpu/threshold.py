"""From how much work on a device is faster, measured on this machine once and remembered.

Both backends take the same steps; what a device needs before its first step, its compiler above all, is
measured with its speed. The choice is then a comparison of two times.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from engine import cuda, kernel_cache
from engine.errors import RavineError

LEAST = 1 << 28
"""Particle-steps that a single core does while a device's kernel is still being compiled."""

_PARTICLES = {"cpu": 1 << 17, "cuda": 1 << 20}
_STEPS = {"cpu": 64, "cuda": 512}


@dataclass(frozen=True)
class Rates:
    """Seconds before the first step, and particle-steps a second after it, of both backends."""

    device: str
    cpu_start: float
    cpu_rate: float
    cuda_start: float
    cuda_rate: float

    def pays(self, work: int) -> bool:
        """Whether a device does `work` particle-steps sooner than the processor."""
        return self.cuda_start + work / self.cuda_rate < self.cpu_start + work / self.cpu_rate


def pays(work: int) -> bool:
    """Whether `work` particle-steps are done sooner on a device than here; False without a usable one.

    The first large work on a machine with a device waits some seconds for the measurement.
    """
    if work < LEAST:
        return False
    found = cuda.find()
    if isinstance(found, str) or found.simulated:
        return False
    try:
        return rates(found.name).pays(work)
    except RavineError:
        return False


def rates(device: str) -> Rates:
    """Those of this machine with this device: remembered, or measured now."""
    file = kernel_cache.cache_folder() / "cuda_rates.json"
    remembered = read_rates(file, device)
    if remembered is not None:
        return remembered
    measured = Rates(device, *_measured("cpu"), *_measured("cuda"))
    write_rates(file, measured)
    return measured


def read_rates(file: Path, device: str) -> Rates | None:
    """What was remembered about this device; None where nothing, or nothing that makes sense, was."""
    try:
        found = Rates(**json.loads(file.read_text(encoding="utf-8")))
        sane = all(0 < x < 1e18 for name, x in asdict(found).items() if name != "device")
    except (OSError, ValueError, TypeError):
        return None
    return found if sane and found.device == device else None


def write_rates(file: Path, measured: Rates) -> None:
    """Remember; where that cannot be, the next process measures again."""
    beside = file.with_suffix(f".{os.getpid()}")
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(asdict(measured)), encoding="utf-8")
        beside.replace(file)


def _measured(where: Literal["cpu", "cuda"]) -> tuple[float, float]:
    """Seconds before the first step is done, and particle-steps a second after it."""
    from engine.catalogue import load_landscape, load_optimizer
    from engine.run import Run

    n, steps = _PARTICLES[where], _STEPS[where]
    start = np.random.default_rng(1).uniform(-5, 5, (n, 2))
    began = time.perf_counter()
    run = Run(
        load_optimizer("adam"), load_landscape("himmelblau"), start,
        dtype="float32", total_steps=10 * steps, backend=where,
    )  # fmt: skip
    run.advance(1)
    ready = time.perf_counter() - began
    spans = []
    for _ in range(3):
        began = time.perf_counter()
        run.advance(steps)
        spans.append(time.perf_counter() - began)
    return ready, n * steps / min(spans)
