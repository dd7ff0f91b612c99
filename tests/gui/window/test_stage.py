"""The stage and the lanes: clicked, dragged and zoomed."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from gui.model.view import Rectangle

from .driver import SIGNAL, Make


def test_a_click_on_the_landscape_starts_there(make: Make) -> None:
    driver = make()
    driver.pause()
    canvas = driver.window.canvas
    at = QPoint(600, 300)
    expected = canvas.mapping().world(600.0, 300.0)
    driver.click(canvas, at)
    driver.until(lambda: driver.session.step > 2)
    starts = [run.start.points for run in driver.session.runs]
    assert all(points == (pytest.approx(expected),) for points in starts)
    assert driver.session.playing


def test_dragging_pans_and_the_wheel_zooms_about_the_pointer(make: Make) -> None:
    driver = make()
    driver.pause()
    canvas, session = driver.window.canvas, driver.session
    home = session.home()
    before = canvas.mapping()
    driver.drag(canvas, QPoint(500, 300), QPoint(620, 360))
    assert session.view.x0 == pytest.approx(home.x0 - 120 * before.per_pixel_x)
    assert session.view.y0 == pytest.approx(home.y0 + 60 * before.per_pixel_y)
    assert session.step > 0  # a drag is no click
    driver.settle()
    under = canvas.mapping().world(700.0, 350.0)
    driver.wheel(canvas, QPoint(700, 350), 3)
    assert canvas.mapping().world(700.0, 350.0) == pytest.approx(under)
    driver.settle()
    driver.until(lambda: canvas._wanted is None)
    assert canvas.mapping().world(700.0, 350.0) == pytest.approx(under, abs=2e-3)
    driver.key(Qt.Key.Key_0)
    assert session.view is None
    driver.settle()
    driver.until(lambda: canvas.mapping().left == pytest.approx(before.left))


def test_a_signal_shows_its_lanes_and_goes_to_where_it_is_clicked(make: Make) -> None:
    driver = make(SIGNAL)
    window = driver.window
    assert window.laboratory.isVisible()
    assert not window.canvas.isVisible()
    assert not window.charts.isVisible()
    driver.until(lambda: bool(window.laboratory._columns))
    driver.until(lambda: window.laboratory.is_ready)
    driver.pause()
    figure = window.laboratory.figure
    lanes = window.laboratory.view.viewport()
    at = QPoint(int(figure.px(300)), int(figure.area.center().y()))
    driver.click(lanes, at)
    driver.until(lambda: abs(driver.session.step - 300) <= 1)
    assert figure.played == driver.session.step
    update = window.laboratory.values_at(driver.session.step)
    assert len(update) == len(driver.session.runs)
    driver.until(lambda: window.runs.list.rows[0]._remark not in ("", "0.000"))
    driver.wheel(lanes, at, 3)
    assert not figure.is_whole
    driver.key(Qt.Key.Key_0)
    assert figure.is_whole


def test_turning_a_parameter_of_a_signal_redraws_the_figure(make: Make) -> None:
    driver = make(SIGNAL)
    laboratory = driver.window.laboratory
    driver.until(lambda: bool(laboratory._columns))
    driver.pause()
    before = laboratory._columns
    row = driver.window.runs.rule_rows.rows["gamma"]
    row.slider.setValue(900)
    driver.until(lambda: not np.array_equal(before[0]["state:v"], laboratory._columns[0]["state:v"]))


def test_a_view_may_be_zoomed_by_key(make: Make) -> None:
    driver = make()
    driver.key(Qt.Key.Key_Plus)
    view = driver.session.view
    home = driver.session.home()
    assert isinstance(view, Rectangle)
    assert view.x1 - view.x0 < home.x1 - home.x0
    driver.settle()


def test_what_is_on_screen_is_what_a_whole_painting_shows(make: Make) -> None:
    """Panels over ground that stays the same are not painted again from step to step."""
    driver = make()
    window = driver.window
    driver.pause()
    for _ in range(12):
        driver.key(Qt.Key.Key_Period)
        driver.settle()
    driver.bot.wait(300)
    shown = window.screen().grabWindow(window.winId()).toImage().convertToFormat(QImage.Format.Format_RGB32)
    whole = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    assert shown.size() == whole.size()
    differs = [
        (x, y)
        for y in range(0, whole.height(), 3)
        for x in range(0, whole.width(), 3)
        if shown.pixel(x, y) != whole.pixel(x, y)
    ]
    assert not differs


class Paintings(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def test_the_panel_rests_while_a_ball_moves_elsewhere(make: Make) -> None:
    driver = make()
    driver.pause()
    driver.bot.wait(300)
    heading, stage = Paintings(driver.window.runs.rule.heading), Paintings(driver.window.canvas)
    step = driver.session.step
    for _ in range(5):
        driver.key(Qt.Key.Key_Period)
        driver.settle()
    driver.until(lambda: driver.session.step == step + 5)
    driver.bot.wait(100)
    assert stage.count >= 3
    assert heading.count == 0
    driver.session.set_theme("light")
    driver.until(lambda: heading.count > 0)


def test_parts_rest_from_painting_until_the_next_turn_and_the_window_never(make: Make) -> None:
    """A window that rests while the system exposes it is never painted again."""
    driver = make()
    window = driver.window
    driver.pause()
    window.rest_from_painting()
    window.rest_from_painting()
    assert window.updatesEnabled()
    assert not window.canvas.updatesEnabled()
    assert not window.runs.updatesEnabled()
    driver.until(lambda: window.canvas.updatesEnabled() and window.runs.updatesEnabled())
