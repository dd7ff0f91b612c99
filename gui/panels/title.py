"""Title and caption on the picture itself. The title opens the list of scenarios."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu, QVBoxLayout, QWidget

from gui.actions import Actions
from gui.model.session import Session
from gui.theme import BODY, ICON, TITLE, current_theme, font, icon_pixmap
from gui.theme.shortening import in_lines
from gui.translations import translate
from scenarios.library import GROUPS, Entry


def group_names() -> dict[str, str]:
    """What the groups of scenarios are called in the language put on."""
    return {
        "lessons": translate("window", "Lessons"),
        "momentum": translate("window", "Momentum"),
        "adaptive": translate("window", "Adaptive steps"),
        "signals": translate("window", "Signals"),
        "landscapes": translate("window", "Landscapes"),
        "swarms": translate("window", "Swarms"),
        "maps": translate("window", "Maps"),
        "networks": translate("window", "Networks"),
    }


class TitleButton(QAbstractButton):
    """The title in large type, in as many lines as it takes, and an arrow after it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shows_arrow = True
        self._is_modified = False
        self._room = 1 << 16
        self.setFont(font(TITLE, QFont.Weight.DemiBold))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_modified(self, modified: bool) -> None:
        """Whether a dot after the title says that there are unsaved changes."""
        self._is_modified = modified
        self.updateGeometry()
        self.update()

    def set_room(self, wide: int) -> None:
        """How wide it may become."""
        if wide != self._room:
            self._room = wide
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        metrics, lines = QFontMetrics(self.font()), self.lines()
        wide = max(metrics.horizontalAdvance(line) for line in lines)
        return QSize(wide + self._aside + 4, metrics.height() * len(lines) + 4)

    def lines(self) -> list[str]:
        """The title, cut between words where it is wider than there is room."""
        return in_lines(self.text(), QFontMetrics(self.font()), self._room - self._aside - 4)

    @property
    def _aside(self) -> int:
        """How much arrow and dot take after the title."""
        return (ICON + 8 if self.shows_arrow else 0) + (ICON if self._is_modified else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = current_theme()
        lit = self.underMouse() or self.hasFocus()
        with QPainter(self) as painter:
            painter.setPen(QColor(colours.accent if lit else colours.on_stage))
            painter.setFont(self.font())
            metrics, lines = painter.fontMetrics(), self.lines()
            room, high = self.width() - self._aside, metrics.height()
            row, text = QRect(0, (self.height() - high * len(lines)) // 2 - high, self.width(), high), ""
            for line in lines:
                row.moveTop(row.top() + high)
                text = metrics.elidedText(line, Qt.TextElideMode.ElideRight, room)
                painter.drawText(row, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
            end, middle = metrics.horizontalAdvance(text), row.top() + high / 2 + 1
            if self.shows_arrow:
                arrow = icon_pixmap(
                    "chevron_down", colours.on_stage_muted, ICON - 4, self.devicePixelRatioF()
                )
                painter.drawPixmap(QPointF(end + 8, middle - (ICON - 4) / 2), arrow)
            if self._is_modified:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(colours.accent))
                painter.drawEllipse(QPointF(end + 16 + ICON * self.shows_arrow, middle), 3.5, 3.5)


class Title(QWidget):
    """Bound to the session; the list ends with what can be done with files."""

    def __init__(self, session: Session, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._actions = actions
        self.button = TitleButton(self)
        self.caption = QLabel(self)
        self.menu = QMenu(self)
        self.button.clicked.connect(self.open_menu)
        self.caption.setFont(font(BODY))
        self.caption.setWordWrap(True)
        self.caption.setTextFormat(Qt.TextFormat.PlainText)
        self.caption.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.caption)
        session.opened.connect(self.retranslate)
        session.document_changed.connect(self._show_document)

    def retranslate(self) -> None:
        """Every text and colour again, after scenario, language or theme has changed."""
        session = self._session
        colours = current_theme()
        self.caption.setStyleSheet(f"color: {colours.on_stage_muted}")
        self.button.setToolTip(
            translate("window", "Choose a scenario; Page Up and Page Down leaf through them")
        )
        if session.scenario is not None:
            self._show_document()

    def set_scale(self, scale: float) -> None:
        """Type so many times as large as at work."""
        self.button.setFont(font(round(TITLE * scale), QFont.Weight.DemiBold))
        self.caption.setFont(font(round(BODY * scale)))
        self.button.shows_arrow = scale == 1.0
        self.button.updateGeometry()

    def _show_document(self) -> None:
        """The texts as they are now, and whether they are saved."""
        session = self._session
        if session.scenario is not None and session.document is not None:
            self.button.setText(session.localized(session.scenario.title))
            self.button.set_modified(session.document.is_modified)
            self.button.updateGeometry()
            self.caption.setText(session.localized(session.scenario.caption))

    def open_menu(self) -> None:
        """The list of scenarios, under the title; made only now, since making it takes a while."""
        self._fill_menu()
        self.menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height() + 4)))

    def _fill_menu(self) -> None:
        self.menu.clear()
        names = group_names()
        for group in GROUPS:
            entries = [entry for entry in self._session.listed if entry.group == group]
            if entries:
                heading = self.menu.addAction(names[group].upper())
                heading.setEnabled(False)
                for entry in entries:
                    self._add(entry)
        self._actions.fill(self.menu, "", "gallery", "new", "open", "", "save", "save_as")

    def _add(self, entry: Entry) -> None:
        title = self._session.localized(entry.title).replace("&", "&&")
        figure = f"\t{entry.figure}" if entry.figure else ""
        action = self.menu.addAction(f"{title}{figure}")
        action.setData(entry.id)
        action.triggered.connect(lambda: self._session.open(entry.path))
