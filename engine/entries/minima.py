"""Where a landscape's minima go when its parameters change: Newton's method from where they are listed."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.language.evaluate import evaluate

if TYPE_CHECKING:
    from .landscapes import Bottom, Landscape, Minimum

_STEPS = 60
# A minimum may move with the parameters, but not become another one: it is followed by short steps.
_REACH = 1 / 50


def bottoms(landscape: Landscape, values: Mapping[str, float]) -> tuple[Bottom, ...]:
    """The listed minima at `values`, refined; see Landscape.minima_at."""
    from .landscapes import Bottom

    default = all(values[p.name] == p.default for p in landscape.parameters)
    found: list[Bottom] = []
    for minimum in landscape.minima:
        place = _declared(minimum, values)
        if not default and place is not None:
            place = _refined(landscape, place, values)
        if place is None or any(math.hypot(b.x - place[0], b.y - place[1]) < 1e-6 for b in found):
            continue
        value = float(landscape.value(*place, **values))
        if math.isfinite(value):
            found.append(Bottom(*place, value, minimum.is_global))
    if default or not found:
        return tuple(found)
    lowest = min(b.value for b in found)
    return tuple(replace(b, is_global=b.value <= lowest + 1e-9 * max(1.0, abs(lowest))) for b in found)


def _declared(minimum: Minimum, values: Mapping[str, float]) -> tuple[float, float] | None:
    x = float(evaluate(minimum.x.graph, [minimum.x.root], values)[0])
    y = float(evaluate(minimum.y.graph, [minimum.y.root], values)[0])
    return (x, y) if math.isfinite(x) and math.isfinite(y) else None


def _refined(
    landscape: Landscape, place: tuple[float, float], values: Mapping[str, float]
) -> tuple[float, float] | None:
    """The minimum with a positive definite Hessian that Newton's method finds near `place`, or None."""
    x, y = place
    x0, x1, y0, y1 = landscape.domain
    longest = _REACH * math.hypot(x1 - x0, y1 - y0)
    for _ in range(_STEPS):
        gx, gy = (float(v) for v in landscape.gradient(x, y, **values))
        hxx, hxy, hyy = (float(v) for v in landscape.hessian(x, y, **values))
        # Shifting the eigenvalues above 0 makes every step a descent, so that no saddle is found.
        lowest = (hxx + hyy) / 2 - math.hypot((hxx - hyy) / 2, hxy)
        shift = max(0.0, 1e-3 * (abs(hxx) + abs(hyy)) - lowest) if lowest <= 0 else 0.0
        a, c = hxx + shift, hyy + shift
        determinant = a * c - hxy * hxy
        if not (math.isfinite(determinant) and determinant > 0):
            return (x, y) if gx == gy == 0 else None
        dx, dy = (c * gx - hxy * gy) / determinant, (a * gy - hxy * gx) / determinant
        length = math.hypot(dx, dy)
        scale = min(1.0, longest / length) if length else 1.0
        x, y = x - scale * dx, y - scale * dy
        if length <= 1e-12 * (1 + math.hypot(x, y)) and lowest > 0:
            return x, y
    return None
