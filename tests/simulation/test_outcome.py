"""How a particle ended."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from engine.outcome import Outcome, classify, count

DOMAIN = (-5.0, 5.0, -5.0, 5.0)


def ended(position, *, frozen=False, finished=True, **known) -> Outcome:
    codes = classify(np.array([position], dtype=float), frozen=np.array([frozen]), finished=finished, **known)
    return Outcome(int(codes[0]))


def bowl(gx: float, gy: float, curvature: float = 2.0) -> dict:
    return {
        "gradient": np.array([[gx, gy]]),
        "hessian": (np.array([curvature]), np.array([0.0]), np.array([curvature])),
    }


def test_at_rest_beside_a_minimum():
    still = np.array([[1e-9, 0]])
    assert ended((1, 1), domain=DOMAIN, moved=still, **bowl(1e-6, 0)) is Outcome.CONVERGED
    assert ended((1, 1), domain=DOMAIN, moved=still, **bowl(1, 0)) is Outcome.STEP_LIMIT


def test_flying_over_a_minimum_is_not_converging():
    assert ended((1, 1), domain=DOMAIN, moved=np.array([[0.5, 0]]), **bowl(0, 0)) is Outcome.STEP_LIMIT


def test_a_plateau_and_a_saddle_are_no_minima():
    still = np.zeros((1, 2))
    assert ended((1, 1), domain=DOMAIN, moved=still, **bowl(1e-12, 0, 1e-13)) is Outcome.STEP_LIMIT
    assert ended((1, 1), domain=DOMAIN, moved=still, **bowl(0, 0, 0.0)) is Outcome.STEP_LIMIT
    saddle = {"gradient": np.zeros((1, 2)), "hessian": (np.ones(1), np.zeros(1), -np.ones(1))}
    assert ended((1, 1), domain=DOMAIN, moved=still, **saddle) is Outcome.STEP_LIMIT


def test_a_listed_minimum_may_be_a_kink():
    listed = [SimpleNamespace(x=0.0, y=0.0)]
    still = np.zeros((1, 2))
    assert ended((0.01, 0), domain=DOMAIN, moved=still, minima=listed) is Outcome.CONVERGED
    assert ended((0.5, 0), domain=DOMAIN, moved=still, minima=listed) is Outcome.STEP_LIMIT


def test_a_minimum_on_the_domains_edge_is_reached_from_outside():
    listed = [SimpleNamespace(x=5.0, y=0.0)]
    assert ended((5.001, 0), domain=DOMAIN, moved=np.zeros((1, 2)), minima=listed) is Outcome.CONVERGED


@pytest.mark.parametrize("finished", [True, False])
def test_outside_far_outside_and_not_finite(finished):
    assert ended((5.1, 0), domain=DOMAIN, finished=finished) is Outcome.LEFT_DOMAIN
    assert ended((0, -1e4), domain=DOMAIN, finished=finished) is Outcome.DIVERGED
    assert ended((0, 1e300), domain=DOMAIN, finished=finished) is Outcome.DIVERGED
    assert ended((0, 0), domain=DOMAIN, finished=finished, frozen=True) is Outcome.NOT_FINITE
    assert ended((1e300, 0), domain=DOMAIN, finished=finished, frozen=True) is Outcome.NOT_FINITE


def test_undecided_is_running_until_the_steps_are_done():
    assert ended((1, 1), domain=DOMAIN, finished=False) is Outcome.RUNNING
    assert ended((1,), finished=False) is Outcome.RUNNING
    assert ended((1,), finished=True) is Outcome.STEP_LIMIT


def test_huge_derivatives_do_no_harm():
    huge = {"gradient": np.array([[1e300, 1e300]]), "hessian": tuple(np.array([1e200]) for _ in range(3))}
    assert ended((1, 1), domain=DOMAIN, moved=np.zeros((1, 2)), **huge) is Outcome.STEP_LIMIT


def test_counts_add_up_and_every_code_has_words():
    codes = np.array([1, 1, 5, 2], np.uint8)
    found = count(codes)
    assert found == {Outcome.CONVERGED: 2, Outcome.STEP_LIMIT: 1, Outcome.NOT_FINITE: 1}
    assert len({outcome.message for outcome in Outcome}) == len(Outcome)
