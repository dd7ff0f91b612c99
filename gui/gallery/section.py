"""A heading and the cards under it, as many in a row as there is room for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QLabel, QWidget

from gui.gallery.card import WIDTH, Card
from gui.theme import GRID
from scenarios.library import Entry

GAP = 2 * GRID
HEADING = 4 * GRID
BETWEEN = 4 * GRID


def width_of(columns: int) -> int:
    """The width of so many cards beside each other."""
    return max(columns, 1) * (WIDTH + GAP) - GAP


def columns_in(width: int) -> int:
    """How many cards stand beside each other in a width."""
    return max(1, (width + GAP) // (WIDTH + GAP))


class Section(QWidget):
    """Cards of one kind; those that a search leaves out are hidden, and an empty section hides itself."""

    def __init__(self, chosen: Callable[[Entry], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen = chosen
        self.heading = QLabel(self)
        self.heading.setProperty("role", "heading")
        self.cards: list[Card] = []

    @property
    def shown(self) -> list[Card]:
        """The cards that the search has left."""
        return [card for card in self.cards if not card.isHidden()]

    def show_entries(self, entries: Sequence[Entry], language: str) -> None:
        """Other cards; those of entries that stay are kept with their pictures."""
        kept = {card.entry: card for card in self.cards}
        cards = []
        for entry in entries:
            card = kept.pop(entry, None) or self._make(entry)
            card.set_language(language)
            cards.append(card)
        for card in kept.values():
            card.hide()
            card.deleteLater()
        self.cards = cards

    def _make(self, entry: Entry) -> Card:
        card = Card(entry, self)
        card.clicked.connect(lambda: self._chosen(entry))
        return card

    def leave(self, entries: set[Entry]) -> None:
        """Shows only cards of these entries."""
        for card in self.cards:
            card.setVisible(card.entry in entries)
        self.setVisible(bool(self.shown))

    def arrange(self, columns: int) -> int:
        """Places the cards, so many in a row; the height that is needed."""
        self.heading.setGeometry(0, 0, width_of(columns), HEADING - GRID)
        top, cards = HEADING, self.shown
        for first in range(0, len(cards), columns):
            row = cards[first : first + columns]
            high = max(card.needed_height() for card in row)
            for place, card in enumerate(row):
                card.setGeometry(place * (WIDTH + GAP), top, WIDTH, high)
            top += high + GAP
        return top - GAP if cards else HEADING


def pack(sections: Sequence[Section], columns: int, left: int, top: int) -> int:
    """Places sections from (left, top) on, beside each other where they fit; where they end."""
    used, high = 0, 0
    for section in sections:
        wanted = min(len(section.shown), columns)
        if used and used + wanted > columns:
            used, top, high = 0, top + high + BETWEEN, 0
        tall = section.arrange(wanted)
        section.setGeometry(left + used * (WIDTH + GAP), top, width_of(wanted), tall)
        used, high = used + wanted, max(high, tall)
    return top + high
