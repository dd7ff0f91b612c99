"""Every contender computes what the rules and landscapes say, on its own and against a slow reference."""

from __future__ import annotations

import importlib.util
import shutil

import numpy as np
import pytest

from engine.benchmark import c_reference
from engine.benchmark.agreement import STEPS, compare
from engine.benchmark.c_reference import CReference
from engine.benchmark.optax_reference import Optax
from engine.benchmark.problem import Absent, Cell, Contender, matrix
from engine.benchmark.torch_reference import Torch

from .naive import descend

COUNT = 2 * c_reference.PARTICLES
CELLS = [pytest.param(cell, id=f"{cell.rule}-{cell.landscape}") for cell in matrix()]


def make(kind: type, cell: Cell, **options: int) -> Contender | None:
    """None where this machine lacks the contender, as the benchmark would find."""
    try:
        return kind(cell, cell.start(COUNT), **options)
    except Absent:
        needed = {CReference: ("gcc",), Optax: ("jax", "optax"), Torch: ("torch",)}[kind]
        assert not all(shutil.which(name) or importlib.util.find_spec(name) for name in needed)
        return None


@pytest.mark.parametrize("kind", [CReference, Optax, Torch])
@pytest.mark.parametrize("cell", CELLS)
def test_a_contender_that_is_there_does_the_work(cell: Cell, kind: type) -> None:
    start = cell.start(COUNT)
    contender = make(kind, cell)
    if contender is None:
        return
    contender.advance(STEPS)
    theta, ahead = descend(cell, start, STEPS)
    found = compare(ahead if contender.looks_from_ahead else theta, contender.positions())
    assert found.holds, found
    contender.reset()
    assert np.array_equal(contender.positions(), start)
    contender.advance(STEPS)
    assert compare(ahead if contender.looks_from_ahead else theta, contender.positions()).holds


def test_c_goes_on_where_it_stopped() -> None:
    cell = Cell("adam", "rastrigin")
    whole, parts = (make(CReference, cell, threads=count) for count in (1, 2))
    if whole is None or parts is None:
        return
    whole.advance(30)
    for steps in (1, 9, 20):
        parts.advance(steps)
    assert np.array_equal(whole.positions(), parts.positions())


def test_c_leaves_denormal_numbers_alone() -> None:
    cell = Cell("momentum", "rastrigin")
    contender = make(CReference, cell)
    if contender is not None:
        contender.advance(3)
    assert np.float32(1e-40) * np.float32(1) > 0


def test_without_gcc_the_reason_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    c_reference.library.cache_clear()
    with pytest.raises(Absent, match="not installed"):
        CReference(Cell("adam", "ackley"), Cell("adam", "ackley").start(COUNT))


def test_different_work_is_noticed() -> None:
    cell = Cell("momentum", "himmelblau")
    start = cell.start(COUNT)
    theta, ahead = descend(Cell("nesterov", "himmelblau"), start, STEPS)
    other, _ = descend(cell, start, STEPS)
    assert not compare(theta, other).holds
    assert not compare(theta, ahead).holds
    assert not compare(theta, descend(Cell("nesterov", "himmelblau"), start, STEPS + 1)[0]).holds
    broken = theta.copy()
    broken[: COUNT // 10] = np.nan
    assert not compare(theta, broken).holds
