"""The laboratory's few buttons, under the names of the lanes, and the menu of what is shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from gui.actions import Actions
from gui.laboratory.ensembles import EnsembleMenu
from gui.model.session import Session
from gui.panels.buttons import IconButton
from gui.plots.lane_building import lane_names, shown_lanes
from gui.translations import translate

SIDE = 28
BUTTONS = ("lab.frequency", "lab.decibels", "lab.ensemble", "lab.paint", "lab.csv", "lab.integral")


class Bar(QWidget):
    """`wire` lets its buttons do actions of the window; those that make no sense now are not there."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._registry: Actions | None = None
        self.menu = QMenu(self)
        self.ensembles = EnsembleMenu(session, self)
        self.lanes_button = IconButton("lanes", self, SIDE)
        self.lanes_button.clicked.connect(self.open_menu)
        self.buttons = {id: IconButton("chart", self, SIDE) for id in BUTTONS}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.lanes_button)
        for button in self.buttons.values():
            row.addWidget(button)

    def wire(self, registry: Actions) -> None:
        self._registry = registry
        for id, button in self.buttons.items():
            registry.wire(button, id)
        registry.changed.connect(self.renew)
        self.renew()

    def renew(self) -> None:
        """Every text again, and which buttons there are."""
        registry = self._registry
        if registry is None:
            return
        self.lanes_button.set_tip(translate("window", "Which lanes are shown"))
        for id, button in self.buttons.items():
            button.setVisible(registry.is_enabled(id))
        resolved = self._session.resolved
        self.lanes_button.setVisible(resolved is not None and not resolved.scenario.view.lanes.frequency)
        self.adjustSize()

    def open_ensembles(self) -> None:
        self.ensembles.open_above(self.buttons["lab.ensemble"])

    def open_menu(self) -> None:
        self.fill_menu()
        hint = self.menu.sizeHint()
        self.menu.popup(self.lanes_button.mapToGlobal(QPoint(0, -hint.height() - 4)))

    def fill_menu(self) -> None:
        """A switch for each lane that there could be."""
        resolved = self._session.resolved
        if resolved is None:
            return
        self.menu.clear()
        shown = shown_lanes(resolved)
        for each in lane_names(resolved, self._session.language):
            note = f"   {each.note}" if each.note else ""
            action = self._switch(f"{each.title}{note}", each.key in shown, partial(self._toggle, each.key))
            action.setEnabled(len(shown) > 1 or each.key not in shown)
        self.menu.addSeparator()
        named = bool(resolved.scenario.view.lanes.shown)
        text = translate("window", "As many as there is room for")
        self._switch(text, not named, lambda: self._session.set_lanes(()))

    def _switch(self, text: str, checked: bool, act: Callable[[], object]) -> QAction:
        action = self.menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(checked)
        action.triggered.connect(lambda: act())
        return action

    def _toggle(self, key: str) -> None:
        resolved = self._session.resolved
        if resolved is not None:
            changed = set(shown_lanes(resolved)) ^ {key}
            # the menu may be of a rule that had other states
            self._session.set_lanes([k.key for k in lane_names(resolved, "en") if k.key in changed])
