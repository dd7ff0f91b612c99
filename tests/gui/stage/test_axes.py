"""Numbers along the stage's edges: round, in order, apart, where they say they are, at any zoom."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from gui.model.view import Mapping
from gui.stage.axes import APART, paint_axes, ticks
from gui.theme.colours import THEMES


def value(text: str) -> float:
    """The number that a tick's text says."""
    text = text.replace("−", "-")
    if "10" in text and any(c in "⁰¹²³⁴⁵⁶⁷⁸⁹⁻" for c in text):
        head, _, tail = text.rpartition("10")
        power = int(tail.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")))
        head = head.replace("·", "")
        return float(f"{head}1" if head in ("", "-") else head) * 10.0**power
    return float(text)


@pytest.mark.parametrize(
    ("low", "high"), [(-2, 2), (0, 1), (-512, 512), (3.1, 3.2), (-1e-4, 2e-4), (1e6, 3e6), (-0.7, 11.3)]
)
@pytest.mark.parametrize("length", [300.0, 900.0, 3000.0])
def test_numbers_stand_where_they_say(low: float, high: float, length: float) -> None:
    found = ticks(low, high, length)
    told = [t for t in found if t.text]
    assert len(told) >= 2
    assert all(0 <= t.place <= length for t in found)
    places = np.array([t.place for t in told])
    assert np.diff(places).min() >= 0.99 * APART
    for tick in told:
        where = (value(tick.text) - low) / (high - low) * length
        assert where == pytest.approx(tick.place, abs=0.02 * length)
    assert len(found) > 2 * len(told)


@pytest.mark.parametrize("middle", [0.123456, 1.2e-4, 0.0, -123456.0])
def test_deep_in_a_zoom_numbers_still_differ(middle: float) -> None:
    texts = [t.text for t in ticks(middle - 1e-7, middle + 1e-7, 900.0) if t.text]
    assert len(set(texts)) == len(texts) >= 3


@pytest.mark.parametrize(("low", "high", "length"), [(1, 1, 100), (2, 1, 100), (0, 1, 0), (0, np.inf, 9)])
def test_an_empty_axis_has_no_numbers(low: float, high: float, length: float) -> None:
    assert ticks(low, high, length) == []


@pytest.mark.parametrize("name", THEMES)
def test_they_are_drawn_at_the_edges_only_and_where_nothing_covers(qapp, name: str) -> None:
    image = QImage(800, 500, QImage.Format.Format_RGB32)
    image.fill(QColor("#555566"))
    ground = image.copy()
    with QPainter(image) as painter:
        area = QRectF(200, 50, 500, 400)
        paint_axes(painter, Mapping(-2.0, 2.0, 0.005, 0.008), area, THEMES[name], 1.0, 10.0, 250.0)
    before, after = (
        np.frombuffer(i.constBits(), np.uint32).reshape(500, 800).copy() for i in (ground, image)
    )
    changed = before != after
    assert changed[50:240, 10:60].any()  # above what covers, at the outer edge
    assert not changed[50:240, 200:260].any()
    assert changed[260:430, 200:260].any()  # beside what covers
    assert not changed[260:500, :198].any()
    assert changed[425:451, 260:690].any()  # below
    assert not changed[60:410, 262:].any()
    assert not changed[455:].any()
