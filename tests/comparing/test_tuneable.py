"""What may be tuned besides the learning rate: who has it, and over which range."""

from __future__ import annotations

import numpy as np
import pytest

import engine
import scenarios
from engine.comparing.candidates import candidates, rate_of
from scenarios.comparing import ALL, Asked, contest_of
from scenarios.resolving import Resolved, resolve
from scenarios.tuneable import tuneables, tuning

EVERYBODY = (ALL,)


@pytest.fixture(scope="module")
def resolved() -> Resolved:
    return resolve(scenarios.load("everyone_from_one_point"))


def of(*ids: str) -> dict:
    found = tuneables(resolve(scenarios.load("everyone_from_one_point")), ids)
    return {one.name: one for one in found}


def test_it_says_who_has_what(resolved: Resolved) -> None:
    found = tuneables(resolved)
    optimizers = {run.optimizer.id: run.optimizer for run in resolved.runs}
    assert found
    for one in found:
        having = {id for id, each in optimizers.items() if one.name in {p.name for p in each.parameters}}
        assert {owner.id for owner in one.owners} == having
        assert one.of == len(optimizers)
    counts = [len(one.owners) for one in found]
    assert counts == sorted(counts, reverse=True)


def test_neither_rates_nor_whole_numbers_are_offered() -> None:
    offered = of(ALL)
    optimizers = [engine.load_optimizer(id) for id in engine.list_ids("optimizers")]
    assert not {rate.name for one in optimizers if (rate := rate_of(one))} & set(offered)
    assert not {p.name for one in optimizers for p in one.parameters if p.integer} & set(offered)
    # a rate of one is another's parameter
    assert "step0" in of("rprop")
    assert "step0" not in of("rprop", "rprop_late")


def test_a_range_is_the_catalogues_own() -> None:
    gamma = of("momentum")["gamma"].range
    assert (gamma.low, gamma.high, gamma.scale) == (0, 0.9999, "complement")
    decay = of("lion")["weight_decay"].range
    assert decay.scale == "log"
    assert decay.low == pytest.approx(1e-6)
    assert decay.high == pytest.approx(1)


def test_by_default_0_there_is_a_logarithmic_range_too() -> None:
    decay = of("lamb")["weight_decay"].range
    assert decay.scale == "log"
    assert 0 < decay.low < decay.high == 1


def test_shares_kept_are_looked_for_by_what_is_not_kept() -> None:
    beta2 = of("adam")["beta2"].range
    assert (beta2.low, beta2.high, beta2.scale) == (0, 0.99999, "complement")
    values = candidates([beta2], 25, 0)[:, 0]
    # five decades of 1 − β₂, as many values in each
    counts = [int(((10.0**-k >= 1 - values) & (1 - values > 10.0 ** -(k + 1))).sum()) for k in range(5)]
    assert sum(counts) >= 24
    assert max(counts) - min(counts) <= 1
    assert (values < 0.5).sum() >= 1
    # by default nothing is kept
    gamma1 = of("aggmo")["gamma1"].range
    assert (gamma1.low, gamma1.high) == (0, 0.999)


def test_the_scale_that_most_owners_have_is_taken() -> None:
    gamma = of(ALL)["gamma"].range
    assert gamma.scale == "complement"
    assert (gamma.low, gamma.high) == (1e-4, 0.9999)
    # one each: evenly
    assert of(ALL)["mu"].range.scale == "linear"


def test_owners_with_different_ranges_get_what_all_of_them_allow() -> None:
    both = of("ademamix", "lookahead")["alpha"].range
    assert (both.low, both.high) == (0, 1)
    # one from 0 to 1/2, the other from 1 on
    assert "p" not in of("padam", "adam_p")


@pytest.mark.parametrize("optimizers", [(), EVERYBODY])
def test_everything_that_is_offered_can_be_tuned_at_once(
    resolved: Resolved, optimizers: tuple[str, ...]
) -> None:
    names = {one.name for one in tuneables(resolved, optimizers)}
    contest = contest_of(resolved, tuning(resolved, Asked(3, optimizers), names))
    assert {one.name for each in contest.contestants for one in each.ranges} >= names
    for each in contest.contestants:
        known = {p.name: p for p in each.optimizer.parameters}
        for one in each.ranges:
            for value in one.at(np.linspace(0, 1, 50)):
                known[one.name].check(value)


def test_what_nobody_has_is_dropped(resolved: Resolved) -> None:
    asked = tuning(resolved, Asked(3), ["gamma", "trust"])
    assert [one.name for one in asked.tuned] == ["gamma"]


def test_what_is_turned_on_the_way_is_not_offered(resolved: Resolved) -> None:
    from msgspec.structs import replace

    from scenarios.schema import TurnSpec

    scenario = resolved.scenario
    number = next(k for k, run in enumerate(resolved.runs) if run.optimizer.id == "momentum")
    runs = list(scenario.runs)
    runs[number] = replace(runs[number], turns=(TurnSpec(step=5, parameters={"gamma": 0.5}),))
    turned = resolve(replace(scenario, runs=tuple(runs)))
    assert "gamma" not in {one.name for one in tuneables(turned)}
