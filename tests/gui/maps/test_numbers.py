"""A map's numbers while they become finer, their colours, and the thread that computes them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import numpy as np
import pytest

import engine
from engine.outcome import Outcome
from gui.maps import colouring, ramps
from gui.maps.colouring import Look, Scale
from gui.maps.facts import facts_of
from gui.maps.numbers import TILE, Numbers
from gui.maps.pictures import Job
from gui.maps.preview import rough
from gui.maps.renderer import Renderer, first_stride
from gui.theme.colours import DARK, LIGHT
from scenarios.map_schema import AxisSpec, MapColour

from .conftest import small_study

DISTANCE = frozenset({"distance"})
X, Y = AxisSpec("start.x", -5.0, 5.0), AxisSpec("start.y", -4.0, 4.0)


def test_parts_cover_the_map_once_from_the_focus_outward() -> None:
    numbers = Numbers(small_study(2 * TILE + 30, TILE + 7))
    seen = np.zeros(numbers.shape, int)
    away = []
    for _, part in numbers.parts(1, (1.0, 0.0)):
        seen[part.rows, part.columns] += 1
        away.append(abs(part.columns.start + TILE / 2 - numbers.shape[1]))
    assert (seen == 1).all()
    assert away[0] == min(away)


def test_a_rough_map_of_what_goes_beyond_all_numbers_is_made_in_silence() -> None:
    away = engine.landscape("-x^2 - y^2", domain=(-5.0, 5.0, -5.0, 5.0))
    study = small_study(steps=200, field=away, params={"eta": 1.0}, dtype="float32", measures=DISTANCE)
    assert np.isinf(rough(study, threading.Event())["distance"]).any()


@pytest.mark.parametrize("stride", [8, 4, 1])
def test_a_coarse_answer_stands_for_a_square(stride: int) -> None:
    numbers = Numbers(small_study(37, 21))
    coarse = numbers.coarse(stride)
    values = np.arange(coarse.height * coarse.width).reshape(coarse.height, coarse.width)
    ((number, part),) = numbers.parts(stride, (0.5, 0.5))
    numbers.put(stride, number, part, {"steps": values})
    rows, columns = np.mgrid[:21, :37]
    np.testing.assert_array_equal(numbers.arrays["steps"], values[rows // stride, columns // stride])
    numbers.stride = stride
    np.testing.assert_array_equal(numbers.sparse()["steps"], values)
    assert not list(numbers.parts(stride, (0.5, 0.5)))


def test_long_simulations_begin_coarser() -> None:
    assert first_stride(small_study(800, 600, 300)) == 8
    assert first_stride(small_study(800, 600, 20_000)) == 32


ARRAYS = {
    "outcome": np.array([[1, 1], [Outcome.DIVERGED, Outcome.STEP_LIMIT]], np.uint8),
    "basin": np.array([[0, 1], [-1, -1]], np.int16),
    "steps": np.array([[10, 40], [20, 300]], np.int32),
    "loss": np.array([[1e-9, 1e-3], [np.inf, 2.0]]),
    "rate": np.array([[np.nan, np.nan], [0.5, np.nan]]),
}  # fmt: skip


@pytest.mark.parametrize("theme", [DARK, LIGHT])
@pytest.mark.parametrize("colour", ["basin", "steps", "outcome"])
def test_every_end_has_a_colour_of_its_own(colour: MapColour, theme) -> None:
    pixels = colouring.paint(ARRAYS, Look(colour, theme, 2), colouring.scales(ARRAYS, colour))
    assert pixels.dtype == np.uint32
    assert (pixels >> 24 == 0xFF).all()
    assert len(np.unique(pixels)) == 4
    assert pixels[1, 1] == colouring.wandering(theme)


def test_a_ramp_spans_decades_where_numbers_do() -> None:
    scale = colouring.scales(
        {
            **ARRAYS,
            "loss": np.geomspace(1e-9, 1, 400).reshape(20, 20),
            "outcome": np.ones((20, 20), np.uint8),
        },
        "loss",
    )[""]
    assert scale.log
    assert scale.shares(np.array([0.0, 1e-20, 10.0])).tolist() == [0.0, 0.0, 1.0]
    assert not Scale(0.0, 2.0).log


def test_success_is_the_share_of_seeds_and_of_one_whether_it_converged() -> None:
    many = {**ARRAYS, "success": np.array([[1.0, 0.5], [0.0, 0.25]], np.float32)}
    ends = colouring.scales(many, "success")
    assert (ends[""].low, ends[""].high) == (0.0, 1.0)
    pixels = colouring.paint(many, Look("success", DARK, 2), ends)
    ramp = ramps.named("sequence", True)
    assert (pixels[0, 0], pixels[1, 0]) == (ramp[-1], ramp[0])
    assert len(np.unique(pixels)) == 4
    single = colouring.paint(ARRAYS, Look("success", DARK, 2), ends)
    assert single.tolist() == [[ramp[-1], ramp[-1]], [ramp[0], ramp[0]]]
    _, scale = colouring.difference(many, ARRAYS, ("success", "success"), DARK)
    assert scale is not None


def test_a_difference_is_where_ends_differ_or_by_how_much() -> None:
    other = {**ARRAYS, "basin": np.array([[0, 0], [-1, -1]], np.int16)}
    pixels, scale = colouring.difference(ARRAYS, other, ("basin", "basin"), DARK)
    same, another = colouring.sameness(DARK)
    assert scale is None
    assert pixels.tolist() == [[same, another], [same, same]]
    later = {**ARRAYS, "steps": ARRAYS["steps"] + np.array([[0, 30], [0, 0]])}
    pixels, scale = colouring.difference(ARRAYS, later, ("steps", "steps"), DARK)
    assert scale is not None
    assert scale.low == -scale.high
    assert pixels[0, 0] != pixels[0, 1]


@pytest.mark.parametrize("name", ["sequence", "calm", "fiery"])
@pytest.mark.parametrize("dark", [True, False])
def test_ramps_go_one_way_in_lightness(name: str, dark: bool) -> None:
    lut = ramps.named(name, dark)
    lightness = ramps.to_lab([f"#{int(c) & 0xFFFFFF:06X}" for c in lut])[:, 0]
    steps = np.diff(lightness)
    assert (steps >= -0.003).all() or (steps <= 0.003).all()
    assert abs(lightness[-1] - lightness[0]) > 0.4


def test_as_many_minima_as_there_are_have_colours_of_their_own() -> None:
    colours = ramps.category_colours(40, DARK)
    assert len(set(colours)) == 40
    assert ramps.basin_shades(40, DARK).shape == (40, ramps.SHADES)


# -- the thread ---------------------------------------------------------------------------------------------


class Heard:
    """A renderer, and what it tells."""

    def __init__(self) -> None:
        self.news = threading.Condition()
        self.renderer = Renderer(self._hear)

    def _hear(self) -> None:
        with self.news:
            self.news.notify_all()

    def until(self, condition: Callable[[], bool]) -> None:
        with self.news:
            assert self.news.wait_for(condition, timeout=30)


@pytest.fixture
def heard(uncompiled: None) -> Iterator[Heard]:
    made = Heard()
    yield made
    made.renderer.close()


def test_maps_become_finer_and_are_kept(heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    renderer = heard.renderer
    jobs = [Job(small_study(), X, Y, "basin"), Job(small_study(params={"eta": 0.01}), X, Y, "basin")]
    renderer.ask(jobs, DARK, True, (0.5, 0.5))
    heard.until(lambda: not renderer.is_busy)
    assert [picture.stride for picture in renderer.pictures] == [1, 1]
    first = renderer.pictures[0]
    assert (first.image.width(), first.image.height()) == (40, 30)
    assert first.image.pixel(3, 5) == first.pixels[30 - 1 - 5, 3]
    facts = first.facts
    assert facts.converged + facts.diverged + facts.wandering == pytest.approx(1)
    assert facts.entropy is not None
    assert 0 < renderer.comparison.share < 1
    monkeypatch.setattr("engine.bulk.tile.compute", None)
    renderer.ask([Job(small_study(), X, Y, "steps")], LIGHT, False, (0.5, 0.5))
    heard.until(lambda: not renderer.is_busy)
    assert renderer.problem is None
    assert renderer.pictures[0].numbers is first.numbers
    assert renderer.pictures[0].job.colour == "steps"
    assert renderer.comparison is None


def test_what_is_wanted_no_more_is_given_up_but_for_its_first_picture(
    heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    from .conftest import tile_without_compiler

    seen, began, hold = [], threading.Event(), threading.Event()

    def compute(study, rows, columns, cancel=None, progress=None):
        seen.append((study.steps, study.width))
        began.set()
        if len(seen) == 1:
            assert hold.wait(10)
        return tile_without_compiler(study, rows, columns)

    monkeypatch.setattr("engine.bulk.tile.compute", compute)
    renderer = heard.renderer
    renderer.ask([Job(small_study(steps=11), X, Y, "basin")], DARK, False, (0.5, 0.5))
    assert began.wait(10)
    renderer.ask([Job(small_study(steps=12), X, Y, "basin")], DARK, False, (0.5, 0.5))
    hold.set()
    heard.until(lambda: not renderer.is_busy)
    assert [width for steps, width in seen if steps == 11] == [5]
    assert [width for steps, width in seen if steps == 12] == [5, 10, 20, 40]
    assert renderer.pictures[0].job.study.steps == 12


def test_a_coarse_map_does_not_tell_how_entangled_it_is() -> None:
    from .conftest import tile_without_compiler

    numbers = Numbers(small_study())
    ((number, part),) = numbers.parts(4, (0.5, 0.5))
    coarse = numbers.coarse(4)
    numbers.put(4, number, part, tile_without_compiler(coarse, part.rows, part.columns).arrays())
    numbers.stride = 4
    facts = facts_of(numbers)
    assert facts.exponent is None
    assert facts.entropy is None
    assert len(facts.fractions) == 4
