"""The open scenario and what commands do to it, each at once; what takes time is left to `gui.performer`."""

from __future__ import annotations

from collections.abc import Callable
from functools import singledispatchmethod

import scenarios
from engine.errors import RavineError, told_of_memory
from gui.drawing import Drawing
from gui.framing import Framing, explained
from gui.model import commands
from gui.model.frame import Loaded, Problem, Saved
from gui.player.building import Builder
from gui.player.network import NetworkPlayer
from gui.player.opening import player_of, read_source
from gui.player.pace import Pace
from gui.player.restamping import Restamping
from gui.player.signal import SignalPlayer
from gui.player.stage import StagePlayer
from gui.training.drawing import LearningPicture
from gui.upgrades import Compile, Upgrades

SLICE = 0.012
"""Seconds of stepping between two pictures, so that a picture comes about every frame."""

Tell = Callable[[object], None]


class Commanded:
    """Takes up commands; see `gui.performer.Performer` for what it is made of."""

    def __init__(
        self,
        tell: Tell,
        compile: Compile | None = None,
        typeset: Callable[[commands.SetLine], None] | None = None,
    ) -> None:
        self._tell = tell
        self._typeset = typeset
        self._player: StagePlayer | SignalPlayer | NetworkPlayer | None = None
        self._builder = Builder()
        self._drawing = Drawing()
        self._learning = LearningPicture()
        self._framing = Framing()
        self._restamping = Restamping(0)
        self._version = 0
        self._upgrades = Upgrades(compile)
        self._pace = Pace()
        self._asked: commands.Explain | None = None

    def handle(self, command: commands.Command) -> None:
        """Takes up one command; what cannot be done is told as a Problem and changes nothing."""
        if isinstance(command, commands.SetLine):
            if self._typeset is not None:
                self._typeset(command)
            return
        try:
            if not (isinstance(command, commands.Edit) and command.version != self._version):
                with told_of_memory():
                    self._done_by(type(command))(self, command)
        except RavineError as error:
            self._tell(Problem(error.sentence))
        self._framing.handled += 1
        self._framing.changed = True

    def skip(self, count: int) -> None:
        """Counts commands that later ones have made void."""
        self._framing.handled += count

    @staticmethod
    def _done_by(kind: type) -> Callable[[Commanded, commands.Command], None]:
        """What a command of this kind is done by.

        Asked of the dispatcher: bound to an object, Python 3.12 and 3.13 remember that object for ever.
        """
        return Commanded.__dict__["_do"].dispatcher.dispatch(kind)

    @singledispatchmethod
    def _do(self, command: commands.Command) -> None:
        raise TypeError(f"no such command: {command!r}")

    @_do.register
    def _(self, command: commands.Open) -> None:
        resolved, path = read_source(command.source)
        self._player = player_of(resolved, self._builder)
        self._version = command.version
        self._restamping = Restamping(command.version)
        self._pace.begin(command.play, resolved.scenario.playback.speed)
        self._asked = None
        self._drawing.set_view(None)
        self._drawing.set_camera(resolved.scenario.view.camera, at_once=True)
        self._drawing.show(self._player)
        self._learning.forget()
        self._framing.begin()
        self._tell(Loaded(command.version, resolved, path.stem if path is not None else None, path))
        self._ask_for_compiled()

    @_do.register
    def _(self, command: commands.ListScenarios) -> None:
        refused: list[RavineError] = []
        self._tell(tuple(scenarios.list_scenarios(refused.append)))
        for error in refused:
            self._tell(Problem(error.sentence))

    @_do.register
    def _(self, command: commands.Apply) -> None:
        player = self._player
        if player is None:
            return
        for told in self._restamping.take(command, player.step if self._pace.playing else None):
            self._tell(told)
        before, after = player.resolved, self._restamping.applied(command)
        if (after.is_signal, after.is_network) != (before.is_signal, before.is_network):
            self._player = player = player_of(after, self._builder)
            self._drawing.set_view(None)
            self._drawing.show(player)
            self._ask_for_compiled()
        else:
            built = player.apply(after)
            if after.rectangle != before.rectangle:
                self._drawing.set_view(None)
            self._drawing.edit(player)
            if built:
                self._ask_for_compiled()
        self._framing.structure = command.structure
        self._framing.charts_due = True

    @_do.register
    def _(self, command: commands.Look) -> None:
        self._framing.look(command, self._player)

    @_do.register
    def _(self, command: commands.Explain) -> None:
        self._asked = command
        self._answer()

    def _answer(self) -> None:
        """Takes apart the step that was asked about, once every run is where it should be."""
        player, asked = self._player, self._asked
        if asked is None or not isinstance(player, StagePlayer) or player.is_busy:
            return
        self._asked = None
        told = explained(player, self._version, asked.run, asked.particle)
        if told is not None:
            self._tell(told)

    @_do.register
    def _(self, command: commands.Save) -> None:
        scenarios.save(command.scenario, command.path)
        self._tell(Saved(command.version, command.scenario, command.path))

    @_do.register
    def _(self, command: commands.Play) -> None:
        if self._player is not None:
            if self._player.step >= self._player.total:
                self._go_to(0)
            self._pace.playing = True

    @_do.register
    def _(self, command: commands.Pause) -> None:
        self._pace.pause()
        self._framing.charts_due = True

    @_do.register
    def _(self, command: commands.StepBy) -> None:
        self._pace.pause()
        if self._player is not None:
            self._go_to(self._player.step + command.count)

    @_do.register
    def _(self, command: commands.Seek) -> None:
        self._go_to(command.step)

    @_do.register
    def _(self, command: commands.Restart) -> None:
        self._go_to(0)

    @_do.register
    def _(self, command: commands.SetSpeed) -> None:
        self._pace.set_speed(command.speed)

    @_do.register
    def _(self, command: commands.SetSize) -> None:
        self._drawing.set_size(command.width, command.height, command.insets, command.ratio)

    @_do.register
    def _(self, command: commands.SetPanes) -> None:
        self._learning.set_panes(command.boundary, command.plane, command.ratio)

    @_do.register
    def _(self, command: commands.SetView) -> None:
        self._drawing.set_view(command.rectangle)

    @_do.register
    def _(self, command: commands.SetCamera) -> None:
        self._drawing.set_camera(command.camera, command.at_once)

    @_do.register
    def _(self, command: commands.SetDevice) -> None:
        self._upgrades.where = "cuda" if command.on else "cpu"
        self._ask_for_compiled()

    @_do.register
    def _(self, command: commands.SetTheme) -> None:
        self._drawing.set_theme(command.name)
        self._learning.set_theme(command.name)

    def _go_to(self, step: int) -> None:
        player = self._player
        if player is None:
            return
        player.seek(step)
        self._pace.jump()
        self._framing.charts_due = True
        if isinstance(player, StagePlayer) and player.is_busy:
            # a short way is gone at once, so that a step back is one picture
            player.catch_up(SLICE)

    def _ask_for_compiled(self) -> None:
        self._upgrades.ask(self._player.resolved if self._player is not None else None)
