"""Numbers along the relief's edges, at any zoom: they and the names of the axes leave each other room."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from gui.relief import axes
from gui.relief.axes import paint_relief_axes
from gui.relief.camera import HOME
from gui.relief.picture import ReliefPicture
from gui.stage.lettering import lay, text_size
from gui.theme.colours import DARK
from scenarios.schema import Camera


@pytest.mark.usefixtures("qapp", "compiled")
@pytest.mark.parametrize("camera", [HOME, Camera(azimuth=-90.0, elevation=30.0), Camera(azimuth=-20.0)])
@pytest.mark.parametrize("middle", [0.0, 1.0, 123456.0])
def test_numbers_and_names_do_not_overlap(
    hill: Any, monkeypatch: pytest.MonkeyPatch, camera: Camera, middle: float
) -> None:
    picture = ReliefPicture(900, 600, DARK.stage)
    picture.set_landscape(hill)
    picture.set_camera(camera)
    picture.set_view(middle - 1e-6, middle + 1e-6, middle - 1e-6, middle + 1e-6)
    picture.compose()
    assert picture.mapping is not None
    places: list[QRectF] = []

    def placed(painter: QPainter, image: QImage, x: float, y: float) -> None:
        places.append(painter.worldTransform().mapRect(QRectF(x, y, *text_size(image))))
        lay(painter, image, x, y)

    monkeypatch.setattr(axes, "lay", placed)
    canvas = QImage(900, 600, QImage.Format.Format_RGB32)
    with QPainter(canvas) as painter:
        paint_relief_axes(painter, picture.mapping, DARK, 1.0)
    assert len(places) >= 6
    for number, place in enumerate(places):
        assert not any(place.intersects(other) for other in places[number + 1 :])
