"""Tuning with equal budgets and what is said of it, against what is known in closed form."""

from __future__ import annotations

import threading

import numpy as np
import pytest

import engine
from engine import Noise, start
from engine.comparing import judging
from engine.comparing.candidates import Range, candidates, range_of, rate_of
from engine.comparing.contest import Contest, Contestant
from engine.comparing.verdict import Comparison, compare
from engine.errors import Cancelled, InputError, RangeError, TooLargeError, UnknownNameError
from engine.turns import Turn

INFINITE = np.inf


def contestant(id: str, *ranges: Range, **more: object) -> Contestant:
    optimizer = engine.load_optimizer(id)
    if not ranges:
        rate = rate_of(optimizer)
        assert rate is not None
        ranges = (range_of(rate),)
    return Contestant(optimizer.name, optimizer, ranges, **more)


def contest(*contestants: Contestant, **changes: object) -> Contest:
    field = engine.load_landscape("ravine")
    given: dict = {
        "contestants": contestants,
        "field": field,
        "steps": 80,
        "budget": 25,
        "tuning": start.box(field.domain, 12, 1),
        "judged": start.box(field.domain, 12, 2),
        "field_params": {"condition": 20.0},
    }
    return Contest(**{**given, **changes})


@pytest.fixture(scope="module")
def several() -> Comparison:
    ids = ("gradient_descent", "momentum", "adam", "cocob")
    return compare(contest(*(contestant(id) for id in ids), noise=Noise(sigma=0.1), repeats=2, seed=5))


def bits(comparison: Comparison) -> list[bytes]:
    arrays = [comparison.steps, comparison.ratios]
    for one in comparison.standings:
        arrays += [one.settings, one.medians, one.curve, one.final, one.arrivals, one.profile]
    return [array.tobytes() for array in arrays]


def test_the_lowest_loss_is_of_the_landscape_that_runs_end_on_and_of_every_run() -> None:
    """That of a well which had been filled in meanwhile was taken; so nobody came near to it."""
    field, turn = engine.load_landscape("two_wells"), Turn(1, field_params={"deep": 0.5})
    given = {"field": field, "field_params": {"deep": 9.0}, "budget": 3, "steps": 40,
             "tuning": np.array([[1.5, 1.0]]), "judged": np.array([[1.5, 1.0]])}  # fmt: skip
    descent = contestant("gradient_descent", Range("eta", 1e-3, 1e-2, "log"))
    made = compare(contest(descent, **given, field_turns=(turn,)))
    ended = min(place.value for place in field.minima_at(deep=0.5))
    assert made.floor == pytest.approx(min(ended, float(made.standings[0].curve.min())))
    assert made.floor > min(place.value for place in field.minima_at(deep=9.0)) + 0.1
    typed = engine.landscape("x**2 + y**2", domain=(-2, 2, -2, 2))
    made = compare(
        contest(descent, **{**given, "field": typed, "field_params": {}, "judged": np.array([[2.0, 2.0]])})
    )
    assert made.floor == made.standings[0].medians.min()


@pytest.mark.parametrize("condition", [3.0, 20.0, 200.0])
def test_descent_on_a_quadratic_is_tuned_to_the_best_of_the_tried_rates(condition: float) -> None:
    # each coordinate shrinks by |1 − ηλ| a step; the worst of them is least at η = 2/(λmin + λmax)
    made = compare(
        contest(
            contestant("gradient_descent", Range("eta", 1e-3, 3.0, "log")),
            budget=60,
            steps=120,
            field_params={"condition": condition},
        )
    )
    (standing,) = made.standings
    rates = standing.settings[:, 0]
    optimum = 2 / (1 + condition)
    below, above = rates[rates <= optimum].max(), rates[rates >= optimum].min()
    assert below <= standing.setting["eta"] <= above
    assert standing.at_edge == ()
    # the end of stability is at 2/λmax, and what lies beyond is no better than where it began
    beyond = standing.medians[rates > 2.0 / condition * 1.05]
    assert (beyond > standing.medians[0]).all()
    assert np.isinf(standing.medians[-1])


def test_everybody_has_the_same_budget_and_other_starts_to_be_judged_from(several: Comparison) -> None:
    asked = several.contest
    for standing in several.standings:
        assert len(standing.settings) == len(standing.medians) == asked.budget
        assert standing.trainings == asked.trainings == 25 * 12 * 2
        assert standing.final.shape == standing.arrivals.shape == (12 * 2,)
        assert standing.curve.shape == (3, asked.steps + 1)
    assert not np.isin(asked.tuning, asked.judged).any()
    assert asked.sub_seed(0) != asked.sub_seed(1)


