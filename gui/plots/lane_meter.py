"""Records what a run of one coordinate does, block by block, and gives it as the laboratory's columns.

A few particles are kept one by one; of an ensemble, at each epoch, the values below which so and so much of
it lies. Free of Qt.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from gui.plots.measures import moved
from gui.plots.table import Table

if TYPE_CHECKING:
    from engine.run import Run

Array = NDArray[np.floating]
Columns = Mapping[str, NDArray[np.float64]]

STRANDS = 12
"""Up to so many particles each has a curve of its own; more are an ensemble."""

PARTS = 20
LEVELS = np.linspace(0.0, 1.0, PARTS + 1)
"""Of an ensemble, the parts that lie below what is recorded: from the least to the greatest, the median in
the middle. Bands are taken from them, and the image of the density is drawn from them."""

MEDIAN = PARTS // 2
OUTER = (round(0.1 * PARTS), round(0.9 * PARTS))
INNER = (round(0.25 * PARTS), round(0.75 * PARTS))

SAMPLE = 4096
"""Of a larger ensemble, every second, third, … particle stands for all."""

MOST_ROWS = 16_384


def column_of(state: str) -> str:
    """What a state's column is called: a rule may call its state "update", too."""
    return f"state:{state}"


class LaneMeter:
    """Watches a run from where it stands now; `columns` are t, gradient, update (Δθ), theta and each state as
    `column_of` has it, (frames,) each.

    Of several particles that is the first one, and of an ensemble the median. Besides, "NAME:strands"
    (frames, n) of a few and "NAME:levels" (frames, LEVELS) of an ensemble.
    """

    def __init__(self, run: Run) -> None:
        self._run = run
        self.is_ensemble = run.n > STRANDS
        self._every = -(-run.n // SAMPLE)
        self._table = Table(MOST_ROWS)
        names = ("theta", "previous", "gradient", *(f"state:{name}" for name in run.state_names))
        self.extend({name: run.read(name)[np.newaxis] for name in names}, np.array([run.step]))

    def extend(self, rows: Mapping[str, Array], steps: NDArray[np.int64]) -> None:
        """Writes down a block of epochs, oldest first; rows as `engine.trajectory` gives them."""
        kept = {"gradient": rows["gradient"], "theta": rows["theta"]}
        kept["update"] = moved(rows["theta"], rows["previous"])
        kept |= {column_of(name): rows[f"state:{name}"] for name in self._run.state_names}
        found = {name: array[:, :: self._every, 0].astype(np.float64) for name, array in kept.items()}
        found["gradient"][steps == 0] = np.nan
        if self.is_ensemble:
            found = {name: levels(array) for name, array in found.items()}
        self._table.append(steps.astype(np.int64), found)

    def columns(self) -> Columns:
        """Every column of what was recorded; not to be written to."""
        table = self._table
        found: dict[str, NDArray[np.float64]] = {"t": table.steps.astype(np.float64)}
        names = ("gradient", "update", "theta", *map(column_of, self._run.state_names))
        for name in names:
            array = table[name]
            found[name] = np.ascontiguousarray(array[:, MEDIAN if self.is_ensemble else 0])
            if self.is_ensemble:
                found[f"{name}:levels"] = array.copy()
            elif array.shape[1] > 1:
                found[f"{name}:strands"] = array.copy()
        return found


def levels(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """`LEVELS` of each row, (rows, LEVELS), between neighbours in a straight line; NaN for a row with NaN."""
    ordered = np.sort(values, axis=1)
    place = LEVELS * (values.shape[1] - 1)
    below = np.minimum(place.astype(np.intp), max(values.shape[1] - 2, 0))
    above = np.minimum(below + 1, values.shape[1] - 1)
    with np.errstate(over="ignore", invalid="ignore"):
        found = ordered[:, below] + (ordered[:, above] - ordered[:, below]) * (place - below)
    found[np.isnan(ordered[:, -1])] = np.nan
    return found
