"""Formats are found by looking into their folder, and asked for by the end of a name."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage, QImageReader

from engine.errors import InputError
from gui.recording import encoders
from gui.recording.formats import format_of, formats
from tests.gui.recording.films import channels, decibels, decoded, scene, scenes, write


def test_there_is_one_for_each_module() -> None:
    folder = Path(encoders.__path__[0])
    modules = sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")
    assert [suffix.lstrip(".") for suffix in formats()] == modules


def test_capitals_do_not_matter() -> None:
    assert format_of(Path("a/Film.MP4")) is formats()[".mp4"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("film.avi", r"a recording's name ends in \.gif, .*\.webm, .*; '.avi' is not one of them"),
        ("film", r"a recording's name ends in \.gif, .*\.webm, .*; 'film' has none of them"),
    ],
)
def test_an_unknown_ending_is_answered_with_the_known_ones(name: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        format_of(Path(name))


@pytest.mark.parametrize("suffix", [".webm", ".mkv"])
def test_films_show_every_frame(tmp_path: Path, suffix: str) -> None:
    path = write(tmp_path / f"a{suffix}", list(scenes(12)))
    shown = decoded(path)
    assert len(shown) == 12
    for number, picture in enumerate(shown):
        exact = channels(scene(320, 180, number))
        if suffix == ".mkv":
            assert np.array_equal(picture, exact)
        else:
            assert decibels(picture, exact) > 30


def test_a_webp_moves_for_ever(tmp_path: Path) -> None:
    path = write(tmp_path / "a.webp", list(scenes(6)))
    reader = QImageReader(str(path))
    assert (reader.imageCount(), reader.loopCount()) == (6, -1)
    for number in range(6):
        image = reader.read().convertToFormat(QImage.Format.Format_RGB32)
        pixels = np.frombuffer(image.constBits(), np.uint32).reshape(180, 320)
        assert decibels(channels(pixels), channels(scene(320, 180, number))) > 30


def test_a_folder_holds_every_frame_exactly(tmp_path: Path) -> None:
    folder = tmp_path / "a.pngs"
    folder.mkdir()
    write(folder, list(scenes(3)))
    assert sorted(path.name for path in folder.iterdir()) == ["000001.png", "000002.png", "000003.png"]
    (shown,) = decoded(folder / "000002.png")
    assert np.array_equal(shown, channels(scene(320, 180, 1)))


def test_a_png_holds_the_last_frame_exactly(tmp_path: Path) -> None:
    path = write(tmp_path / "a.png", list(scenes(4)))
    (shown,) = decoded(path)
    assert np.array_equal(shown, channels(scene(320, 180, 3)))


@pytest.mark.parametrize(("suffix", "least"), [(".webm", 30), (".gif", 68), (".mkv", 60), (".mp4", 30)])
def test_of_a_film_cut_off_all_but_the_last_second_plays(tmp_path: Path, suffix: str, least: int) -> None:
    """Of a WebM or a small GIF nothing at all was on the disk for the first seconds."""
    frames, cut = list(scenes(70)), tmp_path / f"cut{suffix}"
    with formats()[suffix].open(tmp_path / f"a{suffix}", (320, 180), 30) as encoder:  # type: ignore[call-arg]
        encoder.prepare(frames[::20])
        for frame in frames:
            encoder.write(frame)
        cut.write_bytes((tmp_path / f"a{suffix}").read_bytes())
    assert formats()[suffix].plays_cut
    assert least <= len(decoded(cut)) <= 70
    assert len(decoded(tmp_path / f"a{suffix}")) == 70
