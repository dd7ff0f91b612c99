"""From measured columns to charts and lanes in a theme's colours and one of the two languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.language.typeset import unicode_symbol
from gui.plots.accumulators import accumulators
from gui.plots.chart import Chart
from gui.plots.curves import Curve
from gui.plots.lanes import Lane
from gui.plots.names import CHARTS, LANES, name
from gui.theme.colours import Theme

if TYPE_CHECKING:
    from scenarios.resolving import Resolved

Columns = Mapping[str, NDArray[np.float64]]


def build_charts(
    resolved: Resolved,
    columns: Sequence[Columns],
    theme: Theme,
    language: str,
    visible: Sequence[bool] | None = None,
) -> list[Chart]:
    """One chart for each plot that the scenario's view names, as long as the whole run.

    The charts of momentum and RMS are left out where no run has any.
    """
    charts = []
    for plot in shown_plots(resolved):
        curves = tuple(
            Curve(table["t"], table[plot], theme.run_colour(number))
            for number, table in enumerate(columns)
            if (visible is None or visible[number]) and plot in table and np.isfinite(table[plot]).any()
        )
        log = plot == "loss" and loss_is_log(resolved)
        charts.append(Chart(name(CHARTS, plot, language), curves, resolved.scenario.playback.steps, log))
    return charts


def shown_plots(resolved: Resolved) -> list[str]:
    """The plots that the scenario's view names, without those that no run has anything for."""
    found = [accumulators(run.optimizer.rule.states, True) for run in resolved.runs]
    empty = {
        "momentum": all(each.momentum is None for each in found),
        "rms": all(each.scale is None for each in found),
    }
    return [plot for plot in resolved.scenario.view.plots if not empty.get(plot, False)]


def loss_is_log(resolved: Resolved) -> bool:
    """Whether the loss is best drawn on a logarithmic axis: where it falls to zero over decades."""
    return bool(getattr(resolved.field, "log_height", False))


def build_lanes(
    resolved: Resolved,
    columns: Sequence[Columns],
    theme: Theme,
    language: str,
    visible: Sequence[bool] | None = None,
) -> list[Lane]:
    """The signal's lanes: gradient, each accumulator, update, and the parameter where there is room."""
    shown = [n for n in range(len(columns)) if visible is None or visible[n]]
    lanes = [_gradient_lane(columns, theme, language)]
    for state, rooted, title in _states(resolved, language):
        curves = tuple(
            Curve(columns[n]["t"], _root(columns[n][state], rooted), theme.run_colour(n))
            for n in shown
            if state in columns[n]
        )
        lanes.append(Lane(title, equation(resolved, state), curves))
    update = _lane("update", "Δθ", columns, shown, theme, language)
    lanes.append(replace(update, note=equation(resolved, "theta")))
    if len(lanes) < 5:
        lanes.append(_lane("theta", "θ", columns, shown, theme, language))
    return lanes


def equation(resolved: Resolved, target: str) -> str:
    """The equation numbers of the statements that assign `target`, one for each kind of optimizer."""
    found: dict[str, None] = {}
    for run in resolved.runs:
        statements = run.optimizer.rule.statements
        for statement, number in zip(statements, run.optimizer.equations, strict=False):
            if statement.target == target and number:
                found[number] = None
    return ", ".join(found)


def _gradient_lane(columns: Sequence[Columns], theme: Theme, language: str) -> Lane:
    title = f"{name(LANES, 'gradient', language)} g"
    same = all(np.array_equal(columns[0]["gradient"], c["gradient"], equal_nan=True) for c in columns[1:])
    if same:
        return Lane(title, "g(t)", (Curve(columns[0]["t"], columns[0]["gradient"], theme.text),))
    curves = tuple(Curve(c["t"], c["gradient"], theme.run_colour(n)) for n, c in enumerate(columns))
    return Lane(title, "g(t)", curves)


def _lane(
    key: str, symbol: str, columns: Sequence[Columns], shown: Sequence[int], theme: Theme, language: str
) -> Lane:
    curves = tuple(Curve(columns[n]["t"], columns[n][key], theme.run_colour(n)) for n in shown)
    return Lane(f"{name(LANES, key, language)} {symbol}", "", curves)


def _states(resolved: Resolved, language: str) -> list[tuple[str, bool, str]]:
    """Every state that some run has, in the order in which they come: name, root taken, title."""
    found: dict[str, tuple[str, bool, str]] = {}
    for run in resolved.runs:
        rule = run.optimizer.rule
        uses_root = any(node[0] == "sqrt" for node in rule.graph.nodes)
        kinds = accumulators(rule.states, uses_root)
        for state in rule.states:
            rooted = kinds.rooted and state in (kinds.scale, "E_dx2")
            symbol = ("√" if rooted else "") + unicode_symbol(state)
            momentum = state == kinds.momentum
            title = f"{name(LANES, 'momentum', language)} {symbol}" if momentum else symbol
            found.setdefault(state, (state, rooted, title))
    return list(found.values())


def _root(values: NDArray[np.float64], rooted: bool) -> NDArray[np.float64]:
    return np.sqrt(np.maximum(values, 0.0)) if rooted else values
