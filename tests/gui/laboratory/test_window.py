"""The laboratory in its window, driven as a person would."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from scenarios.schema import ScheduleSpec
from tests.gui.driving import Hands

NO_KEY = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.MouseButton.NoButton


class Laboratory(Hands):
    """A window on a signal."""

    def open_signal(self, source: str) -> None:
        self.open(source)
        self.until(lambda: self.lab.is_ready)
        self.settle()
        self.session.pause()

    @property
    def lab(self):  # type: ignore[no-untyped-def]
        return self.window.laboratory

    def settle(self) -> None:
        """Until everything that was asked for is computed."""
        QApplication.processEvents()
        total = self.session.total
        self.until(lambda: bool(self.lab._columns) and all(len(c["t"]) > total for c in self.lab._columns))

    def mouse(self, view, kind: QEvent.Type, x: float, y: float, held=NONE, keys=NO_KEY) -> None:  # type: ignore[no-untyped-def]
        port, place = view.viewport(), QPointF(x, y)
        button = NONE if kind == QEvent.Type.MouseMove else LEFT
        QApplication.sendEvent(
            port, QMouseEvent(kind, place, port.mapToGlobal(place), button, held or button, keys)
        )

    def draw(self, points: list[tuple[float, float]], keys=NO_KEY) -> None:  # type: ignore[no-untyped-def]
        """A stroke in the gradient's lane through (epoch, pixels above the middle)."""
        figure, view = self.lab.figure, self.lab.view
        middle = figure.lanes[0].area.center().y()
        places = [(figure.px(epoch), middle - up) for epoch, up in points]
        self.mouse(view, QEvent.Type.MouseButtonPress, *places[0], keys=keys)
        for place in places[1:]:
            self.mouse(view, QEvent.Type.MouseMove, *place, held=LEFT, keys=keys)
        self.mouse(view, QEvent.Type.MouseButtonRelease, *places[-1], keys=keys)


@pytest.fixture
def laboratory(qtbot):  # type: ignore[no-untyped-def]
    made: list[Laboratory] = []

    def make(**options: object) -> Laboratory:
        made.append(Laboratory(qtbot, **options))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for each in made:
        each.shut()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


Make = Callable[..., Laboratory]


def test_a_signal_is_painted_and_every_stroke_is_undone_for_itself(laboratory: Make) -> None:
    hands = laboratory()
    hands.open_signal("momentum_memory")
    before = hands.session.scenario.field
    hands.key(Qt.Key.Key_D, at=hands.lab)
    assert hands.lab.painting.is_on
    hands.draw([(50 + k, 30 * math.sin(k / 10)) for k in range(100)])
    painted = hands.session.scenario.field
    assert painted.signal_samples is not None
    assert len(painted.signal_samples) == hands.session.total
    hands.draw([(200, 10), (300, 40)], keys=Qt.KeyboardModifier.ShiftModifier)
    line = np.array(hands.session.scenario.field.signal_samples)[199:300]
    np.testing.assert_allclose(np.diff(line, 2), 0, atol=2e-3)
    assert line[-1] > line[0]
    hands.settle()
    hands.until(lambda: np.allclose(hands.lab._columns[0]["gradient"][200:300], line[:100], atol=1e-3))
    hands.session.undo()
    assert hands.session.scenario.field == painted
    hands.session.undo()
    assert hands.session.scenario.field == before
    hands.key(Qt.Key.Key_D, at=hands.lab)
    step = hands.session.step
    hands.draw([(20, 0), (40, 0)])
    hands.until(lambda: hands.session.step != step)
    assert hands.session.scenario.field == before


def test_a_formula_without_values_everywhere_can_be_painted_over(laboratory: Make) -> None:
    hands = laboratory()
    hands.open_signal("momentum_memory")
    hands.session.set_signal_formula("sqrt(t - 50) + 1/(t - 60)")
    hands.settle()
    hands.key(Qt.Key.Key_D, at=hands.lab)
    hands.draw([(80, 10), (120, 40)])
    painted = hands.session.scenario.field.signal_samples
    assert painted is not None
    assert set(painted[:49]) == {0.0}
    assert painted[59] == 0.0
    assert painted[199] == pytest.approx(math.sqrt(150), rel=0.01)


def test_a_stroke_ends_where_the_brush_is_put_away_under_it(laboratory: Make) -> None:
    hands = laboratory()
    hands.open_signal("momentum_memory")
    hands.key(Qt.Key.Key_D, at=hands.lab)
    figure, view = hands.lab.figure, hands.lab.view
    y = figure.lanes[0].area.center().y()
    hands.mouse(view, QEvent.Type.MouseButtonPress, figure.px(50), y)
    hands.mouse(view, QEvent.Type.MouseMove, figure.px(60), y - 20, held=LEFT)
    painted = hands.session.scenario
    hands.key(Qt.Key.Key_D, at=hands.lab)
    hands.mouse(view, QEvent.Type.MouseMove, figure.px(90), y - 20, held=LEFT)
    hands.mouse(view, QEvent.Type.MouseButtonRelease, figure.px(90), y - 20)
    assert hands.session.scenario == painted
    assert figure.lanes[0].held is None
    hands.session.undo()
    assert hands.session.scenario.field.signal_samples is None


