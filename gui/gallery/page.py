"""The page with all scenarios as cards, over the whole window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from gui.actions.search import rank
from gui.covering import CoveringPage
from gui.gallery.card import PICTURE, WIDTH, Card
from gui.gallery.header import Header
from gui.gallery.section import Section, columns_in, pack, width_of
from gui.gallery.shelves import ORDER, RECENT, YOURS, shelves, unknown
from gui.gallery.thumbnails import Thumbnails, Wish
from gui.gallery.walking import next_card
from gui.model.session import Session
from gui.panels.title import group_names
from gui.settings import Settings
from gui.theme import GRID
from gui.translations import translate
from scenarios.library import Entry

EDGE = 4 * GRID


class Area(QScrollArea):
    """Leaves the arrow keys to the page: they walk from card to card."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()


class Gallery(CoveringPage):
    """Hidden until `open`. `left` asks for the stage; a chosen card calls `choose`."""

    left = Signal()

    def __init__(
        self,
        session: Session,
        settings: Settings,
        choose: Callable[[Entry], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._settings = session, settings
        self._described: tuple[Entry, ...] = ()
        self.thumbnails = Thumbnails(self)
        self.header = Header(self)
        self.area = Area(self)
        self.nothing = QLabel(self)
        self.sections = {heading: Section(choose) for heading in ORDER}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(30)
        self._timer.timeout.connect(self._ask_for_pictures)
        self._lay_out()
        self._bind()
        self.hide()

    def _lay_out(self) -> None:
        self._content = QWidget()
        self._content.setAutoFillBackground(False)
        self.nothing.setProperty("role", "muted")
        for part in (self.nothing, *self.sections.values()):
            part.setParent(self._content)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self._content)
        self.area.viewport().setAutoFillBackground(False)

    def _bind(self) -> None:
        self._session.list_changed.connect(self._fill)
        self.header.search.textChanged.connect(self._search)
        self.header.search.returnPressed.connect(self._choose_first)
        self.header.close_button.clicked.connect(self.left)
        self.area.verticalScrollBar().valueChanged.connect(self._timer.start)
        self.thumbnails.drawn.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self.thumbnails.described.connect(self._take_described, Qt.ConnectionType.QueuedConnection)

    # -- coming and going --------------------------------------------------------------------------------

    def open(self) -> None:
        """Shows it over the stage, the cursor in the search field."""
        self.header.search.clear()
        self.retranslate()
        self._session.ask_for_list()
        self.thumbnails.describe(unknown(self._session.listed, self._settings.recent))
        self.thumbnails.hold(False)
        self.area.verticalScrollBar().setValue(0)
        self.show()
        self.raise_()
        self.header.search.setFocus()

    def leave(self) -> None:
        """Hides it; pictures wait until it is open again."""
        self.thumbnails.hold(True)
        self.hide()

    def close_page(self) -> None:
        """Ends the thread that draws."""
        self.thumbnails.close()

    # -- what is shown -----------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Every text again, after the language or the theme has changed."""
        names = {**group_names(), RECENT: translate("window", "Recent"), YOURS: translate("window", "Yours")}
        for heading, section in self.sections.items():
            section.heading.setText(names[heading].upper())
        self.nothing.setText(translate("window", "No scenario is called that"))
        self.header.close_button.setVisible(self._session.loaded is not None)
        self.header.retranslate()
        self._fill()

    def _fill(self) -> None:
        found = shelves(self._session.listed, self._settings.recent, self._described)
        found[RECENT] = found[RECENT][: self._columns]
        for heading, entries in found.items():
            self.sections[heading].show_entries(entries, self._session.language)
        self._search(self.header.search.text())

    def _search(self, query: str) -> None:
        groups = group_names()
        for heading, section in self.sections.items():
            entries = [card.entry for card in section.cards]
            names = [_names(entry, groups[entry.group]) for entry in entries]
            kept = set(rank(query, entries, names))
            if query.strip() and heading == RECENT:
                # what was looked at lately stands under its own heading too: once is enough to be found
                kept -= self._elsewhere()
            section.leave(kept)
        self.nothing.setVisible(bool(query.strip()) and not self.cards)
        self._arrange()

    def _elsewhere(self) -> set[Entry]:
        """What has a card under another heading than that of recent files."""
        others = (section for heading, section in self.sections.items() if heading != RECENT)
        return {card.entry for section in others for card in section.cards}

    @property
    def cards(self) -> list[Card]:
        """All cards that are shown, in their order."""
        return [card for heading in ORDER for card in self.sections[heading].shown]

    @property
    def _columns(self) -> int:
        return columns_in(self.width() - 2 * EDGE - GRID)

    def _arrange(self) -> None:
        """The cards in the middle of the window; header and headings begin where they begin."""
        wide = width_of(self._columns)
        side = max((self.width() - wide) // 2, GRID)
        self.header.setGeometry(side, 3 * GRID, wide, self.header.sizeHint().height())
        top = self.header.geometry().bottom() + 2 * GRID
        self.area.setGeometry(0, top, self.width(), self.height() - top)
        shown = [section for section in self.sections.values() if section.shown]
        foot = pack(shown, self._columns, side, GRID)
        self.nothing.setGeometry(side, GRID, wide, 4 * GRID)
        # as wide as the window: the scroll bar lies over its edge
        self._content.resize(self.width(), max(foot, 5 * GRID) + 4 * GRID)
        self._timer.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fill()

    # -- pictures ----------------------------------------------------------------------------------------

    def _ask_for_pictures(self) -> None:
        """Those in sight first; the rest after them."""
        if not self.isVisible():
            return
        cards = [card for card in self.cards if self._wish(card) != card.wish]
        ordered = sorted(cards, key=lambda card: card.visibleRegion().isEmpty())
        self.thumbnails.ask(list(dict.fromkeys(map(self._wish, ordered))))

    def _wish(self, card: Card) -> Wish:
        return Wish(card.entry.path, self._session.theme, WIDTH, PICTURE, self.devicePixelRatioF())

    def _take(self, wish: Wish, image: QImage) -> None:
        for section in self.sections.values():
            for card in section.cards:
                if self._wish(card) == wish:
                    card.set_image(wish, image)

    def _take_described(self, entries: tuple[Entry, ...]) -> None:
        self._described = entries
        self._fill()

    # -- by keyboard -------------------------------------------------------------------------------------

    def _choose_first(self) -> None:
        """Plays what fits the search best."""
        query, cards = self.header.search.text(), self.cards
        if query.strip() and cards:
            groups = group_names()
            names = [_names(card.entry, groups[card.entry.group]) for card in cards]
            rank(query, cards, names)[0].click()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            if self.header.search.text():
                self.header.search.clear()
                self.header.search.setFocus()
            else:
                self.left.emit()
        elif not self._walk(key):
            super().keyPressEvent(event)

    def _walk(self, key: Qt.Key) -> bool:
        """Moves the keyboard to the card in that direction; up from the first row to the search field."""
        here = self.focusWidget()
        if isinstance(here, Card):
            found = next_card(here, self.cards, key, self)
            if found is None and key == Qt.Key.Key_Up:
                self.header.search.setFocus()
                return True
        else:
            found = self.cards[0] if self.cards and key == Qt.Key.Key_Down else None
        if found is None:
            return False
        found.setFocus()
        self.area.ensureWidgetVisible(found, 0, 3 * GRID)
        return True


def _names(entry: Entry, group: str) -> tuple[str, ...]:
    """What a search finds a scenario by."""
    texts = (entry.title.en, entry.title.ru, entry.caption.en, entry.caption.ru)
    return (*texts, entry.figure or "", group, entry.id.replace("_", " "))
