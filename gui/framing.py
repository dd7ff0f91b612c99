"""What of a player's state goes into the next frame, and when."""

from __future__ import annotations

from engine.anatomy import anatomy
from engine.errors import InputError, RavineError
from engine.phrase import Phrase
from gui.drawing import Drawing, Player
from gui.model.commands import Look, Sought
from gui.model.frame import Explained, Frame
from gui.model.probe import Probe
from gui.player.network import NetworkPlayer
from gui.player.probe import make_probe
from gui.player.signal import SignalPlayer
from gui.player.stage import StagePlayer
from gui.training.drawing import LearningPicture

CHARTS_EVERY = 0.05


class Framing:
    """Makes frames. The performer says what has changed; `selected` and `hovered` are (run, particle)."""

    def __init__(self) -> None:
        self.handled = 0
        self.changed = False
        self.charts_due = False
        self.charts_age = 0.0
        self.has_shown = False
        self.structure = 0
        self.selected = (0, 0)
        self.hovered: tuple[int, int] | None = None
        self.sought: Sought | None = None
        self.picked = False

    def begin(self) -> None:
        """Another scenario was opened."""
        self.selected, self.hovered, self.structure = (0, 0), None, 0
        self.sought, self.picked = None, False
        self.charts_due = True

    def look(self, command: Look, player: Player | None) -> None:
        """Other particles are looked at; one that is sought is found among those on screen."""
        self.charts_due |= command.selected != self.selected
        self.selected, self.picked = command.selected, command.picked
        self.hovered, self.sought = command.hovered, command.sought
        if self.sought is not None:
            self.hovered = player.nearest(self.sought) if isinstance(player, StagePlayer) else None

    def renew_charts(self) -> None:
        """The next frame has charts, however young the last ones are."""
        self.changed = self.charts_due = True
        self.charts_age = CHARTS_EVERY

    def frame(
        self,
        player: Player,
        drawing: Drawing,
        learning: LearningPicture,
        version: int,
        playing: bool,
    ) -> Frame | None:
        """Where everything is, if that has changed since the last call; None otherwise."""
        if not (self.changed or self.charts_due):
            return None
        with_charts = self.charts_due and (self.charts_age >= CHARTS_EVERY or not playing)
        if with_charts:
            self.charts_due, self.charts_age = False, 0.0
        elif not self.changed:
            return None
        self.changed, self.has_shown = False, True
        return Frame(
            version=version,
            handled=self.handled,
            step=player.step,
            total=player.total,
            playing=playing,
            particles=tuple(run.n for run in player.runs),
            compiled=player.kernels != "numpy",
            structure=self.structure,
            **(self._of_network(player, learning, with_charts) if isinstance(player, NetworkPlayer) else {}),
            **(self._of_signal(player, with_charts) if isinstance(player, SignalPlayer) else {}),
            **(self._of_stage(player, drawing, with_charts) if isinstance(player, StagePlayer) else {}),
        )

    def _of_signal(self, player: SignalPlayer, with_charts: bool) -> dict:
        return {"charts": player.columns() if with_charts else None}

    def _of_network(self, player: NetworkPlayer, learning: LearningPicture, with_charts: bool) -> dict:
        return {
            "losses": player.losses(),
            "charts": player.columns() if with_charts else None,
            "learning": learning.compose(player, self.selected),
            "busy": player.progress,
        }

    def _of_stage(self, player: StagePlayer, drawing: Drawing, with_charts: bool) -> dict:
        run = self.selected[0]
        swarm = run < len(player.runs) and player.is_swarm(run)
        wanted = self.picked if swarm else bool(player.resolved.scenario.view.overlays)
        return {
            "losses": player.losses(self.selected),
            "gone": player.gone(),
            "heads": player.heads(),
            "lost": tuple(
                None if player.is_swarm(number) else mask for number, mask in enumerate(player.gone_masks())
            ),
            "charts": player.columns(self.selected) if with_charts else None,
            "picture": drawing.compose(player),
            "probe": _probe(player, self.selected) if wanted else None,
            "hovered": _probe(player, self.hovered) if self.hovered is not None else None,
            "sought": self.sought,
            "busy": player.progress,
        }


def _probe(player: StagePlayer, place: tuple[int, int]) -> Probe | None:
    """The particle examined; None where there is none or its numbers cannot be had."""
    run, particle = place
    if run >= len(player.runs) or particle >= player.runs[run].n:
        return None
    try:
        return make_probe(player.runs[run], player.resolved.runs[run].optimizer, particle, run)
    except RavineError:
        return None


def explained(player: StagePlayer, version: int, run: int, particle: int) -> Explained | None:
    """The step that a particle takes next, taken apart; None where there is no such particle.

    Raises InputError for one that is gone.
    """
    probe = _probe(player, (run, particle))
    if probe is None:
        return None
    if probe.gone:
        raise InputError(Phrase("this particle is gone, and takes no step that could be explained"))
    return Explained(version, run, anatomy(player.runs[run], particle), probe)
