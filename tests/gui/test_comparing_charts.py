"""The charts of a comparison: nothing cut, no axis without length, and said what lies on it."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QApplication

import scenarios
from engine.comparing.verdict import compare
from gui.comparing.axes import place_on
from gui.comparing.charts import ABOVE, BELOW, LEFT, Chart, Line, paint
from gui.comparing.figures import figures
from gui.comparing.lines import decades
from gui.comparing.picture import BETWEEN, EDGE, WIDE
from gui.theme import SMALL, font
from gui.theme.colours import DARK
from gui.translations import Language
from scenarios.comparing import Asked, contest_of
from scenarios.map_schema import AxisSpec
from scenarios.resolving import resolve
from tests.gui.driving import LANDSCAPE

COLOUR = "#FF00FF"


def inked(line: Line) -> QRectF:
    """The smallest rectangle around what is drawn in the line's colour, on axes from 1 to 10."""
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(QColor(DARK.window))
    axis = AxisSpec("x", 1.0, 10.0, True)
    with QPainter(image) as painter:
        paint(painter, Chart("", ("", ""), axis, axis, [line]), QRectF(0, 0, 380, 300), DARK)
    pixels = np.array(image.constBits()).reshape(300, 400, 4).astype(int)
    rows, columns = np.nonzero((pixels[:, :, 2] > 200) & (pixels[:, :, 1] < 60) & (pixels[:, :, 0] > 200))
    if not len(rows):
        return QRectF()
    return QRectF(columns.min(), rows.min(), np.ptp(columns) + 1, np.ptp(rows) + 1)


PLOT = QRectF(LEFT, ABOVE, 380 - LEFT, 300 - ABOVE - BELOW)


@pytest.mark.parametrize(("x", "y"), [(1.0, 3.0), (10.0, 3.0), (3.0, 1.0), (10.0, 10.0)])
def test_the_chosen_one_at_an_end_has_all_of_its_ring(qapp: QApplication, x: float, y: float) -> None:
    ring = inked(Line(np.array([x]), np.array([y]), COLOUR, mark=0))
    assert ring.width() == pytest.approx(10, abs=2)
    assert ring.height() == pytest.approx(10, abs=2)


def test_what_is_lost_has_neither_ring_nor_dot(qapp: QApplication) -> None:
    lost = Line(np.array([3.0, 30.0]), np.array([np.inf, 3.0]), COLOUR, mark=0, joined=False)
    assert inked(lost).isEmpty()
    joined = inked(Line(np.array([2.0, 3.0]), np.array([2.0, np.inf]), COLOUR))
    assert joined.top() >= PLOT.top() - 1


@pytest.mark.parametrize(
    "seen", [[1e-310, 3e-305], [5e-324], [1e-300], [1e308, 1e-310], [1.0], [0.0, np.inf], []]
)
def test_an_axis_of_losses_has_a_length(seen: list[float]) -> None:
    axis = decades("loss", [np.array(seen)])
    assert 0 < axis.low < axis.high < np.inf
    assert all(np.isfinite(place_on(axis, max(value, axis.low))) for value in seen if value < np.inf)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_axis_of_losses_says_that_the_lowest_is_taken_off(qapp: QApplication, language: str) -> None:
    Language(qapp).put_on(language)
    resolved = resolve(scenarios.load(LANDSCAPE))
    losses, _, rates = figures(compare(contest_of(resolved, Asked(budget=2, starts=3, steps=5))), DARK)
    wide = (WIDE - 2 * EDGE - 2 * BETWEEN) / 3 - LEFT
    for chart in (losses, rates):
        said = chart.names[1]
        assert {"en": "above the lowest known", "ru": "над наименьшими известными"}[language] in said
        assert QFontMetricsF(font(SMALL)).horizontalAdvance(said) <= wide
    Language(qapp).put_on("en")
