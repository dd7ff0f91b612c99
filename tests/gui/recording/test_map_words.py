"""Maps of a film say everything that there is room for, and count the rest in the film's language."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from gui.maps.figure import heading_of
from gui.maps.heading import HEADER
from gui.maps.legend import ROW
from gui.recording.composition import Composition
from gui.recording.map_board import MapBoard
from gui.recording.map_scene import MapScene
from tests.gui.recording.test_maps import THREE, opened, resolved

SQUARE, WIDE = (720, 720), (1280, 720)


def board(size: tuple[int, int], composition: Composition) -> MapBoard:
    scene = opened(resolved(THREE), size, composition)[0]
    assert isinstance(scene, MapScene)
    return scene._around.board


@pytest.mark.parametrize("size", [SQUARE, WIDE])
def test_nothing_is_left_out_unsaid(qapp: QApplication, size: tuple[int, int]) -> None:
    for panel in board(size, Composition("dark", "ru")).panels:
        told = [item for _, item in panel.at.rows if item.text != panel.figure.about]
        assert told
        *shown, last = told
        left = len(panel.figure.items) - len(shown)
        assert last in panel.figure.items or last.text == f"ещё {left}"
        assert shown == panel.figure.items[: len(shown)]


def test_lines_of_a_legend_do_not_run_into_each_other(qapp: QApplication) -> None:
    for panel in board(SQUARE, Composition("dark", "ru")).panels:
        rooms = [room for room, _ in panel.at.rows]
        assert all(room.height() >= ROW for room in rooms)
        assert not any(a.intersects(b) for a in rooms for b in rooms if a is not b)


@pytest.mark.parametrize("size", [SQUARE, WIDE])
def test_headings_of_narrow_maps_are_whole(qapp: QApplication, size: tuple[int, int]) -> None:
    for panel in board(size, Composition("dark", "ru")).panels:
        top, texts = panel.at.header, [item.text for _, item in panel.at.rows]
        assert top.height() > HEADER
        names, is_above = heading_of(panel.figure).lines(top.width())
        assert len(names) <= 2
        assert is_above or not panel.figure.about or panel.figure.about in texts


def test_a_map_right_of_another_has_its_numbers_from_it_and_is_as_large(qapp: QApplication) -> None:
    first, *others = board(WIDE, Composition()).panels
    assert [panel.figure.follows for panel in (first, *others)] == [False, True, True]
    sizes = {(panel.at.plot.width(), panel.at.plot.height(), panel.at.plot.y()) for panel in (first, *others)}
    assert len(sizes) == 1


def test_without_a_legend_there_is_none(qapp: QApplication) -> None:
    for panel in board(WIDE, Composition(legend=False)).panels:
        assert [item.text for _, item in panel.at.rows] in ([], [panel.figure.about])
