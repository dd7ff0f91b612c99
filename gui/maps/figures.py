"""The figures of the maps that are shown, from what is computed so far."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from gui.maps import meaning, words
from gui.maps.axis import share_of
from gui.maps.figure import Figure
from gui.maps.overlays import Share
from gui.model.edits import colour_of
from gui.theme import current_theme
from gui.translations import translate
from scenarios.mapping import START

if TYPE_CHECKING:
    from engine.entries import Parameter
    from gui.maps.jobs import Shown
    from gui.maps.pictures import Picture
    from gui.maps.state import MapState
    from gui.model.session import Session
    from scenarios.map_schema import AxisSpec, MapSpec

MOST_MARKS = 48
"""Minima that are marked; of more, only the global ones."""


def is_plane(state: MapState) -> bool:
    """Whether the map lies over the plane itself: both axes are starts."""
    return state.shown is not None and lies_on_plane(state.shown)


def lies_on_plane(spec: MapSpec) -> bool:
    return {spec.x.name, spec.y.name} == set(START)


def picture_of(session: Session, state: MapState, number: int) -> Picture | None:
    """The newest picture of a map, if it is one of what is shown: it may be of another part of it."""
    pictures, spec = state.renderer.pictures, state.shown
    picture = pictures[number] if number < len(pictures) else None
    if picture is None or spec is None or picture.job.number >= len(session.runs):
        return None
    return picture if _alike(picture.job.x, spec.x) and _alike(picture.job.y, spec.y) else None


def _alike(one: AxisSpec, other: AxisSpec) -> bool:
    return (one.name, one.log) == (other.name, other.log)


def empty_figure(session: Session, state: MapState) -> Figure:
    """A figure with the axes that are shown, and nothing in it yet."""
    spec = state.shown
    assert spec is not None
    return bare_figure(spec, state.parameters(spec.run), session.language)


def bare_figure(spec: MapSpec, known: Mapping[str, Parameter], language: str) -> Figure:
    """A figure of a map's axes. known: what may change along an axis, by name."""
    x, y = (known[axis.name] for axis in (spec.x, spec.y))
    return Figure(
        spec.x,
        spec.y,
        (words.axis_name(x, language), words.axis_name(y, language)),
        (x.label(language), y.label(language)),
        equal=lies_on_plane(spec),
    )


def map_figure(session: Session, state: MapState, picture: Picture | None, shown: Shown) -> Figure:
    """One run's map."""
    assert session.scenario is not None
    figure = empty_figure(session, state)
    figure.heading = session.localized(session.runs[shown.run].label)
    figure.about = words.about(picture.job) if picture is not None else words.colour_name(shown.colour)
    figure.colour = current_theme().run_colour(colour_of(session.scenario, shown.run))
    if picture is None or picture.is_rough:
        figure.about += f" — {translate('window', 'kernels are being compiled…')}"
    if picture is not None:
        figure.image, figure.image_x, figure.image_y = picture.image, picture.job.x, picture.job.y
        figure.items = meaning.legend_of(picture, current_theme())
    return figure


def difference_figure(session: Session, state: MapState) -> Figure:
    """Where the two maps differ."""
    comparison, figure = state.renderer.comparison, empty_figure(session, state)
    figure.heading = meaning.heading_of_comparison(comparison)
    if comparison is not None:
        job = comparison.first.job
        if _alike(job.x, figure.x) and _alike(job.y, figure.y):
            figure.image, figure.image_x, figure.image_y = comparison.image, job.x, job.y
            figure.items = meaning.legend_of_comparison(comparison, current_theme())
    return figure


def marks(state: MapState, picture: Picture | None) -> list[Share]:
    """Where the minima lie, on a map of starts."""
    return marks_of(state.shown, picture) if state.shown is not None else []


def marks_of(spec: MapSpec, picture: Picture | None) -> list[Share]:
    """As `marks`, on the map that a scenario asks for."""
    if picture is None or picture.facts is None or not lies_on_plane(spec):
        return []
    across = START.index(spec.x.name)
    minima = picture.facts.minima
    if len(minima) > MOST_MARKS:
        minima = tuple(place for place in minima if place.is_global)
    marks = [
        (share_of(spec.x, (place.x, place.y)[across]), share_of(spec.y, (place.x, place.y)[1 - across]))
        for place in minima
    ]
    # a logarithmic axis has no place for what is not positive
    return [(x, y) for x, y in marks if math.isfinite(x + y)]
