"""For a moment after an edit the laboratory has the numbers of the runs before: in another order, or more."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRectF

import scenarios
from gui.plots import build_lanes
from gui.plots.lanes_figure import LanesFigure
from gui.theme import DARK
from scenarios.resolving import resolve

SCENARIOS = ("rmsprop_recovers", "momentum_memory")


def columns_of(resolved) -> list[dict[str, np.ndarray]]:
    t = np.arange(21.0)
    names = ("gradient", "update", "theta")
    return [
        {"t": t, **{name: np.sin(t + k) for name in (*names, *run.optimizer.rule.states)}}
        for k, run in enumerate(resolved.runs)
    ]


@pytest.mark.parametrize("name", SCENARIOS)
def test_lanes_of_other_runs_are_left_out_until_the_numbers_come(qapp, name):
    resolved = resolve(scenarios.load(name))
    columns = columns_of(resolved)
    others = (
        replace(resolved, runs=resolved.runs[::-1]),
        replace(resolved, runs=resolved.runs[:1]),
        replace(resolved, runs=(*resolved.runs, resolved.runs[0])),
    )
    figure = LanesFigure()
    figure.resize(900, 420, 1.0)
    for now in (resolved, *others):
        lanes = build_lanes(now, columns, DARK, "en", [True] * len(now.runs))
        assert any(lane.curves for lane in lanes)
        figure.show_lanes(lanes, 20, DARK, QRectF(0, 0, 900, 420))
