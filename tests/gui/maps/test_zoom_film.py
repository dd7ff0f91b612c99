"""Films of a zoom: the way there, and what is in the file."""

from __future__ import annotations

from pathlib import Path

import av
import pytest

import scenarios
from gui.maps import zoom_film
from gui.maps.axis import share_of
from gui.maps.zoom_film import between, depth
from scenarios.carrying import text_in
from scenarios.map_schema import AxisSpec

from .conftest import Mapper
from .small import PLACES, SMALL

WHOLE, PART = AxisSpec("start.x", -6.0, 6.0), AxisSpec("start.x", 1.0, 1.0 + 12 / 2**20)
DECADES, RATES = AxisSpec("eta", 1e-4, 1.0, True), AxisSpec("eta", 0.01, 0.0101, True)


@pytest.mark.parametrize(("begin", "end"), [(WHOLE, PART), (DECADES, RATES)])
def test_the_way_is_even_and_keeps_one_place(begin: AxisSpec, end: AxisSpec) -> None:
    assert between(begin, end, 0.0) == begin
    assert between(begin, end, 1.0) == end
    half = between(begin, end, 0.5)
    assert depth(begin, half) == pytest.approx(depth(begin, end) / 2, rel=1e-6)
    # what is shown in the end is on screen all the way
    for way in (0.1, 0.5, 0.9, 0.999):
        axis = between(begin, end, way)
        assert -1e-9 <= share_of(axis, end.low) < share_of(axis, end.high) <= 1 + 1e-9


def test_the_depth_counts_doublings() -> None:
    assert depth(WHOLE, PART) == pytest.approx(20)


def test_a_zoom_becomes_a_film_that_carries_its_scenario(
    mapper: Mapper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zoom_film, "SIZE", (320, 240))
    monkeypatch.setattr(zoom_film, "SCALE", 1.0)
    monkeypatch.setattr(zoom_film, "FPS", 5)
    mapper.open(scenarios.loads(SMALL + PLACES))
    mapper.rest(20)
    mapper.finish()
    out = tmp_path / "zoom.mp4"
    mapper.maps.film(out)
    mapper.until(lambda: "zoom in first" in mapper.pane.note)
    mapper.maps.state.zoom(3.0, 0.3, 0.6)
    mapper.maps.state.settle()
    mapper.maps.film(out)
    mapper.until(lambda: "zoom.mp4" in mapper.maps.said)
    with av.open(str(out)) as film:
        assert film.streams.video[0].frames == 5 * zoom_film.LEAST + 2 * round(5 * zoom_film.REST)
        first = next(film.decode(video=0)).to_ndarray(format="gray")
    assert first.shape == (240, 320)
    assert first.std() > 10
    assert scenarios.loads(text_in(out)) == mapper.session.scenario


def test_a_film_that_is_given_up_leaves_nothing(mapper: Mapper, tmp_path: Path) -> None:
    mapper.open(scenarios.loads(SMALL + PLACES))
    mapper.rest(20)
    mapper.finish()
    mapper.maps.state.zoom(3.0, 0.3, 0.6)
    filmer = mapper.maps.state.filmer
    mapper.maps.film(tmp_path / "zoom.mp4")
    mapper.until(lambda: (filmer.share or 0) > 0)
    mapper.window.registry.trigger("map.film")
    mapper.until(lambda: filmer.share is None)
    assert not list(tmp_path.iterdir())
