"""Noise on the gradient, and how often a coordinate of it is present at all."""

from __future__ import annotations

from typing import Literal

from engine.entries import Parameter
from gui.model.numbers import format_number
from gui.model.session import Session
from gui.panels.buttons import Segments
from gui.panels.form import FormRow
from gui.panels.rows import Rows
from gui.panels.section import Folds, Section
from gui.translations import translate

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


_EITHER = "either"


class NoiseSection(Section):
    """Sigma and keep, of all runs, and which coordinate it is that is rare where one of two may be."""

    def __init__(self, session: Session, folds: Folds) -> None:
        super().__init__("noise", folds, folded=False)
        self._session = session
        self.rows = Rows(lambda name, value: session.set_noise(**{name: value}), session.close_edit)
        self.rare = Segments((_EITHER, "x", "y"))
        self.rare_row = FormRow(self.rare)
        self.rare.chosen.connect(self._choose)
        self.column.addWidget(self.rows)
        self.column.addWidget(self.rare_row)

    def title(self) -> str:
        return translate("window", "Gradient noise")

    def remark(self) -> str:
        values = self._values()
        parts = [f"σ = {format_number(values['sigma'])}"] if values["sigma"] else []
        rare = self._session.scenario.noise.rare if self._session.scenario is not None else None
        of = f"({rare})" if rare is not None and self._has_two else ""
        parts += [f"p{of} = {format_number(values['keep'])}"] if values["keep"] < 1 else []
        return ",  ".join(parts) or translate("window", "none")

    def build(self) -> None:
        """Its rows cost nothing and are there from the beginning."""

    def fill(self) -> None:
        self.rows.show_parameters(NOISE, self._values(), self._session.language)
        self.rare_row.set_texts(
            translate("window", "p is of"),
            translate("window", "Which coordinate is present with probability p; the other one always is"),
        )
        self.rare.set_texts((translate("window", "each"), "x", "y"))
        self._show_rare()

    def show_values(self) -> None:
        self.rows.set_values(self._values())
        self._show_rare()

    @property
    def _has_two(self) -> bool:
        """Whether there are two coordinates, of which one may be rare."""
        resolved = self._session.resolved
        return resolved is not None and resolved.is_staged

    def _show_rare(self) -> None:
        scenario = self._session.scenario
        noise = scenario.noise if scenario is not None else None
        self.rare.set_current((noise.rare if noise is not None else None) or _EITHER)
        self.rare_row.setVisible(self._has_two and noise is not None and noise.keep < 1)

    def _choose(self, key: str) -> None:
        rare: Literal["x", "y"] | None = None if key == _EITHER else "x" if key == "x" else "y"
        self.rare_row.complaint.attempt(lambda: self._session.set_rare(rare))

    def _values(self) -> dict[str, float]:
        scenario = self._session.scenario
        noise = scenario.noise if scenario is not None else None
        return (
            {"sigma": noise.sigma, "keep": noise.keep} if noise is not None else {"sigma": 0.0, "keep": 1.0}
        )
