"""What the article says of its signals, computed from the shipped scenarios. S1 to S11 without S8 and S9."""

from __future__ import annotations

import numpy as np
import pytest

import engine

from .played import curve, played

GAMMAS = {"γ = 0.5": 0.5, "γ = 0.9": 0.9, "γ = 0.95": 0.95, "γ = 0.99": 0.99}


def test_s1_momentum_climbs_far_above_any_single_push():
    runs = played("momentum_memory")
    heights = [np.abs(curve(runs[label].state["v"])).max() / 0.01 for label in GAMMAS]
    assert heights == sorted(heights)
    assert heights[0] < 2.1
    assert heights[-1] > 30


@pytest.mark.parametrize("label", GAMMAS)
def test_s1_momentum_decays_geometrically_in_silence(label):
    result = played("momentum_memory")[label]
    v, g = curve(result.state["v"]), curve(result.gradient)
    silent = np.flatnonzero(g[1:] == 0) + 1
    assert len(silent) > 100
    np.testing.assert_allclose(v[silent], GAMMAS[label] * v[silent - 1], rtol=1e-12, atol=0)


def test_s1_momentum_keeps_its_old_sign_the_longer_the_larger_gamma():
    kept = []
    for label in GAMMAS:
        result = played("momentum_memory")[label]
        v, g = curve(result.state["v"]), curve(result.gradient)
        turned = np.flatnonzero(g < 0)[0]
        kept.append(int(np.argmax(v[turned:] <= 0)))
    assert kept == sorted(kept)
    assert kept[2] >= 3
    assert kept[3] > 3 * kept[2]


@pytest.mark.parametrize("gamma", ["0.9", "0.975"])
def test_s2_look_ahead_grows_sooner_and_falls_sooner(gamma):
    runs = played("look_ahead_on_a_sine")
    plain = curve(runs[f"Momentum, γ = {gamma}"].state["v"])
    ahead = curve(runs[f"Nesterov, γ = {gamma}"].state["v"])
    fed_plain = curve(runs[f"Momentum, γ = {gamma}"].gradient)
    fed_ahead = curve(runs[f"Nesterov, γ = {gamma}"].gradient)
    rising, falling = slice(1, 20), slice(30, 50)
    assert (fed_ahead[rising] > fed_plain[rising]).all()
    assert (ahead[rising] > plain[rising]).all()
    assert (fed_ahead[falling] < fed_plain[falling]).all()
    assert ahead[:75].argmax() < plain[:75].argmax()


def test_s3_far_look_ahead_jumps_over_a_region_of_opposite_sign():
    runs = played("looking_too_far")
    v = {label: curve(result.state["v"]) for label, result in runs.items()}
    turned = slice(11, 18)
    assert (curve(runs["Momentum, η = 10"].gradient)[turned] == -1).all()
    assert (np.diff(v["Momentum, η = 10"][10:18]) < 0).all()
    assert (curve(runs["Nesterov, η = 2"].gradient)[:18] == -1).any()
    assert (np.diff(v["Nesterov, η = 2"][:18]) < 0).any()
    # It never meets the region at all: v is what a slope of 1 throughout would have made of it.
    assert (curve(runs["Nesterov, η = 10"].gradient) == 1).all()
    without = 10 * np.cumsum(0.9 ** np.arange(60))
    np.testing.assert_allclose(v["Nesterov, η = 10"], without, rtol=1e-12)


def test_s4_looking_at_several_points_makes_v_less_noisy():
    runs = played("many_noises")
    v = {label: result.state["v"][50:, :, 0] for label, result in runs.items()}
    plain = v["Nesterov (6)"]
    for label in ("Mean of three (8)", "Weighted (9)"):
        share = np.median(v[label].std(axis=1) / plain.std(axis=1))
        assert share < 0.75, label
        assert np.abs(v[label].mean(axis=1) - plain.mean(axis=1)).max() < 0.25 * plain.std()


def test_s5_epsilon_matters_only_at_the_start():
    runs = played("adagrad_dies_away")
    moves = np.array([np.abs(curve(runs[label].update)) for label in ("ε = 1e-8", "ε = 0.1", "ε = 1")])
    assert moves[0, 0] > 4 * moves[2, 0]
    late = moves[:, 300:]
    np.testing.assert_allclose(late[2], late[0], rtol=0.05)


def test_s5_on_the_meander_the_update_tends_to_zero():
    move = np.abs(curve(played("adagrad_dies_away")["ε = 1e-8"].update))
    rectangles = move.reshape(-1, 50).max(axis=1)
    assert (np.diff(rectangles) < 0).all()
    assert rectangles[-1] < 0.05 * rectangles[0]
    # Under a constant |g| the sum G grows like t, so the update falls like 1/√t, for ever.
    np.testing.assert_allclose(move * np.sqrt(np.arange(1, 601)), 0.1, rtol=1e-6)


