"""A network whose outputs are no numbers any more takes nothing from what is said of the others."""

from __future__ import annotations

import numpy as np

from engine.networks import Shape, data, plain
from engine.networks.history import quantiles
from gui.player.network import NetworkPlayer
from gui.training.valley import LossGround
from scenarios import loads, resolve
from scenarios.commands.networks import closing_table

SHAPE = Shape((2, 4, 4, 2), "relu")
POINTS = data.make("moons", 0, {"points": 30})


def population() -> np.ndarray:
    """Weights of five networks; those of two are so large that what they say is infinite minus infinite."""
    weights = SHAPE.first_weights(1, 5)
    weights[[1, 3]] *= 1e130
    return weights


def test_a_loss_that_is_no_number_is_infinite_and_the_others_are_what_they_were() -> None:
    losses, _ = plain.loss_and_accuracy(SHAPE, population(), POINTS.places, POINTS.labels)
    alone, _ = plain.loss_and_accuracy(SHAPE, SHAPE.first_weights(1, 5), POINTS.places, POINTS.labels)
    assert np.isinf(losses).tolist() == [False, True, False, True, False]
    assert (losses[[0, 2, 4]] == alone[[0, 2, 4]]).all()


def test_quantiles_of_infinite_losses() -> None:
    losses = np.array([[1.0, np.inf, 3.0, 2.0, np.inf], [np.inf] * 5, [1.0, 2.0, 3.0, 4.0, 5.0]])
    low, middle, high = quantiles(losses, (0.25, 0.5, 1.0))
    assert low.tolist() == [2.0, np.inf, 2.0]
    assert middle.tolist() == [3.0, np.inf, 3.0]
    assert high.tolist() == [np.inf, np.inf, 5.0]


def test_the_chart_and_the_table_have_the_median_of_a_population_that_lost_some() -> None:
    resolved = resolve(
        loads(
            """
format = 1
group = "networks"
title = { en = "Lost", ru = "Потеряны" }
caption = { en = "Some are lost.", ru = "Некоторые потеряны." }

[field.network]
data = "moons"
layers = [4, 4]
activation = "relu"
seeds = 5

[[runs]]
rule = "theta = theta - eta*g"
parameters = { eta = 0.1 }

[playback]
steps = 2
"""
        )
    )
    player = NetworkPlayer(resolved)
    while player.is_busy:
        player.compute(1.0)
    history = player.courses[0].shown
    assert history is not None
    history.losses[-1] = plain.loss_and_accuracy(SHAPE, population(), POINTS.places, POINTS.labels)[0]
    player.courses[0]._scores = None
    middle = float(np.median(history.losses[-1]))
    assert np.isfinite(middle)
    columns = player.columns()[0]
    assert (columns["loss"][-1], columns["loss:q90"][-1]) == (middle, np.inf)
    assert player.step == 0
    player.seek(2)
    assert player.losses() == (middle,)
    assert f"{middle:.4g}" in closing_table(resolved, [history], "en", str)


def test_a_height_that_is_no_number_is_missing_where_it_is_and_nowhere_else() -> None:
    known = 1.0 + np.random.default_rng(0).random((12, 16))
    across, up = np.linspace(0, 15, 61), np.linspace(0, 11, 45)
    domain = (0.0, 15.0, 0.0, 11.0)
    whole = LossGround(domain, known.copy()).value(across[np.newaxis], up[:, np.newaxis])
    known[3, 5], known[8, 12] = np.inf, np.nan
    found = LossGround(domain, known).value(across[np.newaxis], up[:, np.newaxis])
    y, x = np.nonzero(~np.isfinite(found))
    near = [np.hypot(across[x] - column, up[y] - row) for row, column in ((3, 5), (8, 12))]
    assert np.minimum(*near).max() < 3
    assert np.isnan(found[12, 20])
    there = np.isfinite(found)
    assert (found[there] == whole[there]).all()
    assert there.mean() > 0.8
