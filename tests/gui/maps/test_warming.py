from __future__ import annotations

import random
import threading

import numpy as np

import engine
from engine import kernel_cache
from engine.bulk.axes import Axis
from engine.bulk.study import Study
from engine.bulk.tile import compute
from gui.maps.warming import make_ready


def study() -> Study:
    """One whose kernels nobody has ever compiled: another number would make the same ones."""
    push = "g"
    for _ in range(14):
        push = f"{random.SystemRandom().choice(('sin', 'cos', 'tanh', 'atan'))}({push})"
    return Study(
        engine.optimizer(f"theta -= eta*{push}"), engine.load_landscape("himmelblau"),
        Axis("start.x", -5, 5), Axis("start.y", -5, 5), 8, 8, 20, params={"eta": 0.01},
    )  # fmt: skip


def test_another_process_compiles_and_this_one_takes_it_from_the_cache() -> None:
    new = study()
    before = kernel_cache.counts().written
    make_ready(new, threading.Event())
    hits = kernel_cache.counts().hits
    tile = compute(new)
    assert np.isfinite(tile.arrays()["loss"]).all()
    assert kernel_cache.counts().written == before
    assert kernel_cache.counts().hits == hits > 0


def test_what_is_given_up_is_not_compiled() -> None:
    new, gone = study(), threading.Event()
    gone.set()
    before = kernel_cache.counts().written
    make_ready(new, gone)
    assert kernel_cache.counts().written == before
