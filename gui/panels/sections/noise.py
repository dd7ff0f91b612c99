"""Noise on the gradient, and how often a coordinate of it is present at all."""

from __future__ import annotations

from engine.entries import Parameter
from gui.model.numbers import format_number
from gui.model.session import Session
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


class NoiseSection(Section):
    """Sigma and keep, of all runs."""

    def __init__(self, session: Session, folds: Folds) -> None:
        super().__init__("noise", folds, folded=False)
        self._session = session
        self.rows = Rows(lambda name, value: session.set_noise(**{name: value}), session.close_edit)
        self.column.addWidget(self.rows)

    def title(self) -> str:
        return translate("window", "Gradient noise")

    def remark(self) -> str:
        values = self._values()
        parts = [f"σ = {format_number(values['sigma'])}"] if values["sigma"] else []
        parts += [f"p = {format_number(values['keep'])}"] if values["keep"] < 1 else []
        return ",  ".join(parts) or translate("window", "none")

    def build(self) -> None:
        """Its two rows cost nothing and are there from the beginning."""

    def fill(self) -> None:
        self.rows.show_parameters(NOISE, self._values(), self._session.language)

    def show_values(self) -> None:
        self.rows.set_values(self._values())

    def _values(self) -> dict[str, float]:
        scenario = self._session.scenario
        noise = scenario.noise if scenario is not None else None
        return (
            {"sigma": noise.sigma, "keep": noise.keep} if noise is not None else {"sigma": 0.0, "keep": 1.0}
        )
