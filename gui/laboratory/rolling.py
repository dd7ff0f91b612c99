"""The balls of a curve at one epoch, from the players' columns; free of Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.entries import Curve
from engine.language.evaluate import Plan
from gui.plots.build import GHOST, run_colour
from gui.plots.lane_meter import column_of
from gui.theme.colours import Theme

if TYPE_CHECKING:
    from gui.plots.curve_figure import Balls
    from scenarios.resolving import Resolved

Array = NDArray[np.float64]
Columns = Mapping[str, Array]

POINTS = 1024
_BEYOND = 0.06
"""The part of its length by which a curve is drawn beyond its ends, so that a ball there lies on it."""


def outline(resolved: Resolved) -> tuple[Array, Array]:
    """Places and heights to draw the curve through."""
    curve = resolved.field
    assert isinstance(curve, Curve)
    x0, x1 = curve.span
    beyond = 0.0 if curve.by_slope else _BEYOND * (x1 - x0)
    x = np.linspace(x0 - beyond, x1 + beyond, POINTS)
    with np.errstate(all="ignore"):
        return x, curve.value(x, **resolved.field_parameters)


def places(table: Columns) -> Array:
    """(frames, n), where each ball of a run was at every epoch; of an ensemble its levels."""
    for kind in ("strands", "levels"):
        if f"theta:{kind}" in table:
            return table[f"theta:{kind}"]
    return table["theta"][:, np.newaxis]


def suits(resolved: Resolved, columns: Sequence[Columns]) -> bool:
    """Whether the columns can be those of these runs: after an edit they are of those before for a moment."""
    return len(columns) == len(resolved.runs) and all(
        column_of(name) in table
        for run, table in zip(resolved.runs, columns, strict=True)
        for name in run.optimizer.rule.states
    )


def balls_at(
    resolved: Resolved,
    columns: Sequence[Columns],
    theme: Theme,
    epoch: int,
    visible: Sequence[bool],
) -> list[Balls]:
    """Every shown run's balls at an epoch."""
    from gui.plots.curve_figure import Balls, ways

    found = []
    for n, table in enumerate(columns):
        if n < len(visible) and visible[n]:
            row = min(int(np.searchsorted(table["t"], epoch)), len(table["t"]) - 1)
            at = places(table)
            run = resolved.runs[n]
            strength = GHOST if run.spec.ghost else 1.0
            found.append(
                Balls(
                    run_colour(resolved, theme, n),
                    at[row],
                    ways(at, row),
                    looking(resolved, n, table, row),
                    strength,
                )
            )
    return found


def looking(resolved: Resolved, number: int, table: Columns, row: int) -> Array | None:
    """Where the step after this row asks for its last gradient; None where that is where the ball is."""
    rule = resolved.runs[number].optimizer.rule
    if not rule.looks_ahead or not rule.samples or "theta:levels" in table:
        return None
    node = rule.graph.arguments(rule.samples[-1])[0]

    def column(name: str) -> Array:
        return table.get(f"{name}:strands", table[name][:, np.newaxis])[row]

    values = _at_work(resolved, number, int(table["t"][row]))
    values["theta"] = column("theta")
    values.update({name: column(column_of(name)) for name in rule.states})
    if any(np.size(value) not in (1, np.size(values["theta"])) for value in values.values()):
        return None  # so many balls have not been computed yet
    # what is asked for before the last sample is not known here
    if any(rule.graph.opcode(n) == "grad" for n in Plan(rule.graph, [node]).order):
        return None
    with np.errstate(all="ignore"):
        (found,) = Plan(rule.graph, [node]).run(values)
    return np.broadcast_to(found, np.shape(values["theta"])).astype(np.float64)


def _at_work(resolved: Resolved, number: int, step: int) -> dict[str, Array | float]:
    """What the step after `step` is taken with: of an ensemble each ball's own, and the schedule's rate."""
    from engine.run_arguments import factor

    run = resolved.runs[number]
    values: dict[str, Array | float] = {**run.parameters_at(step), "t": float(step + 1)}
    if run.spread is not None and run.spread.parameter.name in run.parameters:
        values[run.spread.parameter.name] = np.array(run.spread.values())
    scheduled = factor(run.optimizer, run.schedule, {}, resolved.scenario.playback.steps)
    if scheduled is not None:
        values["eta"] = values["eta"] * float(scheduled(np.array([float(step + 1)]))[0])
    return values
