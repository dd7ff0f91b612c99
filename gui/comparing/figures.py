"""What the three charts of a comparison show: loss against steps, performance profile, sensitivity."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from gui.comparing.charts import DASHES, Chart, Line
from gui.theme.colours import Theme
from gui.translations import translate
from scenarios.map_schema import AxisSpec

if TYPE_CHECKING:
    from engine.comparing.verdict import Comparison, Standing

MOST = 12
"""More lines than that cannot be told apart; the best are drawn."""

_BANDS = 5
"""More bands than that hide each other."""

_DECADES = 16.0
"""A loss is drawn down to so many powers of ten below the largest."""

Floats = NDArray[np.float64]


def drawn(comparison: Comparison) -> tuple[Standing, ...]:
    """Those that the charts show."""
    return comparison.standings[:MOST]


def style_of(comparison: Comparison, number: int, theme: Theme) -> tuple[str, tuple[float, ...]]:
    """Colour and dashes of the optimizer of this place in the table."""
    place = comparison.standings[number].contestant.colour
    place = number if place is None else place
    return theme.run_colour(place), DASHES[place // len(theme.runs) % len(DASHES)]


def figures(comparison: Comparison, theme: Theme) -> tuple[Chart, Chart, Chart]:
    """The charts from left to right, in the language that is put on."""
    return _losses(comparison, theme), _profiles(comparison, theme), _sensitivity(comparison, theme)


def _losses(comparison: Comparison, theme: Theme) -> Chart:
    shown, floor = drawn(comparison), comparison.floor
    y = _decades("loss", [standing.curve - floor for standing in shown])
    lines = []
    for k, standing in enumerate(shown):
        lower, middle, upper = _raised(standing.curve - floor, y)
        band = (lower, upper) if len(shown) <= _BANDS else None
        lines.append(Line(comparison.steps.astype(np.float64), middle, *style_of(comparison, k, theme), band))
    return Chart(
        translate("window", "Loss against steps"),
        (translate("window", "step"), translate("window", "loss above the lowest known: median, quartiles")),
        AxisSpec("step", 0.0, float(comparison.steps[-1])),
        y,
        lines,
    )


def _profiles(comparison: Comparison, theme: Theme) -> Chart:
    lines = []
    for k, standing in enumerate(drawn(comparison)):
        # each value holds until the next ratio
        x, y = np.repeat(comparison.ratios, 2)[1:], np.repeat(standing.profile, 2)[:-1]
        lines.append(Line(x, y, *style_of(comparison, k, theme)))
    return Chart(
        translate("window", "Performance profile"),
        (
            translate("window", "at most so many times the steps of the fastest"),
            translate("window", "share of starts"),
        ),
        AxisSpec("ratio", 1.0, float(comparison.ratios[-1]), True),
        AxisSpec("share", 0.0, 1.04),
        lines,
    )


def _sensitivity(comparison: Comparison, theme: Theme) -> Chart:
    floor = comparison.floor
    rated = [(k, s) for k, s in enumerate(drawn(comparison)) if _rates(s) is not None]
    y = _decades("loss", [standing.medians - floor for _, standing in rated])
    lines: list[Line] = []
    seen: list[float] = []
    for k, standing in rated:
        x = _rates(standing)
        assert x is not None
        order = np.argsort(x, kind="stable")
        seen += [float(x.min()), float(x.max())]
        mark = int(np.flatnonzero(order == standing.chosen)[0])
        colour, dash = style_of(comparison, k, theme)
        joined = len(standing.contestant.ranges) == 1
        lines.append(
            Line(x[order], _raised(standing.medians - floor, y)[order], colour, dash, None, mark, joined)
        )
    low, high = min(seen, default=1e-3), max(seen, default=1.0)
    return Chart(
        translate("window", "Sensitivity to the learning rate"),
        (translate("window", "learning rate η"), translate("window", "median final loss of tuning")),
        AxisSpec("eta", low, max(high, 1.001 * low), True),
        y,
        lines,
    )


def _rates(standing: Standing) -> Floats | None:
    """The tried learning rates; None where none was tuned or one of them is 0."""
    names = [one.name for one in standing.contestant.ranges]
    if "eta" not in names:
        return None
    rates: Floats = standing.settings[:, names.index("eta")]
    return rates if rates.min() > 0 else None


def _decades(name: str, values: list[Floats]) -> AxisSpec:
    """A logarithmic axis over what is finite and above 0, in whole powers of ten."""
    seen = np.concatenate([v[np.isfinite(v) & (v > 0)].ravel() for v in values] or [np.zeros(0)])
    if not len(seen):
        return AxisSpec(name, 1e-3, 1.0, True)
    high = math.ceil(math.log10(float(seen.max())) + 1e-9)
    low = max(math.floor(math.log10(float(seen.min()))), high - _DECADES)
    return AxisSpec(name, max(10.0**low, 1e-300), 10.0 ** max(high, low + 1), True)


def _raised(values: Floats, axis: AxisSpec) -> Floats:
    """What lies below the axis is drawn on its lower edge: a logarithm of 0 lies nowhere."""
    return np.maximum(values, axis.low)
