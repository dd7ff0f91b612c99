"""What the charts of a comparison show: loss against steps, performance profile, sensitivities."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gui.comparing.charts import Chart, Line
from gui.comparing.lines import above, decades, drawn, raised, style_of
from gui.comparing.sensitivity import others, to_others, to_rate
from gui.theme.colours import Theme
from gui.translations import translate
from scenarios.map_schema import AxisSpec

if TYPE_CHECKING:
    from engine.comparing.verdict import Comparison

_BANDS = 5
"""More bands than that hide each other."""


def figures(comparison: Comparison, theme: Theme) -> list[Chart]:
    """The charts from left to right and from above, in the language that is put on."""
    first = [_losses(comparison, theme), _profiles(comparison, theme), to_rate(comparison, theme)]
    return first + to_others(comparison, theme)


def count(comparison: Comparison) -> int:
    """Of the charts."""
    return 3 + len(others(comparison))


def _losses(comparison: Comparison, theme: Theme) -> Chart:
    shown, floor = drawn(comparison), comparison.floor
    y = decades("loss", [above(standing.curve, floor) for standing in shown])
    lines = []
    for k, standing in enumerate(shown):
        lower, middle, upper = raised(above(standing.curve, floor), y)
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
