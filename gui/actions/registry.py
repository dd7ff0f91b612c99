"""The actions of the program. Each is declared once, with its name, shortcut, icon and state.

Its shortcut works in the whole window, its button and menu entry follow its state, and the palette finds it
in either language:

    actions.add("run.copy", QT_TRANSLATE_NOOP("window", "Duplicate the run"), copy, "runs", keys="Ctrl+D")
    actions.wire(button, "run.copy")
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from gui.theme import current_theme, icon
from gui.translations import QT_TRANSLATE_NOOP, both, current_language, translate

GROUPS = {
    "time": QT_TRANSLATE_NOOP("window", "Time"),
    "edit": QT_TRANSLATE_NOOP("window", "Edit"),
    "runs": QT_TRANSLATE_NOOP("window", "Runs"),
    "stage": QT_TRANSLATE_NOOP("window", "Stage"),
    "charts": QT_TRANSLATE_NOOP("window", "Charts"),
    "file": QT_TRANSLATE_NOOP("window", "File"),
    "window": QT_TRANSLATE_NOOP("window", "Window"),
}
"""In the order in which menus and sheets list them, with their names."""

Text = str | Callable[[], str]


@dataclass(frozen=True)
class Action:
    """One thing to do. `name` and `icon` may depend on the moment, as those of play and pause do.

    detail: what stands for {0} in its name.
    enabled, checked: asked whenever something has changed; without `checked` it is no switch.
    everywhere: it works while a page such as the gallery covers the stage.
    """

    id: str
    name: Text
    act: Callable[[], object]
    group: str
    keys: tuple[str, ...] = ()
    icon: Text | None = None
    enabled: Callable[[], bool] | None = None
    checked: Callable[[], bool] | None = None
    everywhere: bool = False
    detail: str = ""

    @property
    def text(self) -> str:
        """Its name in the language put on."""
        return translate("window", _now(self.name)).replace("{0}", self.detail)

    @property
    def names(self) -> tuple[str, str]:
        """Its name in English and in Russian."""
        english, russian = both(_now(self.name))
        return english.replace("{0}", self.detail), russian.replace("{0}", self.detail)

    @property
    def drawing(self) -> str | None:
        """The name of its icon now."""
        return None if self.icon is None else _now(self.icon)

    @property
    def shortcut(self) -> str:
        """The first of its keys as this system writes it, "" for none."""
        return key_text(self.keys[0]) if self.keys else ""

    @property
    def tip(self) -> str:
        """Name and shortcut, as a tooltip has them."""
        return f"{self.text}  ({self.shortcut})" if self.keys else self.text


@dataclass(frozen=True)
class Item:
    """Something else that the palette finds: a scenario, a speed, a parameter.

    names: what it is found by, in every language; text: as it is shown; group: its heading, translated.
    """

    text: str
    act: Callable[[], object]
    group: str
    names: tuple[str, ...] = ()
    hint: str = ""
    icon: str | None = None
    colour: str | None = None


Source = Callable[[], Iterable[Item]]


@dataclass
class _Made:
    action: Action
    qt: QAction
    buttons: list[tuple[QToolButton, bool]] = field(default_factory=list)


class Actions(QObject):
    """All actions of one window. `changed` is emitted after their states were looked at again."""

    changed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._made: dict[str, _Made] = {}
        self._sources: list[Source] = []
        self.is_covered = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self.refresh)

    def add(
        self,
        id: str,
        name: Text,
        act: Callable[[], object],
        group: str,
        *,
        keys: str | tuple[str, ...] = (),
        icon: Text | None = None,
        enabled: Callable[[], bool] | None = None,
        checked: Callable[[], bool] | None = None,
        everywhere: bool = False,
        repeats: bool = False,
        detail: str = "",
    ) -> Action:
        """Declares an action; `name` is English, marked by QT_TRANSLATE_NOOP.

        keys: its shortcuts, the one to show first; repeats: a key held down goes on; the rest as in Action.
        ValueError for an id or a shortcut that is taken.
        """
        wanted = (keys,) if isinstance(keys, str) else keys
        if id in self._made:
            raise ValueError(f"there is an action {id!r} already")
        for key in wanted:
            holder = self.holder(key)
            if holder is not None:
                raise ValueError(f"{key} is taken by {holder.id!r}")
        action = Action(id, name, act, group, wanted, icon, enabled, checked, everywhere, detail)
        qt = QAction(self)
        qt.setShortcuts([QKeySequence(key) for key in wanted])
        qt.setAutoRepeat(repeats)
        qt.setCheckable(checked is not None)
        qt.triggered.connect(lambda: self.trigger(id))
        self._window.addAction(qt)
        self._made[id] = _Made(action, qt)
        self.refresh_later()
        return action

    def add_source(self, source: Source) -> None:
        """Lets the palette find what `source` lists each time that the palette is opened."""
        self._sources.append(source)

    def __getitem__(self, id: str) -> Action:
        return self._made[id].action

    def __iter__(self) -> Iterator[Action]:
        return (made.action for made in self._made.values())

    def items(self) -> Iterator[Item]:
        """What the sources list now."""
        for source in self._sources:
            yield from source()

    def holder(self, key: str) -> Action | None:
        """The action that has this shortcut."""
        wanted = QKeySequence(key)
        found = (m.action for m in self._made.values() if wanted in map(QKeySequence, m.action.keys))
        return next(found, None)

    def is_enabled(self, id: str) -> bool:
        """Whether it can be done now."""
        action = self[id]
        if self.is_covered and not action.everywhere:
            return False
        return action.enabled is None or action.enabled()

    def trigger(self, id: str) -> None:
        """Does it, if it can be done now."""
        if self.is_enabled(id):
            self[id].act()
        self.refresh()

    def set_covered(self, covered: bool) -> None:
        """Whether a page covers the stage: what is not for everywhere then rests."""
        if covered != self.is_covered:
            self.is_covered = covered
            self.refresh()

    # -- what is made of them ----------------------------------------------------------------------------

    def wire(self, button: QToolButton, id: str, *, primary: bool = False) -> None:
        """Lets a button do an action and follow its icon, tooltip and state."""
        made = self._made[id]
        made.buttons.append((button, primary))
        button.setCheckable(made.action.checked is not None)
        button.clicked.connect(lambda: self.trigger(id))
        self._show(made)

    def fill(self, menu: QMenu, *ids: str) -> None:
        """Puts actions into a menu; "" is a line between two of them."""
        for id in ids:
            if id:
                menu.addAction(self._made[id].qt)
            else:
                menu.addSeparator()

    def refresh(self) -> None:
        """Looks at every action's state, name and icon again."""
        self._timer.stop()
        for made in self._made.values():
            self._show(made)
        self.changed.emit()

    def refresh_later(self) -> None:
        """As `refresh`, once, after what goes on now."""
        self._timer.start()

    def catch_up(self) -> None:
        """Does now what `refresh_later` has put off: a key may come before it and find its action at rest."""
        if self._timer.isActive():
            self.refresh()

    def _show(self, made: _Made) -> None:
        action, qt = made.action, made.qt
        enabled = self.is_enabled(action.id)
        checked = action.checked is not None and action.checked()
        qt.setText(action.text)
        qt.setEnabled(enabled)
        qt.setChecked(checked)
        colours = current_theme()
        drawing = action.drawing
        made.buttons = [entry for entry in made.buttons if shiboken6.isValid(entry[0])]
        for button, primary in made.buttons:
            if drawing is not None:
                button.setIcon(icon(drawing, colours.on_accent if primary else colours.text, colours.faint))
            if button.toolTip() != action.tip:
                button.setToolTip(action.tip)
                button.setAccessibleName(action.text)
            button.setEnabled(enabled)
            button.setChecked(checked)


def key_text(key: str) -> str:
    """A shortcut as this system writes it, in the language put on."""
    return _key_text(key, current_language())


@cache
def _key_text(key: str, _language: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def _now(text: Text) -> str:
    return text if isinstance(text, str) else text()
