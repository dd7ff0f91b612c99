"""What is tried on the CUDA simulator: python -m tests.cuda.simulated prints findings as JSON.

It runs in a process of its own, started with NUMBA_ENABLE_CUDASIM=1, which must be set before numba is
imported. `test_simulator.py` reads the findings. NumPy's warnings are off: the simulator's threads would
give them for numbers that overflow in silence on a device.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from typing import Any

from engine import cuda

from .simulated_arithmetic import (
    fields,
    modifiers,
    noise_same_bits,
    rules,
    rules_on_processor,
    same_bits,
    typed,
)
from .simulated_images import images, planes
from .simulated_stepping import cancelling, first_particles, pieces, resting, results, stopping


def device() -> dict[str, Any]:
    found = cuda.device()
    return {"name": found.name, "simulated": found.simulated}


CHECKS: tuple[Callable[[], Any], ...] = (
    rules, rules_on_processor, same_bits, fields, modifiers, noise_same_bits, typed, stopping, pieces,
    cancelling, images, results, resting, planes, first_particles, device,
)  # fmt: skip


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    print(json.dumps({check.__name__: check() for check in CHECKS}))
