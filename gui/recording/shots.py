"""What is on each picture of a film whose scenario lists its shots; free of Qt."""

from __future__ import annotations

import bisect
import itertools
import math
from dataclasses import dataclass, replace

from msgspec.structs import replace as with_fields

from engine.entries import Parameter
from engine.errors import RangeError
from engine.phrase import Phrase
from gui.explain.motion import eased
from gui.recording.timing import LONGEST
from scenarios.filming import swept
from scenarios.resolving import Resolved, resolve
from scenarios.schema import Camera, Rectangle, Scenario, Shot, Sweep, Text

FADING = 0.4
"""Seconds in which a caption comes, and goes."""


@dataclass(frozen=True)
class Moment:
    """A picture: the step, what is shown and from where; parameters that differ from the scenario's, by
    (run, name), None for the field's or for all runs; the caption and how strong it is."""

    step: int
    rectangle: Rectangle
    camera: Camera | None
    values: tuple[tuple[tuple[int | None, str], float], ...] = ()
    caption: Text | None = None
    strength: float = 0.0
    note: tuple[Parameter, float] | None = None


class Script:
    """The shots of a scenario in their order, `frames` pictures at `fps`.

    seconds: the length, if it is not that of all shots; after the last one its end stays.
    """

    def __init__(self, resolved: Resolved, fps: int, seconds: float | None = None) -> None:
        self._resolved, self._fps = resolved, fps
        self._shots = resolved.scenario.shots
        ends = list(itertools.accumulate(shot.seconds for shot in self._shots))
        length = ends[-1] if seconds is None else seconds
        if not 0 < length <= LONGEST:
            raise RangeError(Phrase("seconds"), length, 1 / fps, LONGEST)
        self.frames = max(1, round(length * fps))
        self._ends = [max(1, round(end * fps)) for end in ends]
        self._starts = self._states()

    def _states(self) -> list[Moment]:
        """What each shot begins with."""
        view = self._resolved.scenario.view
        state = Moment(0, self._resolved.rectangle, view.camera)
        found = []
        for shot in self._shots:
            if shot.steps is not None:
                state = replace(state, step=shot.steps[0])
            found.append(state)
            state = self._within(shot, state, 1.0)
        return found

    def moment(self, number: int) -> Moment:
        """What picture `number` shows."""
        place = min(bisect.bisect_right(self._ends, number), len(self._shots) - 1)
        first = self._ends[place - 1] if place else 0
        count = self._ends[place] - first
        share = min((number - first) / max(count - 1, 1), 1.0)
        shot = self._shots[place]
        found = self._within(shot, self._starts[place], eased(share) if shot.ease else share)
        since, left = (number - first) / self._fps, (self._ends[place] - 1 - number) / self._fps
        # what is said goes on where the next shot says the same
        before = self._shots[place - 1].caption if place else None
        after = self._shots[place + 1].caption if place + 1 < len(self._shots) else None
        coming = 1.0 if before == shot.caption else eased(since / FADING)
        going = 1.0 if after == shot.caption or left < 0 else eased(left / FADING)
        return replace(found, caption=shot.caption, strength=min(coming, going))

    def _within(self, shot: Shot, start: Moment, t: float) -> Moment:
        """The moment at which `t` (0 … 1) of a shot's movement is done."""
        found = start
        if shot.steps is not None:
            a, b = shot.steps
            found = replace(found, step=min(a + math.floor((b - a) * t + 1e-9), b))
        if shot.rectangle is not None:
            found = replace(found, rectangle=between(start.rectangle, shot.rectangle, t))
        if shot.camera is not None and start.camera is not None:
            found = replace(found, camera=turned_between(start.camera, shot.camera, t))
        if shot.sweep is not None:
            parameter = swept(shot.sweep, self._resolved.field, self._resolved.runs)
            # as many digits as are shown beside the picture
            value = float(f"{value_at(parameter, shot.sweep, t):.4g}")
            kept = dict(found.values) | {(shot.sweep.run, shot.sweep.parameter): value}
            found = replace(found, values=tuple(kept.items()), note=(parameter, value))
        return found

    def resolved_at(self, moment: Moment) -> Resolved:
        """The scenario with the values of a moment."""
        scenario = self._resolved.scenario
        for (run, name), value in moment.values:
            scenario = with_value(scenario, self._resolved, run, name, value)
        return resolve(scenario, known=self._resolved)


def with_value(scenario: Scenario, known: Resolved, run: int | None, name: str, value: float) -> Scenario:
    """The scenario with another value of a parameter: of that run, of all that have it, or of the field."""
    having = [
        k
        for k, each in enumerate(known.runs)
        if (run is None or k == run) and any(p.name == name for p in each.optimizer.parameters)
    ]
    if not having:
        field = with_fields(scenario.field, parameters={**scenario.field.parameters, name: value})
        return with_fields(scenario, field=field)
    runs = [
        with_fields(spec, parameters={**spec.parameters, name: value}) if k in having else spec
        for k, spec in enumerate(scenario.runs)
    ]
    return with_fields(scenario, runs=tuple(runs))


def value_at(parameter: Parameter, sweep: Sweep, t: float) -> float:
    """Evenly by the value, or by its logarithm for a parameter whose slider counts so."""
    start, end = sweep.start, sweep.end
    if t in (0.0, 1.0):
        return end if t else start
    if parameter.scale == "log" and start > 0 and end > 0:
        return start * (end / start) ** t
    return start + (end - start) * t


def between(a: Rectangle, b: Rectangle, t: float) -> Rectangle:
    """On the way from one rectangle to another: its size changes by equal factors in equal times, and its
    middle so that nothing seems to slip."""
    if t in (0.0, 1.0):
        return b if t else a
    found: list[float] = []
    for low, high, low2, high2 in ((a[0], a[1], b[0], b[1]), (a[2], a[3], b[2], b[3])):
        size, size2 = high - low, high2 - low2
        now = size * (size2 / size) ** t
        share = (now - size) / (size2 - size) if abs(size2 / size - 1) > 1e-6 else t
        middle = (low + high) / 2 + ((low2 + high2) - (low + high)) / 2 * share
        found += [middle - now / 2, middle + now / 2]
    return (found[0], found[1], found[2], found[3])


def turned_between(a: Camera, b: Camera, t: float) -> Camera:
    """On the way from one camera to another."""
    if t in (0.0, 1.0):
        return b if t else a
    target = b.target
    if a.target is not None and b.target is not None:
        target = (_mixed(a.target[0], b.target[0], t), _mixed(a.target[1], b.target[1], t))
    return Camera(
        azimuth=_mixed(a.azimuth, b.azimuth, t),
        elevation=_mixed(a.elevation, b.elevation, t),
        distance=a.distance * (b.distance / a.distance) ** t,
        target=target,
    )


def _mixed(a: float, b: float, t: float) -> float:
    return a + (b - a) * t
