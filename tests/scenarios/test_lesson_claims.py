"""Every claim of the shipped lessons: what a step's runs do, played to where time rests there."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from engine.outcome import Outcome
from engine.simulation import Result, record
from scenarios import build_runs, load, resolve
from scenarios.schema import Scenario
from scenarios.teaching import rests, taught

from .played import basins, curve, path, steps

BALL, AHEAD, RARE, DIES = "a_ball_with_friction", "looking_ahead", "rare_features", "why_adagrad_dies"
HEDGEHOGS, BIAS, EDGE = "the_hedgehogs", "bias_correction", "the_edge_of_the_learning_rate"
START = "no_optimizer_saves_a_bad_start"


@cache
def at_step(id: str, number: int) -> tuple[Scenario, list[Result | None]]:
    """The scenario at a step of its lesson, counted from 1 as a person does, and the runs that are shown,
    played to where time rests there."""
    scenario = load(id)
    resolved = resolve(scenario)
    changed = taught(scenario, number - 1, resolved.runs)
    runs, until = build_runs(resolve(changed), "numpy"), rests(scenario.lesson, number - 1)
    return changed, [
        None if spec.hidden else record(run, until) for spec, run in zip(changed.runs, runs, strict=True)
    ]


def runs_at(id: str, number: int) -> list[Result | None]:
    return at_step(id, number)[1]


def shown_at(id: str, number: int) -> list[int]:
    return [n for n, run in enumerate(at_step(id, number)[0].runs) if not run.hidden]


def place(result: Result) -> np.ndarray:
    return result.positions[:, 0, 0]


def edge_of(result: Result) -> float:
    """Where the slope ends that a ball on the hill starts from: the ball without memory finds it."""
    return float(place(result)[np.flatnonzero(curve(result.gradient) == 0)[0]])


def test_ball_without_memory_creeps_and_stops_where_the_slope_ends():
    memoryless, *_ = runs_at(BALL, 1)
    g, move = curve(memoryless.gradient), curve(memoryless.update)
    np.testing.assert_allclose(np.abs(move[g != 0]), 0.1, rtol=1e-9)
    assert (move[g == 0] == 0).all()
    assert g[-1] == 0
    assert shown_at(BALL, 1) == shown_at(BALL, 2) == [0]


def test_ball_with_friction_coasts_eight_units_and_v_was_ten_times_a_push():
    _, second, _ = runs_at(BALL, 3)
    edge = edge_of(runs_at(BALL, 1)[0])
    assert place(second)[-1] - edge == pytest.approx(8.5, abs=0.6)
    assert abs(curve(second.update)[-1]) < 1e-3
    v, g = curve(second.state["v"]), curve(second.gradient)
    quiet = np.flatnonzero(g == 0)
    np.testing.assert_allclose(v[quiet], 0.9 * v[quiet - 1], rtol=1e-9)
    assert np.abs(v).max() == pytest.approx(1.0, abs=0.03)


def test_ball_almost_without_friction_climbs_the_next_slope_and_rolls_back():
    *_, third = runs_at(BALL, 5)
    x, g, v = place(third), curve(third.gradient), curve(third.state["v"])
    top = int(x.argmax())
    assert g[top - 2] * g[0] < 0
    assert (v[:top] * v[0] > 0).all()
    assert x[top] > 110
    assert x[-1] < x[top] - 10
    assert x.max() < load(BALL).field.span[1]


def test_ball_with_little_memory_is_twice_as_fast_and_stops_a_step_later():
    first, second, _ = runs_at(BALL, 6)
    push = np.abs(curve(second.update)).max()
    assert push == pytest.approx(0.2)
    assert 0 < place(second)[-1] - edge_of(first) <= push


def falls(result: Result) -> int | None:
    """The first epoch in which v is smaller than before."""
    fallen = np.flatnonzero(np.diff(curve(result.state["v"])) < 0)
    return int(fallen[0]) + 2 if len(fallen) else None


def test_ahead_momentum_falls_from_epoch_twelve_and_nesterov_two_sooner():
    plain, ahead = runs_at(AHEAD, 2)
    assert falls(runs_at(AHEAD, 1)[0]) == falls(plain) == 12
    assert falls(ahead) == 10
    look = 0.9 * curve(ahead.state["v"])[8]
    assert 2 < look < 3


def test_ahead_nesterovs_input_turns_first_and_comes_back_later():
    plain, ahead = (curve(result.gradient) for result in runs_at(AHEAD, 3))
    v = curve(runs_at(AHEAD, 3)[1].state["v"])
    assert np.argmax(ahead < 0) < np.argmax(plain < 0)
    assert np.flatnonzero(ahead < 0)[-1] > np.flatnonzero(plain < 0)[-1]
    assert (v[18:21] < 0).all()


def test_ahead_too_far_misses_the_region():
    plain, ahead = runs_at(AHEAD, 4)
    assert (curve(ahead.gradient) == 1).all()
    assert falls(ahead) is None
    assert falls(plain) == 12
    before = np.abs(curve(runs_at(AHEAD, 1)[0].state["v"])[:11])
    np.testing.assert_allclose(np.abs(curve(plain.state["v"]))[:11], 20 * before, rtol=1e-9)
    assert 0.9 * curve(ahead.state["v"])[0] == pytest.approx(9)
    assert (curve(plain.gradient) < 0).sum() == 7


def test_rare_descent_arrives_sideways_and_goes_less_than_a_quarter_down():
    descent, *_ = runs_at(RARE, 1)
    end = path(descent)[-1]
    assert abs(end[0]) < 0.01
    assert 0 < 0.24 - end[1] < 0.24 / 4
    moved = np.count_nonzero(descent.update[1:, 0, 1])
    assert 240 / 40 < moved < 240 / 10
    assert np.count_nonzero(descent.update[1:, 0, 0]) == 240


def test_rare_adagrad_gets_twice_as_far_with_a_larger_effective_step():
    descent, adagrad, *_ = runs_at(RARE, 3)
    down = [0.24 - path(result)[-1, 1] for result in (descent, adagrad)]
    assert 1.7 < down[1] / down[0] < 2.3
    gathered = adagrad.state["G"][-1, 0]
    assert gathered[1] < gathered[0]


def test_rare_rmsprop_and_adam_are_near_the_bottom_and_they_alone():
    ends = [path(result)[-1] for result in runs_at(RARE, 5)]
    assert shown_at(RARE, 5) == [0, 1, 2, 3]
    assert [bool(np.linalg.norm(end) < 0.05) for end in ends] == [False, False, True, True]
    _, adagrad, rmsprop, adam = runs_at(RARE, 5)
    corrected = adam.state["v"][1:, 0, 1] / (1 - 0.999 ** np.arange(1, 241))
    summed = adagrad.state["G"][-1, 0, 1]
    assert (np.diff(adagrad.state["G"][:, 0, 1]) >= 0).all()
    assert max(np.median(rmsprop.state["E_g2"][:, 0, 1]), np.median(corrected)) < summed / 20


def test_rare_with_a_large_epsilon_adagrad_gets_no_farther_than_descent():
    descent, adagrad, *_ = runs_at(RARE, 6)
    assert path(adagrad)[-1, 1] >= path(descent)[-1, 1]


def test_dies_adagrads_update_falls_like_one_over_root_t_and_rmsprops_settles():
    adagrad, rmsprop = runs_at(DIES, 3)
    assert (np.abs(curve(adagrad.gradient)) == 1).all()
    move, other = np.abs(curve(adagrad.update)), np.abs(curve(rmsprop.update))
    np.testing.assert_allclose(move * np.sqrt(np.arange(1, 601)), 0.1, rtol=1e-6)
    assert move[-1] < move[0] / 20
    np.testing.assert_allclose(other[100:], 0.02, rtol=0.01)
    assert np.sqrt(curve(adagrad.state["G"])[-1]) > 24
    np.testing.assert_allclose(np.sqrt(curve(rmsprop.state["E_g2"])[100:]), 1, rtol=0.01)


def test_dies_a_longer_memory_reaches_the_level_later_and_a_larger_eta_saves_nobody():
    def reached(result: Result) -> int:
        return int(np.argmax(np.abs(curve(result.update)) < 1.05 * 0.02))

    short, long = runs_at(DIES, 3)[1], runs_at(DIES, 5)[1]
    assert reached(long) > 5 * reached(short) > 0
    assert np.abs(curve(long.update))[0] > 3 * 0.02
    before, after = runs_at(DIES, 5)[0], runs_at(DIES, 6)[0]
    np.testing.assert_allclose(curve(after.update), 10 * curve(before.update), rtol=1e-9)


TRAP = np.array([-2.72, -1.96])


def spines(number: int, run: int) -> float:
    return float(np.median(steps(runs_at(HEDGEHOGS, number)[run])[-200:]))


def test_hedgehogs_nesterov_dies_down_and_rmsprop_goes_on_jumping_in_the_trap():
    nesterov, rmsprop, _ = runs_at(HEDGEHOGS, 2)
    for result in (nesterov, rmsprop):
        assert np.linalg.norm(path(result)[-100:] - TRAP, axis=1).max() < 0.8
    offset = path(nesterov)[5:80] - TRAP
    assert np.ptp(np.unwrap(np.arctan2(offset[:, 1], offset[:, 0]))) > 2 * np.pi
    assert spines(2, 0) < 0.1 * steps(nesterov).max()
    assert spines(2, 1) > 10 * spines(2, 0)
    assert spines(2, 1) == pytest.approx(0.15, rel=0.4)
    early = np.median(steps(rmsprop)[100:200])
    assert spines(2, 1) > 0.7 * early
    move = rmsprop.update[-200:, 0]
    sectors = np.histogram(np.arctan2(move[:, 1], move[:, 0]), bins=8, range=(-np.pi, np.pi))[0]
    assert sectors.min() > 0


def test_hedgehogs_shrink_with_eta_and_with_epsilon_and_adagrad_has_none():
    assert spines(4, 1) / spines(2, 1) == pytest.approx(1 / 3, abs=0.08)
    assert spines(5, 1) < 0.5 * spines(2, 1)
    scenario = at_step(HEDGEHOGS, 6)[0]
    assert shown_at(HEDGEHOGS, 6) == [1, 2]
    assert scenario.runs[2].parameters["eta"] > 3 * scenario.runs[1].parameters["eta"]
    assert spines(6, 1) == spines(2, 1)
    assert spines(6, 2) < 0.1 * spines(6, 1)


def test_bias_adam_steps_by_eta_at_once_though_its_means_are_far_from_full():
    adam, _ = runs_at(BIAS, 1)
    assert (curve(adam.gradient) == 1).all()
    np.testing.assert_allclose(np.abs(curve(adam.update)), 0.01, rtol=1e-6)
    first, _ = runs_at(BIAS, 2)
    m, v = curve(first.state["m"])[0], curve(first.state["v"])[0]
    assert m == pytest.approx(0.1)
    assert np.sqrt(v) == pytest.approx(0.03, abs=0.002)
    np.testing.assert_allclose([m / (1 - 0.9), v / (1 - 0.999)], 1, rtol=1e-9)


def test_bias_without_correction_the_first_step_is_too_large_and_then_larger():
    adam, without = (np.abs(curve(result.update)) for result in runs_at(BIAS, 3))
    assert without[0] > 3 * adam[0]
    assert without[:75].argmax() + 1 == 12
    assert without[11] > 6 * adam[11]
    assert rests(load(BIAS).lesson, 3) == 12


def test_bias_with_equal_betas_it_is_too_small_and_the_curves_meet():
    adam, without = (np.abs(curve(result.update)) for result in runs_at(BIAS, 5))
    assert without[0] / adam[0] == pytest.approx(0.316, abs=0.01)
    assert adam[0] == pytest.approx(0.01, rel=1e-6)
    assert abs(without[74] - adam[74]) < 0.01 * adam[74]


def test_edge_too_small_crawls_and_larger_is_almost_four_times_as_fast():
    crawling, _ = runs_at(EDGE, 1)
    assert np.linalg.norm(path(crawling)[-1]) == pytest.approx(1.6, abs=0.1)
    assert abs(path(crawling)[10, 1]) < 0.01
    bouncing, _ = runs_at(EDGE, 2)
    y = path(bouncing)[:80, 1]
    np.testing.assert_allclose(y[1:] / y[:-1], -0.9, rtol=1e-6)
    assert np.linalg.norm(path(bouncing)[-1]) < 0.1
    # along the floor the distance shrinks by 1 − η a step
    assert 3.5 < np.log(1 - 0.038) / np.log(1 - 0.01) < 4


def test_edge_beyond_it_the_ball_flies_away_and_on_it_bounces_for_ever():
    away, _ = runs_at(EDGE, 3)
    y = path(away)[:, 1]
    np.testing.assert_allclose(np.abs(y[1:] / y[:-1]), 1.05, rtol=1e-6)
    assert abs(y[-1]) > 100 * 2.5
    on_it, _ = runs_at(EDGE, 4)
    np.testing.assert_allclose(np.abs(path(on_it)[:, 1]), 2.5, rtol=1e-6)
    assert abs(path(on_it)[-1, 0]) < 0.1
    assert resolve(load(EDGE)).field_parameters["condition"] == 50


def test_edge_momentum_arrives_far_beyond_it_and_has_an_edge_of_its_own():
    _, arriving = runs_at(EDGE, 5)
    assert shown_at(EDGE, 5) == shown_at(EDGE, 6) == [1]
    assert arriving.outcomes() == [Outcome.CONVERGED]
    _, gone = runs_at(EDGE, 6)
    assert gone.outcomes() == [Outcome.DIVERGED]
    out = np.flatnonzero(np.abs(path(gone)[:, 1]) > 1000)
    assert out[0] < 48


def arrived(number: int) -> list[bool]:
    (goal,), _ = basins(START)
    ran = [result for result in runs_at(START, number) if result is not None]
    return [bool(np.linalg.norm(path(result)[-20:] - goal, axis=1).max() < 0.3) for result in ran]


def test_start_nobody_then_three_then_nesterov_then_all():
    assert arrived(1) == [False] * 5
    assert arrived(3) == [False, False, True, True, True]
    assert arrived(4) == [False, True]
    assert shown_at(START, 4) == [0, 1]
    assert arrived(5) == [True] * 5


def test_start_the_gradient_is_far_below_epsilon_and_later_above_it():
    scenario, results = at_step(START, 2)
    root = np.sqrt(resolve(scenario).runs[4].parameters["eps_root"])
    assert root == pytest.approx(1e-4)
    assert np.abs(results[4].gradient[1:]).max() < 0.01 * root
    assert np.linalg.norm(path(results[4])[-1] - path(results[4])[0]) < 1e-3
    slight = np.linalg.norm(runs_at(START, 3)[4].gradient[1, 0])
    assert root / 3 < slight < 3 * root
    still, *_, real = (steps(result)[:20].sum() for result in runs_at(START, 3))
    assert real > 1 > 1000 * still
