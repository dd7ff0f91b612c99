"""The small pictures of entries, a person's own among them."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import engine
from gui.panels.preview import Preview
from gui.theme import apply_theme


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("text", ["1/(t - 3)", "log(t - 100)", "exp(exp(t))", "0*t - exp(exp(t))", "log(-t)"])
def test_a_curve_is_drawn_where_it_is_a_number(qtbot: QtBot, text: str) -> None:
    apply_theme(QApplication.instance(), "dark")
    preview = Preview()
    qtbot.addWidget(preview)
    preview.resize(272, 96)
    preview.show_entry(engine.signal(text))
    picture = preview.grab().toImage()
    pixels = (picture.pixelColor(x, y) for x in range(272) for y in range(96))
    # the curve is blue, all else is grey
    assert any(pixel.blue() > pixel.red() + 80 for pixel in pixels) == (text != "log(-t)")
