"""What the worker does, without the thread: takes up commands, lets time pass, and says where everything is.

Tests drive it step by step. The worker gives it the time that has passed; nothing here looks at a clock but
to keep one slice of work short.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine.errors import RavineError
from gui import commanded
from gui.commanded import Commanded
from gui.model.frame import Frame, Problem
from gui.player.network import NetworkPlayer
from gui.player.signal import SignalPlayer
from gui.player.stage import StagePlayer

if TYPE_CHECKING:
    from engine.networks import Training
    from engine.run import Run


class Performer(Commanded):
    """The open scenario and its picture. `tell` receives Loaded, lists of scenarios and Problem.

    compile: asked for compiled runs of a scenario whenever such could take the place of the present ones; it
    hands them to `upgrade` on the performer's own thread. typeset: asked for lines of LaTeX.
    """

    @property
    def is_moving(self) -> bool:
        """Whether there is something to do without another command."""
        waits = self._framing.charts_due or self._is_computing or self._is_quiet
        return self._pace.playing or waits or self._drawing.is_moving or self._is_learning

    @property
    def _is_learning(self) -> bool:
        return isinstance(self._player, NetworkPlayer) and self._learning.is_due(
            self._player, self._framing.selected
        )

    @property
    def _is_quiet(self) -> bool:
        return self._upgrades.is_quiet and self._framing.has_shown

    @property
    def _is_computing(self) -> bool:
        return self._player is not None and self._player.is_busy

    def close(self) -> None:
        """Ends what goes on in the background."""
        self._drawing.close()

    def upgrade(self, build: int, runs: Sequence[Run | Training]) -> None:
        """Puts compiled runs in the place of the present ones, unless others were built since."""
        if self._upgrades.wants(build) and self._player is not None:
            self._player.take_over(runs)  # type: ignore[arg-type]
            self._framing.changed = True

    # -- time --------------------------------------------------------------------------------------------

    def tick(self, seconds: float) -> None:
        """Lets `seconds` pass: steps that are due are taken, as many as fit into a slice of work.

        What turns out only then to be impossible, as a rule whose first state is no number, is told.
        """
        try:
            self._let_pass(seconds)
        except RavineError as error:
            self._tell(Problem(error.sentence))
            self._framing.changed = True

    def _let_pass(self, seconds: float) -> None:
        self._start_compiling(seconds)
        self._framing.charts_age += seconds
        if self._drawing.tick(seconds):
            self._framing.changed = True
        player = self._player
        if player is None:
            return
        if isinstance(player, NetworkPlayer):
            if player.is_busy and player.compute(commanded.SLICE):
                self._framing.changed = self._framing.charts_due = True
            if self._learning.tick(player, self._framing.selected):
                self._framing.changed = True
        elif isinstance(player, SignalPlayer):
            if player.is_busy and player.compute(commanded.SLICE):
                self._framing.renew_charts()
        elif player.catch_up(commanded.SLICE):
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
            player.go_on(min(due, player.total - player.step), commanded.SLICE)
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
            self._upgrades.wait(seconds)
            if not self._upgrades.is_quiet:
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
