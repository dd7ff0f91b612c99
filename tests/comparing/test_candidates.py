"""What is tried of each optimizer: settings spread evenly over the ranges of what is tuned."""

from __future__ import annotations

import numpy as np
import pytest

import engine
from engine.comparing.candidates import Range, candidates, range_of, rate_of


def test_candidates_are_spread_evenly() -> None:
    rates = Range("eta", 1e-4, 1.0, "log")
    assert candidates([rates], 5, 0)[:, 0] == pytest.approx([1e-4, 1e-3, 1e-2, 1e-1, 1.0])
    both = candidates([rates, Range("gamma", 0.0, 0.5)], 10, 7)
    strata = np.stack([(np.log10(both[:, 0]) + 4) / 4, both[:, 1] / 0.5], axis=1) * 10
    assert (np.sort(strata.astype(int), axis=0) == np.arange(10)[:, np.newaxis]).all()
    assert np.array_equal(both, candidates([rates, Range("gamma", 0.0, 0.5)], 10, 7))
    assert candidates([], 9, 0).shape == (1, 0)


def test_shares_kept_are_spread_evenly_in_what_is_not_kept() -> None:
    shares = Range("beta2", 0.0, 0.9999, "complement")
    assert candidates([shares], 5, 0)[:, 0] == pytest.approx([0.0, 0.9, 0.99, 0.999, 0.9999], rel=1e-12)
    drawn = candidates([Range("eta", 1e-4, 1.0, "log"), shares], 40, 7)[:, 1]
    strata = -np.log10(1 - drawn) / 4 * 40
    assert (np.sort(strata.astype(int)) == np.arange(40)).all()
    away = Range("beta2", 0.1, 0.7, "complement")
    fine = away.at(np.linspace(0, 1, 1001))
    assert fine.min() >= 0.1
    assert fine.max() <= 0.7
    assert np.ptp(np.diff(np.log(1 - fine))) < 1e-12


@pytest.mark.parametrize("id", engine.list_ids("optimizers"))
def test_every_optimizer_of_the_catalogue_has_something_to_tune(id: str) -> None:
    optimizer = engine.load_optimizer(id)
    rate = rate_of(optimizer)
    assert rate is not None
    asked = range_of(rate)
    assert rate.low <= asked.low < rate.default < asked.high <= rate.high
    assert rate.name == "eta" or "eta" not in {p.name for p in optimizer.parameters}
