"""From a player's columns to lanes in a theme's colours and one of the two languages; free of Qt."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.language.typeset import unicode_symbol
from gui.plots.accumulators import accumulators
from gui.plots.build import GHOST, run_colour
from gui.plots.curves import Band, Curve, Density
from gui.plots.lane_meter import INNER, OUTER, column_of
from gui.plots.lanes import Lane
from gui.plots.names import LANES, name
from gui.theme.colours import Theme

if TYPE_CHECKING:
    from scenarios.resolving import Resolved

Columns = Mapping[str, NDArray[np.float64]]

ROOM = 5
"""So many lanes are shown where the scenario names none; θ gives way first."""

STRAND = 0.55
OUTER_STRENGTH, INNER_STRENGTH = 0.13, 0.2
DENSEST = 0.85
"""Strength of further particles' curves, of the bands, and of an ensemble's density where it is greatest."""


@dataclass(frozen=True)
class LaneName:
    """A lane that could be shown: its key in scenarios, its title, and the equation under it.

    runs: those that have a curve in it, None for all.
    """

    key: str
    title: str
    note: str = ""
    column: str = ""
    rooted: bool = False
    runs: frozenset[int] | None = None


def lane_names(resolved: Resolved, language: str) -> list[LaneName]:
    """Every lane that there could be, in the order in which they come."""
    found = [LaneName("gradient", f"{name(LANES, 'gradient', language)} g", _fed(resolved), "gradient")]
    found += _states(resolved, language)
    note = equation(resolved, "theta")
    found.append(LaneName("update", f"{name(LANES, 'update', language)} Δθ", note, "update"))
    place = name(LANES, "place" if resolved.is_curve else "theta", language)
    found.append(LaneName("theta", f"{place} {'x' if resolved.is_curve else 'θ'}", "", "theta"))
    return found


def shown_lanes(resolved: Resolved) -> list[str]:
    """The keys of the lanes that are shown: those that the scenario names, or what there is room for."""
    keys = [each.key for each in lane_names(resolved, "en")]
    asked = [key for key in resolved.scenario.view.lanes.shown if key in keys]
    if asked:
        return [key for key in keys if key in asked]
    if resolved.is_curve:
        # the gradient is the slope that is seen under the ball, and its place is what rolling is about
        keys.remove("gradient")
        return keys
    return keys if len(keys) <= ROOM else [key for key in keys if key != "theta"]


def build_lanes(
    resolved: Resolved,
    columns: Sequence[Columns],
    theme: Theme,
    language: str,
    visible: Sequence[bool] | None = None,
) -> list[Lane]:
    """The lanes that are shown, with a curve for each run that is: of several particles as strands, of an
    ensemble its median and what the scenario wants behind it."""
    # for a moment after an edit the columns are still those of the runs before it
    known = range(min(len(columns), len(resolved.runs)))
    shown = [n for n in known if visible is None or visible[n]]
    keys = shown_lanes(resolved)
    named = (each for each in lane_names(resolved, language) if each.key in keys)
    return [_lane(resolved, each, columns, shown, theme) for each in named]


def equation(resolved: Resolved, target: str, among: Collection[int] | None = None) -> str:
    """The equation numbers of the statements that assign `target`, one for each kind of optimizer."""
    found: dict[str, None] = {}
    for run in (run for n, run in enumerate(resolved.runs) if among is None or n in among):
        statements = run.optimizer.rule.statements
        for statement, number in zip(statements, run.optimizer.equations, strict=False):
            if statement.target == target and number:
                found[number] = None
    return ", ".join(found)


def _fed(resolved: Resolved) -> str:
    return "f′(x)" if resolved.is_curve else "g(t)"


def _lane(
    resolved: Resolved, each: LaneName, columns: Sequence[Columns], shown: Sequence[int], theme: Theme
) -> Lane:
    """A lane's curves and what lies behind them; one curve in the colour of text where all are fed alike."""
    first = columns[0]
    if each.key == "gradient" and _is_shared(columns):
        alone = (Curve(first["t"], first["gradient"], theme.text),)
        return Lane(each.title, each.note, alone, key=each.key)
    curves: list[Curve] = []
    strands: list[Curve] = []
    bands: list[Band] = []
    densities: list[Density] = []
    for n in (n for n in shown if (each.runs is None or n in each.runs) and each.column in columns[n]):
        table, colour = columns[n], run_colour(resolved, theme, n)
        strength = GHOST if resolved.runs[n].spec.ghost else 1.0
        curves.append(Curve(table["t"], _root(table[each.column], each.rooted), colour, strength))
        beside = table.get(f"{each.column}:strands")
        if beside is not None:
            rows = np.ascontiguousarray(beside.T[1:])
            strands += [Curve(table["t"], _root(y, each.rooted), colour, STRAND * strength) for y in rows]
        levels = table.get(f"{each.column}:levels")
        if levels is not None and resolved.scenario.view.lanes.ensemble == "density":
            densities.append(Density(table["t"], _root(levels, each.rooted), colour, DENSEST * strength))
        elif levels is not None:
            bands += quantile_bands(table["t"], _root(levels, each.rooted), colour, strength)
    return Lane(
        each.title, each.note, tuple(curves), tuple(bands), tuple(strands), tuple(densities), each.key
    )


def _is_shared(columns: Sequence[Columns]) -> bool:
    """Whether all runs are fed the same, so that one curve says it."""
    first = columns[0]["gradient"]
    for table in columns:
        for kind in ("levels", "strands"):
            among = table.get(f"gradient:{kind}")
            if among is not None and not np.array_equal(among[:, 0], among[:, -1], equal_nan=True):
                return False
    return all(np.array_equal(first, c["gradient"], equal_nan=True) for c in columns[1:])


def quantile_bands(
    t: NDArray[np.float64], levels: NDArray[np.float64], colour: str, strength: float
) -> list[Band]:
    """The middle four fifths of an ensemble, and its middle half."""
    return [
        Band(t, _column(levels, low), _column(levels, high), colour, share * strength)
        for (low, high), share in ((OUTER, OUTER_STRENGTH), (INNER, INNER_STRENGTH))
    ]


def _column(table: NDArray, number: int) -> NDArray:
    return np.ascontiguousarray(table[:, number])


def _states(resolved: Resolved, language: str) -> list[LaneName]:
    """Every state that some run has, in the order in which they come.

    What is gathered under one name may be a momentum in one rule and a mean square in another: these are two
    lanes, and that of the squares shows their root.
    """
    having: dict[tuple[str, bool, bool], list[int]] = {}
    for n, run in enumerate(resolved.runs):
        rule = run.optimizer.rule
        uses_root = any(node[0] == "sqrt" for node in rule.graph.nodes)
        kinds = accumulators(rule.states, uses_root)
        for state in rule.states:
            rooted = kinds.rooted and state in (kinds.scale, "E_dx2")
            having.setdefault((state, rooted, state == kinds.momentum), []).append(n)
    found: dict[str, LaneName] = {}
    for (state, rooted, is_momentum), runs in having.items():
        symbol = ("√" if rooted else "") + unicode_symbol(state)
        title = f"{name(LANES, 'momentum', language)} {symbol}" if is_momentum else symbol
        key = f"root:{state}" if rooted else f"state:{state}"
        among = frozenset(runs) | (found[key].runs or frozenset() if key in found else frozenset())
        found[key] = LaneName(key, title, equation(resolved, state, among), column_of(state), rooted, among)
    return list(found.values())


def _root(values: NDArray[np.float64], rooted: bool) -> NDArray[np.float64]:
    return np.sqrt(np.maximum(values, 0.0)) if rooted else values
