"""What a person may change around the runs: field, noise, starts, playback, what is shown."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Literal

from msgspec.structs import replace

from gui.model import commands, edits
from gui.model.moving_in import KINDS, Kind, formula_kind, on_field, typed_over
from gui.model.run_edits import RunEdits
from scenarios.schema import FieldSpec, HeightmapSpec, Overlay, Plot, Rectangle, StartSpec

FORESIGHT = 2000
"""Steps that are shown at the most of paths whose start is dragged before time has begun to run."""


class SceneEdits(RunEdits):
    """Everything of a scenario but its runs."""

    def set_landscape(self, id: str) -> None:
        """Another landscape of the catalogue; starts that lie outside it are put where it has room."""
        self._set_field(FieldSpec(landscape=id))

    def set_landscape_formula(self, text: str, domain: Rectangle) -> None:
        """A landscape of one's own."""
        self._type_field(FieldSpec(landscape_formula=text, domain=domain))

    def set_heights(self, heights: HeightmapSpec) -> None:
        """A landscape made of heights."""
        self._set_field(FieldSpec(heightmap=heights, parameters={"scale": heights.common_scale}))

    def set_signal(self, id: str) -> None:
        self._set_field(FieldSpec(signal=id))

    def set_signal_formula(self, text: str) -> None:
        self._type_field(FieldSpec(signal_formula=text))

    @property
    def field_origin(self) -> tuple[Kind, str] | None:
        """What of the catalogue is open, or a typed field took the place of; None where there was nothing."""
        if self.document is None:
            return None
        fields = (self.document.scenario.field, *(past.field for past, _ in self.document.earlier()))
        told = ((kind, getattr(field, kind)) for field in fields for kind in KINDS)
        return next((each for each in told if each[1] is not None), None)

    def _set_field(self, field: FieldSpec) -> None:
        self.edit(on_field(self._open_scenario(), field, self.resolved))

    def _type_field(self, field: FieldSpec) -> None:
        """As with a rule: with the values that are at work, and what is typed takes the place of what was
        there before the typing began."""
        self._open_scenario()
        assert self.document is not None
        merge = ("formula", formula_kind(field))
        scenario = self.document.before(merge)
        self.edit(on_field(scenario, typed_over(field, scenario.field), self.resolved), merge)

    def set_field_parameter(self, name: str, value: float) -> None:
        """Another value of the landscape's or the signal's parameter; when, as with `set_parameter`."""
        if self.field_values.get(name) == value:
            return
        scenario = self._open_scenario()
        field = scenario.field
        if self._is_on_the_way:
            field = replace(field, turns=edits.turned(field.turns, self.step, name, value))
            turned = commands.Turned(None, name, self.step)
        else:
            turns = edits.without(field.turns, name)
            field = replace(field, parameters={**field.parameters, name: value}, turns=turns)
            turned = None
        self.edit(replace(scenario, field=field), ("field", name), turned=turned, numbers_only=True)

    def set_noise(self, *, sigma: float | None = None, keep: float | None = None) -> None:
        """Another strength of the gradient's noise, or another probability that a coordinate is present."""
        scenario = self._open_scenario()
        noise, merge = scenario.noise, ("noise", sigma is None, keep is None)
        sigma = noise.sigma if sigma is None else sigma
        keep = noise.keep if keep is None else keep
        noise = replace(noise, sigma=sigma, keep=keep)
        self.edit(replace(scenario, noise=noise), merge, numbers_only=True)

    def set_rare(self, coordinate: Literal["x", "y"] | None) -> None:
        """Which coordinate of the gradient is the one that may be missing; None for each on its own."""
        scenario = self._open_scenario()
        if scenario.noise.rare != coordinate:
            noise = replace(scenario.noise, rare=coordinate)
            self.edit(replace(scenario, noise=noise), numbers_only=True)

    def set_start_spec(self, start: StartSpec, run: int | None = None, merge: Hashable = None) -> None:
        """Another start of one run, or of all."""
        self.edit(edits.with_start(self._open_scenario(), start, run), merge)

    def join_start(self, run: int) -> None:
        """A run begins where the others do; on a landscape where nothing says where that is, it says so."""
        scenario = self._open_scenario()
        shared, own = scenario.start, scenario.runs[run].start
        if shared is None and self.is_staged:
            shared = own
        self.edit(replace(edits.with_run(scenario, run, start=None), start=shared))

    def move_start(self, index: int, x: float, y: float, run: int = 0) -> None:
        """One start point of a run, and of all that begin there too, elsewhere; for dragging.

        Where time has not begun to run, it is put to the end, so that there are paths to be seen.
        """
        scenario = self._open_scenario()
        if self.step == 0 and not self.playing:
            self._command(commands.Seek(min(self.total, FORESIGHT)))
        self.edit(edits.with_point(scenario, run, index, x, y), ("point", run, index))

    def set_seed(self, seed: int) -> None:
        self._set_playback(seed=seed)

    def set_steps(self, steps: int) -> None:
        self._set_playback(steps=steps)

    def set_dtype(self, dtype: str) -> None:
        self._set_playback(dtype=dtype)

    def set_loop(self, loop: bool) -> None:
        self._set_playback(loop=loop)

    def _set_playback(self, **changes: object) -> None:
        scenario = self._open_scenario()
        playback = replace(scenario.playback, **changes)
        self.edit(replace(scenario, playback=playback))

    def set_plots(self, plots: Sequence[Plot]) -> None:
        """Which charts are shown."""
        scenario = self._open_scenario()
        self.edit(replace(scenario, view=replace(scenario.view, plots=tuple(plots))))

    def set_overlays(self, overlays: Sequence[Overlay]) -> None:
        """What is drawn at the selected particle."""
        scenario = self._open_scenario()
        self.edit(replace(scenario, view=replace(scenario.view, overlays=tuple(overlays))))

    def set_texts(self, *, title: str | None = None, caption: str | None = None) -> None:
        """Title and caption in the session's language."""
        before = self._open_scenario()
        scenario = edits.with_texts(before, self.language, title, caption)
        self.edit(scenario, ("texts", scenario.title != before.title))
