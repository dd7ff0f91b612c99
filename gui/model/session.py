"""The session: the open scenario and its edits, files, time, and how the window looks; see `State`."""

from __future__ import annotations

import contextlib
from pathlib import Path

import msgspec

from engine.errors import FileError
from gui.model import commands, edits
from gui.model.document import Document
from gui.model.frame import Explained, Frame, Loaded, Saved
from gui.model.network_edits import NetworkEdits
from gui.model.view import Rectangle
from gui.relief.camera import clamped
from scenarios.library import SHIPPED, Entry
from scenarios.schema import Camera, Scenario, StartSpec

SPEEDS = (
    0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 240, 500, 1000, 2000, 5000,
    10_000, 20_000, 50_000, 100_000, 200_000, 500_000,
)  # fmt: skip
LANGUAGES = ("en", "ru")
THEMES = ("dark", "light")


class Session(NetworkEdits):
    """What the window is bound to."""

    def open(self, source: str | Path | Scenario, play: bool = True) -> None:
        """Asks for a scenario; `opened` follows when it is there, `problem` when it cannot be had."""
        self.hastening.emit()
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

    def adopt(self, loaded: Loaded) -> None:
        """Takes up what the worker has loaded."""
        self.loaded = loaded
        resolved = loaded.resolved
        own = loaded.path if loaded.path is not None and SHIPPED not in loaded.path.parents else None
        self.document = Document(resolved.scenario, own)
        self.selected, self.particle, self.is_picked = 0, 0, False
        self._looked_at, self._missed = 0, None
        self.hovered = self.sought = None
        self._restamped = self._structure = 0
        self.step, self.total = 0, resolved.scenario.playback.steps
        self._take_values()
        self.speed = resolved.scenario.playback.speed
        self.playing = self._plays_next
        self.view = None
        self.camera = resolved.scenario.view.camera
        self.last_camera = self.camera or Camera()
        self.last_map = None
        self.frame = None
        self.opened.emit()
        self.document_changed.emit()
        self.playback_changed.emit()

    def adopt_saved(self, saved: Saved) -> None:
        """Takes up that a file has been written."""
        if self.document is not None and saved.version == self._edited:
            self.document.mark_saved(saved.scenario, saved.path)
            self.document_changed.emit()
            self.saved.emit()

    def adopt_explained(self, told: Explained) -> None:
        """Takes up a step taken apart, unless another scenario is open by now."""
        if told.version == self._edited:
            self.explained.emit(told)

    def save(self, path: Path | None = None) -> bool:
        """Writes the scenario to its file or to another; False where it has none and none is given."""
        document = self.document
        if document is None:
            return False
        target = path or document.path
        if target is None:
            return False
        self.hastening.emit()
        self._keep_camera()
        self._command(commands.Save(self._edited, document.scenario, target))
        return True

    def adopt_frame(self, frame: Frame) -> None:
        """Takes up where everything is; frames of a scenario no longer open are dropped."""
        if self.loaded is None or frame.version != self.loaded.version:
            return
        if frame.structure != self._structure:
            return
        self.frame = frame
        state = (frame.step, frame.total, frame.playing)
        changed = (self.step, self.total) != state[:2]
        if frame.handled == self._sent:
            self.total = frame.total
        self.step = frame.step
        if changed:
            self._follow_turns()
        if frame.handled == self._sent and self.playing != frame.playing:
            self.playing = frame.playing
            changed = True
        if changed:
            self.playback_changed.emit()
        self.frame_changed.emit(frame)

    def _follow_turns(self) -> None:
        """Where something is turned on the way, the sliders show what is at work now."""
        scenario = self.scenario
        if scenario is None or not (scenario.field.turns or any(run.turns for run in scenario.runs)):
            return
        before = (self.values, self.field_values)
        self._take_values()
        if before != (self.values, self.field_values):
            self.values_changed.emit()

    def set_visible(self, run: int, visible: bool) -> None:
        self.set_hidden(run, not visible)

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
        """Back to the start with the present values: what was turned on the way is so from the beginning.

        Time goes on if it ran, and also if it stood still only because the end was reached.
        """
        ended = self.step >= self.total
        self._settle_turns()
        self._command(commands.Restart())
        if ended and not self.playing:
            self.play()

    def _settle_turns(self) -> None:
        scenario = self.scenario
        if scenario is not None:
            settled = edits.settled(scenario, self.values, self.field_values)
            if settled != scenario:
                self.edit(settled)

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
        """The next faster (+1) or slower (−1) speed of the list; none beyond its ends, where files may be."""
        faster = [s for s in SPEEDS if s > self.speed * 1.001]
        slower = [s for s in SPEEDS if s < self.speed * 0.999]
        further = faster[:1] if direction > 0 else slower[-1:]
        if further:
            self.set_speed(further[0])

    def _run(self, playing: bool, command: commands.Command) -> None:
        self.playing = playing
        self._command(command)
        self.playback_changed.emit()

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

    def set_camera(self, camera: Camera | None, at_once: bool = False) -> None:
        """The relief, seen from there; None for the plan. One becomes the other by a movement."""
        if not self.is_staged:
            return
        if camera is not None:
            x0, x1, y0, y1 = self.shown()
            camera = clamped(camera, (x0, x1, y0, y1))
            self.last_camera = camera
        if camera != self.camera:
            switched = (camera is None) != (self.camera is None)
            self.camera = camera
            self._command(commands.SetCamera(self._edited, camera, at_once))
            self.view_changed.emit()
            if switched:
                self.visibility_changed.emit()

    def toggle_relief(self) -> None:
        """From the plan to the relief as it was seen last, or back."""
        self.set_camera(self.last_camera if self.camera is None else None)

    def show_home(self) -> None:
        """Everything: the plan as the scenario has it, the relief from where the scenario looks at it."""
        if self.camera is None:
            self.set_view(None)
        elif self.scenario is not None:
            self.set_camera(self.scenario.view.camera or Camera())

    def shown(self) -> tuple[float, float, float, float]:
        """The rectangle that is shown, x0, x1, y0, y1."""
        view = self.view or self.home()
        return view.x0, view.x1, view.y0, view.y1

    def _keep_camera(self) -> None:
        """The scenario says from where it is looked at, where it can; nothing to undo."""
        scenario = self._open_scenario()
        if scenario.view.camera != self.camera:
            view = msgspec.structs.replace(scenario.view, camera=self.camera)
            # nobody looks down on networks, and shots with a camera want one before them
            with contextlib.suppress(FileError):
                self._amend(msgspec.structs.replace(scenario, view=view))

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

    def set_start(self, x: float, y: float) -> None:
        """All runs begin at (x, y): a single particle there, of a swarm as many as it has, close by."""
        if self.is_staged:
            count = max(self.frame.particles, default=1) if self.frame else 1
            x0, x1, _, _ = self.shown()
            self.begin_from(edits.start_near(x, y, count, x1 - x0))

    def begin_from(self, start: StartSpec) -> None:
        """All runs begin there and time runs: one edit, what was turned on the way included."""
        settled = edits.settled(self._open_scenario(), self.values, self.field_values)
        self.edit(edits.with_start(settled, start, None))
        self.restart()
        self.play()
