"""The window driven as a person drives it: clicks, keys, drags. Qt's warnings fail these tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QFileDialog

import scenarios
from gui.model.view import Rectangle
from gui.theme import apply_theme
from gui.window import Window

LANDSCAPE = "everyone_from_one_point"
SIGNAL = "momentum_memory"


class Driver:
    """A window on a scenario, and the hands that use it."""

    def __init__(self, qtbot, theme: str = "dark", language: str = "en", size=(1280, 720)) -> None:  # type: ignore[no-untyped-def]
        self.bot = qtbot
        apply_theme(QApplication.instance(), theme)  # type: ignore[arg-type]
        self.window = Window(theme, language)
        self.session = self.window.session
        self.window.resize(*size)
        self.window.show()

    def open(self, source: object) -> None:
        with self.bot.waitSignal(self.window.started, timeout=20_000, raising=False):
            self.window.open(source)  # type: ignore[arg-type]
            self.until(lambda: self.session.loaded is not None and self.session.frame is not None)
        self.until(lambda: self.session.step > 0)

    def until(self, condition: Callable[[], bool]) -> None:
        self.bot.waitUntil(condition, timeout=20_000)

    def settle(self) -> None:
        """Until the worker has taken up everything that was sent."""
        self.until(
            lambda: self.session.frame is not None and self.session.frame.handled == self.session._sent
        )

    def pause(self) -> None:
        if self.session.playing:
            self.key(Qt.Key.Key_Space)
        self.settle()

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.bot.keyClick(self.window, key, modifiers)

    def click(self, widget, at: QPoint | None = None) -> None:  # type: ignore[no-untyped-def]
        self.bot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or widget.rect().center())

    def drag(self, widget, start: QPoint, end: QPoint, steps: int = 8) -> None:  # type: ignore[no-untyped-def]
        self.bot.mousePress(widget, Qt.MouseButton.LeftButton, pos=start)
        for k in range(1, steps + 1):
            place = QPointF(start + (end - start) * (k / steps))
            event = QMouseEvent(
                QEvent.Type.MouseMove,
                place,
                widget.mapToGlobal(place),
                Qt.MouseButton.NoButton,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )
            QApplication.sendEvent(widget, event)
        self.bot.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=end)

    def wheel(self, widget, at: QPoint, notches: int) -> None:  # type: ignore[no-untyped-def]
        event = QWheelEvent(
            QPointF(at),
            QPointF(widget.mapToGlobal(at)),
            QPoint(),
            QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(widget, event)


@pytest.fixture
def make(qtbot) -> Iterator[Callable[..., Driver]]:  # type: ignore[no-untyped-def]
    drivers: list[Driver] = []

    def build(source: object = LANDSCAPE, **options: object) -> Driver:
        driver = Driver(qtbot, **options)  # type: ignore[arg-type]
        drivers.append(driver)
        if source is not None:
            driver.open(source)
        return driver

    yield build
    for driver in drivers:
        driver.window.close()
        driver.window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


Make = Callable[..., Driver]

# the offscreen platform complains about every popup and dialog, whatever the program does
offscreen_says = pytest.mark.qt_log_ignore("This plugin does not support")


def test_a_scenario_opens_and_moves(make: Make) -> None:
    driver = make()
    window = driver.window
    assert driver.session.playing
    assert window.canvas.has_picture
    assert window.runs.isVisible()
    assert window.charts.isVisible()
    assert window.title.button.text() == driver.session.scenario.title.en
    assert len(window.runs.list.rows) == len(driver.session.runs)
    driver.until(lambda: bool(window.runs.list.rows[0]._remark))


def test_play_pause_step_and_restart_by_button_and_by_key(make: Make) -> None:
    driver = make()
    bar = driver.window.transport
    driver.click(bar.play_button)
    driver.settle()
    assert not driver.session.playing
    here = driver.session.step
    driver.click(bar.step_button)
    driver.until(lambda: driver.session.step == here + 1)
    driver.key(Qt.Key.Key_Period)
    driver.until(lambda: driver.session.step == here + 2)
    driver.key(Qt.Key.Key_Comma)
    driver.click(bar.back_button)
    driver.until(lambda: driver.session.step == here)
    driver.key(Qt.Key.Key_R)
    driver.until(lambda: driver.session.step == 0)
    driver.key(Qt.Key.Key_Space)
    driver.until(lambda: driver.session.step > 3)
    driver.click(bar.restart_button)
    driver.settle()
    assert driver.session.playing


def test_the_timeline_goes_where_it_is_clicked_and_dragged(make: Make) -> None:
    driver = make()
    driver.pause()
    slider = driver.window.transport.slider
    middle = QPoint(slider.width() // 2, slider.height() // 2)
    driver.click(slider, middle)
    driver.until(lambda: abs(driver.session.step - driver.session.total / 2) <= 3)
    driver.drag(slider, middle, QPoint(7, slider.height() // 2))
    driver.until(lambda: driver.session.step == 0)
    slider.setFocus()
    driver.bot.keyClick(slider, Qt.Key.Key_Right)
    driver.until(lambda: driver.session.step == 1)


@offscreen_says
def test_the_speed_changes_by_key_and_by_menu(make: Make) -> None:
    driver = make()
    driver.session.set_speed(60)
    driver.key(Qt.Key.Key_BracketRight)
    assert driver.session.speed == 120
    bar = driver.window.transport
    driver.click(bar.speed_button)
    assert bar.speed_menu.isVisible()
    action = next(a for a in bar.speed_menu.actions() if a.text().startswith("5 "))
    action.trigger()
    bar.speed_menu.close()
    assert driver.session.speed == 5
    assert bar.speed_button.text().startswith("5 ")


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


def test_a_slider_acts_while_it_moves(make: Make) -> None:
    driver = make()
    driver.window.runs.list.rows[0].click()
    row = driver.window.runs.rule_rows.rows["eta"]
    before = driver.session.values[0]["eta"]
    handle = QPoint(
        7 + round(row.slider.value() / 1000 * (row.slider.width() - 14)), row.slider.height() // 2
    )
    driver.drag(row.slider, handle, handle + QPoint(18, 0))
    after = driver.session.values[0]["eta"]
    assert after > before * 1.5
    assert float(row.field.text()) == pytest.approx(after)
    assert driver.session.scenario.runs[0].turns[-1].parameters["eta"] == after
    driver.settle()
    driver.bot.mouseDClick(row.slider, Qt.MouseButton.LeftButton)
    assert driver.session.values[0]["eta"] == row.parameter.default


def test_a_number_is_typed_and_a_wrong_one_is_said_in_place(make: Make) -> None:
    driver = make()
    row = driver.window.runs.rule_rows.rows["eta"]
    row.field.setFocus()
    row.field.selectAll()
    driver.bot.keyClicks(row.field, "0,125")
    driver.bot.keyClick(row.field, Qt.Key.Key_Return)
    assert driver.session.values[0]["eta"] == 0.125
    assert row.field.text() == "0.125"
    row.field.selectAll()
    driver.bot.keyClicks(row.field, "99")
    driver.bot.keyClick(row.field, Qt.Key.Key_Return)
    assert driver.session.values[0]["eta"] == 0.125
    assert row.error.isVisible()
    assert "10" in row.error.text()
    assert row.field.property("invalid") is True
    assert row.field.text() == "99"
    driver.bot.keyClick(row.field, Qt.Key.Key_Escape)
    assert not row.error.isVisible()
    assert row.field.text() == "0.125"
    row.field.setFocus()
    driver.bot.keyClick(row.field, Qt.Key.Key_Up)
    assert driver.session.values[0]["eta"] > 0.125


def test_keys_typed_into_a_field_are_no_shortcuts(make: Make) -> None:
    driver = make()
    driver.window.activateWindow()
    field = driver.window.runs.rule_rows.rows["eta"].field
    field.setFocus()
    theme = driver.session.theme
    playing = driver.session.playing
    driver.bot.keyClicks(field, "t. 3")
    assert driver.session.theme == theme
    assert driver.session.playing == playing
    assert field.text() == "t. 3"


def test_selecting_a_run_shows_its_rule_and_values(make: Make) -> None:
    driver = make()
    panel = driver.window.runs
    for number in range(len(driver.session.runs)):
        driver.click(panel.list.rows[number], QPoint(80, 14))
        assert driver.session.selected == number
        optimizer = driver.session.runs[number].optimizer
        assert panel.rule.heading.text() == optimizer.name["en"].upper()
        assert set(panel.rule_rows.rows) == {p.name for p in optimizer.parameters}
        for name, row in panel.rule_rows.rows.items():
            assert row.slider.value() == round(
                row.parameter.fraction(driver.session.values[number][name]) * 1000
            )
    driver.key(Qt.Key.Key_1)
    assert driver.session.selected == 0


def test_a_click_on_its_colour_hides_a_run(make: Make) -> None:
    driver = make()
    driver.pause()
    row = driver.window.runs.list.rows[1]
    driver.click(row, QPoint(13, 14))
    assert driver.session.visible[1] is False
    assert driver.session.selected == 0
    driver.settle()
    driver.click(row, QPoint(13, 14))
    assert driver.session.visible[1] is True


def test_formulas_are_typeset(make: Make) -> None:
    driver = make()
    view = driver.window.runs.formula
    driver.until(lambda: all(view._image(line) is not None for line in view._lines))
    assert len(view._lines) == len(driver.session.runs[0].optimizer.rule.statements)


@pytest.mark.parametrize("source", [LANDSCAPE, SIGNAL])
def test_language_and_theme_change_everything_while_it_runs(make: Make, source: str) -> None:
    driver = make(source)
    window, session = driver.window, driver.session
    dark = window.grab().toImage()
    driver.key(Qt.Key.Key_L)
    assert session.language == "ru"
    assert window.title.button.text() == session.scenario.title.ru
    assert window.runs.runs_heading.left.text() == "ЗАПУСКИ"
    assert "шагов" in window.transport.speed_button.text()
    driver.key(Qt.Key.Key_T)
    assert session.theme == "light"
    driver.settle()
    light = window.grab().toImage()
    assert light.pixelColor(20, 710).lightness() > dark.pixelColor(20, 710).lightness() + 60
    driver.click(window.transport.language_button)
    driver.click(window.transport.theme_button)
    assert (session.language, session.theme) == ("en", "dark")
    assert window.title.button.text() == session.scenario.title.en


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


def test_the_charts_follow_the_run_once_their_library_is_there(make: Make) -> None:
    driver = make()
    panel = driver.window.charts
    driver.until(lambda: panel.figure is not None)
    driver.pause()
    charts = panel.figure.charts
    assert len(charts) == len(driver.session.loaded.resolved.scenario.view.plots)
    assert charts[0].heading.text == "LOSS"
    assert len(charts[0].chart.curves) == len(driver.session.runs)
    driver.session.set_visible(0, False)
    assert len(charts[0].chart.curves) == len(driver.session.runs) - 1
    driver.key(Qt.Key.Key_L)
    assert charts[0].heading.text == "ПОТЕРИ"


def test_turning_a_parameter_of_a_signal_redraws_the_figure(make: Make) -> None:
    driver = make(SIGNAL)
    laboratory = driver.window.laboratory
    driver.until(lambda: bool(laboratory._columns))
    driver.pause()
    before = laboratory._columns
    row = driver.window.runs.rule_rows.rows["gamma"]
    row.slider.setValue(900)
    driver.until(lambda: not np.array_equal(before[0]["v"], laboratory._columns[0]["v"]))


@offscreen_says
def test_the_title_lists_every_scenario(make: Make) -> None:
    driver = make()
    title = driver.window.title
    driver.until(lambda: bool(driver.session.listed))
    driver.click(title.button)
    assert title.menu.isVisible()
    known = {action.data() for action in title.menu.actions() if action.data()}
    assert known == {entry.id for entry in scenarios.list_scenarios()}
    next(a for a in title.menu.actions() if a.data() == SIGNAL).trigger()
    title.menu.close()
    driver.until(lambda: driver.session.loaded.id == SIGNAL)


def test_leafing_through_every_scenario(make: Make) -> None:
    driver = make()
    driver.until(lambda: bool(driver.session.listed))
    seen = set()
    for _ in driver.session.listed:
        version = driver.session.loaded.version
        driver.key(Qt.Key.Key_PageDown)
        driver.until(lambda v=version: driver.session.loaded.version > v)
        driver.until(lambda: driver.session.step > 0)
        seen.add(driver.session.loaded.id)
    assert seen == {entry.id for entry in driver.session.listed}


def test_a_file_is_opened_by_dropping_it_and_a_broken_one_is_said(make: Make, tmp_path: Path) -> None:
    driver = make()
    broken = tmp_path / "broken.toml"
    broken.write_text('format = 1\ntitle = { en = "a", ru = "a" }\nwhat = 3\n')
    drop(driver.window, broken)
    driver.until(driver.window.notice.isVisible)
    assert "broken.toml" in driver.window.notice.text.text()
    assert driver.session.loaded.id == LANDSCAPE
    step = driver.session.step
    driver.until(lambda: driver.session.step > step)
    good = tmp_path / "good.toml"
    scenarios.save(scenarios.load(SIGNAL), good)
    drop(driver.window, good)
    driver.until(lambda: driver.session.loaded.id == "good")
    assert not driver.window.notice.isVisible()


def drop(window: Window, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(100, 100),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)


@offscreen_says
def test_a_file_is_chosen_in_a_dialog_that_blocks_nothing(make: Make, tmp_path: Path) -> None:
    driver = make()
    good = tmp_path / "chosen.toml"
    scenarios.save(scenarios.load(SIGNAL), good)
    driver.key(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    dialog = driver.window.findChild(QFileDialog)
    assert dialog.isVisible()
    step = driver.session.step
    driver.until(lambda: driver.session.step > step)
    dialog.fileSelected.emit(str(good))
    dialog.close()
    driver.until(lambda: driver.session.loaded.id == "chosen")


@pytest.mark.parametrize("size", [(1280, 720), (960, 600), (1600, 900)])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_nothing_overlaps_and_no_word_is_cut(make: Make, size: tuple[int, int], language: str) -> None:
    for source in (LANDSCAPE, SIGNAL):
        driver = make(source, language=language, size=size)
        window = driver.window
        driver.bot.wait(50)
        bar = window.transport
        for label in (bar.step_label, window.runs.runs_heading.left):
            assert label.fontMetrics().horizontalAdvance(label.text()) <= label.width()
        for section in window.runs.sections:
            assert section.heading.sizeHint().width() <= section.heading.width()
        assert bar.speed_button.width() >= bar.speed_button.sizeHint().width()
        assert not window.runs.geometry().intersects(bar.geometry())
        assert not window.charts.isVisible() or not window.charts.geometry().intersects(bar.geometry())
        assert not window.title.geometry().intersects(window.runs.geometry())
        scrolls = window.runs.area.verticalScrollBar().isVisible()
        assert scrolls == (window.runs.geometry().bottom() >= bar.geometry().top() - 17)
        button = window.title.button
        assert button.sizeHint().width() <= window.title.width()
        assert window.rect().contains(window.runs.geometry())
        for row in window.runs.list.rows:
            assert row.fontMetrics().horizontalAdvance(row.text()) < row.width() - 90
        window.close()


def test_a_view_may_be_zoomed_by_key(make: Make) -> None:
    driver = make()
    driver.key(Qt.Key.Key_Plus)
    view = driver.session.view
    home = driver.session.home()
    assert isinstance(view, Rectangle)
    assert view.x1 - view.x0 < home.x1 - home.x0
    driver.settle()


def test_panels_fold_away_and_the_stage_takes_their_place(make: Make) -> None:
    driver = make()
    driver.pause()
    canvas = driver.window.canvas
    before = canvas.mapping().pixel(0.0, 0.0)
    driver.key(Qt.Key.Key_P)
    assert not driver.window.runs.isVisible()
    assert not driver.window.charts.isVisible()
    driver.until(lambda: canvas.mapping().pixel(0.0, 0.0) != before)
    driver.click(driver.window.transport.panels_button)
    assert driver.window.runs.isVisible()
    assert driver.window.charts.isVisible()
    driver.until(lambda: canvas.mapping().pixel(0.0, 0.0) == pytest.approx(before))


def test_compiled_runs_take_over_unseen(make: Make, with_compiling: None) -> None:
    driver = make()
    driver.bot.waitUntil(lambda: driver.session.frame.compiled, timeout=60_000)
    step = driver.session.step
    driver.session.restart()
    driver.session.play()
    driver.until(lambda: driver.session.frame.compiled and driver.session.frame.step != step)


def test_closing_in_the_middle_leaves_nothing_behind(make: Make) -> None:
    driver = make("rain_on_himmelblau")
    driver.window.close()
    assert not driver.window.worker._thread.is_alive()
