"""Texts for which there is not enough room in one line."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF


def shortened(text: str, metrics: QFontMetrics | QFontMetricsF, width: float) -> str:
    """The words of a text that fit into the width, and an ellipsis after them if it has more; only a first
    word that is too long itself is cut."""
    if metrics.horizontalAdvance(text) <= width:
        return text
    words = _words(text)
    while len(words) > 1:
        words.pop()
        shown = " ".join(words).rstrip(",;:.–— ") + "…"
        if metrics.horizontalAdvance(shown) <= width:
            return shown
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(width))


def in_lines(text: str, metrics: QFontMetrics | QFontMetricsF, width: float) -> list[str]:
    """A text cut between words into lines of at the most that width: one at the least. No word is cut."""
    found = [""]
    for word in _words(text):
        longer = f"{found[-1]} {word}" if found[-1] else word
        if found[-1] and metrics.horizontalAdvance(longer) > width:
            found.append(word)
        else:
            found[-1] = longer
    return found


def _words(text: str) -> list[str]:
    """What spaces part; those that hold a number and its sign together do not."""
    return [word for word in text.split(" ") if word]
