"""The Tab key goes through a panel as one reads it, whenever its widgets were made."""

from __future__ import annotations

import itertools

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

_SAME_LINE = 8
"""Middles that lie closer than this are side by side."""


def order_tabs(content: QWidget) -> list[QWidget]:
    """Puts what Tab stops at into reading order, and returns it."""
    stops = [
        (child.mapTo(content, child.rect().center()), child)
        for child in content.findChildren(QWidget)
        if child.isVisibleTo(content) and child.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    ordered = [widget for line in _lines(stops) for _, widget in sorted(line, key=lambda stop: stop[0].x())]
    for before, after in itertools.pairwise(ordered):
        QWidget.setTabOrder(before, after)
    return ordered


def _lines(stops: list[tuple[QPoint, QWidget]]) -> list[list[tuple[QPoint, QWidget]]]:
    lines: list[list[tuple[QPoint, QWidget]]] = []
    for stop in sorted(stops, key=lambda stop: stop[0].y()):
        if lines and stop[0].y() - lines[-1][0][0].y() < _SAME_LINE:
            lines[-1].append(stop)
        else:
            lines.append([stop])
    return lines
