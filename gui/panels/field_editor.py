"""A landscape, a curve or a signal of one's own: its formula as text, and what part of it is shown."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from engine.entries import Curve, Landscape, Parameter
from engine.language.symbols import unicode_symbol
from gui.model.moving_in import Kind
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

_EXAMPLES = {"signal": "sin(t/20)", "curve": "(x**2 - 1)**2 + x/5", "landscape": "x**2/4 + y**2"}

Domain = tuple[float, float, float, float]


def edge(symbol: str) -> Parameter:
    """A coordinate as something that a field takes."""
    return Parameter(symbol, symbol, 0.0, -_FAR, _FAR, "linear", symbol, symbol)


class FieldEditor(TypingPanel):
    """Bound to the session: shows the formula of what the runs move on while it is open."""

    def __init__(self, session: Session, owner: QWidget) -> None:
        super().__init__(owner, GIVEN)
        self._session = session
        self.kind: Kind = "landscape"
        self._known: object = None
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
        session.hastening.connect(self.hasten)

    def _lay_out_domain(self) -> None:
        grid = QGridLayout(self.domain)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GRID)
        self._symbols: list[QLabel] = []
        for k, (symbol, field) in enumerate(zip(_EDGES, self.edges, strict=True)):
            self._symbols.append(QLabel(symbol))
            grid.addWidget(self._symbols[-1], 0, 2 * k)
            grid.addWidget(field, 0, 2 * k + 1)
            field.bind(edge(symbol), nudge=0.5)
            field.entered.connect(lambda _value: self._move_edge())
            field.refused.connect(self.domain_complaint.say)
            field.setAccessibleName(symbol)

    @property
    def present(self) -> Kind:
        """What the runs move on; the integral of a signal is edited as that signal."""
        resolved = self._session.resolved
        if resolved is not None and isinstance(resolved.field, Curve) and not resolved.field.by_slope:
            return "curve"
        return "signal" if self._session.is_signal else "landscape"

    def edit(self, anchor: QWidget, kind: Kind | None = None) -> None:
        """Opens on the present formula, or on an example where it is of another kind."""
        self.show_field(kind or self.present)
        self.open_beside(anchor, self.code)

    @property
    def _present_field(self) -> object:
        """What the runs move on, as far as it is shown here."""
        resolved = self._session.resolved
        assert resolved is not None
        field = resolved.terrain
        part = getattr(field, "domain", None) or getattr(field, "span", None)
        return self.present, field.formula.identity, part

    def show_field(self, kind: Kind) -> None:
        session = self._session
        assert session.resolved is not None
        field = session.resolved.terrain
        self.kind, self._known = kind, self._present_field
        # samples are no formula that could be typed: an example stands in their place
        same = kind == self.present and not field.formula.samples
        self.code.set_text(field.formula.text if same else _EXAMPLES[kind])
        shown = (-5.0, 5.0, -5.0, 5.0)
        if same and isinstance(field, Landscape):
            shown = field.domain
        elif same and isinstance(field, Curve):
            shown = (*field.span, -5.0, 5.0)
        for edge_field, value in zip(self.edges, shown, strict=True):
            edge_field.set_value(value)
        self.complaint.say("")
        self.domain_complaint.say("")
        self.retranslate()
        if not same:
            self.check()

    def retranslate(self) -> None:
        super().retranslate()
        name = {
            "signal": translate("window", "Signal: g(t)"),
            "curve": translate("window", "Curve: f(x)"),
            "landscape": translate("window", "Landscape: f(x, y)"),
        }[self.kind]
        self.heading.setText(name)
        self.code.setAccessibleName(name)
        part = translate("window", "What part of the plane it is shown on")
        if self.kind == "curve":
            part = translate("window", "From where to where it is shown")
        self.domain_heading.setText(part.upper())
        for widget in (self.domain, self.domain_heading):
            widget.setVisible(self.kind != "signal")
        for symbol, field in zip(self._symbols, self.edges, strict=True):
            for widget in (symbol, field):
                widget.setVisible(self.kind != "curve" or field in self.edges[:2])
        self.hint.setText(self._explanation())
        own = self._session.resolved is not None and self._session.resolved.field.id == "typed"
        self.back_button.setText(translate("window", "Back to the catalogue's"))
        self.back_button.setVisible(self._session.field_origin is not None)
        self.back_button.setEnabled(own)
        found = self.read()
        self.told.setText("" if isinstance(found, Fault) else found)
        self.told.setVisible(bool(self.told.text()))

    def _explanation(self) -> str:
        if self.kind == "signal":
            return translate(
                "window",
                "t is the epoch, from 1. Lines before the last give names to parts; other names are "
                "parameters, with sliders.",
            )
        if self.kind == "curve":
            return translate(
                "window",
                "The last line is the height at x; lines before it give names to parts. Other names are "
                "parameters, with sliders. The slope is found by itself.",
            )
        return translate(
            "window",
            "The last line is the value; lines before it give names to parts. Names other than x and y "
            "are parameters, with sliders. Gradient and Hessian are found by themselves.",
        )

    def go_back(self) -> None:
        """What the catalogue has again, as if nothing had been typed."""
        self._timer.stop()
        session = self._session
        if session.field_origin is None:
            return
        kind, id = session.field_origin
        change = {
            "signal": session.set_signal,
            "curve": session.set_curve,
            "landscape": session.set_landscape,
        }[kind]
        self.complaint.attempt(lambda: change(id))
        self.show_field(kind)

    def read(self) -> Fault | str:
        found = read_field(self.code.toPlainText(), self.kind)
        if isinstance(found, Fault):
            return found
        names = [unicode_symbol(p) for p in found.formula.parameters if p != "kappa"]
        return translate("window", "parameters: {0}").format(", ".join(names)) if names else ""

    def apply(self) -> None:
        text = self.code.toPlainText()
        session = self._session
        assert session.resolved is not None
        field = session.resolved.terrain
        same = self.kind == self.present and field.formula.text == text
        if self.kind == "signal":
            if not same:
                session.set_signal_formula(text)
        elif self.kind == "curve":
            if not same or self._domain()[:2] != getattr(field, "span", None):
                self._apply_shown(text)
        elif not same or self._domain() != getattr(field, "domain", None):
            self._apply_shown(text)
        self._known = self._present_field
        self.retranslate()

    def _apply_shown(self, text: str) -> None:
        """A curve or a landscape over the part that is to be shown, where that is one."""
        x0, x1, y0, y1 = domain = self._domain()
        if self.kind == "curve" and x0 < x1:
            self.domain_complaint.say("")
            self._session.set_curve_formula(text, (x0, x1))
        elif self.kind == "landscape" and x0 < x1 and y0 < y1:
            self.domain_complaint.say("")
            self._session.set_landscape_formula(text, domain)
        elif self.kind == "curve":
            self.domain_complaint.say(translate("window", "x₀ must be less than x₁."))
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
        if self._session.is_network:
            # what networks learn has no formula
            self._leave()
            return
        if not self.is_open or self._applying or self.is_waiting or self._session.resolved is None:
            return
        # what cannot be read yet stays while anything else is edited
        if self._present_field != self._known:
            self.show_field(self.present)

    def _leave(self) -> None:
        self._timer.stop()
        self.close_panel()
