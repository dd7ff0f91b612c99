"""A landscape or a signal of one's own: its formula as text, and for a landscape what part of the plane."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from engine.entries import Parameter
from engine.language.symbols import unicode_symbol
from gui.model.session import Session
from gui.panels.complaint import Complaint
from gui.panels.number_field import NumberField
from gui.panels.reading_as_typed import Fault, read_field
from gui.panels.typing_panel import TypingPanel, heading_label
from gui.theme import GRID
from gui.translations import translate

GIVEN = ("x", "y", "t", "pi", "e", "tau")
_EDGES = ("x₀", "x₁", "y₀", "y₁")
_FAR = 1e12

Domain = tuple[float, float, float, float]


def edge(symbol: str) -> Parameter:
    """A coordinate as something that a field takes."""
    return Parameter(symbol, symbol, 0.0, -_FAR, _FAR, "linear", symbol, symbol)


class FieldEditor(TypingPanel):
    """Bound to the session: shows the formula of what the runs move on while it is open."""

    def __init__(self, session: Session, owner: QWidget) -> None:
        super().__init__(owner, GIVEN)
        self._session = session
        self.signal = False
        self._origin: tuple[bool, str] | None = None
        self.domain = QWidget(self)
        self.domain_heading = heading_label()
        self.edges = [NumberField(self.domain) for _ in _EDGES]
        self.domain_complaint = Complaint()
        self._lay_out_domain()
        foot = QHBoxLayout()
        foot.addWidget(self.back_button)
        foot.addStretch(1)
        for widget in (self.domain_heading, self.domain, self.domain_complaint, self.hint):
            self.column.addWidget(widget)
        self.column.addLayout(foot)
        self.back_button.clicked.connect(self.go_back)
        session.structure_changed.connect(self._follow)
        session.opened.connect(self._leave)

    def _lay_out_domain(self) -> None:
        grid = QGridLayout(self.domain)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GRID)
        for k, (symbol, field) in enumerate(zip(_EDGES, self.edges, strict=True)):
            grid.addWidget(QLabel(symbol), 0, 2 * k)
            grid.addWidget(field, 0, 2 * k + 1)
            field.bind(edge(symbol), nudge=0.5)
            field.entered.connect(lambda _value: self._move_edge())
            field.refused.connect(self.domain_complaint.say)
            field.setAccessibleName(symbol)

    def edit(self, anchor: QWidget, signal: bool) -> None:
        """Opens on the present formula, or on an example where it is of the other kind."""
        self.show_field(signal)
        self.open_beside(anchor, self.code)

    def show_field(self, signal: bool) -> None:
        session = self._session
        assert session.resolved is not None
        field = session.resolved.field
        self.signal = signal
        same = signal == session.is_signal
        if same and field.id != "typed":
            self._origin = (signal, field.id)
        example = "sin(t/20)" if signal else "x**2/4 + y**2"
        self.code.set_text(field.formula.text if same else example)
        domain = getattr(field, "domain", None) if same else None
        for shown, value in zip(self.edges, domain or (-5.0, 5.0, -5.0, 5.0), strict=True):
            shown.set_value(value)
        self.complaint.say("")
        self.domain_complaint.say("")
        self.retranslate()
        if not same:
            self.check()

    def retranslate(self) -> None:
        super().retranslate()
        name = (
            translate("window", "Signal: g(t)") if self.signal else translate("window", "Landscape: f(x, y)")
        )
        self.heading.setText(name)
        self.code.setAccessibleName(name)
        self.domain_heading.setText(translate("window", "What part of the plane it is shown on").upper())
        for widget in (self.domain, self.domain_heading):
            widget.setVisible(not self.signal)
        self.hint.setText(
            translate(
                "window",
                "t is the epoch, from 1. Lines before the last give names to parts; other names are "
                "parameters, with sliders.",
            )
            if self.signal
            else translate(
                "window",
                "The last line is the value; lines before it give names to parts. Names other than x and y "
                "are parameters, with sliders. Gradient and Hessian are found by themselves.",
            )
        )
        own = self._session.resolved is not None and self._session.resolved.field.id == "typed"
        self.back_button.setText(translate("window", "Back to the catalogue's"))
        self.back_button.setVisible(self._origin is not None)
        self.back_button.setEnabled(own)
        found = self.read()
        self.told.setText("" if isinstance(found, Fault) else found)
        self.told.setVisible(bool(self.told.text()))

    def go_back(self) -> None:
        """What the catalogue has again, as if nothing had been typed."""
        self._timer.stop()
        if self._origin is None:
            return
        signal, id = self._origin
        change = self._session.set_signal if signal else self._session.set_landscape
        self.complaint.attempt(lambda: change(id))
        self.show_field(signal)

    def read(self) -> Fault | str:
        found = read_field(self.code.toPlainText(), self.signal)
        if isinstance(found, Fault):
            return found
        names = [unicode_symbol(p) for p in found.formula.parameters if p != "kappa"]
        return translate("window", "parameters: {0}").format(", ".join(names)) if names else ""

    def apply(self) -> None:
        text = self.code.toPlainText()
        session = self._session
        assert session.resolved is not None
        field = session.resolved.field
        if self.signal:
            if not (session.is_signal and field.formula.text == text):
                session.set_signal_formula(text)
        elif (
            session.is_signal
            or field.formula.text != text
            or self._domain() != getattr(field, "domain", None)
        ):
            self._apply_landscape(text)
        self.retranslate()

    def _apply_landscape(self, text: str) -> None:
        x0, x1, y0, y1 = domain = self._domain()
        if x0 < x1 and y0 < y1:
            self.domain_complaint.say("")
            self._session.set_landscape_formula(text, domain)
        else:
            wrong = translate("window", "x₀ must be less than x₁, and y₀ less than y₁.")
            self.domain_complaint.say(wrong)
        self._fit()

    def _domain(self) -> Domain:
        x0, x1, y0, y1 = (field.value for field in self.edges)
        return x0, x1, y0, y1

    def _move_edge(self) -> None:
        self.check()
        if self.is_waiting:
            self.apply_now()

    def end(self) -> None:
        self._session.close_edit()

    def _follow(self) -> None:
        """The field was changed elsewhere, as by undoing."""
        if not self.is_open or self._applying or self.is_waiting or self._session.resolved is None:
            return
        field = self._session.resolved.field
        if field.formula.text != self.code.toPlainText() or self.signal != self._session.is_signal:
            self.show_field(self._session.is_signal)

    def _leave(self) -> None:
        self._timer.stop()
        self._origin = None
        self.close_panel()
