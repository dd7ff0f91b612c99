"""What the worker does, without the thread: takes up commands, lets time pass, and says where everything is.

Tests drive it step by step. The worker gives it the time that has passed; nothing here looks at a clock but
to keep one slice of work short.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import singledispatchmethod
from typing import TYPE_CHECKING

import scenarios
from engine.errors import RavineError
from gui.drawing import Drawing
from gui.framing import Framing, explained
from gui.model import commands
from gui.model.frame import Frame, Loaded, Problem, Saved
from gui.player.building import Builder
from gui.player.network import NetworkPlayer
from gui.player.opening import player_of, read_source
from gui.player.pace import Pace
from gui.player.restamping import Restamping
from gui.player.signal import SignalPlayer
from gui.player.stage import StagePlayer
from gui.training.drawing import LearningPicture
from scenarios.resolving import Resolved

if TYPE_CHECKING:
    from engine.networks import Training
    from engine.run import Run
    from scenarios.building import Where

SLICE = 0.012
"""Seconds of stepping between two pictures, so that a picture comes about every frame."""

QUIET = 0.3
"""Seconds from the first frame on before anything is compiled: compiling slows the first frames down."""

Tell = Callable[[object], None]


class Performer:
    """The open scenario and its picture. `tell` receives Loaded, lists of scenarios and Problem.

    compile: asked for compiled runs of a scenario whenever such could take the place of the present ones; it
    hands them to `upgrade` on the performer's own thread. typeset: asked for lines of LaTeX.
    """

    def __init__(
        self,
        tell: Tell,
        compile: Callable[[int, Resolved, Where], None] | None = None,
        typeset: Callable[[commands.SetLine], None] | None = None,
    ) -> None:
        self._tell = tell
        self._typeset = typeset
        self._compile = compile
        self._player: StagePlayer | SignalPlayer | NetworkPlayer | None = None
        self._builder = Builder()
        self._drawing = Drawing()
        self._learning = LearningPicture()
        self._framing = Framing()
        self._restamping = Restamping(0)
        self._version = 0
        self._build = 0
        self._where: Where = "cpu"
        self._pace = Pace()
        self._quiet = QUIET
        self._asked: commands.Explain | None = None

    @property
    def is_moving(self) -> bool:
        """Whether there is something to do without another command."""
        waits = self._framing.charts_due or self._is_computing or self._is_quiet
        return self._pace.playing or waits or self._drawing.is_moving or self._is_learning

    @property
    def _is_learning(self) -> bool:
        return isinstance(self._player, NetworkPlayer) and self._learning.is_due(self._player)

    @property
    def _is_quiet(self) -> bool:
        return self._quiet > 0 and self._framing.has_shown

    @property
    def _is_computing(self) -> bool:
        return self._player is not None and self._player.is_busy

    def close(self) -> None:
        """Ends what goes on in the background."""
        self._drawing.close()

    # -- commands ----------------------------------------------------------------------------------------

    def handle(self, command: commands.Command) -> None:
        """Takes up one command; what cannot be done is told as a Problem and changes nothing."""
        if isinstance(command, commands.SetLine):
            if self._typeset is not None:
                self._typeset(command)
            return
        try:
            if not (isinstance(command, commands.Edit) and command.version != self._version):
                self._do(command)
        except RavineError as error:
            self._tell(Problem(error.sentence))
        self._framing.handled += 1
        self._framing.changed = True

    def skip(self, count: int) -> None:
        """Counts commands that later ones have made void."""
        self._framing.handled += count

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
        self._framing.structure = command.structure
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
        self._where = "cuda" if command.on else "cpu"
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
        self._build += 1
        if self._quiet <= 0 and self._compile is not None and self._player is not None:
            self._compile(self._build, self._player.resolved, self._where)

    def upgrade(self, build: int, runs: Sequence[Run | Training]) -> None:
        """Puts compiled runs in the place of the present ones, unless others were built since."""
        if build == self._build and self._player is not None:
            self._player.take_over(runs)  # type: ignore[arg-type]
            self._framing.changed = True

    # -- time --------------------------------------------------------------------------------------------

    def tick(self, seconds: float) -> None:
        """Lets `seconds` pass: steps that are due are taken, as many as fit into a slice of work."""
        self._start_compiling(seconds)
        self._framing.charts_age += seconds
        if self._drawing.tick(seconds):
            self._framing.changed = True
        player = self._player
        if player is None:
            return
        if isinstance(player, NetworkPlayer):
            if player.is_busy and player.compute(SLICE):
                self._framing.changed = self._framing.charts_due = True
            if self._learning.tick(player, self._framing.selected):
                self._framing.changed = True
        elif isinstance(player, SignalPlayer):
            if player.is_busy and player.compute(SLICE):
                self._framing.renew_charts()
        elif player.catch_up(SLICE):
            self._framing.changed = self._framing.charts_due = True
            self._answer()
            return
        if self._pace.playing:
            self._play(player, seconds)

    def _play(self, player: StagePlayer | SignalPlayer | NetworkPlayer, seconds: float) -> None:
        if player.step >= player.total:
            self._end(player, seconds)
            return
        due = self._pace.due(seconds)
        if due:
            player.go_on(min(due, player.total - player.step), SLICE)
            self._framing.changed = self._framing.charts_due = True
        if player.step >= player.total:
            self._framing.renew_charts()
            self._end(player, 0.0)

    def _end(self, player: StagePlayer | SignalPlayer | NetworkPlayer, seconds: float) -> None:
        """The last step is reached: time stands still, or begins anew after a while."""
        if self._pace.end(seconds, player.resolved.scenario.playback.loop):
            self._go_to(0)

    def _start_compiling(self, seconds: float) -> None:
        """Begins with what a first frame needs not, once some have been shown."""
        if self._is_quiet:
            self._quiet -= seconds
            if self._quiet <= 0:
                if isinstance(self._player, StagePlayer):
                    self._drawing.start_compiling()
                self._ask_for_compiled()

    def frame(self) -> Frame | None:
        """Where everything is, if that has changed since the last call; None otherwise."""
        if self._player is None:
            return None
        return self._framing.frame(
            self._player, self._drawing, self._learning, self._version, self._pace.playing
        )
