"""Bounds of the gradient before the selected run's rule sees it."""

from __future__ import annotations

from engine.entries import Parameter
from gui.model.numbers import format_number
from gui.model.session import Session
from gui.panels.buttons import Switch
from gui.panels.form import NumbersRow
from gui.panels.section import Folds, Section
from gui.translations import translate
from scenarios.schema import ClipSpec

BOUND = Parameter("bound", "c", 1.0, 1e-12, 1e12, "log", "bound", "граница")


class ClippingSection(Section):
    """By coordinate and by length, each on or off."""

    def __init__(self, session: Session, folds: Folds) -> None:
        super().__init__("clipping", folds)
        self._session = session

    def build(self) -> None:
        self.switches = {"value": Switch(), "norm": Switch()}
        self.rows = {name: NumbersRow([BOUND], switch) for name, switch in self.switches.items()}
        for name, row in self.rows.items():
            row.entered.connect(lambda n=name: self._enter(n))
            self.switches[name].toggled.connect(lambda _on, n=name: self._enter(n))
            self.column.addWidget(row)

    def title(self) -> str:
        return translate("window", "Clipping")

    def remark(self) -> str:
        clip = self._clip
        parts = [f"|gᵢ| ≤ {format_number(clip.value)}"] if clip.value is not None else []
        parts += [f"‖g‖ ≤ {format_number(clip.norm)}"] if clip.norm is not None else []
        return ",  ".join(parts) or translate("window", "off")

    @property
    def _clip(self) -> ClipSpec:
        session = self._session
        clip = session.runs[session.selected].spec.clip if session.runs else None
        return clip or ClipSpec()

    def fill(self) -> None:
        clip = self._clip
        self.rows["value"].set_texts(
            translate("window", "Coordinate"),
            translate("window", "Each coordinate of the gradient is kept within ± this"),
        )
        self.rows["norm"].set_texts(
            translate("window", "Length"),
            translate("window", "A gradient longer than this is shortened to it; its direction stays"),
        )
        for name, switch in self.switches.items():
            bound = getattr(clip, name)
            switch.blockSignals(True)
            switch.setChecked(bound is not None)
            switch.blockSignals(False)
            switch.setToolTip(translate("window", "on") if bound is not None else translate("window", "off"))
            switch.setAccessibleName(self.rows[name].label.text())
            switch.update()
            if bound is not None:
                self.rows[name].set_values([bound])
            elif self.rows[name].values == [0.0]:
                self.rows[name].set_values([1.0])
            self.rows[name].fields[0].setEnabled(bound is not None)

    def _enter(self, name: str) -> None:
        bounds = {n: row.values[0] if self.switches[n].isChecked() else None for n, row in self.rows.items()}
        clip = ClipSpec(**bounds)
        if not self.rows[name].attempt(lambda: self._session.set_clip(self._session.selected, clip)):
            self.fill()