def test_the_better_come_first_and_curves_end_where_the_table_says(several: Comparison) -> None:
    medians = [standing.loss[1] for standing in several.standings]
    assert medians == sorted(medians)
    for standing in several.standings:
        assert np.array_equal(standing.curve[:, -1], standing.loss)
        lower, middle, upper = standing.curve
        assert ((lower <= middle) & (middle <= upper)).all()
        assert np.array_equal(standing.medians[standing.chosen], standing.medians.min())
        assert several.floor <= standing.final.min()
        assert standing.profile[-1] == standing.arrived
    assert sum(standing.fastest for standing in several.standings) >= 1


def test_the_same_contest_gives_the_same_bits(several: Comparison) -> None:
    ids = ("gradient_descent", "momentum", "adam", "cocob")
    asked = contest(*(contestant(id) for id in ids), noise=Noise(sigma=0.1), repeats=2, seed=5)
    assert bits(compare(asked)) == bits(several)


def test_another_seed_gives_other_noise() -> None:
    made = [
        compare(contest(contestant("momentum"), noise=Noise(sigma=0.5), seed=seed, budget=3))
        for seed in (1, 2)
    ]
    assert made[0].standings[0].final.tolist() != made[1].standings[0].final.tolist()


def test_bits_do_not_depend_on_how_many_particles_go_together(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = contest(contestant("momentum"), noise=Noise(sigma=0.2), budget=7, seed=3)
    whole = bits(compare(asked))
    monkeypatch.setattr("engine.comparing.trial._AT_ONCE", 30)
    assert bits(compare(asked)) == whole


def test_several_parameters_are_tuned_together_and_a_schedule_may_be_there() -> None:
    rates, shares = Range("eta", 1e-4, 0.1, "log"), Range("gamma", 0.0, 0.95)
    both = contestant("momentum", rates, shares)
    scheduled = contestant("momentum", rates, schedule=engine.load_schedule("cosine"))
    made = compare(contest(both, scheduled, budget=16))
    for standing in made.standings:
        assert standing.trainings == made.contest.trainings
        assert standing.arrived > 0
    tuned = next(s for s in made.standings if s.contestant is both)
    assert set(tuned.setting) == {"eta", "gamma"}


@pytest.mark.parametrize("schedule", [None, engine.load_schedule("cosine")])
def test_a_setting_that_is_tried_gives_what_a_run_of_its_own_gives(schedule: engine.Schedule | None) -> None:
    asked = contest(contestant("adam", schedule=schedule), budget=4)
    (standing,) = compare(asked).standings
    for k in range(4):
        run = engine.Run(
            engine.load_optimizer("adam"),
            asked.field,
            asked.tuning,
            params={"eta": standing.settings[k, 0]},
            field_params=asked.field_params,
            schedule=schedule,
            seed=asked.sub_seed(0),
            total_steps=asked.steps,
            kernels="numpy",
        )
        run.advance(asked.steps)
        loss = np.sort(run.value_and_gradient()[0])
        assert standing.medians[k] == loss[5]


def test_what_tuning_would_keep_is_refused_where_there_is_no_room() -> None:
    """Only the curves of judging were counted: eighty gigabytes of losses were begun."""
    field = engine.load_landscape("ravine")
    many = start.box(field.domain, 10_000, 1)
    with pytest.raises(TooLargeError, match="this comparison"):
        contest(contestant("adam"), tuning=many, judged=many, budget=10_000, repeats=1000, steps=1)


@pytest.mark.parametrize("tried", [Range("eta", 0.017, 10.0, "log"), Range("eta", 0.03, 0.29)])
def test_what_is_rounded_is_beyond_no_end(tried: Range) -> None:
    settings = candidates([tried], 9, 0)[:, 0]
    assert (settings[0], settings[-1]) == (tried.low, tried.high)
    # the best of them is written to be set again: what its range refuses cannot be
    standing = compare(contest(contestant("adam", tried), budget=3, steps=2)).standings[0]
    assert tried.low <= standing.setting["eta"] <= tried.high


def test_the_profile_of_a_table_made_by_hand() -> None:
    times = np.array([[10.0, 30.0, INFINITE, INFINITE], [20.0, 10.0, 50.0, INFINITE]])
    # ratios: 1, 3, ∞, none; 2, 1, 1, none
    found = judging.profiles(times, np.array([1.0, 1.9, 2.0, 2.9, 3.0, 1e9]))
    assert found[0].tolist() == [0.25, 0.25, 0.25, 0.25, 0.5, 0.5]
    assert found[1].tolist() == [0.5, 0.5, 0.75, 0.75, 0.75, 0.75]


def test_arrivals_are_by_the_least_loss_that_anybody_found() -> None:
    steps = np.array([0, 10, 20])
    losses = np.array(
        [[[10.0, 8.0], [2.0, 8.0], [1.09, INFINITE]], [[10.0, 8.0], [1.0, 3.0], [INFINITE, 2.0]]]
    )
    assert judging.goals(losses, 0.01) == pytest.approx([1.09, 2.06])
    assert judging.arrivals(losses, steps, 0.01).tolist() == [[20, INFINITE], [10, 20]]
    assert judging.arrivals(losses, steps, 0.2).tolist() == [[10, INFINITE], [10, 10]]


def test_where_nobody_came_below_the_first_loss_nobody_arrived() -> None:
    steps = np.array([0, 10])
    # the first is lost by both, the second is as flat as it was, the third is only climbed
    losses = np.array([[[1.0, 1.0, 1.0], [INFINITE, 1.0, 2.0]], [[1.0, 1.0, 1.0], [INFINITE, 1.0, 3.0]]])
    assert np.isinf(judging.arrivals(losses, steps, 0.001)).all()
    assert judging.within(np.array([1.0, 1.0]), 1.0, 1.0, 0.001) == 0.0
    assert judging.within(np.array([2.0, 3.0]), 1.0, 2.0, 0.001) == 0.0
    flat = engine.landscape("0*x + 1", domain=(-1.0, 1.0, -1.0, 1.0))
    (standing,) = compare(contest(contestant("adam"), field=flat, field_params={}, budget=3)).standings
    assert standing.arrived == standing.fastest == standing.forgiving == standing.lost == 0.0


def test_good_settings_are_told_where_a_start_has_no_loss() -> None:
    half = engine.landscape("sqrt(x) + y**2", domain=(-1.0, 4.0, -2.0, 2.0))
    places = start.box(half.domain, 12, 1)
    assert 0 < (places[:, 0] < 0).sum() < 6
    made = compare(contest(contestant("adam"), field=half, field_params={}, tuning=places, steps=30))
    (standing,) = made.standings
    values = np.where(places[:, 0] < 0, INFINITE, np.sqrt(np.abs(places[:, 0])) + places[:, 1] ** 2)
    first, least = np.sort(values)[5], standing.medians.min()
    assert least < first
    share = np.mean(standing.medians <= least + made.contest.tolerance * (first - least))
    assert standing.forgiving == share > 0


def test_quartiles_know_infinity() -> None:
    values = np.array([1.0, INFINITE, 3.0, 2.0, INFINITE])
    assert judging.quartiles(values).tolist() == [2.0, 3.0, INFINITE]
    assert judging.median(np.array([[1.0, 2.0], [INFINITE, INFINITE]])).tolist() == [1.0, INFINITE]
    assert judging.best(np.array([INFINITE, 2.0, 2.0, 2.0, 3.0])) == 2
    assert judging.best(np.array([2.0, INFINITE, 1.0])) == 2
    assert judging.within(np.array([1.0, 1.5, 3.0, INFINITE]), 11.0, 1.0, 0.1) == 0.5


def test_what_cannot_be_compared_is_refused() -> None:
    with pytest.raises(InputError):
        contest()
    with pytest.raises(RangeError):
        contest(contestant("adam"), budget=0)
    for tolerance in (0.0, 1.0, np.nan):
        with pytest.raises(InputError, match=f"above 0 and below 1, not {tolerance:g}$"):
            contest(contestant("adam"), tolerance=tolerance)
    with pytest.raises(UnknownNameError):
        contestant("adam", Range("gamma", 0.1, 0.2))
    with pytest.raises(RangeError):
        contestant("adam", Range("eta", 0.1, 1e9))
    with pytest.raises(InputError):
        Range("eta", 1.0, 0.1)
    with pytest.raises(InputError):
        Range("eta", 0.0, 0.1, "log")
    with pytest.raises(InputError, match=r"even in log\(1 − beta2\) ends below 1, not at 1$"):
        Range("beta2", 0.5, 1.0, "complement")


def test_it_stops_on_request() -> None:
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(Cancelled):
        compare(contest(contestant("adam")), cancel)
