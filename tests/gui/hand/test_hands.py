"""Hands on the stage of a real window: hovering, choosing, dragging, drawing, and the keys."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, Qt

from gui.hand.gestures import FEW, SIGMAS
from gui.hand.sight import FIRST
from tests.gui.hand.fingers import Fingers, Make

SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def lone_ball(fingers: Fingers) -> int:
    """A run whose ball lies apart from all others."""
    places = [fingers.head(k) for k in range(len(fingers.session.runs))]

    def away(k: int) -> float:
        return min((places[k] - p).manhattanLength() for j, p in enumerate(places) if j != k)

    found = max(range(1, len(places)), key=away)
    assert away(found) > 20
    return found


def test_a_ball_under_the_pointer_tells_its_numbers(make_fingers: Make) -> None:
    fingers = make_fingers()
    session, canvas = fingers.session, fingers.window.canvas
    run = lone_ball(fingers)
    fingers.move(fingers.head(run))
    assert fingers.shape == Qt.CursorShape.PointingHandCursor
    card = canvas.hand.card
    fingers.until(card.isVisible)
    assert session.hovered == (run, 0)
    names = [name for name, _ in card.rows]
    assert names[:4] == ["θ", "Loss", "|g|", "Δθ"]
    assert len(names) == 4 + len(session.frame.hovered.states)
    before = dict(card.rows)
    session.step_by(1)
    fingers.settle()
    assert dict(card.rows) != before  # it goes with the ball
    fingers.move(QPointF(640, 130))
    assert not card.isVisible()
    assert session.hovered is None


def test_the_card_tells_of_numbers_of_any_size(make_fingers: Make) -> None:
    fingers = make_fingers()
    hand, session = fingers.window.canvas.hand, fingers.session
    fingers.move(fingers.head(0))
    fingers.until(lambda: session.frame.hovered is not None)
    probe = replace(session.frame.hovered, gradient=np.array([1.5e308, -1.5e308]))
    hand.card.show_probe(probe, "Steep", "#FFFFFF", QPointF(100, 100), QRectF(0, 0, 800, 600))
    assert dict(hand.card.rows)["|g|"] == "—"


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_card_never_leaves_the_window(make_fingers: Make, language: str) -> None:
    fingers = make_fingers(language=language)
    canvas, run = fingers.window.canvas, lone_ball(fingers)
    for corner in (QPointF(2, 2), QPointF(1278, 2), QPointF(2, 718), QPointF(1278, 718), QPointF(640, 360)):
        canvas.hand.forget()
        ball = fingers.head(run)
        canvas.pan(corner.x() - ball.x(), corner.y() - ball.y())
        fingers.settle()
        fingers.move(fingers.head(run))
        fingers.until(canvas.hand.card.isVisible)
        assert fingers.window.rect().contains(canvas.hand.card.geometry())


def test_a_click_on_a_ball_selects_it_and_starts_nothing(make_fingers: Make) -> None:
    fingers = make_fingers()
    session, run = fingers.session, lone_ball(fingers)
    scenario = session.scenario
    fingers.press(fingers.head(run))
    fingers.release(fingers.head(run))
    assert (session.selected, session.particle) == (run, 0)
    assert session.scenario is scenario
    assert not session.playing


def test_a_click_elsewhere_starts_there(make_fingers: Make) -> None:
    fingers = make_fingers()
    session, canvas = fingers.session, fingers.window.canvas
    at = QPointF(560, 150)
    wanted = canvas.world(at)
    fingers.press(at)
    assert fingers.shape == Qt.CursorShape.CrossCursor
    fingers.release(at)
    assert all(run.start.points == (pytest.approx(wanted),) for run in session.runs)
    assert session.playing


def test_a_start_is_dragged_and_every_path_follows_meanwhile(make_fingers: Make) -> None:
    fingers = make_fingers()
    session, canvas = fingers.session, fingers.window.canvas
    before = [h.copy() for h in session.frame.heads]
    first = session.runs[0].start.points
    begin, end = fingers.start(), fingers.start() + QPointF(40, 30)
    fingers.move(begin)
    assert fingers.shape == Qt.CursorShape.OpenHandCursor
    wanted = canvas.world(end)
    fingers.pull(begin, end)
    assert fingers.shape == Qt.CursorShape.ClosedHandCursor
    fingers.settle()
    assert session.step == 40  # time stays where it is
    assert session.runs[0].start.points == (pytest.approx(wanted),)
    assert all(not np.array_equal(a, b) for a, b in zip(before, session.frame.heads, strict=True))
    fingers.release(end)
    assert fingers.start().toTuple() == pytest.approx(end.toTuple(), abs=0.01)
    session.undo()  # one step, however far it was dragged
    fingers.settle()
    assert session.runs[0].start.points == first
    assert all(np.array_equal(a, b) for a, b in zip(before, session.frame.heads, strict=True))


def test_escape_puts_a_dragged_start_back(make_fingers: Make) -> None:
    fingers = make_fingers()
    session = fingers.session
    first = session.runs[0].start.points
    end = fingers.start() + QPointF(60, 10)
    fingers.pull(fingers.start(), end)
    assert session.runs[0].start.points != first
    fingers.key(Qt.Key.Key_Escape, at=fingers.window.canvas)
    assert session.runs[0].start.points == first
    fingers.move(end + QPointF(20, 20))
    fingers.release(end)
    assert session.runs[0].start.points == first
    assert not session.playing


def test_escape_leaves_alone_what_was_done_before_a_drag_that_is_undone_by_key(make_fingers: Make) -> None:
    fingers = make_fingers()
    session, begin = fingers.session, fingers.start()
    session.set_noise(sigma=0.25)
    fingers.pull(begin, begin + QPointF(80, 40))
    session.undo()
    fingers.key(Qt.Key.Key_Escape, at=fingers.window.canvas)
    assert session.scenario.noise.sigma == 0.25


@pytest.mark.parametrize(
    ("held", "kind"), [(SHIFT, "cloud"), (CTRL, "grid"), (CTRL | SHIFT, "box"), (ALT, "circle")]
)
def test_a_start_is_drawn(make_fingers: Make, held: Qt.KeyboardModifier, kind: str) -> None:
    fingers = make_fingers()
    session, canvas = fingers.session, fingers.window.canvas
    begin, end = QPointF(540, 180), QPointF(600, 220)
    (ax, ay), (bx, by) = canvas.world(begin), canvas.world(end)
    scenario = session.scenario
    fingers.pull(begin, end, held)
    assert session.scenario is scenario  # nothing before the end
    canvas.grab()
    fingers.release(end, held)
    for run in session.runs:
        spec = getattr(run.start, kind)
        assert spec is not None
        if kind in ("grid", "box"):
            assert spec.rectangle == pytest.approx((min(ax, bx), max(ax, bx), min(ay, by), max(ay, by)))
        else:
            assert spec.center == pytest.approx((ax, ay))
        if kind == "cloud":
            assert spec.sigma * SIGMAS == pytest.approx(np.hypot(bx - ax, by - ay))
    fingers.settle()
    assert session.playing
    assert len(set(session.frame.particles)) == 1
    count = session.frame.particles[0]
    assert count > 1
    # drawn again, a start that is many keeps its number
    if count > FEW and kind != "grid":
        fingers.pull(begin, end + QPointF(10, 10), held)
        fingers.release(end + QPointF(10, 10), held)
        fingers.settle()
        assert session.frame.particles[0] == count


def test_escape_leaves_a_drawing_undone(make_fingers: Make) -> None:
    fingers = make_fingers()
    session, scenario = fingers.session, fingers.session.scenario
    fingers.pull(QPointF(540, 180), QPointF(640, 260), SHIFT)
    fingers.key(Qt.Key.Key_Escape, at=fingers.window.canvas)
    fingers.release(QPointF(640, 260), SHIFT)
    assert session.scenario is scenario


def test_a_drag_on_the_ground_pans_and_arrows_do_too(make_fingers: Make) -> None:
    fingers = make_fingers()
    session, canvas = fingers.session, fingers.window.canvas
    mark = canvas.world(QPointF(500, 300))
    fingers.pull(QPointF(500, 140), QPointF(580, 190))
    assert fingers.shape == Qt.CursorShape.ClosedHandCursor
    fingers.release(QPointF(580, 190))
    assert canvas.point(*mark).toTuple() == pytest.approx((580, 350), abs=0.01)
    assert session.step == 40
    canvas.setFocus()
    for key, way in (
        (Qt.Key.Key_Left, (1, 0)),
        (Qt.Key.Key_Up, (0, 1)),
        (Qt.Key.Key_Right, (-1, 0)),
        (Qt.Key.Key_Down, (0, -1)),
    ):
        before = canvas.point(*mark)
        fingers.key(key, CTRL, at=canvas)
        moved = canvas.point(*mark) - before
        assert np.sign([round(moved.x(), 6), round(moved.y(), 6)]).tolist() == list(way)
    fingers.settle()


def test_the_pointer_shows_what_a_key_held_down_would_draw(make_fingers: Make) -> None:
    fingers = make_fingers()
    hand = fingers.window.canvas.hand
    fingers.move(fingers.start())
    assert hand.start is not None
    fingers.bot.keyPress(fingers.window.canvas, Qt.Key.Key_Shift)
    assert hand.start is None
    assert hand.drawn is not None
    assert fingers.shape == Qt.CursorShape.CrossCursor
    fingers.bot.keyRelease(fingers.window.canvas, Qt.Key.Key_Shift)
    assert hand.drawn is None
    assert hand.start is not None


def test_overlays_are_switched_by_key_and_by_the_bar(make_fingers: Make) -> None:
    fingers = make_fingers()
    session, canvas = fingers.session, fingers.window.canvas
    plain = canvas.grab().toImage()
    assert session.frame.probe is None
    fingers.key(Qt.Key.Key_S, at=canvas)
    fingers.settle()
    assert session.scenario.view.overlays == FIRST
    assert session.frame.probe.run == session.selected  # type: ignore[attr-defined]
    assert canvas.grab().toImage() != plain
    fingers.until(canvas.sight_bar.switches["scaling"].isVisible)
    fingers.click(canvas.sight_bar.switches["scaling"])
    assert set(session.scenario.view.overlays) == {*FIRST, "scaling"}
    fingers.key(Qt.Key.Key_G, SHIFT, at=canvas)
    assert "gradient" not in session.scenario.view.overlays
    kept = session.scenario.view.overlays
    fingers.click(canvas.sight_bar.eye)
    assert session.scenario.view.overlays == ()
    fingers.key(Qt.Key.Key_S, at=canvas)
    assert session.scenario.view.overlays == kept
    session.undo()
    assert session.scenario.view.overlays == ()


def test_numbers_along_the_edges_are_switched(make_fingers: Make) -> None:
    fingers = make_fingers()
    canvas = fingers.window.canvas
    shown = canvas.grab().toImage()
    fingers.key(Qt.Key.Key_X, at=canvas)
    assert not canvas.shows_axes
    assert canvas.grab().toImage() != shown
    fingers.key(Qt.Key.Key_X, at=canvas)
    assert canvas.grab().toImage() == shown


def test_a_hidden_run_has_no_ball_to_take(make_fingers: Make) -> None:
    fingers = make_fingers()
    run = lone_ball(fingers)
    at = fingers.head(run)
    fingers.session.set_hidden(run, True)
    fingers.settle()
    fingers.move(at)
    assert fingers.window.canvas.hand.ball is None
