"""Which part of the plane a map shows now, and what must be computed for it.

The scenario says what the map is; while one zooms and moves, what is shown runs ahead of it and becomes an
edit when the hand rests, so that undoing goes back a look at a time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from engine.errors import RavineError
from gui.maps import jobs
from gui.maps.axis import End, moved, zoomed
from gui.maps.choosing import may_be, scaled, whole_axis
from gui.maps.filmer import Filmer
from gui.maps.jobs import Maps
from gui.maps.pathfinder import Pathfinder
from gui.maps.renderer import Job, Renderer
from gui.maps.saving import Saver
from gui.model.session import Session
from gui.theme import current_theme
from scenarios.map_schema import AxisSpec, MapSpec
from scenarios.mapping import START, axis_parameters

if TYPE_CHECKING:
    from engine.entries import Parameter
    from scenarios.field_schema import FieldSpec

REST = 350
"""Milliseconds after which what a hand has done becomes an edit."""


class MapState(QObject):
    """Bound to the session. changed: another part or another map is shown. told: a picture is new.
    found: a pixel's path. saved: the file that was written, or what went wrong; None while a film grows."""

    changed = Signal()
    told = Signal()
    found = Signal(object)
    saved = Signal(object)
    _rendered = Signal()
    _walked = Signal(object)
    _written = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.renderer = Renderer(self._rendered.emit)
        self.finder = Pathfinder(self._walked.emit)
        self.saver, self.filmer = Saver(self._written.emit), Filmer(self._written.emit)
        self._written.connect(self.saved, Qt.ConnectionType.QueuedConnection)
        self._rendered.connect(self.told, Qt.ConnectionType.QueuedConnection)
        self._walked.connect(self.found, Qt.ConnectionType.QueuedConnection)
        self.shown: MapSpec | None = None
        self.own: MapSpec | None = None
        self._own_field: FieldSpec | None = None
        self.end: End | None = None
        self._refused: RavineError | None = None
        self.focus = (0.5, 0.5)
        self.size = (0, 0)
        self.is_awake = False
        self._known: tuple[object, ...] = ()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST)
        self._timer.timeout.connect(self.settle)
        session.opened.connect(self._open)
        session.hastening.connect(self._hasten)
        for change in (session.structure_changed, session.values_changed, session.theme_changed):
            change.connect(self.follow)

    # -- what is shown -----------------------------------------------------------------------------------

    def _open(self) -> None:
        self._timer.stop()
        self.shown = None
        self._known = ()
        self.renderer.forget()
        self.own, self._own_field = self._session.map, self._field()
        self.follow()

    def follow(self) -> None:
        """The scenario is another: the map is what it says, and of what it says."""
        spec = self._session.map
        if self._timer.isActive() and spec is not None and self.shown is not None:
            # something else was edited while the hand has not come to rest yet
            spec = self._moved_on(spec, self.shown)
        if spec != self.shown:
            self.shown, self.end = spec, None
        self.changed.emit()
        self.request()

    def _moved_on(self, spec: MapSpec, shown: MapSpec) -> MapSpec:
        """The scenario's map where the hand has moved it, unless it has other axes by now."""
        pairs = ((spec.x, shown.x), (spec.y, shown.y))
        moved = replace(spec, x=shown.x, y=shown.y)
        alike = all((a.name, a.log) == (b.name, b.log) for a, b in pairs)
        return moved if alike and may_be(self._session, moved) else spec

    def set_size(self, size: tuple[int, int]) -> None:
        """Pixels of one map's picture."""
        if size != self.size:
            self.size = size
            self.request()

    def wake(self, awake: bool) -> None:
        """Whether anybody sees it: otherwise nothing is computed."""
        self.is_awake = awake
        if awake:
            self.request()
        else:
            self._known = ()
            self.renderer.cancel()

    def parameters(self, run: int | None = None) -> dict[str, Parameter]:
        """What may change along an axis, by name."""
        session = self._session
        assert session.resolved is not None
        number = run if run is not None else self.shown.run if self.shown is not None else 0
        return axis_parameters(session.resolved.field, session.runs[number])

    def home_axis(self, name: str) -> AxisSpec:
        """The axis as the scenario came with it, or all that there is to see: of another landscape that may
        lie elsewhere."""
        for axis in (self.own.x, self.own.y) if self.own is not None else ():
            if axis.name == name and (name not in START or self._field() == self._own_field):
                return axis
        run = self.shown.run if self.shown is not None else self._session.selected
        return whole_axis(self._session, run, name)

    def _field(self) -> FieldSpec | None:
        """The landscape, whatever its parameters."""
        scenario = self._session.scenario
        return replace(scenario.field, parameters={}) if scenario is not None else None

    # -- looking closer ----------------------------------------------------------------------------------

    def zoom(self, factor: float, across: float, up: float) -> None:
        """Magnifies about a place, shares of width and height."""
        if self.shown is None:
            return
        known = self.parameters()
        ends, made = [], []
        for axis, about, pixels in zip((self.shown.x, self.shown.y), (across, up), self.size, strict=True):
            closer, end = zoomed(axis, factor, about, pixels, known[axis.name])
            made.append(closer)
            ends.append(end)
        if factor > 1 and "float64" in ends:
            # both sides stay as they are: a map that is magnified in one direction only would be another
            self.end = "float64"
            self.changed.emit()
            return
        # a side that ends alone lets the other one grow on
        self.end = "range" if factor < 1 and made == [self.shown.x, self.shown.y] else None
        self._show(*made)

    def pan(self, across: float, up: float) -> None:
        """Moves what is shown by shares of width and height."""
        if self.shown is not None:
            known = self.parameters()
            x, y = self.shown.x, self.shown.y
            self._show(moved(x, across, known[x.name]), moved(y, up, known[y.name]))

    def show_home(self) -> None:
        """Everything again."""
        if self.shown is not None:
            self.end = None
            self._show(self.whole(self.shown.x), self.whole(self.shown.y))
            self.settle()

    def whole(self, axis: AxisSpec) -> AxisSpec:
        """All that there is to see along an axis, on its scale: a logarithmic one stays so."""
        home = scaled(self.home_axis(axis.name), axis.log, self.parameters()[axis.name])
        return home if home.low < home.high and (home.low > 0 or not home.log) else axis

    def _show(self, x: AxisSpec, y: AxisSpec) -> None:
        assert self.shown is not None
        if (x, y) != (self.shown.x, self.shown.y):
            self.shown = replace(self.shown, x=x, y=y)
            self._timer.start()
            self.changed.emit()
            self.request()

    def _hasten(self) -> None:
        """The zoom that has not come to rest is the last edit."""
        if self._timer.isActive():
            self.settle()

    def settle(self) -> None:
        """What is shown is what the scenario says from now on."""
        self._timer.stop()
        if self.shown is not None and self._session.map is not None and self.shown != self._session.map:
            self._session.set_map(self.shown)

    # -- computing ---------------------------------------------------------------------------------------

    @property
    def problem(self) -> RavineError | None:
        """Why what is shown makes no map, or why it could not be computed."""
        return self._refused or self.renderer.problem

    @property
    def dtype(self) -> str:
        """The playback's arithmetic, or the finer one where pixels are too near each other for it."""
        assert self._session.scenario is not None
        own = self._session.scenario.playback.dtype
        return own if self.shown is None else jobs.dtype_of(own, self.shown, self.size)

    def maps(self) -> Maps:
        """Each map that is shown."""
        return jobs.maps_of(self.shown) if self.shown is not None else []

    def jobs(self) -> list[Job]:
        """What is to be computed for what is shown. Raises InputError for what makes no map."""
        spec, maps = self.shown, self.maps()
        assert spec is not None
        # each map together with those that it shares its computation with
        return [self.job_of([one, *maps], spec.x, spec.y, self.size, self.dtype) for one in maps]

    def job_of(self, maps: Maps, x: AxisSpec, y: AxisSpec, size: tuple[int, int], dtype: str) -> Job:
        """The first of some maps, over a part of its axes."""
        spec, resolved = self.shown, self._session.resolved
        assert spec is not None
        assert resolved is not None
        return jobs.job_of(resolved, spec, maps, x, y, size, dtype)

    def request(self) -> None:
        """Asks for what is shown, unless that is what was asked for last."""
        if self.shown is None or not self.is_awake or min(self.size) < 8:
            if self.shown is None:
                self.renderer.cancel()
            return
        try:
            asked = self.jobs()
        except RavineError as error:
            self._refused = error
            self.told.emit()
            return
        self._refused = None
        theme = current_theme()
        difference = self.shown.second is not None and self.shown.second.difference
        told = ((job.study.key(), job.colour, job.statistic, job.number) for job in asked)
        known = (theme.name, difference, *told)
        if known != self._known:
            self._known = known
            self.renderer.ask(asked, theme, difference, self.focus)

    def close(self) -> None:
        """Ends the threads."""
        self._timer.stop()
        self.renderer.close()
        self.finder.close()
        self.saver.close()
        self.filmer.close()
