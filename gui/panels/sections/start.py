"""Where the particles begin: a kind, its place and size, how many; and the seed of what is random."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from engine.entries import Parameter
from gui.model.session import Session
from gui.panels.buttons import PickButton, Switch
from gui.panels.field_editor import edge
from gui.panels.form import FormRow, NumbersRow, whole
from gui.panels.points_rows import Point, PointsRows
from gui.panels.rows import Rows
from gui.panels.section import Folds, Section
from gui.panels.sections.playback import SeedRow
from gui.panels.start_kinds import (
    KINDS,
    MOST_COUNT,
    ON_CURVE,
    Numbers,
    Rectangle,
    as_kind,
    kind_of,
    made,
    numbers_of,
    with_point_added,
)
from gui.translations import translate
from scenarios.building import particle_count
from scenarios.schema import StartSpec

_PAIRS = {
    "centre": ("x", "y"),
    "x": ("x0", "x1"),
    "y": ("y0", "y1"),
    "cells": ("columns", "rows"),
}
_OF_KIND: dict[str, tuple[str, ...]] = {
    "cloud": ("centre",),
    "circle": ("centre",),
    "grid": ("x", "y", "cells"),
    "box": ("x", "y"),
    "row": ("x",),
}
_MOST_SIDE = 10_000


class StartSection(Section):
    """Of all runs, or of the selected one alone."""

    def __init__(self, session: Session, folds: Folds) -> None:
        super().__init__("start", folds)
        self._session = session

    def build(self) -> None:
        self.pick = PickButton()
        self.pick.clicked.connect(self.open_kinds)
        self.kind_row = FormRow(self.pick)
        self.points = PointsRows(self._change_points, self._add_point)
        self.pairs = {name: NumbersRow([_number(part) for part in parts]) for name, parts in _PAIRS.items()}
        for row in self.pairs.values():
            row.entered.connect(lambda r=row: self._enter(r))
        self.sizes = Rows(self._size, self._session.close_edit)
        self.seed = SeedRow(self._session)
        self.own = Switch()
        self.own_row = FormRow(self.own, stretch=False)
        self.own.toggled.connect(self._set_own)
        parts: list[QWidget] = [self.kind_row, self.points, *self.pairs.values(), self.sizes, self.seed]
        for part in (*parts, self.own_row):
            self.column.addWidget(part)

    def title(self) -> str:
        return translate("window", "Start")

    def remark(self) -> str:
        spec = self._spec
        if spec is None:
            return ""
        count = particle_count(spec)
        if spec.points is not None:
            return (
                translate("window", "one point")
                if count == 1
                else translate("window", "%n points", "", count)
            )
        name = self._kind_names()[kind_of(spec)]
        return name if spec.places is not None and count == 1 else f"{name}, {grouped(count)}"

    # -- what is shown ---------------------------------------------------------------------------------------

    @property
    def _spec(self) -> StartSpec | None:
        session = self._session
        return session.runs[session.selected].start if session.runs else None

    @property
    def _view(self) -> Rectangle:
        assert self._session.resolved is not None
        return self._session.resolved.rectangle

    def _kind_names(self) -> dict[str, str]:
        return {
            "points": translate("window", "Points"),
            "cloud": translate("window", "Cloud"),
            "grid": translate("window", "Grid"),
            "box": translate("window", "Random"),
            "circle": translate("window", "Circle"),
            "count": translate("window", "Particles"),
            "places": translate("window", "One place"),
            "row": translate("window", "A row"),
        }

    def fill(self) -> None:
        spec = self._spec
        if spec is None:
            return
        kind = kind_of(spec)
        self.kind_row.setVisible(kind != "count")
        self.kind_row.set_texts(translate("window", "Kind"))
        self.pick.set_text(self._kind_names()[kind])
        self.pick.setAccessibleName(f"{self.title()}: {self.pick.text()}")
        nudge = (self._view[1] - self._view[0]) / 100
        self.points.setVisible(kind == "points")
        if spec.points is not None:
            self.points.show_points(spec.points, nudge)
        self._fill_pairs(kind, numbers_of(spec), nudge)
        self._fill_sizes(kind, numbers_of(spec))
        self.seed.setVisible(kind in ("cloud", "box"))
        self.seed.fill()
        self._fill_own()

    def _fill_pairs(self, kind: str, numbers: Numbers, nudge: float) -> None:
        texts = {
            "centre": (translate("window", "Centre"), translate("window", "x and y of the middle")),
            "x": ("x", translate("window", "from where to where")),
            "y": ("y", translate("window", "from where to where")),
            "cells": (translate("window", "Columns, rows"), translate("window", "how many of each")),
        }
        for name, row in self.pairs.items():
            shown = name in _OF_KIND.get(kind, ())
            row.setVisible(shown)
            if shown:
                row.set_texts(*texts[name])
                parts = _PAIRS[name]
                for field, part in zip(row.fields, parts, strict=True):
                    field.bind(_number(part), 1.0 if name == "cells" else nudge)
                row.set_values([numbers[part] for part in parts])

    def _fill_sizes(self, kind: str, numbers: Numbers) -> None:
        wide = self._view[1] - self._view[0]
        reach = (wide / 1e4, wide)
        sizes = {
            "sigma": Parameter(
                "sigma", "σ", wide / 25, 0.0, reach[1], "log", "spread", "разброс"
            ),
            "radius": Parameter("radius", "r", wide / 10, *reach, "log", "radius", "радиус"),
            "place": Parameter("place", "x", self._view[0], *self._view[:2], "linear", "place", "место"),
            "count": Parameter(
                "count", "N", 1000.0, 1.0, max(MOST_COUNT, numbers.get("count", 1.0)), "log",
                "how many", "сколько", integer=True,
            ),
        }  # fmt: skip
        wanted = [size for name, size in sizes.items() if name in numbers]
        self.sizes.show_parameters(wanted, numbers, self._session.language)

    def _fill_own(self) -> None:
        session = self._session
        own = session.runs[session.selected].spec.start is not None
        self.own_row.setVisible(len(session.runs) > 1)
        self.own_row.set_texts(
            translate("window", "This run alone"),
            translate("window", "Whether the selected run has a start of its own"),
        )
        self.own.blockSignals(True)
        self.own.setChecked(own)
        self.own.blockSignals(False)
        self.own.setAccessibleName(self.own_row.label.text())
        self.own.update()

    # -- what is changed -------------------------------------------------------------------------------------

    def open_kinds(self) -> None:
        """The kinds of start, as a menu under the button."""
        menu = QMenu(self)
        spec = self._spec
        resolved = self._session.resolved
        for kind in ON_CURVE if resolved is not None and resolved.is_curve else KINDS:
            action = menu.addAction(self._kind_names()[kind])
            action.setCheckable(True)
            action.setChecked(spec is not None and kind == kind_of(spec))
            action.setData(kind)
            action.triggered.connect(lambda _checked=False, k=kind: self.set_kind(k))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.setMinimumWidth(self.pick.width())
        menu.popup(self.pick.mapToGlobal(self.pick.rect().bottomLeft()))

    def set_kind(self, kind: str) -> None:
        """Another kind of start, in about the same place."""
        spec = self._spec
        if spec is not None:
            self.kind_row.complaint.attempt(lambda: self._set(as_kind(kind, spec, self._view)))

    def _set(self, spec: StartSpec, merge: Hashable = None) -> None:
        session = self._session
        own = session.runs[session.selected].spec.start is not None
        session.set_start_spec(spec, session.selected if own else None, merge)

    def _set_own(self, own: bool) -> None:
        spec = self._spec
        session = self._session
        if spec is not None:
            run = session.selected
            change = partial(session.set_start_spec, spec, run) if own else partial(session.join_start, run)
            if not self.own_row.complaint.attempt(change):
                self.fill()

    def _change_points(self, points: Sequence[Point]) -> None:
        self._set(StartSpec(points=tuple(points)))

    def _add_point(self) -> None:
        spec = self._spec
        if spec is not None:
            self._set(with_point_added(spec, self._view))

    def _enter(self, row: NumbersRow) -> None:
        spec = self._spec
        if spec is not None:
            name = next(name for name, known in self.pairs.items() if known is row)
            changed = {**numbers_of(spec), **dict(zip(_PAIRS[name], row.values, strict=True))}
            row.attempt(lambda: self._set(made(kind_of(spec), changed)))

    def _size(self, name: str, value: float) -> None:
        spec = self._spec
        if spec is not None:
            changed = made(kind_of(spec), {**numbers_of(spec), name: value})
            self._set(changed, ("start", self._session.selected, name))


def _number(part: str) -> Parameter:
    return whole(part, 1, _MOST_SIDE) if part in ("columns", "rows") else edge(part)


def grouped(count: int) -> str:
    """A large number in groups of three digits."""
    return f"{count:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
