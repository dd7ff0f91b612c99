"""Dresses a QApplication: Fusion with our own palette, font and style sheet.

`setColorScheme` does nothing offscreen and on a bare X server, so the palette is ours throughout.
"""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from pathlib import Path
from string import Template

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from gui.theme import metrics
from gui.theme.colours import DARK, Theme, theme
from gui.theme.typeface import font

_FOLDER = Path(__file__).parent
_PROPERTY = "ravineTheme"


def translucent(colour: str, opacity: float) -> str:
    """`colour` as Qt style sheets and QColor read it with an opacity of 0 … 1."""
    return f"rgba({int(colour[1:3], 16)}, {int(colour[3:5], 16)}, {int(colour[5:7], 16)}, {opacity:.3f})"


def palette(colours: Theme) -> QPalette:
    """Qt's palette in the colours of a theme."""
    role = QPalette.ColorRole
    made = QPalette()
    for key, colour in {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.field,
        role.AlternateBase: colours.panel,
        role.Text: colours.text,
        role.Button: colours.panel,
        role.ButtonText: colours.text,
        role.BrightText: colours.danger,
        role.ToolTipBase: colours.panel,
        role.ToolTipText: colours.text,
        role.PlaceholderText: colours.faint,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.Light: colours.hover,
        role.Midlight: colours.hover,
        role.Mid: colours.panel_border,
        role.Dark: colours.field_border,
        role.Shadow: colours.field_border,
        role.Accent: colours.accent,
    }.items():
        made.setColor(key, QColor(colour))
    for key in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, key, QColor(colours.faint))
    return made


@cache
def style_sheet(name: str) -> str:
    """The application's style sheet in the colours of the theme `name`."""
    colours = theme(name)
    words = {key: value for key, value in asdict(colours).items() if isinstance(value, str)}
    words["panel_glass"] = translucent(colours.panel, colours.panel_opacity)
    words["accent_soft"] = translucent(colours.accent, 0.22)
    words["scroll"] = translucent(colours.muted, 0.45)
    words["icons"] = (_FOLDER / "icons").as_posix()
    sizes = {key.lower(): f"{value}px" for key, value in vars(metrics).items() if isinstance(value, int)}
    return Template((_FOLDER / "style.qss").read_text(encoding="utf-8")).substitute(words | sizes)


def apply_theme(app: QApplication, name: str) -> Theme:
    """Put on the theme "dark" or "light" (UnknownNameError for any other) and return it.

    May be called again at any time: every widget repaints itself. What paints itself asks `current_theme`.
    Of a large window that is being looked at, `Dresser` changes the theme sooner.
    """
    colours = theme(name)
    if app.property(_PROPERTY) is None:
        # every widget is polished anew for each of these, and neither depends on the theme
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setFont(font(metrics.BODY))
    if app.styleSheet() != style_sheet(name):
        app.setStyleSheet(style_sheet(name))
    apply_colours(app, colours)
    return colours


def apply_colours(app: QApplication, colours: Theme) -> None:
    """The palette alone, and what `current_theme` says; the style sheet stays."""
    app.setPalette(palette(colours))
    app.setProperty(_PROPERTY, colours.name)


def current_theme() -> Theme:
    """The theme last applied; the dark one before that."""
    app = QApplication.instance()
    name = app.property(_PROPERTY) if app is not None else None
    return theme(name) if name else DARK
