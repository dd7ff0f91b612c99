"""What the article says of Adadelta, computed from the shipped scenarios. Figures S8 and S9."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

import engine
from engine.simulation import record

from .played import curve, played

OFTEN, AT_TIMES, RARELY = "often: every 22 epochs", "at times: every 60 epochs", "rarely: every 180 epochs"


def pulses(id: str, label: str) -> np.ndarray:
    """The largest update in each pulse of an Adadelta run."""
    move = np.abs(curve(played(id)[label].update))
    period = int(label.split()[-2])
    return np.array([move[k : k + 20].max() for k in range(0, 720 - 20, period)])


def test_s8_from_zero_the_more_often_a_signal_fires_the_larger_its_updates():
    often, at_times, rarely = (pulses("adadelta_from_zero", label) for label in (OFTEN, AT_TIMES, RARELY))
    np.testing.assert_allclose([often[0], at_times[0]], rarely[0], rtol=1e-12)
    assert (np.diff(often) > 0).all()
    assert often[-1] > 2 * at_times[-1] > 2 * 0.99 * rarely[-1]
    # Up to a limit: what is gained from pulse to pulse gets less and less.
    assert often[-1] - often[-2] < 0.1 * (often[1] - often[0])


def test_s8_is_the_opposite_of_adagrad():
    moves = []
    for period in (22.0, 60.0, 180.0):
        signal = engine.load_signal("spikes")
        run = engine.Run(
            engine.load_optimizer("adagrad"), signal, np.zeros((1, 1)), total_steps=541, kernels="numpy",
            field_params={"width": 20.0, "first": 1.0, "period": period},
        )  # fmt: skip
        run.advance(540)
        before = run.positions()[0, 0]
        run.advance(1)
        moves.append(abs(run.positions()[0, 0] - before))
    assert moves[0] == 0 or moves == sorted(moves)
    assert moves[1] < 0.7 * moves[2]


def test_s9_from_a_large_start_updates_shrink_where_they_grew_the_rarer_the_sooner():
    zero, large = "adadelta_from_zero", "adadelta_from_large"
    first = [pulses(large, label)[0] for label in (OFTEN, AT_TIMES, RARELY)]
    np.testing.assert_allclose(first, first[0], rtol=1e-12)
    assert first[0] > 50 * pulses(zero, RARELY)[0]
    for label in (OFTEN, AT_TIMES, RARELY):
        assert (np.diff(pulses(large, label)) < 0).all(), label
    left = [pulses(large, label)[-1] / first[0] for label in (OFTEN, AT_TIMES, RARELY)]
    assert left[0] > 0.85 > 0.3 > left[1] > 2 * left[2]


def adadelta_moves(period: float, steps: int, **params: float) -> np.ndarray:
    """|Δθ| under pulses of height 1 that last 10 epochs and come every `period`."""
    run = engine.Run(
        engine.load_optimizer("adadelta"), engine.load_signal("spikes"), np.zeros((1, 1)), total_steps=steps,
        kernels="numpy", params=params, field_params={"width": 10.0, "first": 1.0, "period": period},
    )  # fmt: skip
    return np.abs(curve(record(run, steps).update))


def what_a_start_adds(period: float, steps: int, gamma: float, eps_root: float) -> np.ndarray:
    """h of the test below, at every epoch."""
    rest, h, E_g2, found = 1 - gamma, 1 / (1 - gamma + eps_root), 0.0, []
    for epoch in range(steps):
        found.append(h)
        fires = epoch % period < 10
        taken = rest * eps_root if fires else rest * (rest + eps_root)
        left = gamma * (gamma * E_g2 + rest + eps_root) + rest * ((1 if fires else rest) + eps_root)
        h *= 1 - taken / left
        E_g2 = gamma * E_g2 + rest * fires
    return np.array(found)


@pytest.mark.parametrize("eps_root", [1e-6, 0.1])
@pytest.mark.parametrize("gamma", [0.5, 0.9, 0.99])
def test_s9_no_start_turns_the_order_of_s8_round(gamma, eps_root):
    """A large start lifts every feature, but never a rare one above a frequent one.

    (18) is linear in E[Δθ²], so that (Δθ/g)² is what it is from zero, the order of S8, plus RMS₀²·h, where
    h is the same for every RMS₀. For pulses of height a let N = γE[g²] + (1−γ)a² + ε. Then h = 1/N at first,

    - a pulse multiplies h by 1 − (1−γ)ε/(γN + (1−γ)(a² + ε)),
    - an epoch of silence by 1 − (1−γ)((1−γ)a² + ε)/(γN + (1−γ)((1−γ)a² + ε)).

    Both factors grow with E[g²], and silence takes more than a pulse. A feature that fires whenever a rarer
    one does has the larger E[g²], so its h is never the smaller. Without ε a pulse takes nothing, and near
    γ = 1 silence takes little: then all move alike, and that is as far as a large start can go.
    """
    shared, fires = {"gamma": gamma, "eps_root": eps_root}, np.arange(400) % 180 < 10
    starts, features, lifts = (0.0, 0.3, 3.0), [], []
    for period in (20, 60, 180):
        features.append([adadelta_moves(period, 400, rms0=start, **shared) for start in starts])
        lifts.append(what_a_start_adds(period, 400, gamma, eps_root))
        fired = np.arange(400) % period < 10
        for start, move in zip(starts, features[-1], strict=True):
            expected = features[-1][0] ** 2 + start**2 * lifts[-1]
            np.testing.assert_allclose(move[fired] ** 2, expected[fired], rtol=1e-9, atol=1e-12)
    for frequent, rare in pairwise(features):
        for a, b in zip(frequent, rare, strict=True):
            assert (a >= b * (1 - 1e-9))[fires].all()
            np.testing.assert_allclose(a[:10], b[:10], rtol=1e-9)
    assert (np.diff(lifts, axis=0) <= 1e-12).all()
    assert lifts[0][180] > 1.01 * lifts[2][180]


def test_s9_the_nearer_gamma_to_1_the_longer_a_rare_feature_moves_far():
    kept = []
    for gamma in (0.9, 0.95, 0.98, 0.99):
        signal = engine.load_signal("spikes")
        run = engine.Run(
            engine.load_optimizer("adadelta"), signal, np.zeros((1, 1)), total_steps=200, kernels="numpy",
            params={"gamma": gamma, "rms0": 0.1}, field_params={"width": 20.0, "first": 1.0, "period": 180.0},
        )  # fmt: skip
        move = np.abs(curve(record(run, 200).update))
        kept.append(move[180:].max() / move[0])
    assert kept == sorted(kept)
    assert kept[0] < 0.02 < 0.5 < kept[-1]
