"""The laboratory in its window, driven as a person would."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt

from gui.model import edits
from gui.plots.lane_meter import column_of
from scenarios.schema import ScheduleSpec

from .conftest import LEFT, Make


def test_a_menu_of_lanes_that_stayed_open_while_the_rule_changed_does_no_harm(laboratory: Make) -> None:
    hands = laboratory()
    hands.open_signal("adam_calibrated")
    bar, session = hands.lab.bar, hands.session
    bar.fill_menu()
    switches = {action.text(): action for action in bar.menu.actions()}
    for number in range(len(session.runs)):
        session.set_optimizer(number, "gradient_descent")
    gone = set(session.runs[0].optimizer.rule.states) ^ {"m", "v"}
    assert gone == {"m", "v"}
    before = session.scenario
    for text, action in switches.items():
        if action.isEnabled() and text and not action.text().startswith("As many"):
            action.trigger()
            session.undo()
    assert session.scenario == before


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


def test_gain_and_phase_are_of_the_numbers_at_work(laboratory: Make) -> None:
    hands = laboratory(language="en")
    hands.open_signal("momentum_memory")
    hands.key(Qt.Key.Key_B, at=hands.lab)
    frequencies, session = hands.lab.frequencies, hands.session
    update = "gain:update"

    def gain() -> float | None:
        return next(
            (float(i.lane.curves[0].y[0]) for i in frequencies.figure.lanes if i.lane.key == update), None
        )

    hands.until(lambda: gain() is not None and not frequencies.is_measuring)
    before = gain()
    turns = edits.turned((), 10, "eta", 10 * session.values[0]["eta"])
    session.edit(edits.with_run(session.scenario, 0, turns=turns))
    session.seek(20)
    hands.until(lambda: session.step == 20)
    hands.until(lambda: not frequencies.is_measuring and gain() == pytest.approx(before + 1))
    session.seek(0)
    hands.until(lambda: gain() == before)


def test_it_is_said_that_a_schedule_is_left_out_of_gain_and_phase(laboratory: Make) -> None:
    hands = laboratory(language="en")
    hands.open_signal("momentum_memory")
    hands.key(Qt.Key.Key_B, at=hands.lab)
    frequencies, session = hands.lab.frequencies, hands.session
    hands.until(lambda: "linear" in frequencies.remark.label.text())
    assert "Schedules" not in frequencies.remark.label.text()
    session.set_schedule(0, ScheduleSpec("inverse_time"))
    hands.until(lambda: "Schedules are left out" in frequencies.remark.label.text())


def test_what_is_said_of_gain_and_phase_is_not_cut_in_a_narrow_window(laboratory: Make) -> None:
    hands = laboratory(language="ru")
    hands.window.resize(960, 600)
    hands.open_signal("adam_calibrated")
    hands.session.set_schedule(0, ScheduleSpec("inverse_time"))
    hands.key(Qt.Key.Key_B, at=hands.lab)
    frequencies = hands.lab.frequencies
    label = frequencies.remark.label
    hands.until(lambda: "Расписания" in label.text() and bool(frequencies.figure.lanes))
    hands.until(lambda: label.height() >= label.heightForWidth(label.width()))
    lowest = max(item.area.bottom() for item in frequencies.figure.lanes)
    assert frequencies.remark.geometry().top() > lowest
    assert label.height() > 2 * label.fontMetrics().height(), "it takes several lines here"


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


def test_an_ensemble_is_made_from_the_menu_and_drawn_either_way(laboratory: Make) -> None:
    hands = laboratory()
    hands.open_signal("momentum_memory")
    menu = hands.lab.bar.ensembles
    menu.fill()
    spread = next(a for a in menu.actions() if "γ" in a.text())
    spread.trigger()
    assert hands.session.runs[0].spread is not None
    hands.settle()
    hands.until(lambda: "state:v:levels" in hands.lab._columns[0])
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


def test_a_line_of_a_menu_does_nothing_once_its_run_is_gone(laboratory: Make) -> None:
    """One that is chosen as the scenario changes was of a run that there is no more."""
    hands = laboratory()
    hands.open_signal("momentum_memory")
    session, menu = hands.session, hands.lab.bar.ensembles
    session.select(session.duplicate_run(0))
    menu.fill()
    spread = next(a for a in menu.actions() if "γ" in a.text())
    session.remove_run(session.selected)
    before = session.scenario
    spread.trigger()
    assert session.scenario == before


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


def test_runs_change_places_while_columns_are_those_of_before(laboratory) -> None:
    """The balls on the hill look ahead with the states of their rule; the other run may lack them."""
    drive = laboratory()
    drive.open_signal("over_the_ridge")
    session = drive.session
    states = [set(map(column_of, run.optimizer.rule.states)) for run in session.resolved.runs]
    ahead = [run.optimizer.rule.looks_ahead for run in session.resolved.runs]
    number = next(k for k in range(1, len(states)) if ahead[k] and states[k] - states[0])
    moved = session.resolved.runs[number].optimizer.id
    session.move_run(number, 0)
    assert session.resolved.runs[0].optimizer.id == moved
    assert not states[number] <= set(drive.lab._columns[0]), "these are of the run that was there"
    drive.until(lambda: states[number] <= set(drive.lab._columns[0]))
    assert drive.lab.hill.view.isVisible()
