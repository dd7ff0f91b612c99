"""What is painted upon the worker's picture: marks of balls, the hint, and the ground beyond the picture."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget

import scenarios
from gui.hand import hand
from gui.stage.lettering import lay, text_size
from tests.gui.hand.fingers import Fingers
from tests.scenarios.texts import SMALL

Make = Callable[..., Fingers]

LOST = (
    SMALL.replace('landscape = "himmelblau"', 'landscape_formula = "sqrt(x) + y^2"\ndomain = [-2, 2, -2, 2]')
    .replace("[[0, 0]]", "[[1, 0.5], [-0.5, 0.5]]")
    .replace('"adam"', '"gradient_descent"\nparameters = { eta = 0.01 }')
)
"""Of two balls one has no gradient where it begins."""


def test_a_lost_ball_that_is_looked_at_still_looks_lost(make_fingers: Make) -> None:
    fingers = make_fingers(scenarios.loads(LOST), 3)
    session, canvas = fingers.session, fingers.window.canvas
    session.select(0, 1)
    fingers.settle()
    at = fingers.head(0, 1)
    fingers.move(at)
    fingers.until(canvas.hand.card.isVisible)
    shown = canvas.grab().toImage().pixelColor(at.toPoint())
    assert canvas._image is not None
    assert shown == canvas._image.pixelColor(at.toPoint())
    assert shown != QColor(canvas.colour_of(0))


def test_the_hint_is_not_hidden_by_what_is_switched_beside_it(
    make_fingers: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    fingers = make_fingers()
    canvas = fingers.window.canvas
    places: list[QRectF] = []

    def placed(painter: QPainter, image: QImage, x: float, y: float) -> None:
        places.append(QRectF(x, y, *text_size(image)))
        lay(painter, image, x, y)

    monkeypatch.setattr(hand, "lay", placed)
    fingers.window.registry.trigger("sight")
    fingers.settle()
    fingers.until(lambda: canvas.sight_bar.switches["rate"].isVisible())
    fingers.move(QPointF(600, 130))
    canvas.grab()
    assert places
    assert not places[-1].intersects(QRectF(canvas.sight_bar.geometry()))
    assert canvas.area().contains(places[-1])


@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_switch_of_what_is_seen_lies_under_a_panel(make_fingers: Make, language: str) -> None:
    fingers = make_fingers(size=(960, 600), language=language)
    window = fingers.window
    bar = window.canvas.sight_bar
    fingers.session.set_overlays(tuple(bar.switches))
    fingers.settle()
    fingers.until(lambda: bar.switches["rate"].isVisible())
    for button in (*bar.switches.values(), bar.eye, bar.cube):
        middle = button.mapTo(window, button.rect().center())
        assert window.childAt(middle) is button
        for corner in (button.rect().topLeft(), button.rect().bottomRight()):
            assert not window.charts.geometry().contains(button.mapTo(window, corner))
            assert not window.runs.geometry().contains(button.mapTo(window, corner))


def test_a_window_that_grew_shows_no_rubbish_beyond_the_last_picture(make_fingers: Make) -> None:
    fingers = make_fingers()
    canvas = fingers.window.canvas
    fingers.window.resize(1600, 900)
    rubbish = QColor("#FF00FF")
    for relief in (False, True):
        if relief:
            fingers.key(Qt.Key.Key_V, at=canvas)
            fingers.until(lambda: canvas.own_mapping().is_flat is False)
            fingers.window.resize(1700, 950)
        image = QImage(canvas.size(), QImage.Format.Format_RGB32)
        image.fill(rubbish)
        canvas.render(image, QPoint(), renderFlags=QWidget.RenderFlag.DrawChildren)
        assert image.pixelColor(image.width() - 5, image.height() - 5) != rubbish
