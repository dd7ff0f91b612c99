"""From losses to what one says of them: quartiles, arrivals, performance profiles, sensitivity.

A lost run has an infinite loss, and every number here is defined with infinities among the losses.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

QUARTILES = (0.25, 0.5, 0.75)


def quartiles(values: Floats) -> Floats:
    """The quartiles over the last axis, first of the result's axes: lower, median, upper.

    Each is one of the values, the smallest that enough others do not exceed; nothing is interpolated, as
    there is no number between a loss and infinity.
    """
    return np.quantile(values, QUARTILES, axis=-1, method="inverted_cdf")


def median(values: Floats) -> Floats:
    """Over the last axis, as `quartiles` has it."""
    return np.asarray(quartiles(values)[1])


def best(medians: Floats) -> int:
    """The setting that is chosen: that of the lowest median loss; of equal ones the middle one, which is
    the farthest from where they cease to be as good."""
    equal = np.flatnonzero(medians == medians.min())
    return int(equal[(len(equal) - 1) // 2])


def goals(losses: Floats, tolerance: float) -> Floats:
    """What every problem's loss must come down to, (problems,), from (optimizers, steps, problems).

    The convergence test of Moré and Wild, SIAM J. Optim. 20 (2009), section 2:
        f(x) ≤ f_L + tolerance · (f(x₀) − f_L),
    where f_L is the least loss that any of the optimizers found on this problem.
    """
    first, least = losses[:, 0].min(axis=0), losses.min(axis=(0, 1))
    with np.errstate(invalid="ignore"):
        return least + tolerance * (first - least)


def arrivals(losses: Floats, steps: NDArray[np.int64], tolerance: float) -> Floats:
    """After how many steps each optimizer meets the goal of each problem, (optimizers, problems); at least
    1, infinite where it never does. Where nobody came below the first loss there was nowhere to arrive."""
    is_won = losses.min(axis=(0, 1)) < losses[:, 0].min(axis=0)
    there = (losses <= goals(losses, tolerance)) & np.isfinite(losses) & is_won
    first = np.maximum(steps[there.argmax(axis=1)], 1).astype(np.float64)
    return np.where(there.any(axis=1), first, np.inf)


def profiles(times: Floats, ratios: Floats) -> Floats:
    """Performance profiles, (optimizers, ratios), of times (optimizers, problems).

    Dolan and Moré, Math. Program. 91 (2002), section 2: the ratio of optimizer s on problem p is
        r_{p,s} = t_{p,s} / min_s t_{p,s},
    and its profile the share of problems on which it is within a factor τ of the fastest,
        ρ_s(τ) = |{p : r_{p,s} ≤ τ}| / n_p.
    So ρ_s(1) says how often s was the fastest, and ρ_s(∞) how often it arrived at all. A problem that nobody
    solved counts for nobody.
    """
    with np.errstate(invalid="ignore"):
        ratio = times / times.min(axis=0)
    return (ratio[:, :, np.newaxis] <= ratios).mean(axis=1)


def within(medians: Floats, first: float, least: float, tolerance: float) -> float:
    """How forgiving an optimizer is: the share of its tried settings whose median loss meets the goal that
    `goals` defines, here of the medians: `first` at the starts, `least` of all settings of everybody. None is
    where no setting of anybody came below the starts."""
    if not least < first:
        return 0.0
    goal = least + tolerance * (first - least)
    return float(np.mean((medians <= goal) & np.isfinite(medians)))
