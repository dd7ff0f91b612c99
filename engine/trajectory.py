"""Every step of a few particles at once: what a path that is drawn anew under somebody's hand needs.

Stepping one by one from Python costs far more than the steps of a few particles themselves; here a compiled
loop takes them and writes down each.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np

from .compiled import compiled_recorder
from .cpu import CpuBackend
from .errors import Cancelled
from .phrase import Phrase
from .problem import Float

if TYPE_CHECKING:
    from .run import Run

_STRETCH = 1 << 12
"""Steps between two looks at whether they are still wanted."""


def trajectory(run: Run, steps: int, cancel: threading.Event | None = None) -> dict[str, Float]:
    """Take `steps` steps and return every row after each of them, (steps, n, d).

    Rows are "theta", "previous", "gradient" and "state:" followed by a state's name, as `Run.read` has them.
    Meant for few particles: all of it is in memory. Raises Cancelled once `cancel` is set.
    """
    names = ["theta", "gradient", "previous", *(f"state:{name}" for name in run.problem.rule.states)]
    found = np.empty((steps, len(names), run.dims, run.n), run.dtype)
    taken = 0
    while taken < steps:
        if cancel is not None and cancel.is_set():
            raise Cancelled(Phrase("stopped on request after step {step:,}", step=run.step))
        now = run.room(min(steps - taken, _STRETCH))
        _record(run, names, found[taken : taken + now])
        taken += now
    asked = {"theta", "gradient", "previous", *(f"state:{name}" for name in run.state_names)}
    rows = {name: found[:, number].transpose(0, 2, 1) for number, name in enumerate(names)}
    return {name: array for name, array in rows.items() if name in asked}


def _record(run: Run, names: list[str], out: Float) -> None:
    """Steps with the same parameters; `out` is (steps, rows, d, n)."""
    backend = run.backend
    if isinstance(backend, CpuBackend):
        backend.record(compiled_recorder(run.dtype.name), run.step, run.settings, out)
        run.step += len(out)
        run.take_turns()
        return
    for frame in out:
        run.advance(1)
        for number, name in enumerate(names):
            frame[number] = backend.read(name).T
