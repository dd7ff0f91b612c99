"""Forward and backward passes against differences of the loss, and compiled against NumPy."""

from __future__ import annotations

import numpy as np
import pytest

import engine
from engine.modifiers import Clip
from engine.networks import data, plain
from engine.networks.compiled_stepping import CompiledStepper, examined, logits
from engine.networks.data import Points
from engine.networks.shape import Shape
from engine.networks.stepping import Population
from engine.problem import Settings

SHAPES = [
    (Shape((2, 7, 2), "tanh"), "moons", 20),
    (Shape((2, 5, 6, 3), "relu"), "clusters", 130),
    (Shape((2, 33, 33, 4, 2), "tanh"), "spirals", 129),
]
"""One of them has more weights than a block of the rule's kernel, one more points than go through at once."""


def case(number: int) -> tuple[Shape, Points, np.ndarray]:
    shape, kind, count = SHAPES[number]
    points = data.make(kind, 3, {"points": count})
    return shape, points, shape.first_weights(5, 1)[0]


def slopes(shape: Shape, theta: np.ndarray, points: Points) -> np.ndarray:
    """The compiled gradient: what a rule that keeps it remembers after one step."""
    rule = engine.optimizer("g = grad(theta)\nkept = 0*kept + g\ntheta = theta - 0*g").rule
    known = Population(rule, shape, points, 1, theta.dtype, 0, len(points), Clip())
    one = CompiledStepper(known, 1)
    one.restore(theta[np.newaxis], {"kept": np.zeros((1, shape.count), theta.dtype)})
    one.advance(0, 1, Settings({}, {}), None)
    return one.state("kept")[0]


@pytest.mark.parametrize("number", range(len(SHAPES)))
def test_the_gradient_is_that_of_differences(number: int) -> None:
    shape, points, theta = case(number)
    found = slopes(shape, theta, points)
    step = 1e-6
    for i in np.random.default_rng(0).choice(shape.count, 40, replace=shape.count < 40):
        both = np.stack([theta, theta])
        both[:, i] += step, -step
        losses = plain.loss_and_accuracy(shape, both, points.places, points.labels)[0]
        assert found[i] == pytest.approx((losses[0] - losses[1]) / (2 * step), abs=2e-8)


@pytest.mark.parametrize("number", range(len(SHAPES)))
def test_compiled_and_numpy_agree(number: int) -> None:
    shape, points, theta = case(number)
    exact = plain.gradient(shape, theta[np.newaxis], points.places, points.labels)[0]
    assert np.abs(slopes(shape, theta, points) - exact).max() < 1e-14
    rough = slopes(shape, theta.astype(np.float32), points)
    assert rough.dtype == np.float32
    assert np.abs(rough - exact).max() < 2e-6
    loss, accuracy = plain.loss_and_accuracy(shape, theta[np.newaxis], points.places, points.labels)
    ours = examined(shape, theta[np.newaxis], points)
    assert ours[0] == pytest.approx(loss, abs=1e-14)
    assert ours[1] == accuracy


def test_logits_are_those_of_numpy_whoever_computes_them() -> None:
    shape, points, _ = case(1)
    thetas = shape.first_weights(9, 5)
    wanted = np.swapaxes(plain.logits(shape, thetas, points.places), 1, 2)
    one, three = (logits(shape, thetas, points.places, threads) for threads in (1, 3))
    assert np.abs(one - wanted).max() < 1e-14
    assert (one == three).all()


def test_logits_beyond_the_exponential_s_range_lose_nothing() -> None:
    shape, points, theta = case(0)
    huge = theta * 3e3
    loss, _ = plain.loss_and_accuracy(shape, huge[np.newaxis], points.places, points.labels)
    assert np.isfinite(loss).all()
    assert examined(shape, huge[np.newaxis], points)[0] == pytest.approx(loss, rel=1e-12)
    assert np.isfinite(slopes(shape, huge, points)).all()


def test_small_losses_are_told_in_float32_too() -> None:
    """The other class adds less to 1 than float32 can tell from it."""
    ahead = np.array([2.0, 12.0, 15.0, 20.0])
    said = np.zeros((4, 2, 3), np.float32)
    said[:, 1] = ahead[:, np.newaxis]
    losses, _ = plain.scored(said, np.ones(3, np.int64))
    assert losses == pytest.approx(np.log1p(np.exp(-ahead)), rel=1e-6)
