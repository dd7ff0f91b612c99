"""The pictures of networks as the worker keeps them: what one says of the plane, and the loss about it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.networks import plain as networks
from gui.model.frame import Learning, Picture
from gui.model.view import Mapping
from gui.stage import raster
from gui.stage.looks import run_looks
from gui.stage.picture import RING, StagePicture
from gui.stage.view import View
from gui.theme.colours import DARK, Theme, theme
from gui.training import ground
from gui.training.valley import Valley, begin

if TYPE_CHECKING:
    from engine.networks.history import History
    from gui.player.network import NetworkPlayer

Size = tuple[int, int]
Selected = tuple[int, int]

VALLEY_SLICE = 0.008


class LearningPicture:
    """Owns its pictures once a size is known. What has not changed is not painted again."""

    def __init__(self) -> None:
        self._theme: Theme = DARK
        self._sizes: tuple[Size, Size] = ((0, 0), (0, 0))
        self._ratio = 1.0
        self._ring: list[NDArray[np.uint32]] = []
        self._turn = 0
        self._boundary: tuple[object, Picture] | None = None
        self._stage: StagePicture | None = None
        self._plane: tuple[object, Picture] | None = None
        self._valley: Valley | None = None
        self._next: Valley | None = None

    def set_panes(self, boundary: Size, plane: Size, ratio: float) -> None:
        """Device pixels of the two pictures; `ratio` of them make a design pixel."""
        if (self._sizes, self._ratio) != ((boundary, plane), ratio):
            self._sizes, self._ratio = (boundary, plane), ratio
            self._ring = [np.zeros(boundary[::-1], np.uint32) for _ in range(RING)]
            self._stage = self._boundary = self._plane = None

    def set_theme(self, name: str) -> None:
        self._theme = theme(name)
        self._stage = self._boundary = self._plane = None

    def forget(self) -> None:
        """Another scenario was opened."""
        self._valley = self._next = self._boundary = self._plane = None

    # -- the plane, which takes a while ------------------------------------------------------------------

    def tick(self, player: NetworkPlayer, selected: Selected) -> bool:
        """Goes on with the plane that is wanted; whether there is another one to show."""
        if not self.is_due(player, selected):
            return False
        run, network = self._place(player, selected)
        shown, scenario = self._shown(player), player.resolved.scenario
        own, key = shown[run], self._key(player, selected)
        assert own is not None
        if self._next is None or self._next.key != key:
            self._next = begin(shown, run, network, scenario.view.plane, scenario.playback.seed, self._aspect)
            self._next.key = key
        self._next.compute(own, time.perf_counter() + VALLEY_SLICE, _dtype(player, run))
        if self._next.is_whole:
            self._valley, self._next = self._next, None
            return True
        return False

    def is_due(self, player: NetworkPlayer, selected: Selected) -> bool:
        """Whether `tick` has something to do; a run that is hidden has no plane."""
        if player.is_busy or 0 in self._sizes[1]:
            return False
        if self._shown(player)[self._place(player, selected)[0]] is None:
            return False
        return self._valley is None or self._valley.key != self._key(player, selected)

    def _key(self, player: NetworkPlayer, selected: Selected) -> tuple[object, ...]:
        """What a plane is of."""
        run, network = self._place(player, selected)
        return (run, network, player.resolved.scenario.view.plane, self._aspect, tuple(self._shown(player)))

    @property
    def _aspect(self) -> float:
        """Of the plane's picture, in steps, so that a window dragged wider asks for few new planes."""
        width, height = self._sizes[1]
        return round(width / height, 1)

    # -- what is shown -----------------------------------------------------------------------------------

    def compose(self, player: NetworkPlayer, selected: Selected) -> Learning | None:
        """The pictures now; None as long as there is nothing to show."""
        run, network = self._place(player, selected)
        history = player.courses[run].shown
        if history is None:
            return None
        epoch = min(player.step, history.epoch)
        weighed = history.kept(epoch)
        points = history.training.points
        valley = self._valley_of(player, run, history)
        return Learning(
            run=run,
            network=network,
            networks=history.training.n,
            epoch=epoch,
            points=points,
            boundary=self._paint_boundary(player, run, network),
            plane=self._paint_plane(player, valley),
            explained=valley.plane.explained if valley is not None else float("nan"),
            steps=tuple(_steps(course.shown, player.step) for course in player.courses),
            most_steps=max((_most(course.shown) for course in player.courses), default=1.0),
            wrong=_wrong(history, epoch, network),
            accuracy=float(history.accuracies[weighed, network]),
            weighed=weighed,
            is_random=valley is not None and valley.kind == "random",
        )

    def _place(self, player: NetworkPlayer, selected: Selected) -> Selected:
        """The run and the network looked at, as far as they are there."""
        run = min(selected[0], len(player.courses) - 1)
        history = player.courses[run].shown
        return run, min(selected[1], history.training.n - 1) if history is not None else 0

    def _shown(self, player: NetworkPlayer) -> list[History | None]:
        return [course.shown if not course.found.spec.hidden else None for course in player.courses]

    def _paint_boundary(self, player: NetworkPlayer, run: int, network: int) -> Picture | None:
        width, height = self._sizes[0]
        history = player.courses[run].shown
        if 0 in (width, height) or history is None:
            return None
        dtype = _dtype(player, run)
        looks = run_looks(player.resolved.scenario, self._theme, [False] * len(player.courses))
        shape = history.training.shape
        chosen = [(history, looks[run].colour)]
        if dtype is not None:
            # while runs are trained anew some may still be of other points, with other classes
            chosen += [
                (other, looks[k].colour)
                for k, other in enumerate(self._shown(player))
                if other is not None and k != run and other.training.shape == shape
            ]
        key = (network, dtype, *((h, colour, h.kept(min(player.step, h.epoch))) for h, colour in chosen))
        if self._boundary is not None and self._boundary[0] == key:
            return self._boundary[1]
        shown = [ground.Shown(h.weights(player.step, network), colour) for h, colour in chosen]
        out = self._ring[self._turn]
        self._turn = (self._turn + 1) % RING
        view = ground.view_of(history.training.points, width, height)
        ground.paint(out, view, shape, shown, self._theme, self._ratio, dtype)
        self._boundary = (key, Picture(out, mapping_of(view)))
        return self._boundary[1]

    def _valley_of(self, player: NetworkPlayer, run: int, history: History) -> Valley | None:
        """The plane there is, which may be of what was turned since; none of other points or layers than the
        run learns now, and none of a hidden run, which gets none of its own."""
        found, training = self._valley, history.training
        if found is None or player.courses[run].found.spec.hidden or found.shape != training.shape:
            return None
        mine, its = found.points, training.points
        same = mine is its or (
            np.array_equal(mine.places, its.places) and np.array_equal(mine.labels, its.labels)
        )
        return found if same else None

    def _paint_plane(self, player: NetworkPlayer, valley: Valley | None) -> Picture | None:
        width, height = self._sizes[1]
        if valley is None or 0 in (width, height) or len(valley.paths) != len(player.courses):
            return None
        key = (valley, player.step, player.resolved.scenario.runs)
        if self._plane is not None and self._plane[0] == key:
            return self._plane[1]
        if self._stage is None:
            raster.start_on_use = False  # they are compiled with all else that networks need
            self._stage = StagePicture(width, height, self._theme.stage, self._ratio)
        stage = self._stage
        stage.set_landscape(valley.ground)
        stage.set_view(*valley.shown)
        stage.set_runs(run_looks(player.resolved.scenario, self._theme, [False] * len(player.courses)))
        stage.clear_trails()
        for run in range(len(player.courses)):
            path = valley.path(run, player.step)
            if path is not None:
                stage.set_history(run, path)
        self._plane = (key, Picture(stage.compose(), mapping_of(stage.view)))
        return self._plane[1]


