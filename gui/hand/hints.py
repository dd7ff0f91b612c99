"""One quiet line at the stage's foot: what a press of the button would do here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.hand.gestures import DrawStart, MoveStart
from gui.translations import translate

if TYPE_CHECKING:
    from gui.hand.hand import Hand
    from gui.model.session import Session


def hint_for(hand: Hand, session: Session) -> str:
    """The line, or "" where there is nothing that one would not expect."""
    if isinstance(hand.gesture, (DrawStart, MoveStart)):
        return translate("window", "Esc leaves it as it was")
    if hand.is_busy:
        return ""
    if hand.drawn is not None:
        return _drawing(hand.drawn.kind)
    if hand.start is not None and hand.ball is None:
        return translate("window", "Drag to move this start")
    if hand.ball is not None:
        chosen = (hand.ball.run, hand.ball.particle) == (session.selected, session.particle)
        return "" if chosen else translate("window", "Click to look at this ball closely")
    if not session.playing and session.camera is not None:
        return translate("window", "Click to start here · drag to turn · right button moves the ground")
    if not session.playing:
        return translate("window", "Click to start here · drag with Shift: cloud, Ctrl: grid, Alt: circle")
    return ""


def _drawing(kind: str) -> str:
    return {
        "cloud": translate("window", "Drag to draw a cloud of starts"),
        "grid": translate("window", "Drag to draw a grid of starts"),
        "box": translate("window", "Drag to draw a box of random starts"),
        "circle": translate("window", "Drag to draw a circle of starts"),
    }[kind]
