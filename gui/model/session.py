"""The session: which scenario is open, what was changed in it, what is selected, and whether time runs.

Every edit makes a new scenario of the old one (scenarios are frozen), sends the worker one command and tells
the widgets through a change signal. Nothing here knows of widgets or threads, so tests drive it as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from engine.entries import Parameter
from gui.model import commands
from gui.model.change import Change
from gui.model.frame import Frame, Loaded
from gui.model.view import Rectangle
from scenarios.library import Entry
from scenarios.resolving import ResolvedRun
from scenarios.schema import Cloud, Scenario, StartSpec, Text

SPEEDS = (0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 240, 500, 1000, 2000, 5000, 10_000)
LANGUAGES = ("en", "ru")
THEMES = ("dark", "light")

CLOUD_SHARE = 0.04
"""Spread of a swarm that a click drops, as a part of the view's width."""


class Session:
    """State that a person edits; `send` hands a command to the worker."""

    def __init__(self, send: Callable[[commands.Command], None]) -> None:
        self._send = send
        self._sent = 0
        self._version = 0
        self._plays_next = False
        self.loaded: Loaded | None = None
        self.scenario: Scenario | None = None
        self.values: list[dict[str, float]] = []
        self.field_values: dict[str, float] = {}
        self.visible: list[bool] = []
        self.selected = 0
        self.playing = False
        self.step = 0
        self.total = 1
        self.speed = 60.0
        self.view: Rectangle | None = None
        self.language = "en"
        self.theme = "dark"
        self.listed: tuple[Entry, ...] = ()
        self.frame: Frame | None = None
        self.device: str | None = None
        self.on_device = False

        self.opened = Change()
        self.values_changed = Change()
        self.selection_changed = Change()
        self.visibility_changed = Change()
        self.playback_changed = Change()
        self.view_changed = Change()
        self.language_changed = Change()
        self.theme_changed = Change()
        self.list_changed = Change()
        self.device_changed = Change()
        self.frame_changed = Change()
        self.problem = Change()

    # -- opening -----------------------------------------------------------------------------------------

    def open(self, source: str | Path | Scenario, play: bool = True) -> None:
        """Asks for a scenario; `opened` follows when it is there, `problem` when it cannot be had."""
        self._version += 1
        self._plays_next = play
        self._command(commands.Open(self._version, source, play))

    def ask_for_list(self) -> None:
        self._command(commands.ListScenarios())

    def adopt_list(self, listed: tuple[Entry, ...]) -> None:
        self.listed = listed
        self.list_changed.emit()

    def open_neighbour(self, offset: int) -> None:
        """The next (+1) or previous (−1) scenario of the list, around its ends."""
        if not self.listed:
            return
        here = self._place_in_list()
        place = here if here is not None else -1 if offset > 0 else 0
        self.open(self.listed[(place + offset) % len(self.listed)].path)

    def _place_in_list(self) -> int | None:
        """Which scenario of the list is open; one that came without its file is known by its title."""
        if self.loaded is None:
            return None
        title = self.loaded.resolved.scenario.title
        known = (n for n, e in enumerate(self.listed) if e.id == self.loaded.id or e.title == title)
        return next(known, None)

    @property
    def _edited(self) -> int:
        """The version that edits belong to."""
        return self.loaded.version if self.loaded is not None else 0

    def adopt(self, loaded: Loaded) -> None:
        """Takes up what the worker has loaded."""
        self.loaded = loaded
        resolved = loaded.resolved
        self.scenario = resolved.scenario
        self.values = [dict(run.parameters) for run in resolved.runs]
        self.field_values = dict(resolved.field_parameters)
        self.visible = [True] * len(resolved.runs)
        self.selected = 0
        self.step, self.total = 0, resolved.scenario.playback.steps
        self.speed = resolved.scenario.playback.speed
        self.playing = self._plays_next
        self.view = None
        self.frame = None
        self.opened.emit()
        self.playback_changed.emit()

    def adopt_frame(self, frame: Frame) -> None:
        """Takes up where everything is; frames of a scenario no longer open are dropped."""
        if self.loaded is None or frame.version != self.loaded.version:
            return
        self.frame = frame
        state = (frame.step, frame.total, frame.playing)
        changed = (self.step, self.total) != state[:2]
        self.step, self.total = state[:2]
        if frame.handled == self._sent and self.playing != frame.playing:
            self.playing = frame.playing
            changed = True
        if changed:
            self.playback_changed.emit()
        self.frame_changed.emit(frame)

    # -- what is edited ----------------------------------------------------------------------------------

    @property
    def runs(self) -> tuple[ResolvedRun, ...]:
        return self.loaded.resolved.runs if self.loaded else ()

    @property
    def is_signal(self) -> bool:
        return self.loaded is not None and self.loaded.resolved.is_signal

    def parameters(self, run: int) -> tuple[Parameter, ...]:
        return tuple(self.runs[run].optimizer.parameters)

    def set_parameter(self, run: int, name: str, value: float) -> None:
        """Another value of one run's optimizer, at work from the next step on."""
        if self.scenario is None or self.values[run].get(name) == value:
            return
        self.values[run][name] = value
        spec = self.scenario.runs[run]
        changed = msgspec.structs.replace(spec, parameters={**spec.parameters, name: value})
        runs = (*self.scenario.runs[:run], changed, *self.scenario.runs[run + 1 :])
        self.scenario = msgspec.structs.replace(self.scenario, runs=runs)
        self._command(commands.SetParameters(self._edited, self.scenario, run, {name: value}))
        self.values_changed.emit()

    def set_field_parameter(self, name: str, value: float) -> None:
        """Another value of the landscape's or the signal's parameter."""
        if self.scenario is None or self.field_values.get(name) == value:
            return
        self.field_values[name] = value
        field = self.scenario.field
        field = msgspec.structs.replace(field, parameters={**field.parameters, name: value})
        self._surround(field=field)

    def set_noise(self, *, sigma: float | None = None, keep: float | None = None) -> None:
        """Another strength of the gradient's noise, or another probability that a coordinate is present."""
        if self.scenario is None:
            return
        noise = self.scenario.noise
        sigma = noise.sigma if sigma is None else sigma
        keep = noise.keep if keep is None else keep
        if (sigma, keep) != (noise.sigma, noise.keep):
            self._surround(noise=msgspec.structs.replace(noise, sigma=sigma, keep=keep))

    def set_start(self, x: float, y: float) -> None:
        """All runs begin at (x, y): a single particle there, of a swarm as many as it has, close by."""
        if self.scenario is None or self.loaded is None or self.is_signal:
            return
        runs = tuple(
            msgspec.structs.replace(spec, start=self._start_near(number, x, y))
            for number, spec in enumerate(self.scenario.runs)
        )
        self.scenario = msgspec.structs.replace(self.scenario, runs=runs)
        self._command(commands.StartAt(self._edited, self.scenario))
        self.play()

    def _start_near(self, run: int, x: float, y: float) -> StartSpec:
        counts = self.frame.particles if self.frame else ()
        count = counts[run] if run < len(counts) else 1
        if count <= 1:
            return StartSpec(points=((x, y),))
        view = self.view or self.home()
        return StartSpec(cloud=Cloud(center=(x, y), sigma=CLOUD_SHARE * (view.x1 - view.x0), count=count))

    def _surround(self, **changes: object) -> None:
        assert self.scenario is not None
        self.scenario = msgspec.structs.replace(self.scenario, **changes)
        self._command(commands.SetSurroundings(self._edited, self.scenario))
        self.values_changed.emit()

    def select(self, run: int) -> None:
        if 0 <= run < len(self.runs) and run != self.selected:
            self.selected = run
            self.selection_changed.emit()

    def set_visible(self, run: int, visible: bool) -> None:
        if self.visible[run] != visible:
            self.visible[run] = visible
            self._command(commands.SetVisible(self._edited, run, visible))
            self.visibility_changed.emit()

    # -- time --------------------------------------------------------------------------------------------

    def play(self) -> None:
        self._run(True, commands.Play())

    def pause(self) -> None:
        self._run(False, commands.Pause())

    def toggle(self) -> None:
        if self.playing:
            self.pause()
        else:
            self.play()

    def step_by(self, count: int) -> None:
        self._run(False, commands.StepBy(count))

    def restart(self) -> None:
        self._command(commands.Restart())

    def seek(self, step: int) -> None:
        self._command(commands.Seek(min(max(step, 0), self.total)))

    def set_speed(self, speed: float) -> None:
        """Steps a second, cut to what the list of speeds spans."""
        speed = min(max(speed, SPEEDS[0]), SPEEDS[-1])
        if speed != self.speed:
            self.speed = speed
            self._command(commands.SetSpeed(speed))
            self.playback_changed.emit()

    def change_speed(self, direction: int) -> None:
        """The next faster (+1) or slower (−1) speed of the list."""
        faster = [s for s in SPEEDS if s > self.speed * 1.001]
        slower = [s for s in SPEEDS if s < self.speed * 0.999]
        self.set_speed((faster or SPEEDS[-1:])[0] if direction > 0 else (slower or list(SPEEDS[:1]))[-1])

    def _run(self, playing: bool, command: commands.Command) -> None:
        self.playing = playing
        self._command(command)
        self.playback_changed.emit()

    # -- where it is computed ----------------------------------------------------------------------------

    def adopt_device(self, name: str) -> None:
        """Takes up that there is a graphics processor of this name; it is not used unasked."""
        self.device = name
        self.device_changed.emit()

    def set_on_device(self, on: bool) -> None:
        """Lets the graphics processor step, or the processor again; runs go on from where they are."""
        if self.device is not None and on != self.on_device:
            self.on_device = on
            self._command(commands.SetDevice(on))
            self.device_changed.emit()

    # -- how it looks ------------------------------------------------------------------------------------

    def home(self) -> Rectangle:
        """The scenario's own view: its rectangle, or the landscape's domain."""
        assert self.loaded is not None
        return Rectangle(*self.loaded.resolved.rectangle)

    def set_view(self, view: Rectangle | None) -> None:
        """What part of the plane is shown; None goes back to the scenario's own."""
        if view != self.view:
            self.view = view
            shown = None if view is None else (view.x0, view.x1, view.y0, view.y1)
            self._command(commands.SetView(self._edited, shown))
            self.view_changed.emit()

    def set_size(
        self, width: int, height: int, insets: tuple[int, int, int, int], ratio: float = 1.0
    ) -> None:
        self._command(commands.SetSize(width, height, insets, ratio))

    def set_theme(self, name: str) -> None:
        if name != self.theme:
            self.theme = name
            self._command(commands.SetTheme(name))
            self.theme_changed.emit()

    def tell_theme(self) -> None:
        """Lets the worker know of the theme that the session began with."""
        self._command(commands.SetTheme(self.theme))

    def set_language(self, language: str) -> None:
        if language != self.language:
            self.language = language
            self.language_changed.emit()

    def localized(self, text: Text) -> str:
        """The text in the session's language."""
        return text.get(self.language)

    def _command(self, command: commands.Command) -> None:
        self._sent += 1
        self._send(command)
