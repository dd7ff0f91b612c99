"""The landscape's picture as the worker keeps it: size, view, theme, paths; composed when something moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.entries import Landscape
from gui.model.frame import Picture
from gui.model.view import Mapping
from gui.player.signal import SignalPlayer
from gui.theme.colours import DARK, Theme, theme

if TYPE_CHECKING:
    from gui.player.stage import StagePlayer
    from gui.stage.picture import StagePicture
    from scenarios.resolving import Resolved

Insets = tuple[int, int, int, int]


class Drawing:
    """Owns a StagePicture once a landscape is shown and the size is known."""

    def __init__(self) -> None:
        self._picture: StagePicture | None = None
        self._resolved: Resolved | None = None
        self._theme: Theme = DARK
        self._size = (0, 0)
        self._insets: Insets = (0, 0, 0, 0)
        self._ratio = 1.0
        self._view: tuple[float, float, float, float] | None = None
        self._swarms: list[bool] = []

    def set_size(self, width: int, height: int, insets: Insets, ratio: float) -> None:
        """Device pixels; `ratio` of them make a design pixel."""
        self._size, self._insets, self._ratio = (max(width, 1), max(height, 1)), insets, ratio
        if self._picture is not None:
            self._picture.resize(*self._size, ratio)
            self._picture.set_insets(*insets)

    def set_view(self, rectangle: tuple[float, float, float, float] | None) -> None:
        self._view = rectangle
        self._aim()

    def set_theme(self, name: str) -> None:
        self._theme = theme(name)
        if self._picture is not None:
            self._picture.set_colours(self._theme.stage)
            self._dress()

    def show(self, player: StagePlayer | SignalPlayer) -> None:
        """Another scenario."""
        self._take(player)
        if self._picture is not None and self._resolved is not None:
            self._fill(self._picture, self._resolved)

    def edit(self, player: StagePlayer | SignalPlayer) -> None:
        """The scenario was edited."""
        before = self._resolved
        self._take(player)
        if self._picture is not None and self._resolved is not None:
            self._dress()
            if before is not None and before.rectangle != self._resolved.rectangle:
                self._aim()

    def _take(self, player: StagePlayer | SignalPlayer) -> None:
        self._resolved = None if player.resolved.is_signal else player.resolved
        self._swarms = [] if isinstance(player, SignalPlayer) else player.swarms()

    def start_compiling(self) -> None:
        """Lets the raster loops be compiled in the background."""
        from gui.stage import raster

        raster.start()

    def close(self) -> None:
        """Ends what `start_compiling` began."""
        from gui.stage import raster

        raster.stop()

    def compose(self, player: StagePlayer) -> Picture | None:
        """The picture with everything that moved since the last one; None before the size is known."""
        if self._picture is None:
            if self._size == (0, 0) or self._resolved is None:
                return None
            self._picture = self._create(self._resolved)
        picture = self._picture
        if isinstance(player.resolved.field, Landscape):
            picture.set_landscape(player.resolved.field, player.resolved.field_parameters_at(player.step))
        if player.take_redraw():
            self._replay(picture, player)
        else:
            gone = player.gone_masks()
            for positions in player.moves():
                picture.advance(positions, gone)
        pixels = picture.compose()
        return Picture(pixels, self._mapping(picture))

    def _create(self, resolved: Resolved) -> StagePicture:
        from gui.stage import raster
        from gui.stage.picture import StagePicture

        raster.start_on_use = False
        picture = StagePicture(*self._size, self._theme.stage, self._ratio)
        picture.set_insets(*self._insets)
        self._picture = picture
        self._fill(picture, resolved)
        return picture

    def _fill(self, picture: StagePicture, resolved: Resolved) -> None:
        if isinstance(resolved.field, Landscape):
            picture.set_landscape(resolved.field, resolved.field_parameters)
        self._dress()
        picture.clear_trails()
        self._aim()

    def _aim(self) -> None:
        if self._picture is not None and self._resolved is not None:
            self._picture.set_view(*(self._view or self._resolved.rectangle))

    def _dress(self) -> None:
        if self._picture is None:
            return
        from gui.stage.looks import run_looks

        assert self._resolved is not None
        self._picture.set_runs(run_looks(self._resolved.scenario, self._theme, self._swarms))

    def _replay(self, picture: StagePicture, player: StagePlayer) -> None:
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
