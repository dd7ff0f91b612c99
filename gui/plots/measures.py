"""The numbers that charts show, from positions, moves and states; free of Qt.

A row is a particle at one step: the same functions measure many particles at once and one particle at many
steps.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from gui.plots.accumulators import Accumulators, lengths, sizes

if TYPE_CHECKING:
    from engine.problem import Terrain

Array = NDArray[np.floating]

NAMES = ("loss", "gradient", "momentum", "rms", "step", "step_x", "step_y")
"""Loss, |g|, ‖m‖, ‖√v‖, |Δθ|, and the effective step by coordinate, |Δθᵢ| (Kingma & Ba 2015, §2.1)."""

QUANTILES = (0.5, 0.1, 0.25, 0.75, 0.9)
"""The median, by which a swarm's columns are called, and those of its two bands."""

SUFFIXES = ("", ":q10", ":q25", ":q75", ":q90")


def heights(terrain: Terrain, field_params: Mapping[str, float], theta: Array) -> tuple[Array, Array]:
    """Loss (rows,) and gradient (rows, 2) at positions, exact, in the positions' type."""
    values: dict[str, Array | float] = dict(field_params)
    for i, name in enumerate(terrain.formula.variables):
        values[name] = theta[:, i].astype(np.float64)
    with np.errstate(all="ignore"):
        loss = np.broadcast_to(terrain.plan("loss").run(values)[0], len(theta)).astype(theta.dtype)
        parts = [np.broadcast_to(part, len(theta)) for part in terrain.plan("grad").run(values)]
        return loss, np.stack(parts, axis=1).astype(theta.dtype)


def moved(theta: Array, previous: Array) -> Array:
    """Δθ; infinite where a run on its way out of all numbers took a step that is none."""
    with np.errstate(over="ignore"):
        return theta - previous


def measure(
    loss: Array, gradient: Array, move: Array, found: Accumulators, states: Mapping[str, Array]
) -> NDArray[np.float64]:
    """`NAMES` by row, (7, rows); what is not finite is NaN."""
    table = np.full((len(NAMES), len(loss)), np.nan)
    with np.errstate(all="ignore"):
        momentum, rms = sizes(found, states)
        table[:2] = loss, lengths(gradient)
        if momentum is not None:
            table[2] = momentum
        if rms is not None:
            table[3] = rms
        table[4] = lengths(move)
        table[5:] = np.abs(move.T)
    table[~np.isfinite(table)] = np.nan
    return table


def quantiles(table: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of each row its `QUANTILES` over what is not NaN, (rows, 5); NaN where nothing is left."""
    if not table.shape[1]:
        return np.full((len(table), len(QUANTILES)), np.nan)
    ordered = np.sort(table, axis=1)  # NaN comes last
    last = np.maximum(np.count_nonzero(~np.isnan(table), axis=1) - 1, 0)
    place = np.multiply.outer(last, np.array(QUANTILES))
    below = np.floor(place).astype(np.intp)
    above = np.minimum(below + 1, last[:, np.newaxis])
    low, high = (np.take_along_axis(ordered, where, axis=1) for where in (below, above))
    return low + (high - low) * (place - below)
