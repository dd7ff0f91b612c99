"""Films of a zoom: the way there, and what is in the file."""

from __future__ import annotations

import tempfile
import threading
from pathlib import Path

import av
import pytest

import scenarios
from engine.errors import Cancelled, InputError
from gui.maps import zoom_film
from gui.maps.axis import share_of
from gui.maps.filing import zoom_of
from gui.maps.zoom_film import Zoom, between, depth, film_zoom
from gui.recording.filming import spread
from gui.recording.formats import format_of
from scenarios.carrying import text_in
from scenarios.map_schema import AxisSpec

from .conftest import Mapper, shown
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
    places: Mapper, tmp_path: Path, small_films: None
) -> None:
    mapper = places
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


def zoomed(mapper: Mapper) -> Zoom:
    shown(mapper, PLACES)
    mapper.maps.state.zoom(3.0, 0.3, 0.6)
    mapper.maps.state.settle()
    return zoom_of(mapper.session, mapper.maps.state, mapper.pane.figure)


def test_a_zoom_becomes_a_gif_of_the_same_pictures_each_made_once(
    mapper: Mapper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small_films: None
) -> None:
    zoom, never = zoomed(mapper), threading.Event()
    ways, shares, make = [], [], zoom_film._map
    monkeypatch.setattr(
        zoom_film, "_map", lambda zoom, way, *rest: (ways.append(way), make(zoom, way, *rest))[1]
    )
    film_zoom(zoom, tmp_path / "zoom.gif", shares.append, never)
    assert len(ways) == len(set(ways)) > 2
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    deep = max(depth(a, b) for a, b in zip(zoom.begin, (zoom.job.x, zoom.job.y), strict=True))
    plain = [frame for frame, _ in zoom_film._frames(zoom, deep, never)]
    with format_of(tmp_path / "two.gif").open(tmp_path / "two.gif", (320, 240), 5, zoom.text) as encoder:
        encoder.prepare([plain[k] for k in spread(len(plain), 8)])
        for frame in plain:
            encoder.write(frame)
    assert (tmp_path / "zoom.gif").read_bytes() == (tmp_path / "two.gif").read_bytes()
    assert scenarios.loads(text_in(tmp_path / "zoom.gif")) == mapper.session.scenario


@pytest.mark.parametrize("share", [0.3, 0.95])
def test_a_gif_that_is_given_up_leaves_nothing(
    mapper: Mapper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, share: float
) -> None:
    """While its pictures are made, and while they are written."""
    monkeypatch.setattr(zoom_film, "FPS", 5)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    zoom, cancel = zoomed(mapper), threading.Event()
    with pytest.raises(Cancelled):
        film_zoom(zoom, tmp_path / "zoom.gif", lambda now: cancel.set() if now > share else None, cancel)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["zoom.txt", "zoom.png", "zoom"])
def test_what_no_zoom_can_be_names_what_it_can_be(mapper: Mapper, tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError) as refused:
        film_zoom(zoomed(mapper), tmp_path / name, lambda now: None, threading.Event())
    assert {".mp4", ".gif"} <= set(str(refused.value).replace(",", "").split())
    assert not {".png", ".pdf", ".svg"} & set(str(refused.value).replace(",", "").split())


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
