"""The panel at the right: the runs, and in sections that fold everything that a scenario says of them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from gui.actions import Actions
from gui.model.frame import Frame
from gui.model.numbers import format_loss
from gui.model.session import Session
from gui.panels.buttons import IconButton
from gui.panels.complaint import Complaint
from gui.panels.editing import Editors
from gui.panels.fitting_area import FittingArea
from gui.panels.formula_view import FormulaView, Typesetter
from gui.panels.panel import Heading, Panel
from gui.panels.parameter_row import ParameterRow
from gui.panels.rows import Rows
from gui.panels.run_entries import entries_of, remarks_of
from gui.panels.run_list import RunList
from gui.panels.run_menu import run_menu
from gui.panels.section import INDENT, Folds, Section, indented
from gui.panels.sections.clipping import ClippingSection
from gui.panels.sections.field import FieldSection
from gui.panels.sections.mapping import MapSection
from gui.panels.sections.network import NetworkSection
from gui.panels.sections.noise import NoiseSection
from gui.panels.sections.playback import PlaybackSection
from gui.panels.sections.rule import RuleSection
from gui.panels.sections.schedule import ScheduleSection
from gui.panels.sections.start import StartSection
from gui.panels.sections.words import WordsSection
from gui.panels.tab_order import order_tabs
from gui.slices import Slices
from gui.theme import GRID
from gui.translations import translate

WIDTH = 328


class RunsPanel(Panel):
    """Bound to the session: shows what it says, and tells it what is turned. `resized` asks for layout,
    `needed` for being seen: something is to be typed here."""

    resized = Signal()
    needed = Signal()

    def __init__(
        self,
        session: Session,
        typesetter: Typesetter,
        parent: QWidget | None = None,
        folds: Folds | None = None,
    ) -> None:
        super().__init__(parent)
        folds = {} if folds is None else folds
        self._session = session
        self._registry: Actions | None = None
        self.runs_heading = Heading()
        self.add_button = IconButton("plus")
        self.list = RunList()
        self.complaint = Complaint()
        self.editors = Editors(session, typesetter, self)
        editors = self.editors
        self.rule = RuleSection(session, typesetter, folds)
        self.schedule = ScheduleSection(session, folds, editors.choose_schedule)
        self.clipping = ClippingSection(session, folds)
        self.field = FieldSection(session, typesetter, folds)
        self.network = NetworkSection(session, folds)
        self.start = StartSection(session, folds)
        self.noise = NoiseSection(session, folds)
        self.map = MapSection(session, folds)
        self.playback = PlaybackSection(session, folds)
        self.words = WordsSection(session, folds)
        self.of_run: tuple[Section, ...] = (self.rule, self.schedule, self.clipping)
        self.sections: tuple[Section, ...] = (
            *self.of_run, self.field, self.network, self.start, self.noise, self.map, self.playback,
            self.words,
        )  # fmt: skip
        self.content = QWidget()
        self._renewing = Slices(self)
        self._has_shown = False
        self._lay_out()
        self._bind()

    @property
    def formula(self) -> FormulaView:
        return self.rule.formula

    @property
    def rule_rows(self) -> Rows:
        return self.rule.rows

    @property
    def field_rows(self) -> Rows:
        return self.field.rows

    @property
    def noise_rows(self) -> Rows:
        return self.noise.rows

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(INDENT, 0, INDENT, 0)
        head.setSpacing(GRID)
        head.addWidget(self.runs_heading, 1)
        head.addWidget(self.add_button)
        listed = QVBoxLayout()
        listed.setContentsMargins(GRID, 0, GRID, 0)  # its rows reach farther out than the texts
        listed.addWidget(self.list)
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, GRID, 0, GRID)
        column.setSpacing(0)
        column.addLayout(head)
        column.addSpacing(4)
        column.addLayout(listed)
        column.addLayout(indented(self.complaint))
        column.addSpacing(GRID)
        for section in self.sections:
            column.addWidget(section)
        column.addStretch(1)
        self.area = FittingArea(self.content, self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.area)
        self.setFixedWidth(WIDTH)
        self.content.installEventFilter(self)

    def _bind(self) -> None:
        session, asked = self._session, self.editors
        session.opened.connect(self.show_scenario)
        session.structure_changed.connect(self.show_scenario)
        session.selection_changed.connect(self.show_selected)
        session.values_changed.connect(self._show_values)
        session.visibility_changed.connect(self._show_visibility)
        session.frame_changed.connect(self.show_numbers)
        asked.refused.connect(self.complaint.say)
        asked.renaming.connect(self._rename)
        self.list.selected.connect(session.select)
        self.list.shown_toggled.connect(asked.toggle_shown)
        self.list.asked.connect(self._do)
        self.list.renamed.connect(asked.set_label)
        self.list.moved.connect(asked.move)

    def declare(self, registry: Actions) -> None:
        """What can be done here, as actions of the window."""
        self._registry = registry
        self.editors.declare(registry)
        registry.wire(self.add_button, "run.add")
        self.rule.wire(registry)
        self.field.wire(registry)

    def open_fan(self, parameter: str) -> None:
        """Proposes values of one parameter of the selected run, each to become a run."""
        row = self._unfolded(self.rule, parameter)
        if row is not None:
            row.open_fan()
            self.area.ensureWidgetVisible(row)

    def focus_parameter(self, section: RuleSection | FieldSection, parameter: str) -> None:
        """Puts the cursor into the field of one of a section's parameters."""
        row = self._unfolded(section, parameter)
        if row is not None:
            row.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.area.ensureWidgetVisible(row)

    def _unfolded(self, section: RuleSection | FieldSection, parameter: str) -> ParameterRow | None:
        self.needed.emit()
        self._renewing.finish()
        section.set_folded(False)
        self.resized.emit()
        return section.rows.rows.get(parameter)

    def hideEvent(self, event: QHideEvent) -> None:
        self.editors.close()
        super().hideEvent(event)

    def fit(self, room: int) -> int:
        """The panel's height where `room` is the most; it scrolls only where its content needs more."""
        return self.area.fit(WIDTH - 2, room - 2) + 2

    def focusNextPrevChild(self, next: bool) -> bool:
        order_tabs(self.content)
        return super().focusNextPrevChild(next)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.resized.emit()
        return super().eventFilter(watched, event)

    # -- what is done with a run ---------------------------------------------------------------------------

    def _do(self, number: int, what: str) -> None:
        """Something was asked of a run by a button or a key of its row."""
        session = self._session
        if what in ("previous", "next"):
            session.select(min(max(number + (1 if what == "next" else -1), 0), len(session.runs) - 1))
            self.list.focus_row(session.selected)
            return
        session.select(number)
        if what == "menu":
            button = self.list.rows[number].more_button
            self.run_menu().popup(button.mapToGlobal(button.rect().bottomLeft()))
        elif self._registry is not None:
            self._registry.trigger(what)

    def run_menu(self) -> QMenu:
        """What can be done with the selected run."""
        return run_menu(self._registry, self.editors.set_colour, self)

    def _rename(self) -> None:
        self.needed.emit()
        self.area.ensureWidgetVisible(self.list.rows[self._session.selected])
        self.list.rows[self._session.selected].rename()

    # -- showing -------------------------------------------------------------------------------------------

    def show_scenario(self) -> None:
        session = self._session
        if session.loaded is None:
            return
        self._show_list()
        remark = "Δθ" if session.is_signal else translate("window", "loss")
        self.runs_heading.set_texts(translate("window", "Runs"), remark)
        self.network.setVisible(session.is_network)
        self.start.setVisible(not session.is_network)
        self.noise.setVisible(not session.is_network)
        self.map.setVisible(not session.is_network)
        shown = [section for section in self.sections if section.isVisibleTo(self.content)]
        # the first time there is much to make, and nothing of before to be seen meanwhile
        self._renewing.begin((section.renew for section in shown), at_once=self._has_shown)
        self._has_shown = True

    def _show_list(self) -> None:
        tips = {"menu": translate("window", "What can be done with the run")}
        if self._registry is not None:
            tips |= {id: self._registry[id].tip for id in ("run.duplicate", "run.delete")}
        self.list.set_entries(entries_of(self._session), tips)
        self.list.set_selected(self._session.selected)
        self._show_visibility()

    def show_selected(self) -> None:
        if self._session.runs:
            self._renewing.finish()
            self.complaint.say("")
            self.list.set_selected(self._session.selected)
            for section in (*self.of_run, self.start):
                section.renew()

    def show_numbers(self, frame: Frame) -> None:
        """The number of the moment, by run."""
        if not self._session.is_signal:
            self.list.set_remarks(remarks_of(frame))

    def set_remarks(self, values: list[float]) -> None:
        """Numbers from elsewhere: on a signal, the update under the cursor."""
        self.list.set_remarks([format_loss(value) for value in values])

    def retranslate(self) -> None:
        """Every text again, after the language or the theme has changed."""
        self.complaint.retranslate()
        self.show_scenario()
        self.editors.retranslate()

    def _show_values(self) -> None:
        self._renewing.finish()
        for section in self.sections:
            section.renew_values()

    def _show_visibility(self) -> None:
        for row, shown in zip(self.list.rows, self._session.visible, strict=False):
            row.set_shown(shown)
