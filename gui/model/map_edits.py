"""What a person may change in a map, and what a pixel of it asks of the stage."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any, Literal, cast

from msgspec.structs import replace

from engine.errors import FileError, InputError, RavineError
from engine.phrase import Phrase
from gui.model import commands, edits
from gui.model.laboratory_edits import LaboratoryEdits
from gui.model.map_runs import at_places
from gui.model.moving_in import map_over
from scenarios.building import make_start
from scenarios.map_schema import AxisSpec, MapSpec
from scenarios.mapping import LANDSCAPE, SIGMA, START
from scenarios.resolving import Resolved, resolve
from scenarios.schema import Rectangle, Scenario, StartSpec, is_signal

if TYPE_CHECKING:
    from engine.entries import Landscape

OF_MAP = "view.map"

NO_PLANE = Phrase(
    "a map tells what becomes of starts in a plane: it goes with a landscape of two coordinates"
)


def with_map(scenario: Scenario, spec: MapSpec | None) -> Scenario:
    """The scenario with this map, or without one."""
    return replace(scenario, view=replace(scenario.view, map=spec))


def proposed(resolved: Resolved, run: int = 0) -> MapSpec:
    """Every start that the picture shows, coloured by the minimum that is reached."""
    spec = MapSpec(AxisSpec("start.x", 0.0, 1.0), AxisSpec("start.y", 0.0, 1.0), run=run)
    return map_over(spec, resolved.rectangle)


class MapEdits(LaboratoryEdits):
    """A map is a part of the scenario: what it shows can be undone, and is saved."""

    last_map: tuple[MapSpec, tuple[int, ...], Rectangle] | None = None
    """The map that was closed last, who its scenario's runs were, and its landscape's domain."""

    @property
    def map(self) -> MapSpec | None:
        """The map that is shown."""
        return self.scenario.view.map if self.scenario is not None else None

    @property
    def may_map(self) -> bool:
        """Whether there is something to make a map of."""
        return self.is_staged

    def set_map(self, spec: MapSpec | None) -> None:
        """Shows this map, or none. Raises FileError and changes nothing for one that cannot be."""
        scenario = self._open_scenario()
        if self.map is not None and spec is None and self.document is not None:
            self.last_map = self.map, self.document.who, self._domain
        self.edit(with_map(scenario, spec), numbers_only=True)

    def change_map(self, **changes: Any) -> None:
        """The map says something else. Raises FileError as `set_map` does."""
        if self.map is not None:
            self.set_map(replace(self.map, **changes))

    def toggle_map(self) -> None:
        """The map as it was last, or every start for the selected run; or none. Raises InputError where there
        is nothing to make one of."""
        if self.map is not None:
            self.hastening.emit()
            self.set_map(None)
        elif not self.may_map:
            raise InputError(NO_PLANE)
        elif self.resolved is not None:
            plain = proposed(self.resolved, self.selected)
            try:
                self.set_map(self._closed_map() or plain)
            except RavineError:
                self.set_map(plain)

    def edit(
        self,
        scenario: Scenario,
        merge: Hashable = None,
        *,
        turned: commands.Turned | None = None,
        numbers_only: bool = False,
        order: edits.Order | None = None,
    ) -> None:
        if not numbers_only and scenario.view.map is not None:
            scenario = self._with_map_that_fits(scenario)
        super().edit(scenario, merge, turned=turned, numbers_only=numbers_only, order=order)

    @property
    def _domain(self) -> Rectangle:
        assert self.resolved is not None
        return cast("Landscape", self.resolved.field).domain

    def _closed_map(self) -> MapSpec | None:
        """The map as it was last, of the runs that it was of; None where one of them is not there."""
        if self.last_map is None:
            return None
        spec, who, domain = self.last_map
        spec = spec if domain == self._domain else map_over(spec, self._domain)
        places = {old: self.place_of(run) for old, run in enumerate(who)}
        return at_places(spec, {old: new for old, new in places.items() if new is not None})

    def _with_map_that_fits(self, scenario: Scenario) -> Scenario:
        """Another rule may lack what an axis was about, and a signal has no map: then all starts, or none."""
        try:
            resolve(scenario, known=self.resolved)
        except FileError as error:
            if (error.field or "").startswith(OF_MAP):
                plain = with_map(scenario, None)
                if is_signal(scenario.field):
                    return plain
                run = scenario.view.map.run if scenario.view.map is not None else 0
                return with_map(plain, proposed(resolve(plain, known=self.resolved), run))
        return scenario

    # -- a pixel -----------------------------------------------------------------------------------------

    def set_pixel(
        self,
        values: Mapping[str, float],
        number: int,
        *,
        stream: int = 0,
        steps: int | None = None,
        dtype: Literal["float32", "float64"] | None = None,
    ) -> None:
        """The scenario is what a pixel of a run's map is of, in one edit: its start, parameters and noise.

        What was turned on the way has its last value from the start on, as the map has it. stream: the
        pixel's number, of whose noise this is. steps, dtype: the map's, if others than the playback's.
        Raises FileError for a value that cannot be.
        """
        scenario = self._as_of(values, number)
        playback = scenario.playback
        playback = replace(playback, steps=steps or playback.steps, dtype=dtype or playback.dtype)
        noise = replace(scenario.noise, stream=stream)
        self.edit(replace(scenario, noise=noise, playback=playback))
        self.select(number)

    def _as_of(self, values: Mapping[str, float], number: int) -> Scenario:
        scenario, resolved = self._open_scenario(), self.resolved
        assert resolved is not None
        last = [run.parameters_at(self.total) for run in self.runs]
        scenario = edits.settled(scenario, last, resolved.field_parameters_at(self.total))
        if not values.keys().isdisjoint(START):
            x, y = make_start(self.runs[number].start, scenario.playback.seed)[0]
            point = (values.get("start.x", float(x)), values.get("start.y", float(y)))
            scenario = edits.with_start(scenario, StartSpec(points=(point,)), None)
        if SIGMA in values:
            scenario = replace(scenario, noise=replace(scenario.noise, sigma=values[SIGMA]))
        field = {
            name.removeprefix(LANDSCAPE): value
            for name, value in values.items()
            if name.startswith(LANDSCAPE)
        }
        if field:
            scenario = edits.with_field(scenario, parameters={**scenario.field.parameters, **field})
        own = {name: v for name, v in values.items() if name not in (*START, SIGMA) and "." not in name}
        if own:
            before = scenario.runs[number].parameters
            scenario = edits.with_run(scenario, number, parameters={**before, **own})
        return scenario
