"""The actions of the charts panel, each declared once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from gui.actions import Actions
from gui.translations import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from gui.panels.charts_panel import ChartsPanel

_SHOW = {
    "loss": QT_TRANSLATE_NOOP("window", "Chart of the loss"),
    "gradient": QT_TRANSLATE_NOOP("window", "Chart of the gradient, |g|"),
    "momentum": QT_TRANSLATE_NOOP("window", "Chart of the momentum"),
    "rms": QT_TRANSLATE_NOOP("window", "Chart of the RMS"),
    "step": QT_TRANSLATE_NOOP("window", "Chart of the step length, |Δθ|"),
    "step_x_y": QT_TRANSLATE_NOOP("window", "Chart of the effective step by coordinate"),
}
_FOLD = QT_TRANSLATE_NOOP("window", "Fold the charts")
_UNFOLD = QT_TRANSLATE_NOOP("window", "Unfold the charts")


def declare(panel: ChartsPanel, registry: Actions) -> None:
    """Declares them all."""
    add = registry.add
    for plot, name in _SHOW.items():
        add(
            f"charts.{plot}",
            name,
            partial(panel.toggle_plot, plot),
            "charts",
            enabled=lambda: panel.is_wanted,
            checked=partial(panel.shows, plot),
        )
    add(
        "charts.log",
        QT_TRANSLATE_NOOP("window", "Logarithmic axis (of the chart under the pointer, or all)"),
        panel.toggle_log,
        "charts",
        keys="Y",
        enabled=lambda: panel.is_wanted,
        checked=lambda: panel.is_log,
    )
    add(
        "charts.fold",
        lambda: _UNFOLD if panel.is_folded else _FOLD,
        panel.toggle_fold,
        "charts",
        keys="C",
        icon="chart",
        enabled=lambda: panel.is_wanted,
    )
    for id, name, more in (
        ("larger", QT_TRANSLATE_NOOP("window", "Larger charts"), 1),
        ("smaller", QT_TRANSLATE_NOOP("window", "Smaller charts"), -1),
    ):
        add(f"charts.{id}", name, partial(panel.grow, more), "charts", enabled=lambda: panel.is_wanted)
