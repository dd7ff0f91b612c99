"""A finished map as a PNG: the figure that the window shows, in the size that suits its pixels."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from engine.files import replacing
from gui.recording.application import ensure_application

if TYPE_CHECKING:
    from engine.bulk.store import MapStore
    from gui.mapping.command import Request
    from gui.maps.facts import Facts
    from gui.maps.figure import Figure
    from gui.maps.legend import Item
    from gui.maps.overlays import Share
    from gui.theme.colours import Theme
    from scenarios.map_schema import MapColour
    from scenarios.map_summary import Survey

LARGEST = 1600
"""Pixels of a picture's longer side, above which it shows only some of the map's."""

_LONG, _SHORT = 800.0, 320.0
"""Design pixels of a plot's longer side, and of its shorter one at the least."""

_MOST = 2.2
"""A plot to one scale is at the most so many times as long as high, or as high as long."""

_EDGE = 16.0
_MOST_MARKS = 64
Arrays = dict[str, NDArray]


def write_picture(
    path: Path, asked: Request, store: MapStore, survey: Survey, theme: str, language: str
) -> dict[str, Any]:
    """Writes the PNG, which carries the scenario with this map in it; what the summary says about it.

    Raises MissingError where Qt cannot be loaded, and OutputError.
    """
    ensure_application()
    from gui.theme.colours import theme as theme_of
    from gui.translations import Language

    Language(_application()).put_on(language)
    study, look = store.study, theme_of(theme)
    every = max(1, -(-max(study.width, study.height) // LARGEST))
    arrays = some_pixels(store, every, asked.colour, asked.spec.statistic)
    figure = _figure(asked, survey, arrays, look, every, language)
    data = _painted(figure, _marks(asked, survey), look)
    from scenarios import dumps
    from scenarios.carrying import png, tagged

    with replacing(path) as file:
        file.write(png.embed(data, tagged(dumps(asked.scenario())).encode()))
    return {"file": path.name, "colour": asked.colour, "shows_every": every}


def _application() -> Any:
    from PySide6.QtWidgets import QApplication

    return QApplication.instance()


def some_pixels(store: MapStore, every: int, colour: str, statistic: str = "median") -> Arrays:
    """The arrays that a picture needs, of every so-manieth row and column: a strip of rows at a time."""
    from engine.bulk.store import stored_name
    from gui.maps.colouring import STATED

    study = store.study
    names = ["outcome", "basin", "steps", "loss", "rate"]
    names += [colour] if colour in (*study.measures, "success") else []
    if study.seeds > 1 and statistic != "median" and colour in STATED:
        names.append(f"{colour}:{statistic}")
    first_row, first_column = (min(every // 2, side - 1) for side in (study.height, study.width))
    columns = slice(first_column, study.width, every)
    found: dict[str, list[NDArray]] = {name: [] for name in names}
    for low in range(0, study.height, 256 * every):
        rows = slice(low + first_row, min(low + 256 * every, study.height), every)
        if rows.start < rows.stop:
            for name in names:
                found[name].append(store.read(stored_name(name), rows, columns))
    return {name: np.concatenate(strips) for name, strips in found.items()}


def _figure(
    asked: Request, survey: Survey, arrays: Arrays, theme: Theme, every: int, language: str
) -> Figure:
    from gui.maps import words
    from gui.maps.figure import Figure
    from scenarios.mapping import START, axis_parameters

    run = asked.resolved.runs[asked.spec.run]
    known = axis_parameters(asked.resolved.field, run)
    x, y = (known[axis.name] for axis in (asked.spec.x, asked.spec.y))
    pixels, items = _coloured(asked, survey, arrays, theme)
    return Figure(
        asked.spec.x,
        asked.spec.y,
        (words.axis_name(x, language), words.axis_name(y, language)),
        (x.label(language), y.label(language)),
        heading=run.label.get(language),
        about=_about(asked, every, language),
        colour=theme.run_colour(run.spec.colour if run.spec.colour is not None else asked.spec.run),
        image=_image(pixels),
        image_x=asked.spec.x,
        image_y=asked.spec.y,
        items=items,
        equal={asked.spec.x.name, asked.spec.y.name} == set(START),
    )


def _about(asked: Request, every: int, language: str) -> str:
    """What the picture is of, in a line: landscape, colour, the numbers that no axis varies."""
    from gui.maps.colouring import STATED
    from gui.maps.words import COLOURS, statistic_name
    from gui.translations import translate

    study = asked.study
    colour = cast("MapColour", asked.colour)
    shown = _success() if asked.colour == "success" else translate("window", COLOURS[colour])
    parts = [study.field.name[language], shown, translate("window", "%n steps", "", study.steps)]
    for parameter in study.optimizer.parameters:
        if parameter.name not in (study.x.name, study.y.name):
            value = study.params.get(parameter.name, parameter.default)
            parts.append(f"{parameter.label(language)} = {value:g}")
    if study.seeds > 1:
        if colour in STATED:
            parts[1] += f", {statistic_name(asked.spec.statistic)}"
        parts.append(translate("window", "%n seeds", "", study.seeds))
    if every > 1:
        parts.append(translate("window", "one pixel in {0} is shown").format(every * every))
    return "  ·  ".join(parts)


def _coloured(
    asked: Request, survey: Survey, arrays: Arrays, theme: Theme
) -> tuple[NDArray[np.uint32], list[Item]]:
    """The pixels and the legend, as the window has them."""
    from gui.maps import colouring
    from gui.maps.colouring import Look
    from gui.maps.legend import Item
    from gui.maps.meaning import legend_of
    from gui.maps.numbers import Numbers
    from gui.maps.ramps import SHADES, named
    from gui.maps.renderer import Job, Picture

    if asked.colour == "success":
        ramp = named("sequence", theme.dark)
        pixels = ramp[(arrays["success"] * (SHADES - 1)).astype(np.intp)]
        return pixels, [Item(_success(), ramp=ramp, ends=("0\u202f%", "100\u202f%"))]
    colour = cast("MapColour", asked.colour)
    facts = _facts(survey)
    job = Job(asked.study, asked.spec.x, asked.spec.y, colour, asked.spec.run, asked.spec.statistic)
    scales = colouring.scales(job.stated(arrays), colour)
    pixels = colouring.paint(job.stated(arrays), Look(colour, theme, facts.count), scales)
    numbers = Numbers(asked.study)
    numbers.arrays = arrays
    picture = Picture(job, _image(pixels), pixels, numbers, scales, facts, 1, 1.0)
    return pixels, legend_of(picture, theme)


def _facts(survey: Survey) -> Facts:
    """What the window says of a map, of all its pixels."""
    from engine.bulk.terrain import places_of
    from gui.maps.facts import made_of

    return made_of(survey.census, places_of(survey.study), entangled=True)


def _image(pixels: NDArray[np.uint32]) -> Any:
    """As Qt has it, the lowest row last."""
    from PySide6.QtGui import QImage

    upright = np.ascontiguousarray(pixels[::-1].astype(np.uint32))
    height, width = upright.shape
    return QImage(upright.data, width, height, 4 * width, QImage.Format.Format_RGB32).copy()


def _marks(asked: Request, survey: Survey) -> list[Share]:
    """Where the minima lie on a map of starts, unless they are too many."""
    from engine.bulk.terrain import places_of
    from gui.maps.axis import share_of
    from scenarios.mapping import START

    spec, minima = asked.spec, places_of(survey.study).minima
    if {spec.x.name, spec.y.name} != set(START) or len(minima) > _MOST_MARKS:
        return []
    found = [
        tuple(share_of(axis, place.x if axis.name == START[0] else place.y) for axis in (spec.x, spec.y))
        for place in minima
    ]
    return [(x, y) for x, y in found if 0 < x < 1 and 0 < y < 1]


def _painted(figure: Figure, marks: list[Share], theme: Theme) -> bytes:
    """The figure on the theme's ground, as PNG."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
    from PySide6.QtGui import QColor, QImage, QPainter

    from gui.maps import figure as drawing
    from gui.maps import overlays
    from gui.maps.saving import FINENESS

    wide, high = _size(figure)
    image = QImage(
        round((wide + 2 * _EDGE) * FINENESS), round((high + 2 * _EDGE) * FINENESS), QImage.Format.Format_RGB32
    )
    with QPainter(image) as painter:
        painter.scale(FINENESS, FINENESS)
        painter.fillRect(QRectF(0, 0, wide + 2 * _EDGE, high + 2 * _EDGE), QColor(theme.window))
        places = drawing.places(figure, QRectF(_EDGE, _EDGE, wide, high))
        drawing.paint(painter, figure, places, theme)
        overlays.paint_marks(painter, places.plot, marks, theme)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())


def _size(figure: Figure) -> tuple[float, float]:
    """Of the whole figure, so that a pixel of the map takes a whole number of the picture's."""
    from gui.maps import legend
    from gui.maps.figure import BELOW, RIGHT, left_of
    from gui.maps.heading import HEADER
    from gui.maps.saving import FINENESS

    assert figure.image is not None
    columns, rows = float(figure.image.width()), float(figure.image.height())
    aspect = (figure.x.high - figure.x.low) / (figure.y.high - figure.y.low)
    if figure.equal and 1 / _MOST <= aspect <= _MOST:
        rows = columns / aspect
    each = max(1, int(_LONG * FINENESS / max(columns, rows))) / FINENESS
    wide, high = (min(max(side * each, _SHORT), _LONG) for side in (columns, rows))
    return wide + left_of(figure) + RIGHT, high + HEADER + BELOW + legend.height(figure.items, wide + RIGHT)


def _success() -> str:
    from gui.translations import translate

    return translate("window", "Share of seeds that converged")
