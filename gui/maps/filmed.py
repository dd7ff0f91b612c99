"""Maps as a film shows them: computed whole, with a theme and a language of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gui.maps import colouring, meaning, words
from gui.maps.facts import facts_of
from gui.maps.figures import bare_figure
from gui.maps.jobs import dtype_of, job_of, maps_of
from gui.maps.numbers import Numbers, Part
from gui.maps.pictures import Comparison, Picture, compared, new_image, repaint
from gui.model.edits import colour_of
from gui.translations import speaking
from scenarios.mapping import axis_parameters

if TYPE_CHECKING:
    from engine.bulk.study import Study
    from gui.maps.figure import Figure
    from gui.theme.colours import Theme
    from scenarios.building import Kernels
    from scenarios.map_schema import MapSpec
    from scenarios.resolving import Resolved

Known = dict[str, Numbers]
"""By a study's key, the numbers of maps that were computed before."""


@dataclass(frozen=True, eq=False)
class Making:
    """How maps are computed. known: numbers that need not be computed again; more are put there. cancel: once
    set, Cancelled is raised. progress: called with the share that is done, not in order."""

    kernels: Kernels = "split"
    known: Known = field(default_factory=dict)
    cancel: threading.Event | None = None
    progress: Callable[[float], object] | None = None


KEPT = 4
"""Maps whose numbers are kept while shots sweep a value."""

_AT_ONCE = 2_500_000
"""Steps of particles that a map may take where nothing is compiled: one simulation stands for some pixels."""


def pictures_of(
    resolved: Resolved, spec: MapSpec, size: tuple[int, int], theme: Theme, making: Making
) -> list[Picture]:
    """Each map that the scenario shows. Raises InputError for what makes no map, and Cancelled."""
    maps, known = maps_of(spec), making.known
    dtype = dtype_of(resolved.scenario.playback.dtype, spec, size)
    found = []
    for number, one in enumerate(maps):
        job = job_of(resolved, spec, [one, *maps], spec.x, spec.y, size, dtype)
        key = job.study.key()
        if key not in known:
            known[key] = _made(job.study, making, number / len(maps), 1 / len(maps))
        numbers = known[key]
        while len(known) > KEPT:
            del known[next(iter(known))]
        picture = Picture(job, *new_image(*numbers.shape), numbers, stride=numbers.stride, done=1.0)
        picture.scales = colouring.scales(job.stated(numbers.sparse()), job.colour)
        picture.facts = facts_of(numbers)
        repaint(picture, theme, None)
        found.append(picture)
    return found


def figures_of(
    resolved: Resolved, spec: MapSpec, pictures: list[Picture], theme: Theme, language: str
) -> list[Figure]:
    """The figures of the pictures, and of their difference where the scenario asks for it."""
    with speaking(language):
        found = [_figure(resolved, spec, picture, theme, language) for picture in pictures]
        if spec.second is not None and spec.second.difference:
            comparison = compared(pictures[0], pictures[1], theme)
            found.append(_difference(resolved, spec, comparison, theme, language))
    return found


def _figure(resolved: Resolved, spec: MapSpec, picture: Picture, theme: Theme, language: str) -> Figure:
    number, job = picture.job.number, picture.job
    figure = bare_figure(spec, axis_parameters(resolved.field, resolved.runs[spec.run]), language)
    figure.heading = resolved.runs[number].label.get(language)
    figure.about = words.about(job)
    figure.colour = theme.run_colour(colour_of(resolved.scenario, number))
    figure.image, figure.image_x, figure.image_y = picture.image, job.x, job.y
    figure.items = meaning.legend_of(picture, theme)
    return figure


def _difference(
    resolved: Resolved, spec: MapSpec, comparison: Comparison, theme: Theme, language: str
) -> Figure:
    figure = bare_figure(spec, axis_parameters(resolved.field, resolved.runs[spec.run]), language)
    figure.heading = meaning.heading_of_comparison(comparison)
    figure.image, figure.image_x, figure.image_y = comparison.image, spec.x, spec.y
    figure.items = meaning.legend_of_comparison(comparison, theme)
    return figure


def _made(study: Study, making: Making, before: float, part: float) -> Numbers:
    """before, part: how much of the work is done already, and is this."""
    if making.kernels == "numpy":
        return _rough(study, making.cancel or threading.Event())
    from engine.bulk.tile import compute

    def tell(share: float) -> None:
        if making.progress is not None:
            making.progress(before + part * share)

    return _numbers(study, 1, compute(study, cancel=making.cancel, progress=tell).arrays())


def _rough(study: Study, cancel: threading.Event) -> Numbers:
    from gui.maps.preview import MOST, rough

    stride, pixels = 1, study.width * study.height
    while pixels / stride**2 > max(min(MOST, _AT_ONCE // study.steps), 64):
        stride += 1
    return _numbers(study, stride, rough(Numbers(study).coarse(stride), cancel))


def _numbers(study: Study, stride: int, arrays: dict) -> Numbers:
    numbers = Numbers(study)
    coarse = numbers.coarse(stride)
    numbers.done[stride] = set()
    numbers.put(stride, 0, Part(slice(0, coarse.height), slice(0, coarse.width)), arrays)
    numbers.stride = stride
    return numbers
