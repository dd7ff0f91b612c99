"""The timeline under the hand: pressed, dragged, walked by keys, marked, forked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from gui.model.commands import Turned
from gui.model.frame import Restamped
from tests.gui.driving import LANDSCAPE, SHIFT, SIGNAL, Hands, Make, offscreen_says


def move(widget: QWidget, at: QPoint, held: bool = False) -> None:
    place = QPointF(at)
    buttons = Qt.MouseButton.LeftButton if held else Qt.MouseButton.NoButton
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        place,
        widget.mapToGlobal(place),
        Qt.MouseButton.NoButton,
        buttons,
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
    made.session.pause()
    settle(made)
    return made


def at(user: Hands, step: int) -> QPoint:
    track = user.window.transport.slider
    return QPoint(round(track.px(step)), track.height() // 2)


def go(user: Hands, step: int) -> None:
    user.session.seek(step)
    settle(user)
    user.until(lambda: user.session.step == step)


def test_time_is_dragged_in_both_directions_and_stands_while_it_is_held(user: Hands) -> None:
    session, track = user.session, user.window.transport.slider
    session.seek(0)
    session.play()
    user.until(lambda: session.step > 2)
    user.bot.mousePress(track, Qt.MouseButton.LeftButton, pos=at(user, 50))
    user.until(lambda: session.step == 50)
    assert not session.playing
    for step in (90, 140, 60, 20):
        move(track, at(user, step), held=True)
        user.until(lambda step=step: abs(session.step - step) <= 1)
    user.bot.mouseRelease(track, Qt.MouseButton.LeftButton, pos=at(user, 20))
    assert session.playing
    user.until(lambda: session.step > 22)


def test_time_does_not_follow_a_pointer_that_was_let_go_elsewhere(user: Hands) -> None:
    session, track = user.session, user.window.transport.slider
    go(user, 0)
    session.play()
    user.bot.mousePress(track, Qt.MouseButton.LeftButton, pos=at(user, 50))
    user.until(lambda: session.step == 50)
    # over a menu that the right button opened, say
    move(track, at(user, 140))
    assert session.playing
    assert not track.isSliderDown()
    user.until(lambda: 50 < session.step < 140)


def test_a_turn_that_took_effect_later_is_marked_there_and_can_be_forgotten(user: Hands) -> None:
    session, track = user.session, user.window.transport.slider
    go(user, 40)
    session.set_parameter(0, "eta", 0.05)
    go(user, 43)
    # as the worker tells it where time ran on before it heard of the turn
    session.adopt_restamped(Restamped(session.loaded.version, Turned(0, "eta", 40), 42))
    assert [mark.step for mark in track.marks] == [42]
    user.window.transport._forget(track.marks[0])
    assert not session.scenario.runs[0].turns
    assert not track.marks


def test_a_drag_to_the_end_does_not_begin_again(user: Hands) -> None:
    session, track = user.session, user.window.transport.slider
    go(user, 100)
    session.play()
    user.bot.mousePress(track, Qt.MouseButton.LeftButton, pos=at(user, 100))
    move(track, at(user, session.total), held=True)
    user.bot.mouseRelease(track, Qt.MouseButton.LeftButton, pos=at(user, session.total))
    settle(user)
    assert not session.playing
    assert session.step == session.total


def test_arrow_keys_walk_and_home_and_end_jump(user: Hands) -> None:
    session = user.session
    go(user, 30)
    user.window.canvas.setFocus()
    for key, modifiers, expected in (
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, 31),
        (Qt.Key.Key_Right, SHIFT, 41),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier, 40),
        (Qt.Key.Key_Left, SHIFT, 30),
        (Qt.Key.Key_End, Qt.KeyboardModifier.NoModifier, session.total),
        (Qt.Key.Key_Home, Qt.KeyboardModifier.NoModifier, 0),
    ):
        user.key(key, modifiers)
        user.until(lambda expected=expected: session.step == expected)


def test_arrow_keys_belong_to_a_slider_that_has_the_keyboard(user: Hands) -> None:
    session = user.session
    go(user, 30)
    slider = next(iter(user.window.runs.rule_rows.rows.values())).slider
    slider.setFocus()
    before = slider.value()
    user.key(Qt.Key.Key_Right)
    settle(user)
    assert slider.value() != before
    assert session.step == 30


def test_the_step_under_the_pointer_is_shown_on_the_line_and_in_the_charts(user: Hands) -> None:
    window = user.window
    track = window.transport.slider
    user.until(lambda: window.charts.figure is not None)
    move(track, at(user, 77))
    assert track.look.pointed == 77
    assert window.charts.figure is not None
    assert window.charts.figure.hovered == 77
    QApplication.sendEvent(track, QEvent(QEvent.Type.Leave))
    assert track.look.pointed is None
    assert window.charts.figure.hovered is None


def test_a_turned_parameter_leaves_a_mark_that_can_be_gone_to_and_forgotten(user: Hands) -> None:
    session, transport = user.session, user.window.transport
    track = transport.slider
    go(user, 120)
    session.set_parameter(0, "eta", 0.25)
    settle(user)
    (mark,) = track.marks
    assert (mark.step, mark.run, mark.change) == (120, 0, "η 0.1 → 0.25")
    assert "at step 120" in track.describe(mark)
    go(user, 10)
    user.click(track, at(user, 120) + QPoint(4, 0))
    user.until(lambda: session.step == 120)
    session.undo()
    assert not track.marks
    session.redo()
    assert len(track.marks) == 1


@offscreen_says
def test_the_menu_of_a_mark_forgets_it(user: Hands) -> None:
    session, transport = user.session, user.window.transport
    track = transport.slider
    for step, value in ((60, 0.2), (120, 0.05)):
        go(user, step)
        session.set_parameter(0, "eta", value)
        session.close_edit()
    settle(user)
    place = at(user, 60)
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, track.mapToGlobal(place))
    QApplication.sendEvent(track, asked)
    texts = [action.text() for action in transport.mark_menu.actions()]
    transport.mark_menu.actions()[texts.index("Forget this turn")].trigger()
    assert [mark.step for mark in track.marks] == [120]
    transport.mark_menu.actions()[texts.index("Forget everything that was turned")].trigger()
    assert not track.marks
    transport.mark_menu.close()


def test_a_fork_keeps_a_ghost_and_is_marked_once_the_ways_part(user: Hands) -> None:
    session, transport = user.session, user.window.transport
    assert transport.fork_button.isEnabled() == (0 < session.step < session.total)
    go(user, 80)
    user.until(transport.fork_button.isEnabled)
    before = len(session.runs)
    user.click(transport.fork_button)
    settle(user)
    assert len(session.runs) == before + 1
    assert session.runs[1].spec.ghost
    session.set_parameter(0, "eta", 0.02)
    settle(user)
    assert [(mark.step, mark.run, mark.is_fork) for mark in transport.slider.marks] == [
        (80, 0, False),
        (80, 1, True),
    ]


def test_the_end_is_followed_by_the_start_where_the_loop_is_on(user: Hands) -> None:
    session, transport = user.session, user.window.transport
    user.click(transport.loop_button)
    assert session.scenario is not None
    assert session.scenario.playback.loop
    user.until(transport.loop_button.isChecked)
    go(user, session.total - 3)
    session.play()
    user.until(lambda: 0 < session.step < session.total - 3)
    assert session.playing
    session.pause()


def test_catching_up_is_shown(user: Hands) -> None:
    track = user.window.transport.slider
    track.show_busy(0.4)
    assert track.look.busy == 0.4
    user.window.grab()
    user.session.seek(user.session.total)
    settle(user)
    user.until(lambda: track.look.busy is None)


def test_nothing_moves_when_the_step_gets_longer(user: Hands) -> None:
    transport = user.window.transport
    go(user, 1)
    place = transport.slider.geometry()
    go(user, user.session.total)
    assert transport.slider.geometry() == place


def test_a_signal_has_a_timeline_without_marks(hands: Make) -> None:
    user = hands()
    user.open(SIGNAL)
    session = user.session
    session.pause()
    settle(user)
    go(user, 40)
    user.window.laboratory.setFocus()
    user.key(Qt.Key.Key_Right)
    user.until(lambda: session.step == 41)
    assert not user.window.transport.slider.marks
