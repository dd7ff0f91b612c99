"""Which of an optimizer's states remember the gradient, and which its size; free of Qt.

The charts "momentum" and "RMS" and the laboratory's lanes are drawn from this. States are named as in the
article (v, G, E_g2, E_dx2, m, u); a rule of one's own that uses other names gets a lane for each state, but
no place in the two charts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_SECOND = ("E_g2", "G", "u", "v_max", "vmax")


@dataclass(frozen=True)
class Accumulators:
    """Names of the states: the momentum, the one that scales the step, and whether its root is taken."""

    momentum: str | None
    scale: str | None
    rooted: bool


def accumulators(states: Iterable[str], uses_root: bool) -> Accumulators:
    """Finds both among the names of a rule's states; `uses_root` says whether the rule takes a root."""
    names = list(states)
    momentum = next((s for s in ("m", "v") if s in names), None)
    scale = next((s for s in _SECOND if s in names), None)
    if scale is None and momentum == "m" and "v" in names:
        scale = "v"
    return Accumulators(momentum, scale, uses_root and scale != "u")


def lengths(values: NDArray[np.floating]) -> NDArray[np.float64]:
    """The Euclidean norm over coordinates of each row; values has shape (rows, d)."""
    return np.sqrt(np.einsum("nd,nd->n", values, values, dtype=np.float64))


def sizes(
    found: Accumulators, states: Mapping[str, NDArray[np.floating]]
) -> tuple[NDArray[np.float64] | None, NDArray[np.float64] | None]:
    """By row ‖m‖ and ‖√v‖, None where the rule has no such state; states have shape (rows, d)."""
    momentum = lengths(states[found.momentum]) if found.momentum else None
    if found.scale is None:
        return momentum, None
    values = states[found.scale]
    return momentum, lengths(np.sqrt(np.maximum(values, 0.0)) if found.rooted else values)
