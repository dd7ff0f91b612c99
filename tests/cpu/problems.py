"""Small entries and runs for the tests of kernels."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

import engine
from engine import Run

RAVINE = "x**2 + 20*y**2 + sin(3*x)*y"


def spread(count: int, size: float = 3.0, dims: int = 2) -> NDArray[np.float64]:
    """count points, the same every time."""
    return np.random.default_rng(11).uniform(-size, size, (count, dims))


def make(rule: Any, field: Any, start: Any, kernels: Any = "split", **options: Any) -> Run:
    """A run; rule and field are ids, typed texts or entries."""
    optimizer = (
        engine.load_optimizer(rule) if rule in engine.list_ids("optimizers") else engine.optimizer(rule)
    )
    if isinstance(field, str):
        for kind, load in (("landscapes", engine.load_landscape), ("signals", engine.load_signal)):
            if field in engine.list_ids(kind):
                field = load(field)
                break
        else:
            field = engine.landscape(field) if "x" in field else engine.signal(field)
    options.setdefault("total_steps", 1000)
    return Run(optimizer, field, start, kernels=kernels, **options)


def everything(run: Run) -> dict[str, NDArray[Any]]:
    """All that a run tells, by name."""
    found = {
        "theta": run.positions(),
        "gradient": run.last_gradient(),
        "move": run.last_move(),
        "stopped": run.stopped_at,
    }
    return found | {f"state {name}": run.state(name) for name in run.state_names}


def assert_same_bits(a: Run, b: Run) -> None:
    """Every array of two runs is the same to the last bit."""
    first, second = everything(a), everything(b)
    assert first.keys() == second.keys()
    for name, array in first.items():
        assert array.dtype == second[name].dtype
        assert array.tobytes() == second[name].tobytes(), name


def assert_close(a: Run, b: Run, tolerance: float) -> None:
    """Every array of two runs agrees, relative to its largest entry."""
    first, second = everything(a), everything(b)
    for name, array in first.items():
        scale = max(1.0, float(np.abs(second[name]).max()))
        np.testing.assert_allclose(array, second[name], rtol=0, atol=tolerance * scale, err_msg=name)
