"""From one card to the next by the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from gui.gallery.card import Card

_ACROSS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_DOWN = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


def next_card(here: Card, cards: Sequence[Card], key: Qt.Key, ground: QWidget) -> Card | None:
    """The card that an arrow leads to: the neighbour, or the nearest of the next row; None for none."""
    if key in _ACROSS:
        place = list(cards).index(here) + _ACROSS[key]
        return cards[place] if 0 <= place < len(cards) else None
    if key not in _DOWN:
        return None
    start = here.mapTo(ground, QPoint())
    places = [(card.mapTo(ground, QPoint()), card) for card in cards]
    beyond = [(at, card) for at, card in places if (at.y() - start.y()) * _DOWN[key] > 0]
    if not beyond:
        return None
    row = min(abs(at.y() - start.y()) for at, _ in beyond)
    nearest = [(abs(at.x() - start.x()), card) for at, card in beyond if abs(at.y() - start.y()) == row]
    return min(nearest, key=lambda entry: entry[0])[1]
