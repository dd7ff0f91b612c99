"""How a particle ended: one readable code each, from what is known of its last position.

A particle has converged when it has come to rest beside a minimum. Neither a small gradient (a plateau has
one) nor a small move (a tiny learning rate makes one) nor a near minimum (a ball may be flying over it) says
so alone. The distance to the minimum is a listed one's, or, where none is near, the length of the Newton step
H⁻¹g where the Hessian is positive definite: a length, which therefore needs no scale of its own.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .phrase import Phrase

FAR = 10.0
"""A finite position farther than this many domain sizes from the domain's centre counts as diverged."""

NEAR = 2e-3
"""A particle is beside a minimum when it is nearer than this part of the domain's diagonal."""


class Place(Protocol):
    """Anything with coordinates, such as a landscape's listed minimum."""

    @property
    def x(self) -> float: ...

    @property
    def y(self) -> float: ...


class Outcome(enum.IntEnum):
    """The end of one particle; `.message` says it in words."""

    RUNNING = 0
    CONVERGED = 1
    STEP_LIMIT = 2
    LEFT_DOMAIN = 3
    DIVERGED = 4
    NOT_FINITE = 5

    @property
    def message(self) -> Phrase:
        return _MESSAGES[self]


_MESSAGES = {
    Outcome.RUNNING: Phrase("still running"),
    Outcome.CONVERGED: Phrase("converged: at rest beside a minimum"),
    Outcome.STEP_LIMIT: Phrase("all steps done without coming to rest beside a minimum"),
    Outcome.LEFT_DOMAIN: Phrase("outside the landscape's domain"),
    Outcome.DIVERGED: Phrase("diverged: far outside the landscape's domain"),
    Outcome.NOT_FINITE: Phrase(
        "stopped at its last finite position: the next one was infinite or not a number"
    ),
}


def classify(
    positions: NDArray[np.floating],
    *,
    frozen: NDArray[np.bool_],
    finished: bool,
    domain: tuple[float, float, float, float] | None = None,
    moved: NDArray[np.floating] | None = None,
    gradient: NDArray[np.floating] | None = None,
    hessian: tuple[ArrayLike, ArrayLike, ArrayLike] | None = None,
    minima: Sequence[Place] = (),
) -> NDArray[np.uint8]:
    """Codes of `Outcome`, shape (n,), dtype uint8.

    positions (n, d) are the last ones; frozen (n,) marks particles stopped by a non-finite step; finished
    says whether every step is done (otherwise undecided particles are RUNNING). domain is (x0, x1, y0, y1).
    moved (n, d) is the last displacement, gradient (n, 2) and hessian (hxx, hxy, hyy) of (n,) are exact
    and taken at positions; minima are points of the plane. What is left out is not used. Without a domain
    (signals, whose coordinate has no bounds) a particle is only frozen, running or at the step limit.
    """
    codes = np.full(len(positions), Outcome.STEP_LIMIT if finished else Outcome.RUNNING, dtype=np.uint8)
    if domain is not None:
        where = np.asarray(positions, dtype=np.float64)
        codes[_at_rest_beside_minimum(where, domain, moved, gradient, hessian, minima)] = Outcome.CONVERGED
        outside, far = _beyond(where, domain)
        codes[outside & (codes != Outcome.CONVERGED)] = Outcome.LEFT_DOMAIN
        codes[far & (codes != Outcome.CONVERGED)] = Outcome.DIVERGED
    codes[np.asarray(frozen, dtype=bool)] = Outcome.NOT_FINITE
    return codes


def count(codes: NDArray[np.uint8]) -> dict[Outcome, int]:
    """How many particles ended in each way that occurs; the counts add up to the number of codes."""
    numbers = np.bincount(codes, minlength=len(Outcome))
    return {outcome: int(numbers[outcome]) for outcome in Outcome if numbers[outcome]}


def _beyond(
    positions: NDArray[np.float64], domain: tuple[float, float, float, float]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    low = np.array([domain[0], domain[2]])
    high = np.array([domain[1], domain[3]])
    outside = np.any((positions < low) | (positions > high), axis=1)
    far = np.any(np.abs(positions - (low + high) / 2) > FAR * (high - low), axis=1)
    return np.asarray(outside), np.asarray(far)


def _at_rest_beside_minimum(
    positions: NDArray[np.float64],
    domain: tuple[float, float, float, float],
    moved: NDArray[np.floating] | None,
    gradient: NDArray[np.floating] | None,
    hessian: tuple[ArrayLike, ArrayLike, ArrayLike] | None,
    minima: Sequence[Place],
) -> NDArray[np.bool_]:
    near = NEAR * float(np.hypot(domain[1] - domain[0], domain[3] - domain[2]))
    beside = np.zeros(len(positions), dtype=bool)
    for place in minima:
        beside |= np.hypot(positions[:, 0] - place.x, positions[:, 1] - place.y) <= near
    if gradient is not None and hessian is not None:
        beside |= _newton_length(np.asarray(gradient, dtype=np.float64), hessian) <= near
    if moved is not None:
        step = np.asarray(moved, dtype=np.float64)
        beside &= np.hypot(step[:, 0], step[:, 1]) <= near
    return beside


def _newton_length(
    gradient: NDArray[np.float64], hessian: tuple[ArrayLike, ArrayLike, ArrayLike]
) -> NDArray[np.float64]:
    """|H⁻¹g| where H is positive definite, infinity elsewhere."""
    hxx, hxy, hyy = (np.asarray(entry, dtype=np.float64) for entry in hessian)
    gx, gy = gradient[:, 0], gradient[:, 1]
    with np.errstate(all="ignore"):
        determinant = hxx * hyy - hxy * hxy
        convex = (hxx > 0) & (determinant > 0)
        safe = np.where(convex, determinant, 1.0)
        length = np.hypot(hyy * gx - hxy * gy, hxx * gy - hxy * gx) / safe
    return np.where(convex & np.isfinite(length), length, np.inf)
