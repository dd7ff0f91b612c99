"""What the worker does, without the thread: takes up commands, lets time pass, and says where everything is.

Tests drive it step by step. The worker gives it the time that has passed; nothing here looks at a clock but
to keep one slice of work short.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import singledispatchmethod
from pathlib import Path
from typing import TYPE_CHECKING

import scenarios
from engine.errors import RavineError
from gui.drawing import Drawing
from gui.model import commands
from gui.model.frame import Frame, Loaded, Problem
from gui.player.edits import with_parameters, with_starts, with_surroundings
from gui.player.signal import SignalPlayer
from gui.player.stage import StagePlayer
from scenarios.reading import parse, text_of
from scenarios.resolving import Resolved, resolve
from scenarios.schema import Scenario

if TYPE_CHECKING:
    from engine.run import Run
    from scenarios.building import Where

SLICE = 0.012
"""Seconds of stepping between two pictures, so that a picture comes about every frame."""

CHARTS_EVERY = 0.05
MOVES = 30
"""Steps between two pictures that are drawn one by one; of more, every second, third, … is drawn."""

QUIET = 0.3
"""Seconds from the first frame on before anything is compiled: compiling slows the first frames down."""

BEHIND = 0.1
"""Seconds of time owed at the most: after a hold-up the run goes on, it does not rush to catch up."""

Tell = Callable[[object], None]


class Performer:
    """The open scenario and its picture. `tell` receives Loaded, lists of scenarios and Problem.

    compile: asked for compiled runs of a scenario whenever such could take the place of the present ones; it
    hands them to `upgrade` on the performer's own thread.
    """

    def __init__(self, tell: Tell, compile: Callable[[int, Resolved, Where], None] | None = None) -> None:
        self._tell = tell
        self._compile = compile
        self._player: StagePlayer | SignalPlayer | None = None
        self._drawing = Drawing()
        self._version = 0
        self._handled = 0
        self._build = 0
        self._where: Where = "cpu"
        self._playing = False
        self._speed = 60.0
        self._owed = 0.0
        self._charts_age = 0.0
        self._charts_due = False
        self._changed = False
        self._quiet = QUIET
        self._has_shown = False

    @property
    def is_moving(self) -> bool:
        """Whether there is something to do without another command."""
        return self._playing or self._charts_due or self._is_computing or self._is_quiet

    @property
    def _is_quiet(self) -> bool:
        return self._quiet > 0 and self._has_shown

    @property
    def _is_computing(self) -> bool:
        return isinstance(self._player, SignalPlayer) and self._player.is_busy

    def close(self) -> None:
        """Ends what goes on in the background."""
        self._drawing.close()

    # -- commands ----------------------------------------------------------------------------------------

    def handle(self, command: commands.Command) -> None:
        """Takes up one command; what cannot be done is told as a Problem and changes nothing."""
        try:
            if not (isinstance(command, commands.Edit) and command.version != self._version):
                self._do(command)
        except RavineError as error:
            self._tell(Problem(str(error)))
        self._handled += 1
        self._changed = True

    def skip(self, count: int) -> None:
        """Counts commands that later ones have made void."""
        self._handled += count

    @singledispatchmethod
    def _do(self, command: commands.Command) -> None:
        raise TypeError(f"no such command: {command!r}")

    @_do.register
    def _(self, command: commands.Open) -> None:
        resolved, name = _read(command.source)
        self._player = _player(resolved)
        self._version = command.version
        self._playing, self._owed = command.play, 0.0
        self._speed = resolved.scenario.playback.speed
        self._drawing.set_view(None)
        self._drawing.show(self._player)
        self._charts_due = True
        self._tell(Loaded(command.version, resolved, name))
        self._ask_for_compiled()

    @_do.register
    def _(self, command: commands.ListScenarios) -> None:
        refused: list[str] = []
        self._tell(tuple(scenarios.list_scenarios(lambda error: refused.append(str(error)))))
        for message in refused:
            self._tell(Problem(message))

    @_do.register
    def _(self, command: commands.SetParameters) -> None:
        if self._player is not None:
            changed = with_parameters(self._player.resolved, command.scenario, command.run, command.values)
            self._player.set_parameters(changed, command.run, command.values)

    @_do.register
    def _(self, command: commands.SetSurroundings) -> None:
        if self._player is None:
            return
        before = self._player.resolved
        after = with_surroundings(before, command.scenario)
        self._player.set_surroundings(after)
        if after.noise != before.noise:
            self._ask_for_compiled()
        if after.field_parameters != before.field_parameters:
            self._drawing.set_field(after)

    @_do.register
    def _(self, command: commands.StartAt) -> None:
        if self._player is not None:
            self._player.restart(with_starts(self._player.resolved, command.scenario))
            if isinstance(self._player, StagePlayer):
                self._drawing.show_paths(self._player)
            self._ask_for_compiled()
            self._charts_due = True

    @_do.register
    def _(self, command: commands.Play) -> None:
        if self._player is not None:
            if self._player.step >= self._player.total:
                self._go_to(0)
            self._playing = True

    @_do.register
    def _(self, command: commands.Pause) -> None:
        self._playing, self._owed = False, 0.0
        self._charts_due = True

    @_do.register
    def _(self, command: commands.StepBy) -> None:
        self._playing, self._owed = False, 0.0
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
        self._speed, self._owed = command.speed, 0.0

    @_do.register
    def _(self, command: commands.SetSize) -> None:
        self._drawing.set_size(command.width, command.height, command.insets, command.ratio)

    @_do.register
    def _(self, command: commands.SetView) -> None:
        self._drawing.set_view(command.rectangle)

    @_do.register
    def _(self, command: commands.SetDevice) -> None:
        self._where = "cuda" if command.on else "cpu"
        self._ask_for_compiled()

    @_do.register
    def _(self, command: commands.SetTheme) -> None:
        self._drawing.set_theme(command.name)

    @_do.register
    def _(self, command: commands.SetVisible) -> None:
        self._drawing.set_visible(command.run, command.visible)

    def _go_to(self, step: int) -> None:
        player = self._player
        if player is None:
            return
        back = step < player.step
        player.seek(step)
        if back and isinstance(player, StagePlayer):
            self._drawing.show_paths(player)
        self._charts_due = True

    def _ask_for_compiled(self) -> None:
        self._build += 1
        if self._quiet <= 0 and self._compile is not None and self._player is not None:
            self._compile(self._build, self._player.resolved, self._where)

    def upgrade(self, build: int, runs: Sequence[Run]) -> None:
        """Puts compiled runs in the place of the present ones, unless the scenario has changed since."""
        if build == self._build and self._player is not None:
            self._player.take_over(runs, "split")
            self._changed = True

    # -- time --------------------------------------------------------------------------------------------

    def tick(self, seconds: float) -> None:
        """Lets `seconds` pass: steps that are due are taken, as many as fit into a slice of work."""
        self._start_compiling(seconds)
        self._charts_age += seconds
        player = self._player
        if player is None:
            return
        if isinstance(player, SignalPlayer) and player.is_busy and player.compute(SLICE):
            self._charts_due, self._charts_age, self._changed = True, CHARTS_EVERY, True
        if not self._playing:
            return
        self._owed = min(self._owed + self._speed * seconds, self._speed * BEHIND + 1.0)
        due = int(self._owed)
        if due:
            self._owed -= due
            self._advance(player, min(due, player.total - player.step))
            self._charts_due = self._changed = True
        if player.step >= player.total:
            self._playing, self._owed = False, 0.0
            self._charts_due = self._changed = True
            self._charts_age = CHARTS_EVERY

    def _start_compiling(self, seconds: float) -> None:
        """Begins with what a first frame needs not, once some have been shown."""
        if self._is_quiet:
            self._quiet -= seconds
            if self._quiet <= 0:
                if isinstance(self._player, StagePlayer):
                    self._drawing.start_compiling()
                self._ask_for_compiled()

    def _advance(self, player: StagePlayer | SignalPlayer, steps: int) -> None:
        if isinstance(player, SignalPlayer):
            player.advance(steps)
            return
        every = steps if any(player.swarms()) else -(-steps // MOVES)
        until = time.perf_counter() + SLICE
        while steps > 0 and time.perf_counter() < until:
            count = min(every, steps)
            player.advance(count, every)
            steps -= count

    def frame(self) -> Frame | None:
        """Where everything is, if that has changed since the last call; None otherwise."""
        player = self._player
        if player is None or not (self._changed or self._charts_due):
            return None
        with_charts = self._charts_due and (self._charts_age >= CHARTS_EVERY or not self._playing)
        if with_charts:
            self._charts_due, self._charts_age = False, 0.0
        elif not self._changed:
            return None
        self._changed = False
        self._has_shown = True
        stage = player if isinstance(player, StagePlayer) else None
        return Frame(
            version=self._version,
            handled=self._handled,
            step=player.step,
            total=player.total,
            playing=self._playing,
            losses=stage.losses() if stage else (),
            gone=stage.gone() if stage else (),
            particles=tuple(run.n for run in player.runs),
            charts=player.columns() if with_charts else None,
            picture=self._drawing.compose(stage) if stage else None,
            compiled=player.kernels != "numpy",
        )


def _player(resolved: Resolved) -> StagePlayer | SignalPlayer:
    return SignalPlayer(resolved) if resolved.is_signal else StagePlayer(resolved)


def _read(source: str | Path | Scenario) -> tuple[Resolved, str | None]:
    if isinstance(source, Scenario):
        return resolve(source), None
    path = scenarios.locate(source)
    return resolve(parse(text_of(path), path), path), path.stem
