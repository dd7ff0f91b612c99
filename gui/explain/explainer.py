"""Which scene of a step is on, and how far it has come; steps on by itself when asked to."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from gui.explain.motion import GROWING, seconds
from gui.explain.script import Scene, scenes_of
from gui.model.frame import Explained
from gui.model.session import Session
from gui.translations import translate

_TICK = 16


class Explainer(QObject):
    """Bound to the session. `changed` follows the scene, `moved` its movement.

    An explanation ends when the scenario, the step or the run is another.
    """

    changed = Signal()
    moved = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.scenes: list[Scene] = []
        self.number = 0
        self.is_automatic = False
        self.told: Explained | None = None
        self._asks = self._goes_on = False
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self._tick)
        for change in (session.opened, session.structure_changed, session.values_changed):
            change.connect(self.close)
        session.playback_changed.connect(self._follow_time)
        session.explained.connect(self._take)
        session.problem.connect(self._give_up)

    @property
    def is_on(self) -> bool:
        return bool(self.scenes)

    @property
    def scene(self) -> Scene | None:
        return self.scenes[self.number] if self.scenes else None

    @property
    def share(self) -> float:
        """How much of the scene's movement is done, 0 … 1."""
        return min(self._clock.elapsed() / 1000 / GROWING, 1.0) if self._clock.isValid() else 1.0

    def sentence(self) -> str:
        """What the scene says, in the window's language."""
        scene = self.scene
        return translate("window", scene.template).format(**scene.words) if scene is not None else ""

    # -- beginning and ending ----------------------------------------------------------------------------

    def begin(self) -> None:
        """Stops time and asks for the step that the selected ball takes next."""
        if self._session.is_staged:
            self._session.pause()
            self._ask()

    def _ask(self) -> None:
        self._asks = True
        self._session.explain()

    def toggle(self) -> None:
        if self.is_on:
            self.close()
        else:
            self.begin()

    def close(self) -> None:
        """Ends the explanation; what is on the stage is what was there before."""
        self._asks = self._goes_on = self.is_automatic = False
        self._timer.stop()
        if self.scenes:
            self.scenes, self.told = [], None
            self.changed.emit()

    def _give_up(self, *_: object) -> None:
        """What was asked for cannot be had: the step before is not told on."""
        # one that was pressed on in haste may have been told of a step that is over
        is_over = self.told is not None and self.told.probe.step != self._session.step
        if self._asks or is_over:
            self.close()

    def _take(self, told: Explained) -> None:
        resolved = self._session.resolved
        # what was asked before an edit is of another rule or another run
        if resolved is None or not self._asks:
            return
        self._asks, self.told = False, told
        self.scenes = scenes_of(resolved.runs[told.run].optimizer, told.anatomy, told.probe)
        self._show(0)

    def _follow_time(self) -> None:
        """Another step on screen: the explanation was of one that is over."""
        if self.told is not None and (self._session.step != self.told.probe.step or self._session.playing):
            if self._goes_on and not self._session.playing:
                self._goes_on = False
                self._ask()
            elif not self._goes_on:
                self.close()

    # -- from scene to scene -----------------------------------------------------------------------------

    def forward(self) -> None:
        """The next scene; after the last one the ball moves, and its next step is explained."""
        if self.number + 1 < len(self.scenes):
            self._show(self.number + 1)
        elif self.scenes and self._session.step < self._session.total:
            self._goes_on = True
            self._session.step_by(1)

    def back(self) -> None:
        """The scene before."""
        if self.number > 0:
            self._show(self.number - 1)

    def set_automatic(self, automatic: bool) -> None:
        """Goes on by itself at reading speed."""
        self.is_automatic = automatic and self.is_on
        if self.is_automatic:
            self._clock.restart()
            self._timer.start()
        self.changed.emit()

    def _show(self, number: int) -> None:
        self.number = number
        self._clock.restart()
        self._timer.start()
        self.changed.emit()

    def _tick(self) -> None:
        scene = self.scene
        if scene is None:
            self._timer.stop()
            return
        if self.share < 1 or self._clock.elapsed() < 1000 * GROWING + 2 * _TICK:
            self.moved.emit()
        elif not self.is_automatic:
            self._timer.stop()
        if self.is_automatic and self._clock.elapsed() > 1000 * seconds(scene, self.sentence()):
            self._clock.restart()
            self.forward()
