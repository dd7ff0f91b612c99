"""The map: of which run, over which axes, what its colours tell, and what lies beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from gui.maps.choosing import Side, parameters, set_axis, set_end, set_log, whole_axis
from gui.maps.menus import colour_menu, has_statistics, second_menu, statistic_menu
from gui.maps.words import axis_name, colour_name, statistic_name
from gui.model.map_edits import NO_PLANE
from gui.model.session import Session
from gui.panels.buttons import PickButton, Segments, Switch
from gui.panels.complaint import Complaint
from gui.panels.form import FormRow, NumbersRow, whole
from gui.panels.number_field import NumberField
from gui.panels.section import INDENT, Folds, Section, indented
from gui.theme import GRID
from gui.translations import sentence, translate

End = Literal["low", "high"]
MOST_SEEDS = 256
_ENDS: tuple[End, ...] = ("low", "high")


class AxisRows(QWidget):
    """One side of the map: what changes along it, and from where to where."""

    def __init__(self, session: Session, side: Side, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._side = session, side
        self.pick = PickButton()
        self.row = FormRow(self.pick)
        self.fields = {end: NumberField() for end in _ENDS}
        self.scale = Segments(("linear", "log"))
        self.complaint = Complaint()
        ends = QHBoxLayout()
        ends.setContentsMargins(INDENT, 0, INDENT, 0)
        ends.setSpacing(GRID)
        for end, field in self.fields.items():
            ends.addWidget(field, 1)
            field.entered.connect(lambda value, e=end: self._enter(e, value))
            field.refused.connect(self.complaint.say)
        ends.addWidget(self.scale, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.row)
        column.addLayout(ends)
        column.addLayout(indented(self.complaint))
        self.pick.clicked.connect(self.open_names)
        self.scale.chosen.connect(self._choose_scale)

    def fill(self, label: str) -> None:
        """Shows what the map says of this side."""
        spec = self._session.map
        if spec is None:
            return
        axis = getattr(spec, self._side)
        known = parameters(self._session, spec.run)[axis.name]
        name = axis_name(known, self._session.language)
        self.row.set_texts(label, translate("window", "What changes along this side of the map"))
        self.pick.set_text(name)
        self.pick.setAccessibleName(f"{label}: {name}")
        tips = {"low": translate("window", "From"), "high": translate("window", "To")}
        for end, field in self.fields.items():
            field.bind(known)
            field.set_value(getattr(axis, end))
            field.setToolTip(tips[end])
            field.setAccessibleName(f"{label}: {tips[end]}")
        self.scale.set_texts((translate("window", "linear"), translate("window", "log")))
        self.scale.set_current("log" if axis.log else "linear")
        self.complaint.retranslate()

    def open_names(self) -> None:
        """What may change along the side, as a menu under the button."""
        session, menu = self._session, QMenu(self)
        spec = session.map
        if spec is None:
            return
        for name, parameter in parameters(session, spec.run).items():
            action = menu.addAction(axis_name(parameter, session.language))
            action.setCheckable(True)
            action.setChecked(getattr(spec, self._side).name == name)
            action.setData(name)
            action.triggered.connect(lambda _checked=False, n=name: self.choose(n))
        _open_under(menu, self.pick)

    def choose(self, name: str) -> None:
        """Another parameter along this side, with all that there is to see of it."""
        spec = self._session.map
        if spec is not None and getattr(spec, self._side).name != name:
            axis = whole_axis(self._session, spec.run, name)
            self.complaint.attempt(lambda: set_axis(self._session, self._side, axis))

    def _enter(self, end: End, value: float) -> None:
        self.complaint.attempt(lambda: set_end(self._session, self._side, end, value))

    def _choose_scale(self, key: str) -> None:
        if not self.complaint.attempt(lambda: set_log(self._session, self._side, key == "log")):
            self.scale.set_current("linear")


class MapSection(Section):
    """Everything that a scenario says of its map."""

    def __init__(self, session: Session, folds: Folds) -> None:
        super().__init__("map", folds)
        self._session = session

    def build(self) -> None:
        from engine.bulk.study import MOST_STEPS

        self.shown = Switch()
        self.shown_row = FormRow(self.shown, stretch=False)
        self.run_pick, self.colour_pick, self.second_pick = PickButton(), PickButton(), PickButton()
        self.run_row, self.colour_row = FormRow(self.run_pick), FormRow(self.colour_pick)
        self.second_row = FormRow(self.second_pick)
        self.statistic_pick = PickButton()
        self.statistic_row = FormRow(self.statistic_pick)
        self.axes: dict[Side, AxisRows] = {
            "x": AxisRows(self._session, "x"),
            "y": AxisRows(self._session, "y"),
        }
        self.steps = NumbersRow([whole("steps", 1, MOST_STEPS)])
        self.seeds = NumbersRow([whole("seeds", 1, MOST_SEEDS)])
        self.shown.clicked.connect(lambda: self.shown_row.complaint.attempt(self._session.toggle_map))
        self.run_pick.clicked.connect(self.open_runs)
        self.colour_pick.clicked.connect(lambda: self._open(self.colour_pick, colour_menu))
        self.statistic_pick.clicked.connect(lambda: self._open(self.statistic_pick, statistic_menu))
        self.second_pick.clicked.connect(lambda: self._open(self.second_pick, second_menu))
        self.steps.entered.connect(self._set_steps)
        self.seeds.entered.connect(self._set_seeds)
        self.details = (
            self.run_row, *self.axes.values(), self.colour_row, self.steps, self.seeds, self.statistic_row,
            self.second_row,
        )  # fmt: skip
        for row in (self.shown_row, *self.details):
            self.column.addWidget(row)

    def title(self) -> str:
        return translate("window", "Map")

    def remark(self) -> str:
        spec = self._session.map
        return colour_name(spec.colour) if spec is not None else translate("window", "none")

    def fill(self) -> None:
        session = self._session
        spec = session.map
        tip = translate(
            "window", "What becomes of every start and of every parameter, one pixel one simulation"
        )
        tip = f"{tip} (M)" if session.may_map else sentence(NO_PLANE, session.language)
        self.shown_row.set_texts(translate("window", "Shown"), tip)
        self.shown.setToolTip(tip)
        self.shown.setChecked(spec is not None)
        self.shown.setEnabled(session.may_map)
        self.shown.setAccessibleName(translate("window", "Map"))
        self.shown.update()
        for row in self.details:
            row.setVisible(spec is not None)
        if spec is None or session.resolved is None:
            return
        self.run_row.setVisible(len(session.runs) > 1)
        self.run_row.set_texts(translate("window", "Of the run"))
        self.run_pick.set_text(session.localized(session.runs[spec.run].label))
        self.axes["x"].fill(translate("window", "Width"))
        self.axes["y"].fill(translate("window", "Height"))
        self.colour_row.set_texts(translate("window", "Colour"), translate("window", "What the colours tell"))
        self.colour_pick.set_text(colour_name(spec.colour))
        self.steps.set_texts(
            translate("window", "Steps"), translate("window", "How many steps a pixel's run has")
        )
        self.steps.set_values([float(spec.steps or session.resolved.scenario.playback.steps)])
        tip = translate("window", "With noise, how many times each pixel is simulated")
        self.seeds.set_texts(translate("window", "Seeds"), tip)
        self.seeds.set_values([float(spec.seeds)])
        self.statistic_row.setVisible(has_statistics(spec))
        tip = translate("window", "What of the loss or the steps of a pixel's seeds is coloured")
        self.statistic_row.set_texts(translate("window", "Of the seeds"), tip)
        self.statistic_pick.set_text(statistic_name(spec.statistic))
        self.second_row.set_texts(
            translate("window", "Beside it"), translate("window", "A second map beside it")
        )
        self.second_pick.set_text(self._second())

    def _second(self) -> str:
        spec, session = self._session.map, self._session
        if spec is None or spec.second is None:
            return translate("window", "none")
        parts = []
        if spec.second.run is not None:
            parts.append(session.localized(session.runs[spec.second.run].label))
        if spec.second.colour is not None:
            parts.append(colour_name(spec.second.colour))
        if spec.second.statistic is not None:
            parts.append(statistic_name(spec.second.statistic))
        return ", ".join(parts) or translate("window", "the same")

    def open_runs(self) -> None:
        """The runs, as a menu under the button."""
        session, menu = self._session, QMenu(self)
        for number, run in enumerate(session.runs):
            action = menu.addAction(session.localized(run.label))
            action.setCheckable(True)
            action.setChecked(session.map is not None and session.map.run == number)
            action.triggered.connect(lambda _checked=False, n=number: self.set_run(n))
        _open_under(menu, self.run_pick)

    def set_run(self, number: int) -> None:
        """The map is of another run. One that lacks an axis says so."""
        self.run_row.complaint.attempt(lambda: self._session.change_map(run=number))

    def _set_steps(self) -> None:
        self.steps.attempt(lambda: self._session.change_map(steps=round(self.steps.values[0])))

    def _set_seeds(self) -> None:
        seeds = round(self.seeds.values[0])
        self.seeds.attempt(lambda: self._session.change_map(seeds=seeds))

    def _open(self, pick: PickButton, fill: Callable[[Session, QMenu], None]) -> None:
        menu = QMenu(self)
        fill(self._session, menu)
        _open_under(menu, pick)


def _open_under(menu: QMenu, pick: PickButton) -> None:
    menu.aboutToHide.connect(menu.deleteLater)
    menu.setMinimumWidth(pick.width())
    menu.popup(pick.mapToGlobal(pick.rect().bottomLeft()))
