"""The look of the program: two themes, one font, one set of icons, one style sheet.

`colours` and `metrics` are free of Qt. The rest is imported when it is first asked for, so that code that
only needs a colour does not load the widgets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gui.theme.colours import DARK, LIGHT, THEMES, Theme, theme
from gui.theme.metrics import BODY, CONTROL, GRID, ICON, RADIUS, RADIUS_SMALL, SMALL, TITLE

if TYPE_CHECKING:
    from gui.theme.application import apply_theme, current_theme, palette, style_sheet, translucent
    from gui.theme.iconset import icon, icon_names, icon_pixmap
    from gui.theme.typeface import FAMILY, font, load_fonts

_LATER = {
    "apply_theme": "application",
    "current_theme": "application",
    "palette": "application",
    "style_sheet": "application",
    "translucent": "application",
    "FAMILY": "typeface",
    "font": "typeface",
    "load_fonts": "typeface",
    "icon": "iconset",
    "icon_names": "iconset",
    "icon_pixmap": "iconset",
}

__all__ = [
    "BODY",
    "CONTROL",
    "DARK",
    "FAMILY",
    "GRID",
    "ICON",
    "LIGHT",
    "RADIUS",
    "RADIUS_SMALL",
    "SMALL",
    "THEMES",
    "TITLE",
    "Theme",
    "apply_theme",
    "current_theme",
    "font",
    "icon",
    "icon_names",
    "icon_pixmap",
    "load_fonts",
    "palette",
    "style_sheet",
    "theme",
    "translucent",
]


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module 'gui.theme' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"gui.theme.{_LATER[name]}"), name)