def test_a_stroke_goes_not_on_in_another_scenario(laboratory: Make) -> None:
    hands = laboratory()
    hands.open_signal("momentum_memory")
    hands.key(Qt.Key.Key_D, at=hands.lab)
    figure, view = hands.lab.figure, hands.lab.view
    y = figure.lanes[0].area.center().y()
    hands.mouse(view, QEvent.Type.MouseButtonPress, figure.px(50), y)
    hands.open_signal("adam_calibrated")
    opened = hands.session.scenario
    hands.mouse(view, QEvent.Type.MouseMove, figure.px(60), y - 20, held=LEFT)
    hands.mouse(view, QEvent.Type.MouseButtonRelease, figure.px(60), y - 20)
    assert hands.session.scenario == opened
    hands.key(Qt.Key.Key_D, at=hands.lab)
    hands.draw([(20, 0), (40, 10)])
    assert len(hands.session.scenario.field.signal_samples) == hands.session.total


def test_a_lane_is_enlarged_by_a_double_click_and_lanes_are_chosen_in_the_menu(laboratory: Make) -> None:
    hands = laboratory()
    hands.open_signal("adam_calibrated")
    lanes = hands.lab.figure.lanes
    heights = [item.area.height() for item in lanes]
    assert max(heights) - min(heights) <= 1
    area = lanes[1].area
    hands.mouse(hands.lab.view, QEvent.Type.MouseButtonDblClick, area.center().x(), area.center().y())
    assert lanes[1].area.height() > 3 * lanes[0].area.height()
    hands.mouse(
        hands.lab.view,
        QEvent.Type.MouseButtonDblClick,
        lanes[1].area.center().x(),
        lanes[1].area.center().y(),
    )
    assert abs(lanes[1].area.height() - heights[1]) <= 1
    bar = hands.lab.bar
    bar.fill_menu()
    first = bar.menu.actions()[0]
    assert first.isChecked()
    first.trigger()
    assert hands.lab.figure.lanes[0].lane.key != "gradient"
    assert "gradient" not in hands.session.scenario.view.lanes.shown
    hands.session.undo()
    assert hands.lab.figure.lanes[0].lane.key == "gradient"


def test_gain_and_phase_take_the_lanes_place_and_are_read(laboratory: Make) -> None:
    hands = laboratory(language="ru")
    hands.open_signal("momentum_memory")
    hands.key(Qt.Key.Key_B, at=hands.lab)
    frequencies = hands.lab.frequencies
    hands.until(lambda: bool(frequencies.figure.lanes) and not frequencies.is_measuring)
    hands.until(lambda: len(frequencies.figure.lanes[0].lane.curves) == 4)
    assert frequencies.view.isVisible()
    assert not hands.lab.view.isVisible()
    assert [item.lane.key for item in frequencies.figure.lanes][:2] == ["gain:momentum", "phase:momentum"]
    area = frequencies.figure.area
    hands.mouse(frequencies.view, QEvent.Type.MouseMove, area.center().x(), area.center().y())
    assert len(frequencies.figure.reading.values) == 16
    assert hands.session.scenario.view.lanes.frequency
    hands.key(Qt.Key.Key_B, at=hands.lab)
    assert hands.lab.view.isVisible()
    assert not frequencies.view.isVisible()


def test_measuring_can_be_stopped_and_begins_again_with_a_change(laboratory: Make) -> None:
    hands = laboratory()
    hands.open_signal("adagrad_dies_away")
    hands.key(Qt.Key.Key_B, at=hands.lab)
    frequencies = hands.lab.frequencies
    hands.until(lambda: frequencies.is_measuring)
    hands.click(frequencies.remark.cancel_button)
    assert not frequencies.is_measuring
    assert "stopped" in frequencies.remark.label.text()
    hands.session.set_parameter(0, "eta", 0.2)
    hands.until(lambda: frequencies.is_measuring)


def test_the_signal_becomes_a_hill_and_balls_begin_where_it_is_clicked(laboratory: Make) -> None:
    hands = laboratory()
    hands.open_signal("momentum_memory")
    hands.key(Qt.Key.Key_I, at=hands.lab)
    assert hands.session.resolved.is_curve
    hands.settle()
    hill = hands.lab.hill
    hands.until(hill.view.isVisible)
    area = hill.figure.area
    x = area.left() + 0.4 * area.width()
    hands.mouse(hill.view, QEvent.Type.MouseButtonPress, x, area.center().y())
    hands.mouse(hill.view, QEvent.Type.MouseMove, x + 40, area.center().y(), held=LEFT)
    hands.mouse(hill.view, QEvent.Type.MouseButtonRelease, x + 40, area.center().y())
    (place,) = hands.session.runs[0].start.places
    assert place == pytest.approx(hill.figure.x(x + 40))
    hands.until(lambda: hands.lab._columns[0]["theta"][0] == place)
    assert hill.figure.place(place) is not None
    hands.session.undo()
    hands.session.undo()
    assert not hands.session.resolved.is_curve
    hands.until(lambda: not hill.view.isVisible())


