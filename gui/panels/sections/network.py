"""The network: its hidden layers, what goes on between them, how many points make a step, how many learn."""

from __future__ import annotations

from engine.phrase import Phrase
from gui.model.session import Session
from gui.panels.buttons import Segments
from gui.panels.form import FormRow, NumbersRow, whole
from gui.panels.section import Folds, Section
from gui.translations import translate
from scenarios.schema import NetworkSpec

_LAYERS = 3


class NetworkSection(Section):
    """Everything of a network but its points, which are the field's section."""

    def __init__(self, session: Session, folds: Folds) -> None:
        super().__init__("network", folds)
        self._session = session

    @property
    def _network(self) -> NetworkSpec | None:
        scenario = self._session.scenario
        return scenario.field.network if scenario is not None else None

    def build(self) -> None:
        # what is refused is told by the names that stand in the window
        units = [Phrase("the units of layer {number}", number=k + 1) for k in range(_LAYERS)]
        self.layers = NumbersRow([whole(name, int(k == 0), 64) for k, name in enumerate(units)])
        for field in self.layers.fields:
            field.setFixedWidth(52)
        self.activation = Segments(("tanh", "relu"))
        self.activation_row = FormRow(self.activation)
        self.batch = NumbersRow([whole(Phrase("points to a step"), 0, 2000)])
        self.seeds = NumbersRow([whole(Phrase("the number of networks"), 1, 256)])
        session = self._session
        self.layers.entered.connect(lambda: self.layers.attempt(self._set_layers))
        self.activation.chosen.connect(
            lambda name: self.activation_row.complaint.attempt(lambda: session.set_network(activation=name))
        )
        self.batch.entered.connect(
            lambda: self.batch.attempt(lambda: session.set_network(batch=round(self.batch.values[0]) or None))
        )
        self.seeds.entered.connect(
            lambda: self.seeds.attempt(lambda: session.set_network(seeds=round(self.seeds.values[0])))
        )
        for row in (self.layers, self.activation_row, self.batch, self.seeds):
            self.column.addWidget(row)

    def _set_layers(self) -> None:
        """A layer of 0 units is none."""
        self._session.set_network(layers=tuple(round(units) for units in self.layers.values if units))

    def title(self) -> str:
        return translate("window", "Layers and batches")

    def remark(self) -> str:
        network = self._network
        if network is None:
            return ""
        return f"{'–'.join(str(units) for units in network.layers)}, {network.activation}"

    def fill(self) -> None:
        network = self._network
        if network is None:
            return
        self.layers.set_texts(
            translate("window", "Layers"), translate("window", "Units of the hidden layers; 0 is no layer")
        )
        units = [float(each) for each in network.layers]
        self.layers.set_values([*units, *[0.0] * (_LAYERS - len(units))])
        self.activation_row.set_texts(
            translate("window", "Activation"), translate("window", "What each hidden unit makes of its sum")
        )
        self.activation.set_current(network.activation)
        self.batch.set_texts(
            translate("window", "Batch"), translate("window", "Points to a step; 0 takes all of them")
        )
        self.batch.set_values([float(network.batch or 0)])
        self.seeds.set_texts(
            translate("window", "Networks"),
            translate("window", "How many learn side by side, each with first weights of its own"),
        )
        self.seeds.set_values([float(network.seeds)])
