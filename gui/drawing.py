"""The landscape's pictures as the worker keeps them: plan and relief; composed when something moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from engine.entries import Landscape
from gui.model.frame import Picture
from gui.model.view import Mapping
from gui.player.stage import StagePlayer
from gui.relief.passage import Passage
from gui.theme.colours import DARK, Theme, theme

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from gui.player.network import NetworkPlayer
    from gui.player.signal import SignalPlayer
    from gui.relief.picture import ReliefPicture
    from gui.stage.picture import StagePicture
    from scenarios.resolving import Resolved
    from scenarios.schema import Camera

Player: TypeAlias = "StagePlayer | SignalPlayer | NetworkPlayer"

Insets = tuple[int, int, int, int]

FADE = 0.3
"""Of the way from the plan to the relief, the first part, on which one picture dissolves in the other."""


class Drawing:
    """Owns its pictures once a landscape is shown and the size is known; only what is seen is kept up."""

    def __init__(self) -> None:
        self._plan: StagePicture | None = None
        self._relief: ReliefPicture | None = None
        self._passage = Passage()
        self._camera: Camera | None = None
        self._resolved: Resolved | None = None
        self._theme: Theme = DARK
        self._size = (0, 0)
        self._insets: Insets = (0, 0, 0, 0)
        self._ratio = 1.0
        self._view: tuple[float, float, float, float] | None = None
        self._swarms: list[bool] = []
        self._kept_up: object = None
        self._flat: NDArray[np.uint32] | None = None
        self._may_compile = False

    @property
    def _pictures(self) -> list[StagePicture | ReliefPicture]:
        return [picture for picture in (self._plan, self._relief) if picture is not None]

    # -- what is shown -----------------------------------------------------------------------------------

    def set_size(self, width: int, height: int, insets: Insets, ratio: float) -> None:
        """Device pixels; `ratio` of them make a design pixel."""
        self._size, self._insets, self._ratio = (max(width, 1), max(height, 1)), insets, ratio
        self._flat = None
        for picture in self._pictures:
            picture.resize(*self._size, ratio)
            picture.set_insets(*insets)

    def set_view(self, rectangle: tuple[float, float, float, float] | None) -> None:
        self._view = rectangle
        self._aim()

    def set_camera(self, camera: Camera | None, at_once: bool = False) -> None:
        """The relief as it is seen from there; None for the plan. One becomes the other by a movement."""
        if camera is not None:
            self._camera = camera
            if self._relief is not None:
                self._relief.set_camera(camera)
        to_relief = camera is not None
        if to_relief != (self._passage.goal > 0):
            self._flat = self._flat if to_relief else None
        self._passage.go(to_relief, at_once or self._plan is None)

    def set_theme(self, name: str) -> None:
        self._theme = theme(name)
        self._flat = None
        for picture in self._pictures:
            picture.set_colours(self._theme.stage)
            self._dress(picture)

    def show(self, player: Player) -> None:
        """Another scenario."""
        self._take(player)
        if self._resolved is not None:
            for picture in self._pictures:
                self._fill(picture, self._resolved)

    def edit(self, player: Player) -> None:
        """The scenario was edited."""
        before = self._resolved
        self._take(player)
        if self._resolved is not None:
            for picture in self._pictures:
                self._dress(picture)
            if before is not None and before.rectangle != self._resolved.rectangle:
                self._aim()

    def _take(self, player: Player) -> None:
        self._resolved = player.resolved if player.resolved.is_staged else None
        self._swarms = player.swarms() if isinstance(player, StagePlayer) else []

    # -- time --------------------------------------------------------------------------------------------

    @property
    def is_moving(self) -> bool:
        """Whether the picture changes though nothing else does."""
        if self._resolved is None:
            return False
        resting = self._relief is not None and self._passage.part == 1.0 and self._relief.is_settling
        return self._passage.is_moving or resting

    def tick(self, seconds: float) -> bool:
        """Lets time pass; whether there is another picture now."""
        self._compile_relief()
        if self._resolved is None:
            return False
        moved = self._passage.tick(seconds)
        if self._relief is not None and self._passage.part == 1.0:
            moved = self._relief.rest(seconds) or moved
        return moved

    def start_compiling(self) -> None:
        """Lets the raster loops be compiled in the background."""
        from gui.stage import raster

        self._may_compile = True
        raster.start()

    def _compile_relief(self) -> None:
        """After the plan's loops, which are on screen first."""
        if self._may_compile:
            from gui.relief import raster as relief
            from gui.stage import plain, raster

            if raster.present() is not plain:
                self._may_compile = False
                relief.start()

    def close(self) -> None:
        """Ends what `start_compiling` began."""
        from gui.relief import raster as relief
        from gui.stage import raster

        self._may_compile = False
        raster.stop()
        relief.stop()

    # -- drawing -----------------------------------------------------------------------------------------

    def compose(self, player: StagePlayer) -> Picture | None:
        """The picture with everything that moved since the last one; None before the size is known."""
        if self._resolved is None or self._size == (0, 0):
            return None
        if self._plan is None:
            self._plan = self._create(self._resolved)
        if not self._passage.shows_relief:
            self._keep_up(self._plan, player)
            self._flat = self._plan.compose()
            return Picture(self._flat, self._mapping(self._plan))
        if self._relief is None:
            self._relief = self._create_relief(self._resolved)
        return self._compose_relief(self._plan, self._relief, player)

    def _compose_relief(self, plan: StagePicture, relief: ReliefPicture, player: StagePlayer) -> Picture:
        flat, part = self._flat, self._passage.part
        if part < FADE and flat is None:
            self._keep_up(plan, player)
            self._flat = flat = plan.compose()
        relief.share = self._passage.share
        self._keep_up(relief, player)
        pixels = relief.compose()
        if part < FADE and flat is not None:
            relief.dissolve(flat, pixels, part / FADE)
        mapping = relief.mapping
        return Picture(pixels, mapping if mapping is not None else self._mapping(plan))

    def _keep_up(self, picture: StagePicture | ReliefPicture, player: StagePlayer) -> None:
        """Lets a picture know what has moved since the last one; everything, if that was the other."""
        if isinstance(player.resolved.field, Landscape):
            picture.set_landscape(player.resolved.field, player.resolved.field_parameters_at(player.step))
        if player.take_redraw() or self._kept_up is not picture:
            self._kept_up = picture
            self._replay(picture, player)
        else:
            gone = player.gone_masks()
            for positions in player.moves():
                picture.advance(positions, gone)

    def _create(self, resolved: Resolved) -> StagePicture:
        from gui.stage import raster
        from gui.stage.picture import StagePicture

        raster.start_on_use = False
        picture = StagePicture(*self._size, self._theme.stage, self._ratio)
        picture.set_insets(*self._insets)
        self._fill(picture, resolved)
        return picture

    def _create_relief(self, resolved: Resolved) -> ReliefPicture:
        from gui.relief.picture import ReliefPicture

        self._relief = picture = ReliefPicture(*self._size, self._theme.stage, self._ratio)
        picture.set_insets(*self._insets)
        self._fill(picture, resolved)
        return picture

    def _fill(self, picture: StagePicture | ReliefPicture, resolved: Resolved) -> None:
        if isinstance(resolved.field, Landscape):
            picture.set_landscape(resolved.field, resolved.field_parameters)
        self._dress(picture)
        picture.clear_trails()
        picture.set_view(*(self._view or resolved.rectangle))
        self._kept_up = self._flat = None
        if self._camera is not None and picture is self._relief:
            self._relief.set_camera(self._camera)

    def _aim(self) -> None:
        self._flat = None
        if self._resolved is not None:
            for picture in self._pictures:
                picture.set_view(*(self._view or self._resolved.rectangle))
            if self._camera is not None and self._relief is not None:
                # what it is turned to lies within the rectangle
                self._relief.set_camera(self._camera)

    def _dress(self, picture: StagePicture | ReliefPicture) -> None:
        if self._resolved is None:
            # a laboratory is open: the picture is dressed when a landscape is shown again
            return
        from gui.stage.looks import run_looks

        picture.set_runs(run_looks(self._resolved.scenario, self._theme, self._swarms))

    def _replay(self, picture: StagePicture | ReliefPicture, player: StagePlayer) -> None:
        list(player.moves())
        picture.clear_trails()
        picture.advance(player.places(), player.gone_masks())
        for k in range(len(player.runs)):
            trace = player.trace(k)
            if trace is not None:
                picture.set_history(k, trace)

    def _mapping(self, picture: StagePicture) -> Mapping:
        width, height = self._size
        left, top = picture.to_world(0.0, 0.0)
        right, bottom = picture.to_world(float(width), float(height))
        return Mapping(left, top, (right - left) / width, (top - bottom) / height)
