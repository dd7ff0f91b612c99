"""Charts: whose curves they are, bands, logarithmic axes, what is read off them."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPointF

import scenarios
from gui.model import edits
from gui.plots.base import lowest_loss
from gui.plots.build import BESIDE, GHOST, build_charts
from gui.plots.chart import Chart
from gui.plots.chart_figure import ChartsFigure
from gui.plots.curves import Curve
from gui.plots.measures import NAMES
from gui.plots.readout import numbers_at
from gui.theme import DARK
from scenarios.resolving import Resolved, resolve
from scenarios.schema import TurnSpec

T = np.arange(101.0)
PLOTS = ("loss", "gradient", "momentum", "rms", "step", "step_x_y")


def table(swarm: bool = False, low: float = 1.0) -> dict[str, np.ndarray]:
    columns = {"t": T}
    for k, name in enumerate(NAMES):
        columns[name] = low + k + np.exp(-T / 30)
        if swarm:
            for suffix, factor in ((":q10", 0.5), (":q25", 0.8), (":q75", 1.2), (":q90", 1.5)):
                columns[name + suffix] = columns[name] * factor
    return columns


def resolved(**changes: object) -> Resolved:
    scenario = scenarios.load("everyone_from_one_point")
    scenario = replace(scenario, view=replace(scenario.view, plots=PLOTS))
    for number, spec in (changes.get("runs") or {}).items():  # type: ignore[attr-defined]
        scenario = edits.with_run(scenario, number, **spec)
    return resolve(scenario)


def test_the_selected_run_is_strong_others_weaker_and_ghosts_faint() -> None:
    found = resolved(runs={3: {"ghost": True}})
    columns = [table() for _ in found.runs]
    (loss, *_), count = build_charts(found, columns, DARK, "en", selected=1), len(columns)
    assert [curve.strong for curve in loss.curves] == [k == 1 for k in range(count)]
    assert loss.curves[1].strength == 1.0
    assert loss.curves[0].strength == BESIDE
    assert loss.curves[3].strength == GHOST
    plain = build_charts(found, columns, DARK, "en")[0]
    assert not any(curve.strong for curve in plain.curves)
    assert plain.curves[0].strength == 1.0


def test_colours_follow_the_run_and_not_its_place() -> None:
    found = resolved(runs={0: {"colour": 5}})
    charts = build_charts(found, [table() for _ in found.runs], DARK, "en")
    assert charts[0].curves[0].colour == DARK.run_colour(5)
    assert charts[0].curves[1].colour == DARK.run_colour(1)


def test_a_swarm_has_two_bands_and_its_steps_by_coordinate_one_each() -> None:
    found = resolved()
    columns = [table(swarm=k == 0) for k in range(len(found.runs))]
    charts = {chart.plot: chart for chart in build_charts(found, columns, DARK, "en")}
    outer, inner = charts["loss"].bands
    assert np.array_equal(outer.high, columns[0]["loss:q90"])
    assert np.array_equal(inner.low, columns[0]["loss:q25"])
    assert outer.strength < inner.strength < 0.5
    assert len(charts["step_x_y"].bands) == 2
    assert [curve.dashed for curve in charts["step_x_y"].curves[:4]] == [False, True, False, True]
    assert charts["loss"].range()[1] >= columns[0]["loss:q90"].max()


def test_what_lies_beyond_the_end_of_a_run_made_shorter_spreads_no_axis() -> None:
    found = resolved()
    found = resolve(replace(found.scenario, playback=replace(found.scenario.playback, steps=50)))
    rising = {**table(), "loss": 10.0**T}
    chart = build_charts(found, [rising for _ in found.runs], DARK, "en")[0]
    assert all(curve.x[-1] == 50 for curve in chart.curves)
    short = {name: column[:51] for name, column in rising.items()}
    assert chart.range() == build_charts(found, [short for _ in found.runs], DARK, "en")[0].range()


def test_turns_of_visible_runs_and_of_the_landscape_are_marked() -> None:
    found = resolved(runs={2: {"turns": (TurnSpec(60, {"eta": 0.02}),)}})
    field = replace(found.scenario.field, turns=(TurnSpec(30, {"depth": 2.0}),))
    found = resolve(replace(found.scenario, field=field))
    columns = [table() for _ in found.runs]
    chart = build_charts(found, columns, DARK, "en")[0]
    assert chart.turns == ((60, DARK.run_colour(2)), (30, DARK.muted))
    visible = [k != 2 for k in range(len(columns))]
    assert build_charts(found, columns, DARK, "en", visible)[0].turns == ((30, DARK.muted),)


def test_a_logarithmic_axis_is_for_what_is_positive_or_counts_from_the_lowest_value() -> None:
    found = resolved()
    below = [table(low=-4.0) for _ in found.runs]
    logs = dict.fromkeys(PLOTS, True)
    lowest = lowest_loss(found)
    assert lowest is not None
    assert lowest == pytest.approx(-4.0, abs=0.01)
    above = build_charts(found, below, DARK, "en", logs=logs, base=lowest)[0]
    assert above.log
    assert above.base == lowest
    assert above.height(np.array([lowest + 100.0]))[0] == pytest.approx(2.0)
    assert not build_charts(found, below, DARK, "en", logs=logs)[0].log
    positive = build_charts(found, [table() for _ in found.runs], DARK, "en", logs=logs, base=lowest)[0]
    assert (positive.log, positive.base) == (True, 0.0)


def test_the_lowest_value_follows_the_landscapes_parameters() -> None:
    found = resolved()
    deeper = replace(found.scenario.field, parameters={"depth": 8.0})
    assert lowest_loss(resolve(replace(found.scenario, field=deeper))) == pytest.approx(-8.0, abs=0.05)
    typed = resolve(
        replace(
            found.scenario,
            field=replace(
                found.scenario.field,
                landscape=None,
                landscape_formula="x**2 + y**2",
                domain=(-2, 2, -2, 2),
                parameters={},
            ),
        )
    )
    assert lowest_loss(typed) is None


def figure_of(count: int = 3, **changes: object) -> ChartsFigure:
    curves = tuple(Curve(T, (k + 1) * T, DARK.run_colour(k), strong=k == 1, **changes) for k in range(count))
    charts = [Chart("Loss", curves, 100), Chart("Step", curves, 100, plot="step")]
    figure = ChartsFigure()
    figure.show_charts(charts, DARK, 300, 96, 104)
    return figure


def test_at_rest_the_strong_curve_is_read_and_under_the_pointer_all(qapp) -> None:
    figure = figure_of()
    figure.set_played(50)
    assert [item.readout.values for item in figure.charts] == [["100.0"]] * 2
    figure.set_hovered(10, 0)
    assert figure.charts[0].readout.values == ["10.000", "20.000", "30.000"]
    assert figure.charts[1].readout.values == ["20.000"]
    assert figure.charts[0].note.text == "10"
    figure.set_hovered(None)
    assert figure.charts[0].readout.values == ["100.0"]


def test_where_there_is_no_room_the_strong_value_stays(qapp) -> None:
    figure = figure_of(30)
    figure.set_hovered(10, 0)
    shown = figure.charts[0].readout.values
    assert "20.0" in shown
    assert len(shown) < 12
    assert figure.charts[0].heading.text == ""
    figure.set_hovered(None)
    assert figure.charts[0].heading.text == "LOSS"


def test_cursor_and_hair_stand_at_their_steps_in_every_chart(qapp) -> None:
    figure = figure_of()
    figure.set_played(25)
    figure.set_hovered(75)
    assert figure.cursor.places == [pytest.approx(figure.px(25), abs=1)]
    assert figure.hair.places == [pytest.approx(figure.px(75), abs=1)]
    assert figure.step(figure.px(75)) == pytest.approx(75)
    first, second = (item.area for item in figure.charts)
    assert (first.left(), first.right()) == (second.left(), second.right())
    assert figure.chart_at(QPointF(100, 20)) == 0
    assert figure.chart_at(QPointF(100, 150)) == 1
    assert figure.chart_at(QPointF(100, 999)) is None


def test_both_coordinates_of_a_step_are_one_number() -> None:
    x, y = np.full(101, 0.25), np.full(101, 0.5)
    curves = [Curve(T, x, "#111111", strong=True), Curve(T, y, "#111111", strong=True, dashed=True)]
    chart = Chart("Step", tuple(curves), 100)
    assert numbers_at(chart, curves, 10.0) == [("0.250, 0.500", "#111111", True)]
    assert numbers_at(chart, curves, 10.0, short=True) == [("0.25, 0.50", "#111111", True)]
    assert numbers_at(chart, curves, 1000.0) == []


def test_between_two_points_a_value_lies_on_the_line_that_is_drawn() -> None:
    curve = Curve(np.array([0.0, 10.0]), np.array([1.0, 1e-4]), "#111111")
    level, log = Chart("", (curve,), 10), Chart("", (curve,), 10, log=True)
    assert level.values_at(curve, 5.0) == (pytest.approx(0.50005), pytest.approx(0.50005))
    assert log.values_at(curve, 5.0) == (pytest.approx(1e-2), pytest.approx(-2.0))
    assert log.values_at(curve, 10.0) == (1e-4, pytest.approx(-4.0))
    above = Chart("", (Curve(curve.x, curve.y - 3.0, "#111111"),), 10, log=True, base=-3.0)
    assert above.values_at(above.curves[0], 5.0) == (pytest.approx(-2.99), pytest.approx(-2.0))
    assert all(np.isnan(value) for value in level.values_at(curve, 10.5))
    assert all(np.isnan(value) for value in level.values_at(curve, -1.0))
