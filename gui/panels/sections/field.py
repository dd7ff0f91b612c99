"""What the runs move on: the landscape or the signal, its formula and its parameters."""

from __future__ import annotations

from msgspec.structs import replace

from engine.entries import Curve, Landscape
from engine.entries import Signal as SignalEntry
from engine.networks.task import Task
from gui.actions import Actions
from gui.model.session import Session
from gui.panels.buttons import IconButton
from gui.panels.formula_view import FormulaView, Typesetter
from gui.panels.panel import tip_of
from gui.panels.rows import Rows
from gui.panels.section import Folds, Section, indented
from gui.panels.turn_note import turned
from gui.panels.typeset_lines import value_lines
from gui.theme import GRID
from gui.translations import translate

_ROOM = 232


class FieldSection(Section):
    """Its buttons open the list of landscapes and signals, and the formula as text."""

    def __init__(
        self,
        session: Session,
        typesetter: Typesetter,
        folds: Folds,
    ) -> None:
        super().__init__("field", folds, folded=False)
        self._session = session
        self.choose_button = IconButton("swap")
        self.edit_button = IconButton("pencil")
        self.tools.addWidget(self.choose_button)
        self.tools.addWidget(self.edit_button)
        self.formula = FormulaView(typesetter)
        self.rows = Rows(session.set_field_parameter, session.close_edit, self._clear)

    @property
    def _field(self) -> Landscape | SignalEntry | Curve | Task | None:
        return self._session.resolved.field if self._session.resolved is not None else None

    def wire(self, registry: Actions) -> None:
        """Lets its buttons do what the actions do."""
        registry.wire(self.choose_button, "field.choose")
        registry.wire(self.edit_button, "field.edit")

    def title(self) -> str:
        """The kind with the name, or the name alone where it is long."""
        field = self._field
        kind = translate("window", "Signal") if self._session.is_signal else translate("window", "Landscape")
        if isinstance(field, Curve):
            kind = translate("window", "Curve")
        if field is None:
            return kind
        if isinstance(field, Task):
            kind = translate("window", "Network")
        name = field.name[self._session.language]
        both = f"{kind}: {name}"
        return both if self.heading.fontMetrics().horizontalAdvance(both.upper()) <= _ROOM else name

    def build(self) -> None:
        self.column.setSpacing(GRID)
        self.column.addLayout(indented(self.formula))
        self.column.addWidget(self.rows)

    def renew(self) -> None:
        self.heading.setToolTip(tip_of(self._field.source[self._session.language]) if self._field else "")
        super().renew()

    def fill(self) -> None:
        field = self._field
        if field is None:
            return
        if isinstance(field, Task):
            self.formula.hide()
        else:
            self._show_formula(field)
        self.rows.show_parameters(field.parameters, self._session.field_values, self._session.language)
        self._show_turns()

    def _show_formula(self, field: Landscape | SignalEntry | Curve) -> None:
        short = not field.formula.helpers
        name = "g(t)" if self._session.is_signal else "f(x, y)"
        if isinstance(field, Curve):
            name = "f′(t)" if field.by_slope else "f(x)"
        otherwise = translate("window", "otherwise")
        self.formula.set_lines(value_lines(name, field.formula, otherwise) if short else [])
        self.formula.setVisible(short)

    def show_values(self) -> None:
        self.rows.set_values(self._session.field_values)
        self._show_turns()

    def _show_turns(self) -> None:
        resolved = self._session.resolved
        if resolved is not None:
            self.rows.show_turned(turned(resolved.field_parameters, resolved.scenario.field.turns))

    def _clear(self) -> None:
        scenario = self._session.scenario
        if scenario is not None:
            self._session.edit(replace(scenario, field=replace(scenario.field, turns=())))
