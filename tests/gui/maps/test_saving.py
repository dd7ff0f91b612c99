"""Maps that are saved: as pictures and numbers, while they are still coarse, and under which names."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

import scenarios
from gui.maps.saving import SUFFIXES
from scenarios.carrying import text_in

from .conftest import Mapper
from .small import SMALL


def test_a_map_is_saved_as_picture_drawing_and_numbers(places: Mapper, tmp_path: Path) -> None:
    for name in ("map.png", "map.svg", "map.npz"):
        places.maps.save(tmp_path / name)
        places.until(lambda n=name: n in places.maps.said)
    image = QImage(str(tmp_path / "map.png"))
    assert image.width() > 600
    assert scenarios.loads(text_in(tmp_path / "map.png")) == places.session.scenario
    assert "start x" in (tmp_path / "map.svg").read_text("utf-8")
    with np.load(tmp_path / "map.npz") as found:
        np.testing.assert_array_equal(found["basin"], places.pictures[0].numbers.arrays["basin"])
        assert len(found["x"]) == found["basin"].shape[1]
        assert found["stride"] == 1
    places.maps.save(tmp_path / "map.bmp")
    places.until(lambda: ".npz" in places.pane.note)


def test_a_map_is_saved_with_the_scenario_that_it_is_of_and_says_how_coarse_it_was(
    places: Mapper, tmp_path: Path
) -> None:
    places.turn_wheel(0.3, 0.3, 3)
    assert places.maps.state.shown != places.session.map
    places.maps.save(tmp_path / "map.png")
    places.until(lambda: "map.png" in places.maps.said)
    assert scenarios.loads(text_in(tmp_path / "map.png")).view.map == places.maps.state.shown
    places.finish()
    places.pictures[0].numbers.stride = 4
    places.maps.save(tmp_path / "coarse.npz")
    places.until(lambda: "coarse.npz" in places.maps.said)
    with np.load(tmp_path / "coarse.npz") as found:
        assert found["stride"] == 4


def test_a_coarse_map_is_saved_once_it_is_finished(places: Mapper, tmp_path: Path) -> None:
    maps, renderer, path = places.maps, places.maps.state.renderer, tmp_path / "map.npz"
    renderer.is_busy, places.pictures[0].numbers.stride = True, 4
    maps.save(path)
    assert "map.npz" in places.pane.note
    renderer.is_busy, places.pictures[0].numbers.stride = False, 1
    maps.state.told.emit()
    places.until(lambda: maps.said == "Saved: map.npz")
    with np.load(path) as found:
        assert found["stride"] == 1


@pytest.mark.parametrize("way", ["another map", "no map", "another scenario"])
def test_a_coarse_map_that_is_given_up_is_saved_as_it_was(places: Mapper, tmp_path: Path, way: str) -> None:
    session, path = places.session, tmp_path / "map.png"
    asked = session.scenario
    places.maps.state.renderer.is_busy = True
    places.maps.save(path)
    if way == "another map":
        session.set_parameter(0, "eta", 0.02)
    elif way == "no map":
        session.toggle_map()
    else:
        places.open(scenarios.loads(SMALL))
    places.until(path.exists)
    assert scenarios.loads(text_in(path)) == asked
    places.maps.state.saver.close()


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_a_name_without_an_ending_is_of_the_kind_that_was_chosen(places: Mapper) -> None:
    places.maps.ask_where()
    dialog = places.window.findChild(QFileDialog)
    for kind, ending in zip(dialog.nameFilters(), SUFFIXES, strict=True):
        dialog.filterSelected.emit(kind)
        assert f".{dialog.defaultSuffix()}" == ending
    dialog.close()
