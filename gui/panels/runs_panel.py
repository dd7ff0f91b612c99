"""The panel at the right: the runs, the selected one's rule and sliders, the field's sliders, the noise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from engine.entries import Landscape, Parameter
from engine.entries import Signal as SignalField
from engine.language.typeset import latex, rule_latex
from gui.model.frame import Frame
from gui.model.numbers import format_loss
from gui.model.session import Session
from gui.panels.formula_view import FormulaView, Typesetter
from gui.panels.panel import Heading, Line, Panel, small_label
from gui.panels.parameter_row import ParameterRow
from gui.theme import GRID, current_theme
from gui.translations import translate

from .run_list import RunList

WIDTH = 328

NOISE = (
    Parameter(
        "sigma",
        "σ",
        0.0,
        0.0,
        100.0,
        "log",
        "standard deviation of the noise on each gradient coordinate",
        "стандартное отклонение шума на каждой координате градиента",
    ),
    Parameter(
        "keep",
        "p",
        1.0,
        0.0,
        1.0,
        "linear",
        "probability that a coordinate of the gradient is present",
        "вероятность того, что координата градиента присутствует",
    ),
)


class Rows(QWidget):
    """Parameter rows under each other; a row that is not needed is kept for later."""

    def __init__(self, turned: Callable[[str, float], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._turned = turned
        self._pool: list[ParameterRow] = []
        self.rows: dict[str, ParameterRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def show_parameters(
        self, parameters: Iterable[Parameter], values: Mapping[str, float], language: str
    ) -> None:
        wanted = list(parameters)
        while len(self._pool) < len(wanted):
            row = ParameterRow(self)
            row.turned.connect(self._turned)
            self._column.addWidget(row)
            self._pool.append(row)
        self.rows = {}
        for row, parameter in zip(self._pool, wanted, strict=False):
            row.bind(parameter, values.get(parameter.name, parameter.default), language)
            row.show()
            self.rows[parameter.name] = row
        for row in self._pool[len(wanted) :]:
            row.hide()
        self.setVisible(bool(wanted))

    def set_values(self, values: Mapping[str, float]) -> None:
        for name, row in self.rows.items():
            row.set_value(values[name])


class RunsPanel(Panel):
    """Bound to the session: shows what it says, and tells it what is turned. `resized` asks for layout."""

    resized = Signal()

    def __init__(self, session: Session, typesetter: Typesetter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.runs_heading = Heading()
        self.list = RunList()
        self.rule_heading = Heading()
        self.formula = FormulaView(typesetter)
        self.rule_rows = Rows(lambda name, value: session.set_parameter(session.selected, name, value))
        self.summary = small_label()
        self.field_heading = Heading()
        self.field_formula = FormulaView(typesetter)
        self.field_rows = Rows(session.set_field_parameter)
        self.noise_heading = Heading()
        self.noise_rows = Rows(lambda name, value: session.set_noise(**{name: value}))
        self.content = QWidget()
        self._lay_out()
        self._bind()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.content)
        column.setContentsMargins(GRID, 2 * GRID, GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addLayout(self._indented(self.runs_heading))
        column.addWidget(self.list)  # its rows reach farther out than the texts, which then stand in one line
        rule = (self.rule_heading, self.summary, self.formula, self.rule_rows)
        field = (Line(), self.field_heading, self.field_formula, self.field_rows)
        noise = (Line(), self.noise_heading, self.noise_rows)
        column.addLayout(self._indented(Line(), *rule, *field, *noise))
        column.addStretch(1)
        self.area = QScrollArea(self)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.content)
        self.area.viewport().setAutoFillBackground(False)
        self.content.setAutoFillBackground(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.area)
        self.setFixedWidth(WIDTH)
        self.content.installEventFilter(self)

    def _indented(self, *widgets: QWidget) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(GRID, 0, GRID, 0)
        column.setSpacing(GRID)
        for widget in widgets:
            column.addWidget(widget)
        return column

    def _bind(self) -> None:
        session = self._session
        session.opened.connect(self.show_scenario)
        session.selection_changed.connect(self.show_selected)
        session.values_changed.connect(self._show_values)
        session.visibility_changed.connect(self._show_visibility)
        session.frame_changed.connect(self.show_numbers)
        self.list.selected.connect(session.select)
        self.list.shown_toggled.connect(lambda n: session.set_visible(n, not session.visible[n]))

    def fit(self, room: int) -> int:
        """The panel's height where `room` is the most; it scrolls only where its content needs more."""
        layout = self.content.layout()
        wanted = (layout.totalHeightForWidth(WIDTH - 2) if layout is not None else 0) + 2
        policy = Qt.ScrollBarPolicy
        # a bar that is not needed would narrow the content, which would then need it
        self.area.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if wanted > room else policy.ScrollBarAlwaysOff
        )
        return min(wanted, room)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.resized.emit()
        return super().eventFilter(watched, event)

    # -- showing -----------------------------------------------------------------------------------------

    def show_scenario(self) -> None:
        session = self._session
        assert session.loaded is not None
        field = session.loaded.resolved.field
        names = [session.localized(run.label) for run in session.runs]
        hint = translate("window", "a click on the colour hides or shows the run")
        tips = [
            f"{run.optimizer.name[session.language]} — {run.optimizer.source}\n{hint}" for run in session.runs
        ]
        self.list.set_names(names, tips)
        self.list.set_selected(session.selected)
        self._show_visibility()
        heading = translate("window", "Signal") if session.is_signal else translate("window", "Landscape")
        self.field_heading.set_texts(f"{heading}: {field.name[session.language]}")
        self.field_rows.show_parameters(field.parameters, session.field_values, session.language)
        self.field_heading.setToolTip(field.source)
        self._show_formula(field)
        remark = "Δθ" if session.is_signal else translate("window", "loss")
        self.runs_heading.set_texts(translate("window", "Runs"), remark)
        self.noise_heading.set_texts(translate("window", "Gradient noise"))
        self.noise_rows.show_parameters(NOISE, self._noise(), session.language)
        self.show_selected()

    def _show_formula(self, field: Landscape | SignalField) -> None:
        """The field's formula, unless it needs several lines."""
        short = not field.formula.helpers
        name = "g(t)" if self._session.is_signal else "f(x, y)"
        self.field_formula.set_lines([f"{name} = {latex(field.formula)}"] if short else [])
        self.field_formula.setVisible(short)

    def show_selected(self) -> None:
        session = self._session
        if not session.runs:
            return
        number = session.selected
        run = session.runs[number]
        self.list.set_selected(number)
        self.rule_heading.set_texts(run.optimizer.name[session.language])
        self.rule_heading.left.setStyleSheet(f"color: {current_theme().run_colour(number)}")
        self.rule_heading.setToolTip(run.optimizer.source)
        summary = run.optimizer.summary[session.language]
        self.summary.setText(summary)
        self.summary.setVisible(bool(summary))
        self.formula.set_lines(rule_latex(run.optimizer.rule), run.optimizer.equations)
        self.rule_rows.show_parameters(session.parameters(number), session.values[number], session.language)

    def show_numbers(self, frame: Frame) -> None:
        """The number of the moment, by run."""
        if not self._session.is_signal:
            remarks = [format_loss(loss) for loss in frame.losses]
            for number, gone in enumerate(frame.gone):
                if gone and frame.particles[number] == gone:
                    remarks[number] = translate("window", "gone")
            self.list.set_remarks(remarks)

    def set_remarks(self, values: list[float]) -> None:
        """Numbers from elsewhere: on a signal, the update under the cursor."""
        self.list.set_remarks([format_loss(value) for value in values])

    def retranslate(self) -> None:
        """Every text again, after the language or the theme has changed."""
        if self._session.loaded is not None:
            self.show_scenario()

    def _noise(self) -> dict[str, float]:
        scenario = self._session.scenario
        return {"sigma": scenario.noise.sigma, "keep": scenario.noise.keep} if scenario else {}

    def _show_values(self) -> None:
        session = self._session
        self.rule_rows.set_values(session.values[session.selected])
        self.field_rows.set_values(session.field_values)
        self.noise_rows.set_values(self._noise())

    def _show_visibility(self) -> None:
        for row, shown in zip(self.list.rows, self._session.visible, strict=True):
            row.set_shown(shown)
