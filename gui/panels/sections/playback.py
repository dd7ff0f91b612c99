"""How long it runs, what its random numbers are, and in what arithmetic."""

from __future__ import annotations

import secrets

from PySide6.QtWidgets import QWidget

from gui.model.session import Session
from gui.panels.buttons import IconButton, Segments, Switch
from gui.panels.form import FormRow, NumbersRow, whole
from gui.panels.section import Folds, Section
from gui.translations import translate
from scenarios.schema import MOST_STEPS

MOST_SEED = 2**53
"""The largest seed that a field holds; a file may have larger ones."""

_DICE = 1_000_000


class SeedRow(NumbersRow):
    """The seed, and a die that throws another."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self.dice = IconButton("dice", side=28)
        super().__init__([whole("seed", 0, MOST_SEED)], self.dice, parent=parent)
        self._session = session
        self.entered.connect(lambda: self._set(round(self.values[0])))
        self.dice.clicked.connect(self.throw)

    def throw(self) -> None:
        """Another seed, by chance."""
        self._set(secrets.randbelow(_DICE))

    def fill(self) -> None:
        tip = translate("window", "The same seed gives the same random starts and the same noise")
        self.set_texts(translate("window", "Seed"), tip)
        self.dice.set_tip(translate("window", "Another seed"))
        if self._session.scenario is not None:
            self.set_values([float(self._session.scenario.playback.seed)])

    def _set(self, seed: int) -> None:
        self.attempt(lambda: self._session.set_seed(seed))


class PlaybackSection(Section):
    """Steps, seed, arithmetic, loop."""

    def __init__(self, session: Session, folds: Folds) -> None:
        super().__init__("playback", folds)
        self._session = session

    def build(self) -> None:
        self.steps = NumbersRow([whole("steps", 1, MOST_STEPS)])
        self.seed = SeedRow(self._session)
        self.dtype = Segments(("float32", "float64"))
        self.dtype_row = FormRow(self.dtype)
        self.loop = Switch()
        self.loop_row = FormRow(self.loop, stretch=False)
        self.steps.entered.connect(
            lambda: self.steps.attempt(lambda: self._session.set_steps(round(self.steps.values[0])))
        )
        self.dtype.chosen.connect(
            lambda name: self.dtype_row.complaint.attempt(lambda: self._session.set_dtype(name))
        )
        self.loop.toggled.connect(
            lambda on: self.loop_row.complaint.attempt(lambda: self._session.set_loop(on))
        )
        for row in (self.steps, self.seed, self.dtype_row, self.loop_row):
            self.column.addWidget(row)

    def title(self) -> str:
        return translate("window", "Playback")

    def remark(self) -> str:
        scenario = self._session.scenario
        if scenario is None:
            return ""
        steps = scenario.playback.steps
        if self._session.in_epochs:
            return translate("window", "%n epochs", "", steps)
        return translate("window", "%n steps", "", steps)

    def fill(self) -> None:
        scenario = self._session.scenario
        if scenario is None:
            return
        playback = scenario.playback
        if self._session.in_epochs:
            name, tip = translate("window", "Epochs"), translate("window", "How many epochs a run has")
        else:
            name, tip = translate("window", "Steps"), translate("window", "How many steps a run has")
        self.steps.set_texts(name, tip)
        self.steps.set_values([float(playback.steps)])
        self.seed.fill()
        self.dtype_row.set_texts(
            translate("window", "Arithmetic"),
            translate("window", "32 bits are what networks are trained in, 64 are exact to 15 digits"),
        )
        self.dtype.set_current(playback.dtype)
        self.loop_row.set_texts(translate("window", "Loop"), translate("window", "Begins again at the end"))
        self.loop.blockSignals(True)
        self.loop.setChecked(playback.loop)
        self.loop.blockSignals(False)
        self.loop.setAccessibleName(self.loop_row.label.text())
        self.loop.update()
