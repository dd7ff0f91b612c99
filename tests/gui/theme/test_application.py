"""The theme on a real application, drawn offscreen."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontInfo, QFontMetricsF, QImage, QPalette, QRawFont
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from engine.errors import UnknownNameError
from gui.theme import (
    THEMES,
    apply_theme,
    current_theme,
    font,
    icon,
    icon_names,
    icon_pixmap,
    load_fonts,
    style_sheet,
)


@pytest.fixture
def app(qapp: QApplication):
    before = qapp.styleSheet(), qapp.palette(), qapp.font(), qapp.property("ravineTheme")
    yield qapp
    qapp.setStyleSheet(before[0])
    qapp.setPalette(before[1])
    qapp.setFont(before[2])
    qapp.setProperty("ravineTheme", before[3])


@pytest.mark.parametrize("name", list(THEMES))
def test_widgets_take_the_colours_of_the_theme(app: QApplication, name: str) -> None:
    colours = apply_theme(app, name)
    assert current_theme() is colours
    assert app.palette().color(QPalette.ColorRole.Text).name().upper() == colours.text
    window = QWidget()
    panel = QFrame()
    panel.setProperty("role", "panel")
    QVBoxLayout(window).addWidget(panel)
    window.resize(200, 200)
    picture = window.grab().toImage()
    middle = picture.pixelColor(100, 100)
    shown = [middle.red(), middle.green(), middle.blue()]
    wanted = [int(colours.panel[i : i + 2], 16) for i in (1, 3, 5)]
    assert max(abs(a - b) for a, b in zip(shown, wanted, strict=True)) < 8


def test_the_style_sheet_has_no_open_places(app: QApplication) -> None:
    for name in THEMES:
        assert "$" not in style_sheet(name)


def test_inter_is_shipped_and_its_figures_have_one_width(app: QApplication) -> None:
    assert load_fonts()
    assert QFontInfo(font()).family() == "Inter"
    metrics = QFontMetricsF(font(20))
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("8888")


def test_every_glyph_of_both_languages_is_in_the_font(app: QApplication) -> None:
    raw = QRawFont.fromFont(font())
    letters = "ABCXYZabcxyzАБВЭЮЯабвэюяёЁ0123456789.,;:−±×·…—«»“”→←θβγηεσΔ²₁₂√"
    assert raw.familyName() == "Inter"
    assert [c for c in letters if not raw.supportsCharacter(ord(c))] == []


def test_each_icon_draws_something_in_its_colour(app: QApplication) -> None:
    assert len(icon_names()) > 20
    for name in icon_names():
        picture = icon_pixmap(name, "#FF0000", 24, 2.0).toImage()
        picture = picture.convertToFormat(QImage.Format.Format_ARGB32)
        drawn = [picture.pixelColor(x, y) for x in range(48) for y in range(48)]
        drawn = [c for c in drawn if c.alpha() > 128]
        assert len(drawn) > 20, name
        assert all(c.red() > 200 and c.green() < 60 for c in drawn), name


def test_icons_exist_for_each_scale_and_are_greyed_when_disabled(app: QApplication) -> None:
    assert not icon("play", "#FFFFFF", "#888888").isNull()
    with pytest.raises(UnknownNameError, match="play"):
        icon("plai", "#FFFFFF")
