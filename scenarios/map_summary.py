"""A map in numbers, for people and programs: which share ended where, how soon, and how entangled it is.

Everything in it follows from the map's data, so that the summary of a map has the same bytes however it was
made.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.bulk.statistics import (
    DIVERGED,
    ELSEWHERE,
    OUTSIDE,
    WANDERING,
    Census,
    ends_of,
    parts,
)
from engine.bulk.terrain import places_of
from engine.outcome import Outcome

if TYPE_CHECKING:
    from engine.bulk.store import MapStore
    from engine.bulk.study import Study

REFERENCES = {
    "basin_entropy": "Daza, Wagemakers, Georgeot, Guéry-Odelin, Sanjuán, Scientific Reports 6, 31416 (2016),"
    " eqs. 1-3",
    "uncertainty_exponent": "McDonald, Grebogi, Ott, Yorke, Physica D 17, 125-153 (1985), section 1",
}

_QUANTILES = {"q10": 0.1, "median": 0.5, "q90": 0.9}


class Survey:
    """One walk over a finished map, in memory that does not grow with it."""

    def __init__(self, store: MapStore) -> None:
        self.study: Study = store.study
        self.census = Census()
        self.outcomes = np.zeros(len(Outcome), np.int64)
        self._steps = np.zeros(self.study.steps + 1, np.int64)
        self._sums = {name: [0.0, math.inf, -math.inf, 0] for name in ("distance", "excursion", "success")}
        self.lowest = math.inf
        for rows, columns in parts(self.study.height, self.study.width):
            self._add(store, rows, columns)

    def _add(self, store: MapStore, rows: slice, columns: slice) -> None:
        outcome = store.read("outcome", rows, columns)
        self.census.add(ends_of(outcome, store.read("basin", rows, columns)))
        self.outcomes += np.bincount(outcome.ravel(), minlength=len(Outcome))
        converged = outcome == Outcome.CONVERGED
        steps = store.read("steps", rows, columns)[converged]
        self._steps += np.bincount(steps, minlength=len(self._steps))
        loss = store.read("loss", rows, columns)
        self.lowest = min(self.lowest, float(np.nanmin(loss, initial=math.inf)))
        for name, kept in self._sums.items():
            if name in self.study.measures or (name == "success" and self.study.seeds > 1):
                values = store.read(name, rows, columns).astype(np.float64)
                values = values[np.isfinite(values)] if name == "success" else values[converged]
                kept[0] += float(values.sum())
                kept[3] += len(values)

    def means(self) -> dict[str, float]:
        """The means of what was measured on the way, over what converged."""
        return {name: kept[0] / kept[3] for name, kept in self._sums.items() if kept[3]}

    def steps_to_converge(self) -> dict[str, int] | None:
        """Quantiles by nearest rank; None where nothing converged."""
        total = int(self._steps.sum())
        if not total:
            return None
        counted = np.cumsum(self._steps)
        found = {key: int(np.searchsorted(counted, share * total)) for key, share in _QUANTILES.items()}
        taken = np.flatnonzero(self._steps)
        return {"fewest": int(taken[0]), **found, "most": int(taken[-1])}


def summary_of(survey: Survey, scenario: str, run: str) -> dict[str, Any]:
    """Everything that is said of a map; see `Survey`."""
    study, census = survey.study, survey.census
    told = census.entanglement()
    return {
        "scenario": scenario,
        "run": run,
        **study.settings(),
        "pixels": census.pixels,
        "particle_steps": study.particle_steps,
        "outcomes": {o.name.lower(): int(survey.outcomes[o]) for o in Outcome if survey.outcomes[o]},
        "fractions": {
            "basins": _basins(survey),
            "converged_elsewhere": census.fraction(ELSEWHERE),
            "outside_domain": census.fraction(OUTSIDE),
            "diverged": census.fraction(DIVERGED),
            "wandering": census.fraction(WANDERING),
        },
        "steps_to_converge": survey.steps_to_converge(),
        "lowest_loss": survey.lowest if math.isfinite(survey.lowest) else None,
        "means_of_converged": survey.means(),
        "basin_entropy": told.entropy,
        "boundary_basin_entropy": told.boundary_entropy,
        "uncertainty_exponent": told.exponent,
        "uncertainty_exponent_error": told.exponent_error,
        "boundary_dimension": told.dimension,
        "uncertain_fraction_by_pixels": {str(distance): share for distance, share in told.uncertain},
        "references": REFERENCES,
    }


def _basins(survey: Survey) -> list[dict[str, Any]]:
    """Every minimum, and the share of the map that comes to it."""
    places = places_of(survey.study).minima
    fractions = survey.census.fractions(len(places))
    return [
        {
            "number": number,
            "x": place.x,
            "y": place.y,
            "loss": place.value,
            "global": place.is_global,
            "listed": place.listed,
            "fraction": fraction,
        }
        for number, (place, fraction) in enumerate(zip(places, fractions, strict=True))
    ]