def test_a_dropped_table_is_the_signal(laboratory: Make, tmp_path: Path) -> None:
    table = tmp_path / "log.csv"
    table.write_text("step,loss,norm\n" + "\n".join(f"{k},{1 / (k + 1)},{k % 7}" for k in range(500)))
    hands = laboratory()
    hands.open_signal("momentum_memory")
    before = hands.session.scenario
    hands.drop(table)
    strip = hands.lab.strip
    assert strip.isVisible()
    assert hands.session.total == 500
    strip.choose(2)
    assert hands.session.scenario.field.signal_samples[:8] == (0, 1, 2, 3, 4, 5, 6, 0)
    strip.scales.chosen.emit("largest")
    strip.scales.set_current("largest")
    strip.apply()
    assert max(hands.session.scenario.field.signal_samples) == 1
    hands.key(Qt.Key.Key_Escape, at=strip)
    assert not strip.isVisible()
    hands.session.undo()
    assert hands.session.scenario == before
    (tmp_path / "bad.csv").write_text("a,b\nx,y\n")
    hands.drop(tmp_path / "bad.csv")
    assert "two" in strip.complaint.text()
    assert hands.session.scenario == before


def test_an_ensemble_is_made_from_the_menu_and_drawn_either_way(laboratory: Make) -> None:
    hands = laboratory()
    hands.open_signal("momentum_memory")
    menu = hands.lab.bar.ensembles
    menu.fill()
    spread = next(a for a in menu.actions() if "γ" in a.text())
    spread.trigger()
    assert hands.session.runs[0].spread is not None
    hands.settle()
    hands.until(lambda: "v:levels" in hands.lab._columns[0])
    lane = hands.lab.figure.lanes[1].lane
    assert len(lane.bands) == 2
    hands.session.set_ensemble("density")
    hands.until(lambda: len(hands.lab.figure.lanes[1].lane.densities) == 1)
    hands.lab.grab()
    menu.fill()
    next(a for a in menu.actions() if a.text() == "One particle").trigger()
    assert hands.session.runs[0].spread is None


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_menu_goes_with_the_runs_that_it_was_opened_over(laboratory: Make) -> None:
    hands = laboratory()
    hands.open_signal("momentum_memory")
    bar = hands.lab.bar
    for close in (lambda: hands.session.duplicate_run(0), lambda: hands.open("momentum_memory")):
        bar.open_ensembles()
        assert bar.ensembles.isVisible()
        close()
        hands.until(lambda: not bar.ensembles.isVisible())


def test_an_ensemble_over_a_learning_rate_that_is_scheduled(laboratory: Make) -> None:
    hands = laboratory()
    hands.open_signal("momentum_memory")
    menu = hands.lab.bar.ensembles
    hands.session.set_schedule(0, ScheduleSpec("inverse_time"))
    menu.fill()
    next(a for a in menu.actions() if "η" in a.text()).trigger()
    run = hands.session.runs[0]
    assert run.spread is not None
    assert run.spread.parameter.name == "eta"
    assert run.schedule is not None
    hands.until(lambda: "update:levels" in hands.lab._columns[0])
    levels = hands.lab._columns[0]["update:levels"]
    moving = np.abs(levels).max(axis=1) > 0
    assert moving.sum() > 10
    assert (np.ptp(levels[moving], axis=1) > 0).all()


def test_values_are_read_beside_every_lane_and_never_over_each_other(laboratory: Make) -> None:
    hands = laboratory(size=(960, 600))
    hands.open_signal("look_ahead_on_a_sine")
    area = hands.lab.figure.area
    hands.mouse(hands.lab.view, QEvent.Type.MouseMove, area.center().x(), area.center().y())
    rects = [rect for rect, _, _ in hands.lab.figure.reading._values]
    assert len(rects) > 8
    for k, one in enumerate(rects):
        assert not any(one.intersects(other) for other in rects[k + 1 :])


def test_runs_change_places_while_columns_are_those_of_before(laboratory) -> None:  # type: ignore[no-untyped-def]
    """The balls on the hill look ahead with the states of their rule; the other run may lack them."""
    drive = laboratory()
    drive.open_signal("over_the_ridge")
    session = drive.session
    states = [set(run.optimizer.rule.states) for run in session.resolved.runs]
    ahead = [run.optimizer.rule.looks_ahead for run in session.resolved.runs]
    number = next(k for k in range(1, len(states)) if ahead[k] and states[k] - states[0])
    moved = session.resolved.runs[number].optimizer.id
    session.move_run(number, 0)
    assert session.resolved.runs[0].optimizer.id == moved
    assert not states[number] <= set(drive.lab._columns[0]), "these are of the run that was there"
    drive.until(lambda: states[number] <= set(drive.lab._columns[0]))
    assert drive.lab.hill.view.isVisible()
