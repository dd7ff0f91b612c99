"""What the article says of its landscapes, computed from the shipped scenarios. Figures L1–L8."""

from __future__ import annotations

import numpy as np
import pytest

from engine.outcome import Outcome
from engine.run import Run
from engine.simulation import Result, record
from scenarios import build_runs, load, resolve

from .played import basins, landscape_of, path, played, steps


def length(result: Result) -> float:
    return float(steps(result).sum())


def stray(a: Result, b: Result) -> float:
    """How far the path of `a` gets from the path of `b`."""
    apart = np.linalg.norm(path(a)[:, np.newaxis] - path(b)[np.newaxis], axis=2)
    return float(apart.min(axis=1).max())


def at(result: Result, place: np.ndarray, near: float = 0.3) -> bool:
    return bool(np.linalg.norm(path(result)[-20:] - place, axis=1).max() < near)


def test_l1_all_gammas_end_in_the_same_basin():
    (goal,), others = basins("nesterov_gammas")
    assert others
    for label, result in played("nesterov_gammas").items():
        assert at(result, goal, 0.02), label
        assert result.outcomes() == [Outcome.CONVERGED], label


def test_l1_the_smallest_gamma_follows_plain_descent_and_the_largest_wanders():
    runs = played("nesterov_gammas")
    plain = runs["Gradient descent"]
    order = [runs[f"γ = {gamma}"] for gamma in ("0.1", "0.5", "0.9", "0.98")]
    strays, lengths = [stray(r, plain) for r in order], [length(r) for r in order]
    assert strays == sorted(strays)
    assert lengths == sorted(lengths)
    assert strays[0] < 0.02 * length(plain)
    assert strays[-1] > 0.4 * length(plain)
    assert lengths[-1] > 2.5 * length(plain)


def test_l2_the_loss_falls_rises_and_ends_in_a_local_minimum():
    landscape, parameters = landscape_of("past_the_goal")
    lowest = min(m.value for m in landscape.minima_at(**parameters))
    (goal,), traps = basins("past_the_goal")
    result = played("past_the_goal")["γ = 0.98"]
    loss = result.loss[:, 0]
    bottom = int(loss.argmin())
    assert loss[bottom] < 0.95 * lowest
    assert loss[bottom:].max() > loss[bottom] + 1.5
    assert loss[-1] > lowest + 1
    assert any(at(result, trap, 0.05) for trap in traps)
    for label in ("γ = 0.8", "γ = 0.9"):
        assert at(played("past_the_goal")[label], goal, 0.05), label


def test_l3_all_converge():
    (goal,), _ = basins("everyone_from_one_point")
    for label, result in played("everyone_from_one_point").items():
        assert result.outcomes() == [Outcome.CONVERGED], label
        assert at(result, goal, 0.05), label


def test_l3_the_first_steps_of_adam_and_rmsprop_are_the_largest():
    runs = played("everyone_from_one_point")
    first = {label: steps(result)[0] for label, result in runs.items()}
    leaders = {first.pop("Adam"), first.pop("RMSProp")}
    assert min(leaders) > 1.5 * max(first.values())


def test_l4_adam_alone_gets_out():
    (goal,), _ = basins("out_of_the_trap")
    trap = np.array([-2.72, -1.96])
    runs = dict(played("out_of_the_trap"))
    adam = runs.pop("Adam")
    assert np.linalg.norm(path(adam) - trap, axis=1).min() < 0.6
    assert at(adam, goal, 0.5)
    for label, result in runs.items():
        assert at(result, trap, 0.8), label


def test_l4_is_no_whim_of_one_noise():
    """Sixty-four other noises, each a particle of its own: the same ones get out, and no others."""
    resolved = resolve(load("out_of_the_trap"))
    (goal,), _ = basins("out_of_the_trap")
    trap, start = np.array([-2.72, -1.96]), np.repeat(resolved.runs[0].start.points, 64, axis=0)
    for spec in resolved.runs:
        run = Run(
            spec.optimizer, resolved.field, start, params=spec.parameters, noise=resolved.noise,
            total_steps=400, seed=1, kernels="numpy",
        )  # fmt: skip
        run.advance(400)
        end = goal if spec.optimizer.id == "adam" else trap
        assert (np.linalg.norm(run.positions() - end, axis=1) < 0.8).all(), spec.optimizer.id


def test_l4_nesterov_circles_and_dies_down():
    result = played("out_of_the_trap")["Nesterov"]
    offset = path(result) - np.array([-2.72, -1.96])
    far = np.linalg.norm(offset, axis=1)
    angle = np.unwrap(np.arctan2(offset[:, 1], offset[:, 0]))
    circling = slice(int(far.argmin()) if far[:60].argmin() == 0 else 5, 80)
    assert np.ptp(angle[circling]) > 2 * np.pi
    assert steps(result)[-50:].max() < 0.1 * steps(result).max()
    assert far[-50:].max() < 0.1


def _late_jumps(changes: dict[str, float]) -> float:
    """Median length of the last 200 steps of the figure's RMSProp, with some parameters changed."""
    resolved = resolve(load("out_of_the_trap"))
    index = [run.optimizer.id for run in resolved.runs].index("rmsprop")
    moving = build_runs(resolved, "numpy")[index]
    moving.set_params(**changes)
    return float(np.median(steps(record(moving, resolved.scenario.playback.steps))[-200:]))