def _dtype(player: NetworkPlayer, run: int) -> np.dtype | None:
    """Of the compiled loops that are there; None before."""
    course = player.courses[run]
    compiled = course.kernels != "numpy"
    return np.dtype(player.resolved.scenario.playback.dtype) if compiled else None


def _steps(history: History | None, step: int) -> NDArray[np.int32]:
    """How many weights went how far in the last step up to an epoch."""
    if history is None:
        return np.zeros(1, np.int32)
    return history.steps[min(max(step, 1), history.epoch)]


def _most(history: History | None) -> float:
    """The largest share of the weights that ever went about equally far."""
    if history is None or history.epoch < 1:
        return 0.0
    counts = history.steps[1 : history.epoch + 1]
    return float((counts.max(axis=1) / np.maximum(counts.sum(axis=1), 1)).max())


def _wrong(history: History, epoch: int, network: int) -> NDArray[np.bool_]:
    """Which points a network takes for others."""
    training = history.training
    weights = history.weights(epoch, network)[np.newaxis].astype(np.float64)
    said = networks.logits(training.shape, weights, training.points.places)[0]
    return np.asarray(said.argmax(axis=-1) != training.points.labels)


def mapping_of(view: View) -> Mapping:
    """How the pixels of a view lie in its plane."""
    left, top = view.to_world(0.0, 0.0)
    right, bottom = view.to_world(float(view.width), float(view.height))
    return Mapping(left, top, (right - left) / view.width, (top - bottom) / view.height)
