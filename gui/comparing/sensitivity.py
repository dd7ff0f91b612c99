"""How the final loss depends on what was tuned: a chart for the learning rate, and one for all else each."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.comparing.candidates import rate_of
from gui.comparing.axes import Axis, Complement
from gui.comparing.charts import Chart, Line
from gui.comparing.lines import above, decades, drawn, raised, style_of
from gui.theme.colours import Theme
from gui.translations import current_language, translate
from scenarios.map_schema import AxisSpec

if TYPE_CHECKING:
    from engine.comparing.verdict import Comparison, Standing
    from engine.entries import Parameter

RATE = "eta"


def to_rate(comparison: Comparison, theme: Theme) -> Chart:
    """The sensitivity to the learning rate."""
    return _chart(
        comparison,
        RATE,
        theme,
        translate("window", "Sensitivity to the learning rate"),
        translate("window", "learning rate η"),
    )


def to_others(comparison: Comparison, theme: Theme) -> list[Chart]:
    """The sensitivity to everything that was tuned besides what is tuned by itself, the commonest first."""
    found = []
    for name in others(comparison):
        parameter = next(p for standing in drawn(comparison) for p in _parameters(standing) if p.name == name)
        symbol, meaning = parameter.label(current_language()), parameter.meaning(current_language())
        heading = translate("window", "Sensitivity to {0}").format(symbol)
        found.append(_chart(comparison, name, theme, heading, f"{symbol}: {meaning}"))
    return found


def others(comparison: Comparison) -> list[str]:
    """What was tuned of those that are drawn besides what is tuned by itself."""
    counts: Counter[str] = Counter()
    for standing in drawn(comparison):
        rate = rate_of(standing.contestant.optimizer)
        own = {RATE} if rate is None else {RATE, rate.name}
        counts.update(one.name for one in standing.contestant.ranges if one.name not in own)
    return [name for name, _ in counts.most_common()]


def _chart(comparison: Comparison, name: str, theme: Theme, heading: str, below: str) -> Chart:
    shown = [(k, s) for k, s in enumerate(drawn(comparison)) if _tried(s, name) is not None]
    y = decades("loss", [above(standing.medians, comparison.floor) for _, standing in shown])
    axis = _axis(name, [standing for _, standing in shown])
    lines = []
    for k, standing in shown:
        x = _tried(standing, name)
        assert x is not None
        order = np.argsort(x, kind="stable")
        mark = int(np.flatnonzero(order == standing.chosen)[0])
        colour, dash = style_of(comparison, k, theme)
        joined = len(standing.contestant.ranges) == 1
        losses = raised(above(standing.medians, comparison.floor), y)
        lines.append(Line(x[order], losses[order], colour, dash, None, mark, joined))
    beside = translate("window", "loss above the lowest known: final median of tuning")
    return Chart(heading, (below, beside), axis, y, lines)


def _axis(name: str, standings: list[Standing]) -> Axis:
    """From the least to the largest that was tried, as evenly as it was tried."""
    tried = [x for standing in standings if (x := _tried(standing, name)) is not None]
    low = min((float(x.min()) for x in tried), default=1e-3)
    high = max((float(x.max()) for x in tried), default=1.0)
    scales = {one.scale for standing in standings for one in standing.contestant.ranges if one.name == name}
    if scales == {"complement"} and high < 1:
        return Complement(low, high if high > low else (1 + low) / 2)
    if low > 0 and scales != {"linear"}:
        return AxisSpec(name, low, max(high, 1.001 * low), True)
    return AxisSpec(name, low, high if high > low else low + 1)


def _tried(standing: Standing, name: str) -> NDArray[np.float64] | None:
    """The tried values; None where it was not tuned."""
    names = [one.name for one in standing.contestant.ranges]
    return standing.settings[:, names.index(name)] if name in names else None


def _parameters(standing: Standing) -> list[Parameter]:
    """Those that were tuned."""
    tuned = {one.name for one in standing.contestant.ranges}
    return [parameter for parameter in standing.contestant.optimizer.parameters if parameter.name in tuned]