def test_l4_rmsprop_draws_hedgehogs_and_adagrad_does_not():
    runs = played("out_of_the_trap")
    jumps = {label: steps(result)[-200:] for label, result in runs.items()}
    assert np.median(jumps["RMSProp"]) > 10 * np.median(jumps["Adagrad"])
    assert np.median(jumps["RMSProp"]) > 10 * np.median(jumps["Nesterov"])
    # Spines point all over: no direction holds most of the jumps.
    move = runs["RMSProp"].update[-200:, 0]
    sectors = np.histogram(np.arctan2(move[:, 1], move[:, 0]), bins=8, range=(-np.pi, np.pi))[0]
    assert sectors.min() > 0


def test_l4_hedgehogs_grow_with_eta_and_shrink_with_epsilon():
    usual = _late_jumps({})
    assert _late_jumps({"eta": 0.1}) < 0.7 * usual
    assert _late_jumps({"eta": 0.05}) < 0.7 * _late_jumps({"eta": 0.1})
    assert _late_jumps({"eps_root": 0.1}) < 0.7 * usual
    assert _late_jumps({"eps_root": 1.0}) < 0.7 * _late_jumps({"eps_root": 0.1})


def test_l5_nobody_gets_anywhere():
    landscape, _ = landscape_of("a_hopeless_start")
    x0, x1, y0, y1 = landscape.domain
    for label, result in played("a_hopeless_start").items():
        assert length(result) < 1e-3 * np.hypot(x1 - x0, y1 - y0), label
        assert result.outcomes() == [Outcome.STEP_LIMIT], label


def test_l6_a_learning_rate_can_be_too_small_right_and_too_large():
    runs = played("three_learning_rates")
    small, right, large = (runs[f"η = {eta}"] for eta in ("0.0003", "0.01", "0.025"))
    assert small.loss[-1, 0] > 100
    assert small.outcomes() == [Outcome.STEP_LIMIT]
    assert right.outcomes() == [Outcome.CONVERGED]
    assert right.loss[-1, 0] < 1e-12
    assert large.outcomes() == [Outcome.STEP_LIMIT]
    assert steps(large)[-50:].min() > 0.1
    low = np.flatnonzero(large.loss[:, 0] < 5)
    assert large.loss[low[0] :, 0].max() > 50


def test_l7_in_the_ravine_plain_descent_bounces_and_momentum_gets_there_first():
    runs = played("the_ravine")
    height = path(runs["Gradient descent"])[:80, 1]
    assert (np.sign(height[1:]) != np.sign(height[:-1])).all()

    def arrival(label: str) -> int:
        return int(np.flatnonzero(np.linalg.norm(path(runs[label]), axis=1) > 0.3)[-1])

    for label in ("Momentum", "Nesterov", "Adam"):
        assert arrival(label) < 0.9 * arrival("Gradient descent"), label


def test_l7_from_the_saddle_those_who_divide_by_the_gradient_leave_first():
    runs = played("off_the_saddle")

    def left_at(label: str) -> int:
        off = np.abs(path(runs[label])[:, 1]) > 0.5
        return int(off.argmax()) if off.any() else len(off)

    adaptive = [left_at(label) for label in ("Adagrad", "RMSProp", "Adam")]
    assert max(adaptive) < left_at("Nesterov") < left_at("Gradient descent")
    assert left_at("Gradient descent") == 301


def test_l8_a_rare_coordinate_is_moved_further_by_those_who_divide():
    """The figure's own run, and sixty-four others that find the feature in other steps."""
    resolved = resolve(load("a_rare_feature"))
    assert {spec.parameters["eta"] for spec in resolved.runs} == {0.02}
    start = np.repeat(resolved.runs[0].start.points, 64, axis=0)
    moved = {}
    for spec in resolved.runs:
        run = Run(
            spec.optimizer, resolved.field, start, params=spec.parameters, noise=resolved.noise,
            field_params=resolved.field_parameters, total_steps=240, kernels="numpy",
        )  # fmt: skip
        own = path(played("a_rare_feature")[spec.label.en])[:, 1]
        run.advance(1)
        seen = (run.positions() != start).mean(axis=0)
        assert seen[0] == 1
        assert seen[1] < 0.2
        run.advance(119)
        moved[spec.optimizer.id] = np.append(0.24 - run.positions()[:, 1], 0.24 - own[120])
    plain = moved.pop("gradient_descent")
    assert (moved["adagrad"] >= plain).all()
    assert np.median(moved["adagrad"]) > 1.5 * np.median(plain)
    for id in ("rmsprop", "adam"):
        assert np.median(moved[id]) > 5 * np.median(plain), id


def test_the_speck_of_dust_ends_in_all_four_minima():
    (result,) = played("a_speck_of_dust").values()
    start, end = result.positions[0], result.positions[-1]
    assert end.shape == (100_000, 2)
    assert np.ptp(start, axis=0).max() < 1.2
    goals, _ = basins("a_speck_of_dust")
    shares = [float((np.linalg.norm(end - goal, axis=1) < 0.3).mean()) for goal in goals]
    assert len(shares) == 4
    assert min(shares) > 0.03
    assert sum(shares) == pytest.approx(1, abs=1e-3)


def test_the_rain_drains_straight_and_momentum_mixes_it():
    runs = played("rain_on_himmelblau")
    goals, _ = basins("rain_on_himmelblau")

    def valley(result: Result) -> np.ndarray:
        apart = [np.linalg.norm(result.positions[-1] - goal, axis=1) for goal in goals]
        return np.argmin(apart, axis=0)

    assert (runs["Gradient descent"].positions[0] == runs["Momentum"].positions[0]).all()
    moved_on = (valley(runs["Gradient descent"]) != valley(runs["Momentum"])).mean()
    assert 0.05 < moved_on < 0.95
