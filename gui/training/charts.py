"""Loss and accuracy against epochs: medians over the networks, and around them where most of these lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from gui.plots.build import run_colour
from gui.plots.chart import Chart
from gui.plots.curves import Band, Curve
from gui.theme.colours import Theme
from gui.training.words import words

if TYPE_CHECKING:
    from scenarios.resolving import Resolved

Columns = Mapping[str, NDArray[np.float64]]

_GHOST, _BESIDE = 0.35, 0.85
_BAND, _FAINT_BAND = 0.26, 0.05


def learning_charts(
    resolved: Resolved,
    columns: Sequence[Columns],
    theme: Theme,
    language: str,
    visible: Sequence[bool],
    selected: int,
    wide: bool = True,
) -> dict[str, Chart]:
    """By name. The selected run's band is plain to see, those of the others are hints.

    wide: there is room to say what the bands are.
    """
    charts, said = {}, words(language)
    for name in ("loss", "accuracy"):
        curves, bands = [], []
        for number, table in enumerate(columns):
            if not visible[number] or name not in table:
                continue
            strong = number == selected
            ghost = resolved.runs[number].spec.ghost
            strength = _GHOST if ghost else 1.0 if strong else _BESIDE
            colour = run_colour(resolved, theme, number)
            curves.append(Curve(table["t"], table[name], colour, strength, strong))
            share = (_BAND if strong else _FAINT_BAND) * strength
            bands.append(Band(table["t"], table[f"{name}:q10"], table[f"{name}:q90"], colour, share))
        charts[name] = Chart(
            said[name], tuple(curves), max(resolved.scenario.playback.steps, 1), name == "loss",
            tuple(bands), plot=name, note=said["bands"] if wide else "",
        )  # fmt: skip
    return charts
