"""Colours of classes, apart from those of runs: fewer, calmer, and told apart by lightness too."""

from __future__ import annotations

from gui.theme.colours import Theme

_ON_DARK = ("#3E63DD", "#E5484D", "#30A46C", "#E2A336", "#8E4EC6", "#12A594", "#D6409F", "#889096")
_ON_LIGHT = ("#5B7FE8", "#EE7A74", "#5DB98A", "#E5B567", "#A983D6", "#5FBFB4", "#E18AC0", "#9BA1A6")

_POINTS_ON_DARK = ("#9EB1FF", "#FF9592", "#7BE0AE", "#FFD68A", "#D9B4FF", "#67E3D1", "#FFA8DC", "#D3D8DD")
_POINTS_ON_LIGHT = ("#2746B5", "#B3261E", "#146C43", "#8A5A00", "#5E2C94", "#0B6B60", "#9B1B6B", "#4A5158")


def class_colours(theme: Theme) -> tuple[str, ...]:
    """By class, the colour of its ground."""
    return _ON_DARK if theme.dark else _ON_LIGHT


def point_colours(theme: Theme) -> tuple[str, ...]:
    """By class, the colour of its points, which stand out from the ground."""
    return _POINTS_ON_DARK if theme.dark else _POINTS_ON_LIGHT
