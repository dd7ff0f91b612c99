"""What a person may change in the laboratory besides: samples, curves, ensembles, and the lanes."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Literal

from msgspec.structs import replace

from gui.model import edits
from gui.model.moving_in import on_field
from gui.model.scene_edits import SceneEdits
from scenarios.schema import FieldSpec, LanesSpec, Row, Span, SpreadSpec, StartSpec, is_curve


class LaboratoryEdits(SceneEdits):
    """Signals stay what they were, fed in or rolled on, when another one is chosen."""

    def set_signal(self, id: str) -> None:
        self._set_field(self._as_before(FieldSpec(signal=id)))

    def set_signal_formula(self, text: str) -> None:
        self._type_field(self._as_before(FieldSpec(signal_formula=text)))

    def set_signal_samples(
        self,
        samples: Sequence[float],
        merge: Hashable = None,
        *,
        stretch: float = 1.0,
        steps: int | None = None,
        numbers_only: bool = False,
    ) -> None:
        """A signal made of numbers, one for each `stretch` epochs, from epoch 1 on.

        steps: how many epochs to play, None for as many as before. numbers_only: the field is made of samples
        already, so that no widget need change.
        """
        scenario = self._open_scenario()
        if steps is not None:
            scenario = replace(scenario, playback=replace(scenario.playback, steps=steps))
        kept = {k: v for k, v in scenario.field.parameters.items() if k == "kappa"}
        if stretch != 1.0:
            kept["stretch"] = stretch
        field = FieldSpec(signal_samples=tuple(samples), parameters=kept)
        if numbers_only:
            self.edit(replace(scenario, field=self._as_before(field)), merge, numbers_only=True)
        else:
            self.edit(on_field(scenario, self._as_before(field), self.resolved), merge)

    def set_curve(self, id: str) -> None:
        """A curve of the catalogue to roll on."""
        self._set_field(FieldSpec(curve=id))

    def set_curve_formula(self, text: str, span: Span) -> None:
        """A curve of one's own."""
        self._type_field(FieldSpec(curve_formula=text, span=span))

    def set_integral(self, on: bool) -> None:
        """The present signal as the slope of a hill to roll on, or as what is fed in epoch by epoch."""
        scenario = self._open_scenario()
        field = scenario.field
        if field.curve is None and field.curve_formula is None and field.integral != on:
            span = (0.0, float(scenario.playback.steps)) if on else None
            self._set_field(replace(field, integral=on, span=span))

    def _as_before(self, field: FieldSpec) -> FieldSpec:
        """The signal as the integral's slope where the present one is that."""
        now = self._open_scenario().field
        return replace(field, integral=True, span=now.span) if now.integral else field

    def set_place(self, x: float, merge: Hashable = ("place",)) -> None:
        """All runs on a curve begin at x; for a click on the curve, and for dragging."""
        scenario = self._open_scenario()
        if is_curve(scenario.field):
            self.edit(edits.with_start(scenario, StartSpec(places=(x,)), None), merge, numbers_only=True)

    def set_row(self, span: Span, count: int) -> None:
        """So many balls all over a part of the curve."""
        scenario = self._open_scenario()
        start = StartSpec(row=Row(span, count))
        self.edit(edits.with_start(scenario, start, None), ("row",))

    def set_spread(self, run: int, spread: SpreadSpec | None) -> None:
        """Lets a run be an ensemble over one parameter, or a single particle again."""
        scenario = self._open_scenario()
        if spread is not None and not is_curve(scenario.field):
            scenario = edits.with_start(scenario, StartSpec(count=1), None)
        self.edit(edits.with_run(scenario, run, spread=spread))

    def set_streams(self, count: int) -> None:
        """So many particles in every run, each with a noise of its own; no run is spread over a parameter."""
        scenario = self._open_scenario()
        runs = tuple(replace(run, spread=None) if run.spread is not None else run for run in scenario.runs)
        scenario = replace(scenario, runs=runs)
        self.edit(edits.with_start(scenario, StartSpec(count=count), None))

    def set_lanes(self, shown: Sequence[str]) -> None:
        """Which lanes are shown; none named: as many as there is room for."""
        self._set_lanes(shown=tuple(shown))

    def set_ensemble(self, kind: Literal["bands", "density"]) -> None:
        """How many particles are drawn behind the curves."""
        self._set_lanes(ensemble=kind)

    def set_frequency(self, on: bool, *, decibels: bool | None = None) -> None:
        """Gain and phase over the frequency, or lanes over epochs."""
        now = self._open_scenario().view.lanes
        self._set_lanes(frequency=on, decibels=now.decibels if decibels is None else decibels)

    def _set_lanes(self, **changes: object) -> None:
        scenario = self._open_scenario()
        lanes: LanesSpec = replace(scenario.view.lanes, **changes)
        if lanes != scenario.view.lanes:
            self.edit(replace(scenario, view=replace(scenario.view, lanes=lanes)))
