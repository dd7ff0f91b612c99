"""Points: made from seeds, and a person's own."""

from __future__ import annotations

import numpy as np
import pytest

from engine.errors import InputError, RangeError, UnknownNameError
from engine.networks import data
from engine.networks.task import task


@pytest.mark.parametrize("kind", data.KINDS)
def test_points_are_the_same_for_the_same_seed_and_lie_about_the_middle(kind: str) -> None:
    one, again, other = (data.make(kind, seed) for seed in (1, 1, 2))
    assert (one.places == again.places).all()
    assert (one.places != other.places).any()
    assert np.abs(one.places).max() < 2
    assert np.abs(one.places.mean(axis=0)).max() < 0.2
    counts = np.bincount(one.labels)
    assert len(counts) == one.classes
    assert counts.max() - counts.min() <= 1


def test_without_noise_the_classes_lie_on_their_curves() -> None:
    spirals = data.make("spirals", 0, {"noise": 0, "points": 40})
    assert np.allclose(spirals.places[1::2], -spirals.places[::2])
    assert np.hypot(*spirals.places.T).max() <= 1
    moons = data.make("moons", 0, {"noise": 0})
    upper = moons.places[moons.labels == 0] / 0.75 + [0.5, 0.25]
    assert np.allclose(np.hypot(*upper.T), 1)
    clusters = data.make("clusters", 0, {"noise": 0, "classes": 5})
    assert len(np.unique(clusters.places.round(9), axis=0)) == 5


def test_own_points_are_scaled_together_and_classes_counted() -> None:
    points = data.own([(10, 100, 5), (14, 102, 2), (12, 101, 5)])
    assert points.labels.tolist() == [1, 0, 1]
    assert np.allclose(points.places, [[-1, -0.5], [1, 0.5], [0, 0]])


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([(0, 0, 0)], "rows of x, y and class, 2 to 4096"),
        ([(0, 0), (1, 1)], "rows of x, y and class"),
        ([(0, 0, 0), (1, 1, 0.5)], "classes whole ones"),
        ([(0, np.inf, 0), (1, 1, 1)], "finite numbers"),
        ([(0, 0, 1), (1, 1, 1)], "there are 1 classes"),
        ([(k, 0, k) for k in range(9)], "there are 9 classes"),
    ],
)
def test_what_are_no_points_is_refused(rows: list, says: str) -> None:
    with pytest.raises(InputError, match=says):
        data.own(rows)


def test_what_is_no_task_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="data set 'moon'"):
        task("moon")
    with pytest.raises(InputError, match="exactly one"):
        task("moons", own=[(0, 0, 0), (1, 1, 1)])
    with pytest.raises(RangeError, match="hidden layers"):
        task("moons", hidden=())
    with pytest.raises(RangeError, match="units of a layer"):
        task("moons", hidden=(65,))
    with pytest.raises(UnknownNameError, match="activation"):
        task("moons", activation="sigmoid")
    with pytest.raises(RangeError, match="points"):
        task("moons").points(0, {"points": 5})
