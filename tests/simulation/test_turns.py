"""Parameters turned on the way: a run with turns is the run of somebody who turns at those steps."""

from __future__ import annotations

import numpy as np
import pytest

from engine import RangeError, Run, UnknownNameError, load_landscape, load_optimizer
from engine.swarm import frames
from engine.turns import Turn

START = np.array([[-1.5, 1.0], [0.5, 2.0]])


def make(**options: object) -> Run:
    return Run(load_optimizer("momentum"), load_landscape("rosenbrock"), START, total_steps=60, **options)


@pytest.mark.parametrize("kernels", ["numpy", "split", "fused"])
def test_turns_are_taken_as_by_hand(kernels: str) -> None:
    turned = make(
        kernels=kernels,
        params={"eta": 1e-3},
        turns=[Turn(7, {"gamma": 0.5}), Turn(3, {"eta": 5e-4}), Turn(7, {}, {"b": 50.0})],
    )
    hand = make(kernels=kernels, params={"eta": 1e-3})
    turned.advance(20)
    hand.advance(3)
    hand.set_params(eta=5e-4)
    hand.advance(4)
    hand.set_params(gamma=0.5)
    hand.set_field_params(b=50.0)
    hand.advance(13)
    assert np.array_equal(turned.positions(), hand.positions())
    assert turned.params["gamma"] == 0.5
    assert turned.field_params["b"] == 50.0


def test_it_does_not_matter_how_the_way_is_cut() -> None:
    whole, cut = (make(turns=[Turn(5, {"gamma": 0.2})], params={"eta": 1e-3}) for _ in range(2))
    whole.advance(12)
    for steps in (0, 4, 1, 1, 6):
        cut.advance(steps)
    assert np.array_equal(whole.positions(), cut.positions())
    framed = make(turns=[Turn(5, {"gamma": 0.2})], params={"eta": 1e-3})
    last = [where for _, where in frames(framed, 12, 5)][-1]
    assert np.array_equal(last, whole.positions())


def test_a_turn_needs_a_step_that_was_taken() -> None:
    with pytest.raises(RangeError):
        make(turns=[Turn(0, {"gamma": 0.2})])


def test_a_parameter_that_is_not_there_is_refused_at_once() -> None:
    with pytest.raises(UnknownNameError, match="beta"):
        make(turns=[Turn(1, {"beta": 0.2})])
