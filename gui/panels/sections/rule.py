"""What the selected run does: its optimizer, the rule typeset, a slider for each parameter."""

from __future__ import annotations

from collections.abc import Sequence

from engine.language.typeset import rule_latex
from gui.actions import Actions
from gui.model.session import Session
from gui.panels.buttons import IconButton
from gui.panels.complaint import Complaint
from gui.panels.formula_view import FormulaView, Typesetter
from gui.panels.panel import small_label, tip_of
from gui.panels.reading_as_typed import first_equations
from gui.panels.rows import Rows
from gui.panels.section import Folds, Section, indented
from gui.panels.turn_note import turned
from gui.theme import GRID, current_theme
from gui.translations import translate


class RuleSection(Section):
    """Its buttons open the list of optimizers, and the rule as text."""

    def __init__(
        self,
        session: Session,
        typesetter: Typesetter,
        folds: Folds,
    ) -> None:
        super().__init__("rule", folds, folded=False)
        self._session = session
        self.choose_button = IconButton("swap")
        self.edit_button = IconButton("pencil")
        self.tools.addWidget(self.choose_button)
        self.tools.addWidget(self.edit_button)
        self.summary = small_label()
        self.formula = FormulaView(typesetter)
        self.rows = Rows(
            lambda name, value: session.set_parameter(session.selected, name, value),
            session.close_edit,
            lambda: session.clear_turns(session.selected),
            self._spread,
        )
        self.complaint = Complaint()

    def wire(self, registry: Actions) -> None:
        """Lets its buttons do what the actions do."""
        registry.wire(self.choose_button, "run.optimizer")
        registry.wire(self.edit_button, "run.rule")

    def title(self) -> str:
        session = self._session
        return session.runs[session.selected].optimizer.name[session.language] if session.runs else ""

    def build(self) -> None:
        self.column.setSpacing(GRID)
        self.column.addLayout(indented(self.summary, self.formula))
        self.column.addWidget(self.rows)
        self.column.addLayout(indented(self.complaint))

    def renew(self) -> None:
        session = self._session
        if session.runs and session.scenario is not None:
            colour = session.scenario.runs[session.selected].colour
            place = session.selected if colour is None else colour
            self.heading.colour = current_theme().run_colour(place)
            self.heading.setToolTip(tip_of(session.runs[session.selected].optimizer.source[session.language]))
        super().renew()

    def fill(self) -> None:
        session = self._session
        if not session.runs:
            return
        number = session.selected
        optimizer = session.runs[number].optimizer
        summary = optimizer.summary[session.language]
        self.summary.setText(summary)
        self.summary.setVisible(bool(summary))
        otherwise = translate("window", "otherwise")
        self.formula.set_lines(rule_latex(optimizer.rule, otherwise), optimizer.equations)
        equations = first_equations(optimizer)
        self.rows.show_parameters(
            session.parameters(number), session.values[number], session.language, equations
        )
        self._show_turns()

    def show_values(self) -> None:
        self.rows.set_values(self._session.values[self._session.selected])
        self._show_turns()

    def _show_turns(self) -> None:
        run = self._session.runs[self._session.selected]
        self.rows.show_turned(turned(run.parameters, run.spec.turns, self._session.in_epochs))

    def _spread(self, name: str, values: Sequence[float]) -> None:
        self._session.spread(self._session.selected, name, values)
