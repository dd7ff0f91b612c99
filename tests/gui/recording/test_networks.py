"""Networks filmed: the pictures of each epoch, upright too, and as a drawing."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QBuffer, QRect
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgGenerator, QSvgRenderer
from PySide6.QtWidgets import QApplication

from engine.errors import Cancelled
from engine.networks import Training
from gui.recording import record
from gui.recording.composition import Composition
from gui.recording.network_scene import NetworkScene
from gui.recording.scene import open_scene, view_of
from scenarios import load, resolve
from tests.gui.training.scenes import scene


def opened(size: tuple[int, int] = (640, 360), language: str = "en") -> NetworkScene:
    found = open_scene(resolve(scene()), size, 30, Composition(language=language), "numpy")
    assert isinstance(found, NetworkScene)
    return found


def test_a_film_walks_through_what_was_learnt(qapp: QApplication) -> None:
    film = opened()
    first = film.paint().copy()
    assert first.shape == (360, 640)
    film.go(12)
    last = film.paint().copy()
    assert (first != last).mean() > 0.05
    again = opened()
    again.go(12)
    assert (again.paint() == last).all()
    parts = film._places
    assert parts.boundary.right() < parts.plane.left()
    assert parts.plane.right() <= 640


def test_an_upright_film_has_room_for_everything(qapp: QApplication) -> None:
    film = opened((360, 640), "ru")
    places = film._places
    for one in (places.boundary, places.plane, places.steps, *places.charts.values()):
        assert one.left() >= 0
        assert one.right() <= 360
        assert one.bottom() <= 640
        assert one.height() > 40
    assert len(np.unique(film.paint())) > 500


def test_a_drawing_has_the_pictures_where_the_film_has_them(qapp: QApplication) -> None:
    film = opened()
    film.go(12)
    frame, written = film.paint(), QBuffer()
    written.open(QBuffer.OpenModeFlag.ReadWrite)
    pages = QSvgGenerator()
    pages.setOutputDevice(written)
    pages.setViewBox(QRect(0, 0, 640, 360))
    with QPainter(pages) as painter:
        film.draw(painter)
    drawn = QImage(640, 360, QImage.Format.Format_RGB32)
    with QPainter(drawn) as painter:
        QSvgRenderer(written.data()).render(painter)
    pixels = np.frombuffer(drawn.constBits(), np.uint8).reshape(360, 640, 4)
    for pane in (film._places.boundary, film._places.plane):
        inner = pane.adjusted(6, 6, -6, -6).toRect()
        rows, columns = slice(inner.top(), inner.bottom()), slice(inner.left(), inner.right())
        shown = np.ascontiguousarray(frame[rows, columns]).view(np.uint8).reshape(-1, 4)
        apart = np.abs(pixels[rows, columns].reshape(-1, 4).astype(int) - shown)
        assert np.mean(apart[:, :3]) < 4


def test_a_film_is_given_up_while_its_networks_learn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cancel, told = threading.Event(), []
    advance = Training.advance_until

    def stopped(training: Training, moment: float) -> bool:
        is_over = advance(training, moment)
        assert not cancel.is_set(), "it learns on for nobody"
        cancel.set()
        time.sleep(1.0)
        return is_over

    monkeypatch.setattr(Training, "advance_until", stopped)
    with pytest.raises(Cancelled):
        record(scene(), tmp_path / "a.mp4", progress=told.append, cancel=cancel, kernels="numpy")
    assert list(tmp_path.iterdir()) == []
    assert told == [0.0]


@pytest.mark.parametrize(
    ("id", "kind"),
    [
        ("N1", "networks"),
        ("L3", "landscape"),
        ("S1", "laboratory"),
        ("basins_of_momentum", "maps"),
    ],
)
def test_every_kind_of_scenario_has_its_view(id: str, kind: str) -> None:
    view = view_of(resolve(load(id)))
    assert view.open.__module__.endswith(f"views.{kind}")
    assert view.explains == (kind in ("landscape", "maps"))
