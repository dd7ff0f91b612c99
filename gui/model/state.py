"""What is open and how it is edited: the scenario with its past, what is selected, and who must be told.

Every edit makes a new scenario of the old one (scenarios are frozen), sends the worker one command and tells
the widgets through a change signal. Nothing here knows of widgets or threads, so tests drive it as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace

from engine.entries import Parameter
from gui.model import commands, edits
from gui.model.changes import Changes
from gui.model.document import Document
from gui.model.frame import Frame, Loaded, Restamped
from gui.model.view import Rectangle
from scenarios.building import run_count
from scenarios.library import Entry
from scenarios.resolving import Resolved, ResolvedRun, resolve
from scenarios.schema import Camera, Scenario, Text


class State(Changes):
    """State that a person edits; `send` hands a command to the worker."""

    def __init__(self, send: Callable[[commands.Command], None]) -> None:
        super().__init__()
        self._send = send
        self._sent = 0
        self._version = 0
        self._plays_next = False
        self._restamped = 0
        self._structure = 0
        self.loaded: Loaded | None = None
        self.document: Document | None = None
        self.values: list[dict[str, float]] = []
        self.field_values: dict[str, float] = {}
        self.selected = 0
        self._looked_at = 0
        self._missed: int | None = None
        self.particle = 0
        self.is_picked = False
        self.hovered: tuple[int, int] | None = None
        self.sought: commands.Sought | None = None
        self.playing = False
        self.step = 0
        self.total = 1
        self.speed = 60.0
        self.view: Rectangle | None = None
        self.camera: Camera | None = None
        self.last_camera = Camera()
        self.language = "en"
        self.theme = "dark"
        self.listed: tuple[Entry, ...] = ()
        self.frame: Frame | None = None
        self.device: str | None = None
        self.on_device = False

    # -- what is open ----------------------------------------------------------------------------------

    @property
    def scenario(self) -> Scenario | None:
        return self.document.scenario if self.document is not None else None

    @property
    def resolved(self) -> Resolved | None:
        return self.loaded.resolved if self.loaded is not None else None

    @property
    def runs(self) -> tuple[ResolvedRun, ...]:
        return self.loaded.resolved.runs if self.loaded else ()

    @property
    def visible(self) -> list[bool]:
        """By run, whether it is drawn."""
        return [not run.spec.hidden for run in self.runs]

    @property
    def is_signal(self) -> bool:
        return self.loaded is not None and self.loaded.resolved.is_signal

    @property
    def is_network(self) -> bool:
        return self.loaded is not None and self.loaded.resolved.is_network

    @property
    def in_epochs(self) -> bool:
        """Whether the steps of the playback are epochs."""
        return self.is_signal or self.is_network

    @property
    def is_staged(self) -> bool:
        """Whether something is open whose particles move in a plane."""
        return self.loaded is not None and self.loaded.resolved.is_staged

    def parameters(self, run: int) -> tuple[Parameter, ...]:
        return tuple(self.runs[run].optimizer.parameters)

    def _open_scenario(self) -> Scenario:
        assert self.scenario is not None, "nothing is open"
        return self.scenario

    @property
    def _is_on_the_way(self) -> bool:
        """Whether what is turned now is turned while time runs, and not before it begins."""
        return self.is_staged and 0 < self.step < self.total

    @property
    def _edited(self) -> int:
        """The version that edits belong to."""
        return self.loaded.version if self.loaded is not None else 0

    def localized(self, text: Text) -> str:
        """The text in the session's language."""
        return text.get(self.language)

    def is_answer(self, frame: Frame) -> bool:
        """Whether a frame was made after all that has been asked of the worker."""
        return frame.handled == self._sent

    # -- editing ---------------------------------------------------------------------------------------

    def edit(
        self,
        scenario: Scenario,
        merge: Hashable = None,
        *,
        turned: commands.Turned | None = None,
        numbers_only: bool = False,
        order: edits.Order | None = None,
    ) -> None:
        """The scenario is this one from now on. Raises FileError and changes nothing where it cannot be.

        merge: edits of the same that follow each other are undone together, until `close_edit`.
        numbers_only: nothing but parameters and noise is another. order: where each run was, if some came,
        went or changed places.
        """
        if self.document is None or self.resolved is None or scenario == self.scenario:
            return
        resolved = resolve(scenario, self.document.path or "scenario", self.resolved)
        self.document.apply(resolved.scenario, merge, order)
        self._adopt_edit(resolved, turned, numbers_only)

    def close_edit(self) -> None:
        """What was being dragged was let go: the next edit is undone for itself."""
        if self.document is not None:
            self.document.close_group()

    def undo(self) -> None:
        """Back to before the last edit."""
        self.hastening.emit()
        if self.document is not None and self.document.can_undo:
            self.document.undo()
            self._adopt_document()

    def redo(self) -> None:
        """Again what was undone last."""
        if self.document is not None and self.document.can_redo:
            self.document.redo()
            self._adopt_document()

    def _adopt_document(self) -> None:
        assert self.document is not None
        self._adopt_edit(resolve(self.document.scenario, "scenario", self.resolved), None, False)

    def _adopt_edit(self, resolved: Resolved, turned: commands.Turned | None, numbers_only: bool) -> None:
        """The scenario was edited: `resolved` is what it says now."""
        assert self.loaded is not None
        shown, was_kind = self.loaded.resolved.rectangle, (self.is_signal, self.is_network)
        hidden = [run.spec.hidden for run in self.runs]
        self.loaded = replace(self.loaded, resolved=resolved)
        self._take_values()
        self.total = resolved.scenario.playback.steps
        if len(hidden) != len(self.runs) or was_kind != (self.is_signal, self.is_network):
            self._structure += 1
            self.frame = None
        self._command(
            commands.Apply(
                self._edited,
                resolved,
                (turned,) if turned is not None else (),
                self._restamped,
                self._structure,
            )
        )
        self._keep_selection()
        if resolved.rectangle != shown:
            self.view = None
        if numbers_only:
            self.values_changed.emit()
        else:
            self.structure_changed.emit()
            if hidden != [run.spec.hidden for run in self.runs]:
                self.visibility_changed.emit()
            self.playback_changed.emit()
        self.document_changed.emit()
        self.edited.emit()

    def adopt_restamped(self, told: Restamped) -> None:
        """Takes up that a parameter took effect some steps after it was turned."""
        scenario = self.scenario
        if scenario is None or told.version != self._edited:
            return
        self._restamped += 1
        self._amend(edits.restamped(scenario, told.turned, told.now))
        self._take_values()
        self.document_changed.emit()

    def _amend(self, scenario: Scenario) -> None:
        """Says the present edit more exactly. Raises FileError and changes nothing where it cannot be."""
        assert self.document is not None
        assert self.loaded is not None
        resolved = resolve(scenario, "scenario", self.resolved)
        self.document.amend(scenario)
        self.loaded = replace(self.loaded, resolved=resolved)

    def _take_values(self) -> None:
        """The numbers that are at work at the shown step."""
        assert self.resolved is not None
        self.values = [run.parameters_at(self.step) for run in self.runs]
        self.field_values = self.resolved.field_parameters_at(self.step)

    def _keep_selection(self) -> None:
        """The run that is looked at stays so wherever it went, and is so again when it comes back.

        Of what is there no more the first of its kind is looked at, or the run that has the place now.
        """
        assert self.document is not None
        who, before = self.document.who, self._looked_at
        if self._missed is not None and self._missed in who:
            self._looked_at, self._missed = self._missed, None
        elif self._looked_at not in who:
            self._missed = self._looked_at
            self._looked_at = who[min(self.selected, len(who) - 1)]
        chosen = who.index(self._looked_at), self.particle, self.is_picked
        if self._looked_at != before or self.particle >= self._particles(chosen[0]):
            chosen = chosen[0], 0, False
        if chosen != (self.selected, self.particle, self.is_picked):
            self.selected, self.particle, self.is_picked = chosen
            self._look()
            self.selection_changed.emit()

    def _particles(self, run: int) -> int:
        """How many there are of a run; of networks, how many learn."""
        network = self._open_scenario().field.network
        return run_count(self.runs[run]) if network is None else network.seeds

    def who_is(self, run: int) -> int:
        """A number by which the run is known wherever edits put it."""
        assert self.document is not None
        return self.document.who[run]

    def place_of(self, who: int) -> int | None:
        """Where the run known by that number is; None while it is not there."""
        known = self.document.who if self.document is not None else ()
        return known.index(who) if who in known else None

    # -- what is looked at -----------------------------------------------------------------------------

    def select(self, run: int, particle: int | None = None) -> None:
        """The run, and the particle of it, that is looked at closely; None for the first, not pointed out."""
        chosen = run, particle or 0, particle is not None
        if 0 <= run < len(self.runs) and chosen != (self.selected, self.particle, self.is_picked):
            self.selected, self.particle, self.is_picked = chosen
            self._looked_at, self._missed = self.who_is(run), None
            self._look()
            self.selection_changed.emit()

    def hover(self, run: int | None, particle: int = 0) -> None:
        """The particle that the pointer is over; None for none."""
        hovered = None if run is None else (run, particle)
        if hovered != self.hovered or self.sought is not None:
            self.hovered, self.sought = hovered, None
            self._look()

    def seek_particle(self, sought: commands.Sought) -> None:
        """The pointer is over a place where a swarm may have a particle: a frame with `sought` answers."""
        if sought != self.sought:
            self.sought = sought
            self._look()

    def explain(self) -> None:
        """Asks for the selected particle's next step, taken apart; `explained` follows."""
        self._command(commands.Explain(self._edited, self.selected, self.particle))

    def _look(self) -> None:
        selected = self.selected, self.particle
        self._command(commands.Look(self._edited, selected, self.hovered, self.sought, self.is_picked))

    def _command(self, command: commands.Command) -> None:
        self._sent += 1
        self._send(command)
