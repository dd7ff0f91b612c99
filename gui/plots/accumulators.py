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


def norm(values: NDArray[np.floating]) -> float:
    """The mean over particles of the Euclidean norm over coordinates; values has shape (n, d)."""
    size = np.sqrt(np.einsum("nd,nd->n", values, values, dtype=np.float64))
    good = size[np.isfinite(size)]
    return float(good.mean()) if len(good) else float("nan")


def sizes(found: Accumulators, states: Mapping[str, NDArray[np.floating]]) -> dict[str, float]:
    """The numbers that the charts show: "momentum" = ‖m‖ and "rms" = ‖√v‖, NaN where there is none."""
    momentum = norm(states[found.momentum]) if found.momentum else float("nan")
    rms = float("nan")
    if found.scale:
        values = states[found.scale]
        rms = norm(np.sqrt(np.maximum(values, 0.0)) if found.rooted else values)
    return {"momentum": momentum, "rms": rms}
