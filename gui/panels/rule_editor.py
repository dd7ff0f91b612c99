"""The rule of a run as text. What one types is at work as soon as it can be read."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

import engine
from engine.entries import Optimizer
from engine.language.rule import Rule
from engine.language.symbols import unicode_symbol
from gui.model.session import Session
from gui.panels.code_field import fixed_font
from gui.panels.number_field import set_invalid
from gui.panels.reading_as_typed import Fault, State, initial_values, read_rule
from gui.panels.typing_panel import TypingPanel, heading_label
from gui.theme import GRID, current_theme
from gui.translations import translate

GIVEN = ("theta", "g", "t", "grad", "loss", "norm", "sum", "dot", "others", "hess_diag", "newton")


class _Unfinished(NamedTuple):
    """What was typed over a rule and could not be read yet when another run was selected."""

    over: Rule
    text: str
    state: State


class RuleEditor(TypingPanel):
    """Bound to the session: shows the selected run's rule while it is open."""

    def __init__(self, session: Session, owner: QWidget) -> None:
        super().__init__(owner, GIVEN)
        self._session = session
        self._who = 0
        self._state: State = {}
        self._shown: Optimizer | None = None
        self._unfinished: dict[int, _Unfinished] = {}
        self.states = QWidget(self)
        self.states_heading = heading_label()
        self.state_fields: dict[str, QLineEdit] = {}
        self._grid = QGridLayout(self.states)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setVerticalSpacing(4)
        foot = QHBoxLayout()
        foot.addWidget(self.back_button)
        foot.addStretch(1)
        for widget in (self.states_heading, self.states, self.hint):
            self.column.addWidget(widget)
        self.column.addLayout(foot)
        self.back_button.clicked.connect(self.go_back)
        session.selection_changed.connect(self._follow)
        session.structure_changed.connect(self._follow)
        session.opened.connect(self._leave)
        session.hastening.connect(self.hasten)

    def edit(self, anchor: QWidget, run: int) -> None:
        """Opens on a run's rule."""
        self.show_run(run)
        self.open_beside(anchor, self.code)

    def show_run(self, run: int) -> None:
        """Shows a run's rule as it is now."""
        self._who = self._session.who_is(run)
        optimizer = self._session.runs[run].optimizer
        self._shown = optimizer
        self._state = initial_values(optimizer.rule)
        self.code.set_text(optimizer.rule.text)
        self._show_states(tuple(optimizer.rule.states))
        self.complaint.say("")
        self.retranslate()
        left = self._unfinished.pop(self._who, None)
        if left is not None and left.over == optimizer.rule:
            self._state = left.state
            self.code.set_text(left.text)
            self.check()

    @property
    def _run(self) -> int | None:
        """Where the run that is shown stands in the list; None if it is gone."""
        return self._session.place_of(self._who)

    def retranslate(self) -> None:
        super().retranslate()
        number = self._run
        if number is None:
            return
        run = self._session.runs[number]
        self.heading.setText(translate("window", "Rule: {0}").format(self._session.localized(run.label)))
        shade = current_theme().run_colour(number if run.spec.colour is None else run.spec.colour)
        self.heading.setStyleSheet(f"color: {shade}")
        self.code.setAccessibleName(self.heading.text())
        self.states_heading.setText(translate("window", "Starts from").upper())
        self.hint.setText(
            translate(
                "window",
                "theta is the position, g its gradient, t the step from 1, grad(p) the gradient elsewhere. "
                "A name read before it is given a value is kept from step to step; a name never given one is "
                "a parameter, with a slider.",
            )
        )
        origin = self._origin_entry()
        text = translate("window", "Back to the catalogue's {0}")
        self.back_button.setText(text.format(origin.name[self._session.language] if origin else ""))
        self.back_button.setVisible(origin is not None and self._shown is not None)
        self.back_button.setEnabled(self._shown is not None and self._shown.id == "typed")
        self._tell()

    def go_back(self) -> None:
        """The catalogue's rule again, as if nothing had been typed."""
        self._timer.stop()
        run, origin = self._run, self._origin_entry()
        if run is not None and origin is not None:
            self.complaint.attempt(lambda: self._session.set_optimizer(run, origin.id))
            self.show_run(run)

    # -- reading and applying --------------------------------------------------------------------------------

    def read(self) -> Fault | str:
        found = read_rule(self.code.toPlainText(), self._state)
        if not isinstance(found, Fault):
            self._show_states(tuple(found.rule.states))
            return self._about(found)
        if found.states:
            self._show_states(found.states, found.state)
        return found

    def apply(self) -> None:
        found = read_rule(self.code.toPlainText(), self._state)
        run = self._run
        if isinstance(found, Fault) or run is None:
            return
        before = self._session.runs[run].optimizer.rule
        if (found.rule.text, found.rule.state_texts) == (before.text, before.state_texts):
            return
        self._session.set_rule(run, found.rule.text, initial_values(found.rule))
        self._shown = self._session.runs[run].optimizer
        self.retranslate()

    def _about(self, optimizer: Optimizer) -> str:
        rule = optimizer.rule
        states = ", ".join(map(unicode_symbol, rule.states)) or "—"
        parameters = ", ".join(map(unicode_symbol, rule.parameters)) or "—"
        text = translate("window", "kept from step to step: {0};  parameters: {1}")
        return text.format(states, parameters)

    def _tell(self) -> None:
        found = read_rule(self.code.toPlainText(), self._state)
        self.told.setText("" if isinstance(found, Fault) else self._about(found))
        self.told.setVisible(not isinstance(found, Fault))

    def _origin_entry(self) -> Optimizer | None:
        run, shown = self._run, self._shown
        if run is None or shown is None:
            return None
        id = shown.id if shown.id != "typed" else self._session.origin(run)
        return engine.load_optimizer(id) if id in engine.list_ids("optimizers") else None

    # -- initial values --------------------------------------------------------------------------------------

    def _show_states(self, names: tuple[str, ...], faulty: str = "") -> None:
        if names != tuple(self.state_fields):
            self._make_state_fields(names)
        for name, field in self.state_fields.items():
            if not field.hasFocus():
                field.setText(str(self._state.get(name, 0)))
            set_invalid(field, name == faulty)
        self.states.setVisible(bool(names))
        self.states_heading.setVisible(bool(names))

    def _make_state_fields(self, names: tuple[str, ...]) -> None:
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.state_fields = {}
        for k, name in enumerate(names):
            field = QLineEdit(self.states)
            field.setFont(fixed_font())
            field.setMaxLength(400)
            field.setAccessibleName(name)
            field.textEdited.connect(lambda text, n=name: self._set_state(n, text))
            label = QLabel(f"{unicode_symbol(name)} ←", self.states)
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            row, side = divmod(k, 2)
            self._grid.addWidget(label, row, 2 * side)
            self._grid.addWidget(field, row, 2 * side + 1)
            self.state_fields[name] = field

    def _set_state(self, name: str, text: str) -> None:
        plain = text.strip()
        if plain in ("", "0"):
            self._state.pop(name, None)
        else:
            self._state[name] = plain
        self.check()

    # -- following the session -------------------------------------------------------------------------------

    def end(self) -> None:
        self._session.close_edit()

    def _follow(self) -> None:
        """Another run is selected, or the rule was changed elsewhere, as by undoing."""
        if not self.is_open or self._applying:
            return
        run, selected, shown = self._run, self._session.selected, self._shown
        stays = run is not None and shown is not None and self._session.runs[run].optimizer.rule == shown.rule
        if selected == run and stays:
            return
        if self.is_waiting and stays:
            self.apply_now()
        elif stays and shown is not None and isinstance(self.read(), Fault):
            self._unfinished[self._who] = _Unfinished(shown.rule, self.code.toPlainText(), self._state)
        # a run that went takes along what was being typed for it
        self._timer.stop()
        self.show_run(selected)

    def _leave(self) -> None:
        self._timer.stop()
        self._unfinished.clear()
        self.close_panel()
