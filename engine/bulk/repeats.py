"""Many seeds of one tile gathered: what is usual, and how far it spreads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine.outcome import Outcome

if TYPE_CHECKING:
    from .tile import Tile

QUANTILES = {"q10": 0.1, "q25": 0.25, "q75": 0.75, "q90": 0.9}


def gathered(tiles: Sequence[Tile]) -> Tile:
    """One tile of many seeds: medians and most frequent codes; mean, quantiles and success beside them."""
    from .tile import Tile

    outcomes = np.stack([tile.outcome for tile in tiles])
    basins = np.stack([tile.basin for tile in tiles])
    losses = np.stack([tile.loss for tile in tiles])
    steps = np.stack([tile.steps for tile in tiles])
    outcome = _most_frequent(outcomes)
    return Tile(
        outcome=outcome,
        basin=_most_frequent(np.where(outcomes == outcome, basins, -2)),
        steps=_median(steps).astype(np.int32),
        loss=_median(losses).astype(losses.dtype),
        rate=_median(np.stack([tile.rate for tile in tiles])),
        distance=_optional([tile.distance for tile in tiles]),
        excursion=_optional([tile.excursion for tile in tiles]),
        visited=_optional([tile.visited for tile in tiles]),
        success=(outcomes == Outcome.CONVERGED).mean(axis=0).astype(np.float32),
        spread={**_spread("loss", losses), **_spread("steps", steps.astype(np.float32))},
    )  # fmt: skip


def _optional(arrays: Sequence[Any]) -> Any:
    return None if arrays[0] is None else _median(np.stack([a for a in arrays if a is not None]))


def _median(values: NDArray) -> NDArray:
    """The middle value, of an even number the lower of the two; NaN counts as the largest."""
    return np.sort(values, axis=0)[(len(values) - 1) // 2]


def _spread(name: str, values: NDArray) -> dict[str, NDArray]:
    """Mean and quantiles, by nearest rank; what is infinite stays so."""
    ordered = np.sort(values, axis=0)
    last = len(values) - 1
    with np.errstate(all="ignore"):
        mean = values.astype(np.float64).mean(axis=0).astype(values.dtype)
    ranks = {key: ordered[round(share * last)] for key, share in QUANTILES.items()}
    return {f"{name}:mean": mean, **{f"{name}:{key}": value for key, value in ranks.items()}}


def _most_frequent(codes: NDArray) -> NDArray:
    """Of each pixel the code that most seeds have; of equally frequent ones the lowest; -2 is not counted."""
    best = np.zeros(codes.shape[1:], codes.dtype)
    most = np.zeros(codes.shape[1:], np.int32)
    for code in np.unique(codes):
        if code == -2:
            continue
        number = (codes == code).sum(axis=0)
        best = np.where(number > most, code, best).astype(best.dtype)
        most = np.maximum(number, most)
    return best
