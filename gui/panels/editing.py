"""What can be done from the panel with runs, rules and fields: each a method and an action of the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engine.errors import RavineError
from gui.actions import Actions
from gui.model.moving_in import Kind
from gui.model.session import Session
from gui.panels.choices import (
    Choice,
    curve_choices,
    landscape_choices,
    optimizer_choices,
    point_choices,
    schedule_choices,
    signal_choices,
)
from gui.panels.chooser import Chooser
from gui.panels.field_editor import FieldEditor
from gui.panels.formula_view import Typesetter
from gui.panels.heights import Heights
from gui.panels.rule_editor import RuleEditor
from gui.panels.run_actions import declare
from gui.translations import translate

if TYPE_CHECKING:
    from gui.panels.runs_panel import RunsPanel


class Editors(QObject):
    """Of the selected run. `refused` carries why an edit could not be made, or ""; `renaming` asks the list
    to let the name be typed. Choosers and editors are made when they are first asked for."""

    refused = Signal(object)
    renaming = Signal()

    def __init__(self, session: Session, typesetter: Typesetter, panel: RunsPanel) -> None:
        super().__init__(panel)
        self._session = session
        self._typesetter = typesetter
        self._panel = panel
        self._chooser: Chooser | None = None
        self._rule: RuleEditor | None = None
        self._field: FieldEditor | None = None

        self.heights = Heights(panel)
        self.heights.found.connect(lambda heights: self._attempt(lambda: session.set_heights(heights)))
        self.heights.refused.connect(self.refused)
        session.opened.connect(self.heights.forget)
        session.opened.connect(self._leave_chooser)

    @property
    def chooser(self) -> Chooser:
        if self._chooser is None:
            self._chooser = Chooser(self._panel, self._typesetter)
        return self._chooser

    @property
    def rule_editor(self) -> RuleEditor:
        if self._rule is None:
            self._rule = RuleEditor(self._session, self._panel)
        return self._rule

    @property
    def field_editor(self) -> FieldEditor:
        if self._field is None:
            self._field = FieldEditor(self._session, self._panel)
        return self._field

    def declare(self, registry: Actions) -> None:
        """Makes actions of what is here."""
        declare(self, registry)

    def retranslate(self) -> None:
        self._leave_chooser()
        for part in (self._rule, self._field):
            if part is not None and part.is_open:
                part.retranslate()

    def close(self) -> None:
        """Closes whatever is open."""
        self._leave_chooser()
        for part in (self._rule, self._field):
            if part is not None:
                part.close_panel()

    def _leave_chooser(self) -> None:
        if self._chooser is not None:
            self._chooser.close_panel()

    def _attempt(self, edit: Callable[[], object]) -> bool:
        try:
            edit()
        except RavineError as error:
            self.refused.emit(error)
            return False
        self.refused.emit("")
        return True

    # -- the list ----------------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        return bool(self._session.runs)

    @property
    def is_selected_shown(self) -> bool:
        return not self.is_open or self._session.visible[self._session.selected]

    @property
    def can_fork(self) -> bool:
        """Whether time stands where a fork means something."""
        return self.is_open and 0 < self._session.step < self._session.total

    @property
    def can_move_up(self) -> bool:
        return self._session.selected > 0

    @property
    def can_move_down(self) -> bool:
        return self._session.selected < len(self._session.runs) - 1

    @property
    def can_delete(self) -> bool:
        return len(self._session.runs) > 1

    def duplicate(self) -> bool:
        """Whether there was room for it."""
        return self._attempt(lambda: self._session.duplicate_run(self._session.selected))

    def delete(self) -> None:
        self._attempt(lambda: self._session.remove_run(self._session.selected))

    def move_up(self) -> None:
        self.move(self._session.selected, self._session.selected - 1)

    def move_down(self) -> None:
        self.move(self._session.selected, self._session.selected + 1)

    def move(self, number: int, to: int) -> None:
        if 0 <= to < len(self._session.runs):
            self._attempt(lambda: self._session.move_run(number, to))

    def fork(self) -> None:
        self._attempt(lambda: self._session.fork(self._session.selected))

    def rename(self) -> None:
        self.renaming.emit()

    def hide_or_show(self) -> None:
        self.toggle_shown(self._session.selected)

    def toggle_shown(self, number: int) -> None:
        self._attempt(lambda: self._session.set_hidden(number, self._session.visible[number]))

    def set_label(self, number: int, text: str) -> None:
        self._attempt(lambda: self._session.set_label(number, text))

    def set_colour(self, place: int) -> None:
        self._attempt(lambda: self._session.set_colour(self._session.selected, place))

    # -- choosing ----------------------------------------------------------------------------------------

    def add_run(self) -> None:
        """Asks which optimizer; the run is added when one is chosen."""
        self._ask_for_optimizer(
            translate("window", "Add a run"),
            None,
            lambda id: self._session.add_run(id),
            lambda: self._add_own(),
        )

    def choose_optimizer(self) -> None:
        """Another optimizer for the selected run."""
        session = self._session
        self._ask_for_optimizer(
            translate("window", "Another optimizer"),
            session.runs[session.selected].optimizer.id if session.runs else None,
            lambda id: session.set_optimizer(session.selected, id),
            self.edit_rule,
        )

    def _ask_for_optimizer(
        self,
        heading: str,
        current: str | None,
        take: Callable[[str], object],
        own: Callable[[], object],
    ) -> None:
        if self.is_open:
            self.chooser.ask(
                self._panel.rule if current is not None else self._panel.add_button,
                heading,
                optimizer_choices(self._session.language),
                current,
                lambda choice: self._attempt(lambda: take(choice.id)),
                ((translate("window", "Type your own rule…"), own),),
            )

    def _add_own(self) -> None:
        """One more run, to be typed; it begins as the selected one."""
        if self.duplicate():
            self.edit_rule()

    def edit_rule(self) -> None:
        """The selected run's rule as text."""
        if self.is_open:
            self.rule_editor.edit(self._panel.rule, self._session.selected)

    @property
    def has_points(self) -> bool:
        """Whether what is open are networks, which learn points."""
        return self._session.is_network

    @property
    def can_edit_field(self) -> bool:
        """Whether there is a field whose formula could be typed."""
        return self.is_open and not self.has_points

    def choose_field(self) -> None:
        """Another landscape or signal, or other points where networks learn."""
        session = self._session
        if session.resolved is None:
            return
        if session.is_network:
            self._choose_points()
            return
        language, signal = session.language, session.is_signal
        lists = [landscape_choices(language), signal_choices(language), curve_choices(language)]
        if signal:
            lists = [*lists[1:], lists[0]]
        self.chooser.ask(
            self._panel.field,
            translate("window", "Another landscape or signal"),
            [choice for choices in lists for choice in choices],
            session.resolved.field.id,
            self._take_field,
            (
                (translate("window", "Type a landscape…"), lambda: self._edit_formula("landscape")),
                (translate("window", "Type a signal…"), lambda: self._edit_formula("signal")),
                (translate("window", "Type a curve…"), lambda: self._edit_formula("curve")),
                (translate("window", "Heights from a file…"), self.heights.ask),
            ),
        )

    def _choose_points(self) -> None:
        session = self._session
        assert session.resolved is not None
        self.chooser.ask(
            self._panel.field,
            translate("window", "Other points to learn"),
            point_choices(session.language),
            session.resolved.field.id,
            lambda choice: self._attempt(lambda: session.set_data(choice.id)),
        )

    def _take_field(self, choice: Choice) -> None:
        session = self._session
        change = {
            "signals": session.set_signal,
            "curves": session.set_curve,
            "landscapes": session.set_landscape,
        }[choice.kind]
        self._attempt(lambda: change(choice.id))

    def edit_field(self) -> None:
        """The formula of the landscape or signal as text."""
        self._edit_formula(None)

    def _edit_formula(self, kind: Kind | None) -> None:
        """Of that kind; None for the one that there is."""
        if self._session.resolved is not None:
            self.field_editor.edit(self._panel.field, kind)

    def choose_schedule(self) -> None:
        """Another schedule of the learning rate for the selected run."""
        session = self._session
        if not session.runs:
            return
        spec = session.runs[session.selected].spec.schedule
        section = self._panel.schedule
        section.set_folded(False)
        self.chooser.ask(
            section,
            translate("window", "Schedule of the learning rate"),
            schedule_choices(session.language),
            spec.id if spec is not None else None,
            lambda choice: section.choose(choice.id),
            ((translate("window", "No schedule"), lambda: section.choose(None)),),
        )
