"""`main.py record`: what it is told, and what it tells."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from main import main
from tests.gui.recording.conftest import SIGNAL, STAGE
from tests.gui.recording.films import decoded, described

SMALL = ("--size", "640x360", "--fps", "5", "--seconds", "0.4")


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "stage.toml"
    path.write_text(STAGE, encoding="utf-8")
    return str(path)


def test_tells_what_was_written(file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "a.mp4"
    assert main(["record", file, "--out", str(out), *SMALL, "--json"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out) == {
        "file": str(out), "width": 640, "height": 360, "fps": 5, "frames": 2, "bytes": out.stat().st_size,
    }  # fmt: skip
    assert "recording" in said.err


def test_a_recording_is_recorded_again(file: str, tmp_path: Path) -> None:
    first, second = tmp_path / "a.png", tmp_path / "b.png"
    assert main(["record", file, "--out", str(first), *SMALL]) == 0
    assert main(["record", str(first), "--out", str(second), *SMALL]) == 0
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize(
    "wish",
    [
        ("--no-plots",),
        ("--no-legend", "--no-formula"),
        ("--no-caption",),
        ("--no-title",),
        ("--scale", "1.6"),
        ("--watermark", "A university"),
        ("--explain", "12"),
    ],
)
def test_every_switch_shows(file: str, tmp_path: Path, wish: tuple[str, ...]) -> None:
    size = ("--size", "960x540", "--fps", "5", "--seconds", "0.4")
    assert main(["record", file, "--out", str(tmp_path / "a.png"), *size]) == 0
    assert main(["record", file, "--out", str(tmp_path / "b.png"), *size, *wish]) == 0
    (usual,), (other,) = (decoded(tmp_path / name) for name in ("a.png", "b.png"))
    assert (usual != other).any()


@pytest.mark.parametrize(("name", "size"), [("square", (1080, 1080)), ("vertical", (1080, 1920))])
def test_sizes_have_names(file: str, tmp_path: Path, name: str, size: tuple[int, int]) -> None:
    assert main(["record", file, "--out", str(tmp_path / "a.png"), "--size", name, "--seconds", "0.1"]) == 0
    assert described(tmp_path / "a.png")["size"] == size


def test_a_still_may_have_more_pixels_of_the_same_picture(file: str, tmp_path: Path) -> None:
    for times in ("1", "2"):
        out = str(tmp_path / f"{times}.png")
        assert main(["record", file, "--out", out, *SMALL, "--times", times]) == 0
    (one,), (two,) = decoded(tmp_path / "1.png"), decoded(tmp_path / "2.png")
    assert two.shape == (720, 1280, 3)
    halved = two.reshape(360, 2, 640, 2, 3).mean(axis=(1, 3))
    assert np.abs(halved - one).mean() < 4


@pytest.mark.parametrize(
    ("wishes", "words"),
    [
        (("a.mp4", "--size", "huge"), "'huge' is not a size such as 1920x1080"),
        (("a.mp4", "--under", "5MB"), "only a GIF or a WebP can be kept under a size"),
        (("a.gif", "--under", "5 apples"), "'5 apples' is not a number of bytes such as 5MB"),
        (("a.gif", "--under", "5_0KB"), "'5_0KB' is not a number of bytes such as 5MB"),
        (("a.gif", "--under", "20KB", "--fps", "50"), "at 8 frames a second takes"),
        (("a.mp4", "--times", "2"), "times is for stills"),
        (("a.mp4", "--scale", "9"), "scale = 9 is outside 0.5 … 3"),
        (("a.mp4", "--explain", "30"), "explain = 30 is outside 0 … 29"),
        (("a.mp4", "--watermark", "x" * 90), "a watermark is one line of at most 80 letters"),
    ],
)
def test_what_cannot_be_is_one_sentence(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], wishes: tuple[str, ...], words: str
) -> None:
    name, *rest = wishes
    assert main(["record", file, "--out", str(tmp_path / name), *rest]) == 2
    assert words in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["stage.toml"]


def test_only_a_landscape_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "signal.toml"
    path.write_text(SIGNAL, encoding="utf-8")
    assert main(["record", str(path), "--out", str(tmp_path / "a.mp4"), "--explain", "3"]) == 2
    assert "taken apart on a landscape" in capsys.readouterr().err
