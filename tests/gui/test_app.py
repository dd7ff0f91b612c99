"""The program as it is started: pictures of its window, and one sentence where it cannot start."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from engine.errors import MissingError, OutputError
from gui import app, platform

ROOT = Path(__file__).parents[2]


def start(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    return subprocess.run(
        [sys.executable, "main.py", *arguments],
        cwd=ROOT,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


@pytest.mark.parametrize(
    ("scenario", "theme", "language"),
    [("everyone_from_one_point", "light", "ru"), ("momentum_memory", "dark", "en")],
)
def test_a_picture_of_the_window_is_saved_without_a_display(
    tmp_path: Path, scenario: str, theme: str, language: str
) -> None:
    file = tmp_path / "window.png"
    ended = start(
        scenario, "--screenshot", str(file), "--after", "0.3", "--theme", theme, "--language", language
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    image = QImage(str(file)).convertToFormat(QImage.Format.Format_RGB32)
    assert (image.width(), image.height()) == app.SIZE
    pixels = np.array(image.constBits()).reshape(app.SIZE[1], app.SIZE[0], 4)
    bar = pixels[-60:-30, 300:1200, :3].mean()
    assert bar > 200 if theme == "light" else bar < 60
    assert len(np.unique(pixels.reshape(-1, 4), axis=0)) > 500


class Shown(QWidget):
    """As much of a window as a picture of it needs."""

    started = Signal()
    problem = Signal(object)

    @property
    def session(self) -> Shown:
        return self


def test_one_picture_is_saved_whatever_is_told_at_the_same_time(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    window, saved = Shown(), list[bool]()
    app._plan_screenshot(window, tmp_path / "window.png", 0.0, saved)
    window.started.emit()
    for fault in ("one file of theirs", "another"):
        window.problem.emit(fault)
    # in a loop of its own: one that has not begun would remember for every other that it is to end
    qapp.exec()
    for _ in range(10):
        qapp.processEvents()
    assert saved == [True]
    assert not QImage(str(tmp_path / "window.png")).isNull()


def test_without_a_display_it_says_what_to_do() -> None:
    ended = start("momentum_memory")
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert "DISPLAY" in ended.stderr
    assert "--screenshot" in ended.stderr


def test_a_display_that_does_not_answer_is_named() -> None:
    ended = start("momentum_memory", DISPLAY=":987")
    assert ended.returncode == 2
    assert ":987" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_picture_of_no_known_kind_is_refused_before_anything_is_shown(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"\.png"):
        app.run("momentum_memory", screenshot=tmp_path / "window.xyz")
    assert not any(tmp_path.iterdir())


def test_missing_libraries_are_named_with_their_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "_X11_LIBRARIES", {"libnot-there.so.9": "libnot-there9"})
    with pytest.raises(MissingError, match="apt-get install libnot-there9"):
        platform._require_x11()


def test_a_chosen_platform_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    platform.choose_platform(needs_display=True)
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is one platform, always there")
@pytest.mark.parametrize("chosen", ["nonsense", "xcb", "wayland;xcb"])
def test_a_chosen_platform_that_cannot_be_had_is_named(tmp_path: Path, chosen: str) -> None:
    ended = start(
        "momentum_memory", "--screenshot", str(tmp_path / "window.png"),
        QT_QPA_PLATFORM=chosen, XDG_RUNTIME_DIR=str(tmp_path),
    )  # fmt: skip
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert f"QT_QPA_PLATFORM={chosen}" in ended.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="a matter of Linux")
def test_a_compositor_that_has_gone_is_as_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("DISPLAY", "QT_QPA_PLATFORM", "WAYLAND_SOCKET"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-7")
    with pytest.raises(MissingError, match="wayland-7 does not answer"):
        platform.choose_platform(needs_display=True)
    with socket.socket(socket.AF_UNIX) as compositor:
        compositor.bind(str(tmp_path / "wayland-7"))
        compositor.listen()
        platform.choose_platform(needs_display=True)
    platform.choose_platform(needs_display=False)
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"
