"""A desk: the panel at the right on a window of its own, bound to a session without a worker."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget

import scenarios
from gui.actions import Actions
from gui.model import commands
from gui.model.frame import Frame, Loaded
from gui.model.session import Session
from gui.panels.formula_view import Typesetter
from gui.panels.leaving import leave_typing
from gui.panels.runs_panel import RunsPanel
from gui.theme import apply_theme
from gui.translations import Language
from scenarios.resolving import resolve

LANDSCAPE = "everyone_from_one_point"
SIGNAL = "momentum_memory"


class Desk:
    """The panel, and the hands that use it."""

    def __init__(self, qtbot, source: str, theme: str, language: str) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        apply_theme(app, theme)
        Language(app).put_on(language)
        self.bot = qtbot
        self.sent: list[commands.Command] = []
        self.session = Session(self.sent.append)
        self.session.language, self.session.theme = language, theme
        self.window = QWidget()
        self.registry = Actions(self.window)
        leave_typing(self.session, self.window)
        self.typesetter = Typesetter(self.window)
        self.folds: dict[str, bool] = {}
        self.panel = RunsPanel(self.session, self.typesetter, self.window, self.folds)
        self.panel.declare(self.registry)
        for change in (self.session.structure_changed, self.session.selection_changed, self.session.opened):
            change.connect(self.registry.refresh)
        self.window.resize(1200, 900)
        self.window.show()
        self.open(source)
        self.window.activateWindow()
        qtbot.waitActive(self.window).__enter__()

    def open(self, source: str) -> None:
        self.session.open(source)
        version = next(c for c in reversed(self.sent) if isinstance(c, commands.Open)).version
        self.session.adopt(Loaded(version, resolve(scenarios.load(source)), source))
        self.lay_out()

    def lay_out(self) -> None:
        QApplication.processEvents()
        self.panel.setGeometry(856, 16, self.panel.width(), self.panel.fit(868))
        QApplication.processEvents()

    def go_to(self, step: int) -> None:
        """Lets time stand at a step."""
        assert self.session.loaded is not None
        frame = Frame(self.session.loaded.version, len(self.sent), step, self.session.total, False)
        self.session.adopt_frame(frame)
        self.registry.refresh()

    def click(
        self,
        widget: QWidget,
        at: QPoint | None = None,
        button: Qt.MouseButton = Qt.MouseButton.LeftButton,
    ) -> None:
        self.reveal(widget)
        self.bot.mouseClick(widget, button, pos=at or widget.rect().center())

    def reveal(self, widget: QWidget) -> None:
        """Scrolls to a widget, as one does before one clicks on it."""
        if self.panel.isAncestorOf(widget):
            self.lay_out()
            self.panel.area.ensureWidgetVisible(widget)
        QApplication.processEvents()

    def key(self, widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
        self.bot.keyClick(widget, key, modifiers or Qt.KeyboardModifier.NoModifier)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
        """A key of the window, whatever has the keyboard."""
        self.key(QApplication.focusWidget() or self.window, key, modifiers)

    def type(self, field: QLineEdit, text: str) -> None:
        """Replaces what stands in a field, and confirms it."""
        self.reveal(field)
        field.setFocus()
        field.selectAll()
        self.bot.keyClicks(field, text)
        self.key(field, Qt.Key.Key_Return)

    def enter(self, widget: QWidget, text: str) -> None:
        """Types letters that QTest's keyboard does not have."""
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(widget, event)

    def hover(self, widget: QWidget) -> None:
        self.reveal(widget)
        QTest.mouseMove(widget, widget.rect().center())
        QApplication.processEvents()

    def drag(self, widget: QWidget, by: QPoint, start: QPoint | None = None, steps: int = 6) -> None:
        """Presses at a place of a widget, by default its middle, moves, lets go."""
        self.reveal(widget)
        start = start or widget.rect().center()
        origin = widget.mapToGlobal(start)
        self.bot.mousePress(widget, Qt.MouseButton.LeftButton, pos=start)
        for k in range(1, steps + 1):
            at = QPointF(origin + by * (k / steps))
            event = QMouseEvent(
                QEvent.Type.MouseMove,
                QPointF(widget.mapFromGlobal(at.toPoint())),
                at,
                Qt.MouseButton.NoButton,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )
            QApplication.sendEvent(widget, event)
        end = widget.mapFromGlobal(origin + by)
        self.bot.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=end)

    def choose(self, menu: QMenu, name: str) -> None:
        """The entry of a menu whose text begins so."""
        action = next(a for a in menu.actions() if a.text().startswith(name))
        assert action.isEnabled()
        action.trigger()

    def unfold(self, name: str):
        section = next(s for s in self.panel.sections if s.name == name)
        if section.is_folded:
            self.click(section.heading)
        self.lay_out()
        return section

    @property
    def names(self) -> list[str]:
        """What stands in the list."""
        return [row.text() for row in self.panel.list.rows]

    def wait(self, condition: Callable[[], bool]) -> None:
        self.bot.waitUntil(condition, timeout=60_000)


Make = Callable[..., Desk]


@pytest.fixture
def make(qtbot) -> Iterator[Make]:
    desks: list[Desk] = []

    def build(source: str = LANDSCAPE, theme: str = "dark", language: str = "en") -> Desk:
        desks.append(Desk(qtbot, source, theme, language))
        return desks[-1]

    yield build
    for desk in desks:
        desk.typesetter.close()
        desk.window.close()
        desk.window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    app = QApplication.instance()
    assert app is not None
    Language(app).put_on("en")


@pytest.fixture
def desk(make: Make) -> Desk:
    return make()
