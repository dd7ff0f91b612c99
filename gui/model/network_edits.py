"""What a person may change where networks learn: the points, the layers, and what is looked at."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from gui.model import commands
from gui.model.map_edits import MapEdits
from gui.model.moving_in import on_field
from scenarios.schema import FieldSpec, NetworkSpec


class NetworkEdits(MapEdits):
    """All of it can be undone; what cannot be raises FileError and changes nothing."""

    @property
    def networks(self) -> int:
        """How many networks each run has; 0 where there are none."""
        scenario = self.scenario
        network = scenario.field.network if scenario is not None else None
        return network.seeds if network is not None else 0

    def select_network(self, by: int) -> None:
        """The network so many places farther on is looked at, around the ends."""
        if self.networks:
            self.select(self.selected, (self.particle + by) % self.networks)

    def set_network(self, **changes: Any) -> None:
        """Other layers, batches or seeds: fields of `NetworkSpec`."""
        scenario = self._open_scenario()
        network = scenario.field.network
        assert network is not None
        changed = replace(network, **changes)
        self.edit(replace(scenario, field=replace(scenario.field, network=changed)))

    def set_data(self, kind: str) -> None:
        """Another set of points to learn, with its own parameters."""
        scenario = self._open_scenario()
        network = replace(scenario.field.network or NetworkSpec(), data=kind, points=None)
        self.edit(on_field(scenario, FieldSpec(network=network), self.resolved))

    def set_points(self, points: tuple[tuple[float, float, int], ...]) -> None:
        """Points of one's own to learn."""
        scenario = self._open_scenario()
        network = replace(scenario.field.network or NetworkSpec(), data=None, points=points)
        self.edit(on_field(scenario, FieldSpec(network=network), self.resolved))

    def toggle_plane(self) -> None:
        """The loss on the plane of the paths, or along random directions."""
        scenario = self._open_scenario()
        other = "paths" if scenario.view.plane == "random" else "random"
        self.edit(replace(scenario, view=replace(scenario.view, plane=other)))

    def set_panes(self, boundary: tuple[int, int], plane: tuple[int, int], ratio: float = 1.0) -> None:
        """Tells the worker how large the pictures of networks are."""
        self._command(commands.SetPanes(boundary, plane, ratio))
