"""A factor on the selected run's learning rate that changes with time."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from engine.entries import Parameter
from gui.model.session import Session
from gui.panels.buttons import PickButton
from gui.panels.form import FormRow
from gui.panels.preview import Preview
from gui.panels.rows import Rows
from gui.panels.section import Folds, Section, indented
from gui.translations import translate
from scenarios.resolving import ResolvedRun
from scenarios.schema import ScheduleSpec


class ScheduleSection(Section):
    """`choose` opens the list of schedules."""

    def __init__(self, session: Session, folds: Folds, choose: Callable[[], object]) -> None:
        super().__init__("schedule", folds)
        self._session = session
        self._choose = choose

    def build(self) -> None:
        self.pick = PickButton()
        self.row = FormRow(self.pick)
        self.preview = Preview()
        self.rows = Rows(self._turn, self._session.close_edit)
        self.pick.clicked.connect(lambda: self._choose())
        self.column.addWidget(self.row)
        self.column.addLayout(indented(self.preview))
        self.column.addWidget(self.rows)

    def title(self) -> str:
        return translate("window", "Schedule")

    def remark(self) -> str:
        schedule = self._run.schedule if self._session.runs else None
        return schedule.name[self._session.language] if schedule else translate("window", "none")

    @property
    def _run(self) -> ResolvedRun:
        return self._session.runs[self._session.selected]

    def fill(self) -> None:
        if not self._session.runs:
            return
        schedule = self._run.schedule
        self.row.set_texts(translate("window", "Factor"), translate("window", "What η is multiplied by"))
        self.pick.set_text(self.remark())
        self.pick.setAccessibleName(f"{self.title()}: {self.remark()}")
        self.preview.show_entry(schedule)
        values = {p.name: p.default for p in schedule.parameters} if schedule else {}
        declared = self._declared()
        self.rows.show_parameters(declared, values, self._session.language)

    def _declared(self) -> tuple[Parameter, ...]:
        """The parameters as the catalogue declares them: a resolved schedule has the run's as defaults."""
        from engine.catalogue import load_schedule

        spec = self._run.spec.schedule
        return load_schedule(spec.id).parameters if spec is not None else ()

    def choose(self, id: str | None) -> None:
        """Another schedule; None for none."""
        spec = ScheduleSpec(id) if id is not None else None
        self.row.complaint.attempt(lambda: self._session.set_schedule(self._session.selected, spec))

    def _turn(self, name: str, value: float) -> None:
        spec = self._run.spec.schedule
        if spec is not None:
            changed = replace(spec, parameters={**spec.parameters, name: value})
            number = self._session.selected
            self._session.set_schedule(number, changed, ("schedule", number, name))
