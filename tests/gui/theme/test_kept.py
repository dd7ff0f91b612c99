"""Images that are kept take little more memory than their pixels."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QColor, QImage, QPixmap
from pytestqt.qtbot import QtBot

from gui.stage.lettering import lettered
from gui.stage.math import drawn
from gui.theme.iconset import icon_names, icon_pixmap
from gui.theme.kept import in_one_colour
from tests.allocated import allocated

COUNT = 100
BESIDE = 3_000
"""Bytes that an image may take beside its pixels; an engine of Qt's takes from four to seventy thousand."""

SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30">
<path d="M0 0 C 10 30 40 20 90 30 L 3 3 C 20 20 60 10 90 0 Z"/></svg>"""


def _text(number: int) -> QImage:
    return lettered(f"number {number}", "#FFFFFF", "#102030")


def _formula(_: int) -> QImage:
    return drawn(SVG)


def _icon(number: int) -> QPixmap:
    return icon_pixmap(icon_names()[0], f"#{number:06X}")


@pytest.mark.parametrize("make", [_text, _formula, _icon])
def test_nothing_is_kept_beside_the_pixels(qtbot: QtBot, make: Callable[[int], QImage | QPixmap]) -> None:
    made = [make(0)]
    before = allocated()
    made += [make(number) for number in range(1, COUNT + 1)]
    pixels = sum(4 * image.width() * image.height() for image in made[1:])
    assert allocated() - before < pixels + COUNT * BESIDE


def test_a_picture_in_one_colour_takes_a_quarter_and_is_the_same() -> None:
    colour = QColor("#1B6EF3")
    image = drawn(SVG.replace(b"<path", b'<path fill="#1B6EF3"'), 2.0)
    small = in_one_colour(image, colour.name())
    assert small.sizeInBytes() <= image.sizeInBytes() / 4 + image.height() * 4
    assert (small.size(), small.devicePixelRatio()) == (image.size(), image.devicePixelRatio())
    again = small.convertToFormat(image.format())
    shades = set()
    for y in range(image.height()):
        for x in range(image.width()):
            was, now = QColor.fromRgba(image.pixel(x, y)), QColor.fromRgba(again.pixel(x, y))
            assert was.alpha() == now.alpha()
            if was.alpha() > 128:
                # what was stored multiplied with its alpha has lost less than two of its 256 shades
                assert all(abs(a - b) <= 2 for a, b in zip(was.getRgb(), now.getRgb(), strict=True))
            shades.add(was.alpha())
    assert len(shades) > 10
