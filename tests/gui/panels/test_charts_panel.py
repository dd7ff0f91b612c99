"""The charts panel under the hand: read, scrubbed, resized, folded, chosen from, with logarithmic axes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from gui.panels.charts_size import LEAST_HEIGHT, MOST_WIDTH, WIDTH, ChartsSize, read_size
from gui.plots.chart_figure import ChartsFigure
from gui.plots.charts_view import ChartsView
from gui.settings import Settings
from tests.gui.driving import LANDSCAPE, SIGNAL, Hands, Make


def move(widget: QWidget, at: QPointF, held: bool = False) -> None:
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        at,
        widget.mapToGlobal(at),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton if held else Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget, event)


def settle(user: Hands) -> None:
    session = user.session
    user.until(lambda: session.frame is not None and session.frame.handled == session._sent)


@pytest.fixture
def user(hands: Make) -> Hands:
    made = hands()
    made.open(LANDSCAPE)
    made.until(lambda: made.window.charts.figure is not None)
    made.session.pause()
    made.session.seek(80)
    settle(made)
    made.until(lambda: made.session.frame is not None and made.session.frame.busy is None)
    made.until(lambda: len(figure(made).charts) > 0 and len(figure(made).charts[0].chart.curves) > 0)
    return made


def figure(user: Hands) -> ChartsFigure:
    found = user.window.charts.figure
    assert found is not None
    return found


def view(user: Hands) -> ChartsView:
    found = user.window.charts.view
    assert found is not None
    return found


def over(user: Hands, chart: int, step: float) -> QPointF:
    return QPointF(figure(user).px(step), figure(user).charts[chart].area.center().y())


def test_pointing_at_a_chart_reads_every_run_and_shows_the_step_on_the_timeline(user: Hands) -> None:
    def reads_every_run() -> bool:
        move(view(user).viewport(), over(user, 0, 40))
        return len(figure(user).charts[0].readout.values) == len(user.session.runs)

    # charts are renewed some times a second: the last numbers may be on their way
    user.until(reads_every_run)
    assert figure(user).charts[0].note.text == "40"
    assert len(figure(user).charts[1].readout.values) <= 1
    assert user.window.transport.slider.look.pointed == 40
    QApplication.sendEvent(view(user), QEvent(QEvent.Type.Leave))
    assert figure(user).hovered is None
    assert user.window.transport.slider.look.pointed is None


def hold(user: Hands, step: int) -> None:
    """Presses the button there, and waits until time has followed."""
    target, at = view(user).viewport(), over(user, 1, step)
    move(target, at)
    user.bot.mousePress(target, Qt.MouseButton.LeftButton, pos=at.toPoint())
    user.until(lambda: abs(user.session.step - step) <= 1)


def test_pressing_and_dragging_in_a_chart_goes_through_time(user: Hands) -> None:
    session, target = user.session, view(user).viewport()
    hold(user, 30)
    for step in (60, 20):
        move(target, over(user, 1, step), held=True)
        user.until(lambda step=step: session.step == step)
    user.bot.mouseRelease(target, Qt.MouseButton.LeftButton, pos=over(user, 1, 20).toPoint())
    assert figure(user).played == 20
    assert figure(user).cursor.places == [pytest.approx(figure(user).px(20), abs=1)]


def test_time_does_not_follow_a_pointer_that_was_let_go_elsewhere(user: Hands) -> None:
    session, target = user.session, view(user).viewport()
    hold(user, 30)
    move(target, over(user, 1, 60))
    settle(user)
    assert abs(session.step - 30) <= 1
    assert figure(user).hovered == 60


def test_what_was_computed_beyond_the_shown_step_stays(user: Hands) -> None:
    user.session.seek(25)
    settle(user)
    user.until(lambda: figure(user).played == 25)
    assert figure(user).charts[0].chart.curves[0].x[-1] >= 80


def test_the_curves_are_of_the_selected_run(user: Hands) -> None:
    user.session.select(2)
    strong = [curve.strong for curve in figure(user).charts[0].chart.curves]
    assert strong == [k == 2 for k in range(len(user.session.runs))]
    assert user.window.charts.heading.whose._text == user.session.runs[2].label.en


def test_y_toggles_the_axis_of_the_chart_under_the_pointer_or_of_all(user: Hands) -> None:
    window, charts = user.window, figure(user).charts
    window.canvas.setFocus()
    before = [item.chart.log for item in charts]
    move(view(user).viewport(), over(user, 1, 40))
    user.key(Qt.Key.Key_Y)
    after = [item.chart.log for item in charts]
    assert after[1] != before[1]
    assert after[0] == before[0]
    assert after[2:] == before[2:]
    QApplication.sendEvent(view(user), QEvent(QEvent.Type.Leave))
    user.key(Qt.Key.Key_Y)
    assert all(item.chart.log for item in charts)
    user.key(Qt.Key.Key_Y)
    assert not any(item.chart.log for item in charts)


def test_the_axis_is_as_the_scenario_suggests_when_another_is_opened(user: Hands) -> None:
    user.window.canvas.setFocus()
    user.key(Qt.Key.Key_Y)
    user.open("nesterov_gammas")
    assert not user.window.charts.axes.chosen


def test_charts_are_chosen_and_the_choice_can_be_undone(user: Hands) -> None:
    session, registry = user.session, user.window.registry
    assert session.scenario is not None
    before = session.scenario.view.plots
    registry.trigger("charts.step_x_y")
    assert "step_x_y" in session.scenario.view.plots
    assert figure(user).charts[-1].chart.plot == "step_x_y"
    registry.trigger("charts.loss")
    assert "loss" not in session.scenario.view.plots
    session.undo()
    session.undo()
    assert session.scenario.view.plots == before
    for plot in before:
        registry.trigger(f"charts.{plot}")
    assert not figure(user).charts or not view(user).isVisible()
    assert user.window.charts.isVisible()


def test_the_panel_is_pulled_by_its_edges_and_remembers_its_size(user: Hands) -> None:
    panel, settings = user.window.charts, user.window.settings
    bottom = panel.geometry().bottom()
    width, height = panel.width(), panel.height()
    for grip, by in ((panel.grips[1], QPoint(60, 0)), (panel.grips[0], QPoint(0, -45))):
        start = grip.rect().center()
        user.bot.mousePress(grip, Qt.MouseButton.LeftButton, pos=start)
        move(grip, QPointF(start + by), held=True)
        user.bot.mouseRelease(grip, Qt.MouseButton.LeftButton, pos=start + by)
    user.until(lambda: panel.height() > height + 30)
    assert panel.width() == width + 60
    assert panel.geometry().bottom() == bottom
    assert read_size(settings.charts).width == width + 60


def test_the_panel_folds_to_its_heading_by_key_and_by_button(user: Hands) -> None:
    panel = user.window.charts
    height = panel.height()
    user.window.canvas.setFocus()
    user.key(Qt.Key.Key_C)
    user.until(lambda: panel.height() < 60)
    assert panel.heading.isVisible()
    user.click(panel.heading.fold_button)
    user.until(lambda: panel.height() == height)
    assert figure(user).charts[0].chart.curves


def test_many_charts_in_a_low_window_can_be_scrolled(hands: Make) -> None:
    user = hands(size=(960, 600))
    user.open(LANDSCAPE)
    user.until(lambda: user.window.charts.figure is not None)
    user.session.set_plots(("loss", "gradient", "momentum", "rms", "step", "step_x_y"))
    panel = user.window.charts
    user.until(lambda: len(figure(user).charts) == 6)
    user.until(lambda: panel.geometry().top() >= 80)
    assert view(user).height() >= 6 * LEAST_HEIGHT
    assert panel.area.verticalScrollBar().maximum() > 0


def test_a_signal_has_no_charts_panel(hands: Make) -> None:
    user = hands()
    user.open(SIGNAL)
    assert not user.window.charts.isVisible()
    assert not user.window.registry.is_enabled("charts.log")


def test_a_size_that_cannot_be_is_not_taken_from_the_settings(tmp_path: Path) -> None:
    assert read_size({"width": 400, "height": 90, "folded": True}) == ChartsSize(400, 90, True)
    for damaged in (None, {}, {"width": "wide"}, {"width": 9999, "height": 2, "folded": 1}):
        assert read_size(damaged) == ChartsSize(WIDTH, None, False)
    settings = Settings(tmp_path / "ravine.ini")
    settings.charts = {"width": 300}
    assert read_size(Settings(tmp_path / "ravine.ini").charts).width in (300, WIDTH)


def test_pulling_stays_within_bounds() -> None:
    size = ChartsSize()
    assert size.pulled(9999, 0, 100, 3).width == MOST_WIDTH
    assert size.pulled(0, -9999, 100, 3).height == LEAST_HEIGHT
    assert size.pulled(0, 30, 100, 3).height == 110
    assert size.chart_height(1080, 900, 3) == 104
    assert size.chart_height(720, 600, 3) == 84
    assert size.chart_height(1080, 400, 6) == 66