FAMILY = ("Adagrad, √G", "without the root, G", "sum of |g|", "exp(−G)")


def test_s6_without_the_root_the_update_dies_faster():
    root, bare, absolute, exponential = (
        np.abs(curve(played("the_adagrad_family")[label].update)) for label in FAMILY
    )
    for move in (root, bare, absolute, exponential):
        assert move[0] == pytest.approx(0.1, rel=1e-3)
    assert (bare[1:] < 0.75 * root[1:]).all()
    np.testing.assert_allclose(absolute[:50], root[:50], rtol=1e-6)
    assert exponential[5] > root[5]
    assert exponential[150] < 0.01 * bare[150]


TEETH = ("RMSProp, γ = 0.8", "RMSProp, γ = 0.95", "RMSProp, γ = 0.99", "Adagrad")


def test_s7_the_update_recovers_between_teeth_the_sooner_the_smaller_gamma():
    recovered, forgotten = [], []
    for label in TEETH:
        result = played("rmsprop_recovers")[label]
        move = np.abs(curve(result.update))
        peaks = [move[9 + 120 * k : 69 + 120 * k].max() for k in range(4)]
        recovered.append(min(peaks[1:]) / peaks[0])
        memory = curve(result.state.get("E_g2", result.state.get("G")))
        forgotten.append(memory[128] / memory[:128].max())
    assert recovered == sorted(recovered, reverse=True)
    assert recovered[0] > 0.95
    assert recovered[-1] < 0.2
    assert forgotten == sorted(forgotten)
    assert forgotten[-1] == 1


def test_s7_the_curves_start_at_equal_height_as_the_caption_says():
    peaks = [np.abs(curve(played("rmsprop_recovers")[label].update))[9:69].max() for label in TEETH]
    np.testing.assert_allclose(peaks, peaks[0], rtol=0.05)


def test_s7_on_the_meander_rmsprop_settles_above_zero_and_adagrad_does_not():
    def late_over_early(optimizer: str) -> float:
        result = engine.simulate(optimizer, "rectangles", 1, 2000, params={"eta": 0.01}, backend="numpy")
        move = np.abs(curve(result.update))
        return float(np.median(move[1900:]) / np.median(move[50:150]))

    assert late_over_early("rmsprop") == pytest.approx(1, abs=0.05)
    assert late_over_early("adagrad") < 0.3


def test_s10_on_rectangles_adam_reaches_its_level_within_the_first_tooth():
    runs = played("adam_calibrated")
    corrected = np.abs(curve(runs["Adam"].update))
    without = np.abs(curve(runs["Adam without correction"].update))
    first, level = slice(0, 75), 0.01
    np.testing.assert_allclose(corrected[first], level, rtol=1e-6)
    assert corrected[-1] == pytest.approx(level, rel=0.01)
    assert (np.abs(without[first] - level) > level).all()


def test_s10_on_the_sine_the_update_is_smooth():
    def largest_jump(optimizer: str) -> float:
        params = {"eta": 0.01}
        result = engine.simulate(optimizer, "sine", 1, 400, params=params, backend="numpy")
        move = curve(result.update)[50:]
        return float(np.abs(np.diff(move)).max() / np.ptp(move))

    assert largest_jump("adam") < 0.04
    assert largest_jump("rmsprop") > 1.5 * largest_jump("adam")


def test_s10_on_spikes_the_update_does_not_jump_with_the_gradient():
    def share_moved_after_the_spike(optimizer: str) -> float:
        params = {"eta": 0.01}
        result = engine.simulate(optimizer, "spikes", 1, 79, params=params, backend="numpy")
        move, g = np.abs(curve(result.update)), curve(result.gradient)
        assert (g > 0).sum() == 2
        return float(move[np.flatnonzero(g)[-1] + 1 :].sum() / move.sum())

    assert share_moved_after_the_spike("adam") > 0.75
    assert share_moved_after_the_spike("rmsprop") == 0


def test_s11_a_finite_order_tends_to_adamax_as_it_grows():
    runs = played("towards_adamax")
    limit = runs["Adamax, p → ∞"]
    for quantity in ("update", "u"):
        apart = []
        for p in (2, 4, 8, 32):
            run = runs[f"p = {p}"]
            values = run.update if quantity == "update" else run.state["u"]
            goal = limit.update if quantity == "update" else limit.state["u"]
            apart.append(np.abs(curve(values) - curve(goal)).max() / np.abs(curve(goal)).max())
        assert apart == sorted(apart, reverse=True), quantity
        assert apart[0] > 0.25, quantity
        assert apart[-1] < 0.06, quantity
