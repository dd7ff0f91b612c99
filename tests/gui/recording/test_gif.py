"""GIF files: one palette for all, what does not change left out, the colours near the real ones."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from gui.recording import palette
from tests.gui.recording.films import channels, decibels, decoded, scene, scenes, write


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("film") / "a.gif", list(scenes(20)), fps=25)


def test_shows_every_frame_nearly_as_it_was(film: Path) -> None:
    shown = decoded(film)
    assert len(shown) == 20
    for picture, frame in zip(shown, scenes(20), strict=True):
        assert decibels(picture, channels(frame)) > 36


def test_lasts_as_long_as_its_frames_and_repeats_for_ever(film: Path) -> None:
    content = film.read_bytes()
    assert content.startswith(b"GIF89a")
    assert content[content.index(b"NETSCAPE2.0") + 11 :][:5] == b"\x03\x01\x00\x00\x00"
    with av.open(str(film)) as container:
        assert container.duration == pytest.approx(20 / 25 * av.time_base, abs=1)


def test_has_one_palette_for_all_frames(film: Path) -> None:
    content = film.read_bytes()
    starts = [i for i in range(len(content) - 1) if content[i : i + 4] == b"\x21\xf9\x04\x05"]
    assert len(starts) >= 19
    local = [content[i + 8 + 9] & 0x80 for i in starts if content[i + 8] == 0x2C]
    assert local
    assert not any(local)


def test_what_stands_still_costs_next_to_nothing(tmp_path: Path) -> None:
    still = write(tmp_path / "still.gif", [scene(320, 180, 0)] * 20)
    one = write(tmp_path / "one.gif", [scene(320, 180, 0)])
    assert still.stat().st_size < one.stat().st_size + 20 * 64


def test_the_same_frames_make_the_same_bytes(film: Path, tmp_path: Path) -> None:
    assert write(tmp_path / "b.gif", list(scenes(20))).read_bytes() == film.read_bytes()


def test_every_colour_is_looked_up_as_its_nearest() -> None:
    chosen = palette.palette_of(list(scenes(3)))
    assert (chosen >> 24 == 0).sum() == 1
    table = palette.lookup(chosen)
    rng = np.random.default_rng(3)
    known = channels(chosen).astype(float)
    known[chosen >> 24 == 0] = np.inf
    for cell in rng.integers(0, 2**18, 200):
        colour = np.array([cell >> 12 & 63, cell >> 6 & 63, cell & 63]) * (255 / 63)
        distance = ((known - colour) ** 2) @ (2, 4, 3)
        assert distance[table[cell]] == pytest.approx(distance.min())


def test_dither_neither_brightens_nor_darkens() -> None:
    matrix = palette.bayer()
    assert matrix.shape == (8, 8)
    assert len(np.unique(matrix)) == 64
    assert matrix.mean() == pytest.approx(0)


def test_pale_shades_beside_strong_colours_are_kept() -> None:
    """The light theme: a ground from white to pale blue, with a few dark and coloured lines on it."""
    shade = np.linspace(0, 1, 320)[None, :] * np.ones((180, 1))
    red, green, blue = (
        np.round(top - drop * shade).astype(np.uint32) for top, drop in ((246, 96), (244, 64), (242, 12))
    )
    frame = np.ascontiguousarray(np.uint32(0xFF000000) | red << 16 | green << 8 | blue, np.uint32)
    frame[::30] = 0xFFCC7A00
    frame[10::30] = 0xFF1C2130
    chosen = palette.palette_of([frame])
    shown = np.empty(frame.shape, np.uint8)
    palette.index(frame, palette.lookup(chosen), shown)
    assert decibels(channels(chosen[shown]), channels(frame)) > 40


def test_fewer_colours_than_a_palette_holds() -> None:
    chosen = palette.palette_of([np.full((180, 320), 0xFF336699, np.uint32)])
    assert set(chosen.tolist()) == {0xFF336699, 0}
