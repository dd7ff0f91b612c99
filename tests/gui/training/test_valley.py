"""The loss between the places where it is known: as a loss can be, and as it is seen, in logarithms."""

from __future__ import annotations

import numpy as np
import pytest

from gui.training.valley import LossGround

FINE = np.linspace(0.2, 0.8, 241)
SQUARE = (0.0, 1.0, 0.0, 1.0)


def test_between_a_cliff_and_its_foot_no_loss_is_below_the_foot_or_above_the_cliff() -> None:
    known = np.zeros((12, 15))
    known[7:, 5:] = 70.0
    known[2:5, 9:] = 1e-9
    found = LossGround(SQUARE, known).value(np.linspace(0, 1, 301)[None], np.linspace(0, 1, 311)[:, None])
    assert found.min() == 0
    assert found.max() == pytest.approx(70)


@pytest.mark.parametrize("decades", [2.0, 6.0, 14.0])
def test_a_loss_that_falls_by_decades_does_so_between_places_too(decades: float) -> None:
    def loss(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return np.asarray(10.0 ** (-decades * (0.7 * x + 0.3 * y * y)))

    even = np.linspace(0, 1, 9)
    ground = LossGround(SQUARE, loss(even[None], even[:, None]))
    x, y = FINE[None], FINE[:, None]
    assert np.abs(np.log10(ground.value(x, y) / loss(x, y))).max() < 0.05
