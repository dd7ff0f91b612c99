"""Maps that are saved: as pictures and numbers, while they are still coarse, and under which names."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QFileDialog

import scenarios
from gui.maps.figure import heading_of
from gui.maps.filing import sheet_of
from gui.maps.heading import HEADER
from gui.maps.saving import SUFFIXES, laid, paint_sheet, sheet_size
from gui.theme import BODY, font
from scenarios.carrying import text_in
from scenarios.map_schema import AxisSpec, SecondMap

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


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("along", ["start.y", "eta"])
def test_maps_side_by_side_are_saved_with_every_word_and_mark(
    places: Mapper, along: str, language: str
) -> None:
    places.window.resize(1280, 720)
    places.session.set_language(language)
    y = AxisSpec(along, -5.0 if along == "start.y" else 1e-3, 5.0)
    places.session.change_map(y=y, second=SecondMap(run=1, difference=True))
    places.finish()
    places.until(lambda: bool(places.maps.panes[2].figure.items))
    sheet = sheet_of(places.session, places.maps.state, places.maps.panes, 1.0)
    placed = laid(sheet)
    assert len({(at.plot.width(), at.plot.height(), at.plot.top()) for at in placed}) == 1
    for at, figure in zip(placed, sheet.figures, strict=True):
        heading = heading_of(figure)
        names, fits = heading.lines(at.header.width())
        below = [item.text for _, item in at.rows]
        two_lines = at.header.height() > HEADER
        told = two_lines and (fits or figure.about in ("", *below))
        assert heading.width() <= at.header.width() or told
        assert max(QFontMetricsF(font(BODY, QFont.Weight.DemiBold)).horizontalAdvance(n) for n in names) <= (
            at.header.width()
        )
        assert all(item.text in below for item in figure.items)
    wide, high = sheet_size(sheet)
    assert high - max(at.rows[-1][0].bottom() for at in placed) < 40
    assert [bool(marks) for marks in sheet.marks] == [along == "start.y"] * 2 + [False]
    image = QImage(round(wide), round(high), QImage.Format.Format_RGB32)
    plain = image.copy()
    for drawn, marks in ((image, sheet.marks), (plain, ())):
        with QPainter(drawn) as painter:
            paint_sheet(painter, dataclasses.replace(sheet, marks=marks))
    assert (image != plain) is (along == "start.y")


def test_texts_of_a_drawing_keep_their_widths_in_other_fonts(places: Mapper, tmp_path: Path) -> None:
    places.maps.save(tmp_path / "map.svg")
    places.until(lambda: "map.svg" in places.maps.said)
    texts = re.findall("<text ([^>]*)>[^<]{2,}</text>", (tmp_path / "map.svg").read_text("utf-8"))
    assert texts
    assert all("textLength" in text and "sans-serif" in text for text in texts)


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
