"""Texts for which there is not enough room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF


def shortened(text: str, metrics: QFontMetrics | QFontMetricsF, width: float) -> str:
    """The words of a text that fit into the width, and an ellipsis after them if it has more; only a first
    word that is too long itself is cut."""
    if metrics.horizontalAdvance(text) <= width:
        return text
    words = text.split()
    while len(words) > 1:
        words.pop()
        shown = " ".join(words).rstrip(",;:.–— ") + "…"
        if metrics.horizontalAdvance(shown) <= width:
            return shown
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(width))
