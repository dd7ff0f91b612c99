"""MP4 files, read back by PyAV's decoder."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from engine.errors import InputError, RangeError
from gui.recording.formats import formats
from tests.gui.recording.films import channels, decibels, decoded, described, scenes, write


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("film") / "a.mp4", list(scenes(20)), fps=60)


def test_says_what_every_player_needs_to_know(film: Path) -> None:
    found = described(film)
    assert (found["codec"], found["profile"], found["pixels"]) == ("h264", "High", "yuv420p")
    assert found["size"] == (320, 180)
    assert found["rate"] == Fraction(60)
    assert (found["matrix"], found["primaries"], found["transfer"], found["range"]) == (1, 1, 1, 1)


def test_the_index_comes_before_the_pictures(film: Path) -> None:
    content = film.read_bytes()
    assert 0 < content.index(b"moov") < content.index(b"mdat")


def test_it_begins_at_once_and_lasts_as_long_as_its_frames(film: Path) -> None:
    with av.open(str(film)) as container:
        assert container.start_time == 0
        assert container.duration == pytest.approx(20 / 60 * av.time_base, abs=1000)
        times = [picture.time for picture in container.decode(video=0)]
    assert times == pytest.approx([k / 60 for k in range(20)], abs=1e-4)


def test_shows_every_frame_as_it_was(film: Path) -> None:
    shown = decoded(film)
    assert len(shown) == 20
    for picture, frame in zip(shown, scenes(20), strict=True):
        assert decibels(picture, channels(frame)) > 34
        centre = picture[100:140, 200:300].astype(int) - channels(frame)[100:140, 200:300]
        assert np.abs(centre).max() <= 6


def test_the_same_frames_make_the_same_film(film: Path, tmp_path: Path) -> None:
    again = write(tmp_path / "b.mp4", list(scenes(20)), fps=60)
    for one, other in zip(decoded(film, "yuv420p"), decoded(again, "yuv420p"), strict=True):
        assert np.array_equal(one, other)


@pytest.mark.parametrize(
    ("size", "fps", "message"),
    [
        ((1921, 1080), 60, "an MP4 are multiples of 2: 1920x1080 would do, 1921x1080 does not"),
        ((100, 1080), 60, "width = 100 is outside 320 … 7680"),
        ((1920, 9000), 60, "height = 9000 is outside 180 … 4320"),
        ((1920, 1080), 0, "fps = 0 is outside 1 … 240"),
    ],
)
def test_refuses_what_cannot_be_made(size: tuple[int, int], fps: int, message: str) -> None:
    with pytest.raises(InputError, match=message):
        formats()[".mp4"].check(size, fps)


def test_gif_has_its_own_bounds() -> None:
    formats()[".gif"].check((961, 541), 50)
    with pytest.raises(RangeError, match="outside 1 … 50"):
        formats()[".gif"].check((960, 540), 60)
