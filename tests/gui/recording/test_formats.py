"""Formats are found by looking into their folder, and asked for by the end of a name."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.errors import InputError
from gui.recording import encoders
from gui.recording.formats import format_of, formats
from tests.gui.recording.films import channels, decoded, scene, scenes, write


def test_there_is_one_for_each_module() -> None:
    folder = Path(encoders.__path__[0])
    modules = sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")
    assert [suffix.lstrip(".") for suffix in formats()] == modules


def test_capitals_do_not_matter() -> None:
    assert format_of(Path("a/Film.MP4")) is formats()[".mp4"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("film.avi", "a recording's name ends in .gif, .mp4, .png; '.avi' is not one of them"),
        ("film", "a recording's name ends in .gif, .mp4, .png; 'film' has none of them"),
    ],
)
def test_an_unknown_ending_is_answered_with_the_known_ones(name: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        format_of(Path(name))


def test_a_png_holds_the_last_frame_exactly(tmp_path: Path) -> None:
    path = write(tmp_path / "a.png", list(scenes(4)))
    (shown,) = decoded(path)
    assert np.array_equal(shown, channels(scene(320, 180, 3)))
