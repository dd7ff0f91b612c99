"""A map's heading and legend say everything, however narrow the map is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QApplication

from gui.maps import legend
from gui.maps.colouring import Scale
from gui.maps.facts import Facts
from gui.maps.figure import Figure, heading_of, places
from gui.maps.heading import HEADER, TALL
from gui.maps.legend import Item
from gui.maps.meaning import legend_of
from gui.maps.numbers import Numbers
from gui.maps.pictures import Picture, new_image
from gui.maps.renderer import Job
from gui.maps.standing import standing
from gui.theme import theme
from gui.theme.metrics import SMALL
from gui.theme.typeface import font
from gui.translations import Language
from scenarios.map_schema import AxisSpec

from .conftest import small_study

LONG = Item("показатель неопределённости 0.83", tip="α")
RAMP = Item("шагов до сходимости", ramp=np.arange(256, dtype=np.uint32), ends=("5", "1326"))
SHORT = Item("сходится 58 %", 0xFF2266AA)


def ink(item: Item, width: float) -> list[str]:
    """The words that an item is written in."""
    return " ".join([item.beside(width), *item.below(width)]).split()


@pytest.mark.parametrize("item", [LONG, RAMP, SHORT], ids=["text", "ramp", "sample"])
@pytest.mark.parametrize("width", [40.0, 90.0, 140.0, 200.0, 400.0])
def test_every_word_is_written(qapp: QApplication, item: Item, width: float) -> None:
    assert ink(item, width) == item.text.split()


@pytest.mark.parametrize("item", [LONG, RAMP, SHORT], ids=["text", "ramp", "sample"])
def test_lines_are_as_wide_as_the_room(qapp: QApplication, item: Item) -> None:
    metrics, width = QFontMetricsF(font(SMALL)), 140.0
    assert all(metrics.horizontalAdvance(line) <= width for line in item.below(width))


def test_what_follows_a_long_item_is_below_all_its_lines(qapp: QApplication) -> None:
    (long, _), (short, _) = legend.placed([LONG, SHORT], 0.0, 0.0, 120.0)
    assert long.height() == legend.ROW + legend.LINE * len(LONG.below(120.0)) > legend.ROW
    assert short.top() == long.bottom()


def test_an_item_with_room_is_one_row(qapp: QApplication) -> None:
    rows = legend.placed([LONG, SHORT], 0.0, 0.0, 600.0)
    assert [room.height() for room, _ in rows] == [legend.ROW, legend.ROW]
    assert rows[0][0].top() == rows[1][0].top()


def test_what_has_no_room_is_counted_and_told(qapp: QApplication) -> None:
    Language(qapp).put_on("en")
    items = [replace(SHORT, text=f"item {k}") for k in range(5)]
    rows = legend.within(legend.placed(items, 0.0, 0.0, 80.0), 3 * legend.ROW)
    assert [item.text for _, item in rows] == ["item 0", "item 1", "3 more"]
    assert rows[-1][1].tip.split("\n") == ["item 2", "item 3", "item 4"]
    assert rows[-1][0].bottom() <= 3 * legend.ROW


def test_nothing_is_counted_where_all_fits(qapp: QApplication) -> None:
    rows = legend.placed([SHORT, LONG], 0.0, 0.0, 120.0)
    assert legend.within(rows, rows[-1][0].bottom()) == rows


def figure(heading: str, about: str) -> Figure:
    x, y = (AxisSpec(name, -1.0, 1.0) for name in ("start.x", "start.y"))
    return Figure(x, y, ("x", "y"), ("x", "y"), heading, about, "#FF0000")


@pytest.mark.parametrize(
    ("heading", "about", "own_line"),
    [
        ("Adam", "Final loss", True),
        ("Градиентный спуск", "Потери", False),
        ("Adam", "Сколько раз менялась долина, медиана", False),
    ],
)
def test_colours_are_told_of_above_or_below(
    qapp: QApplication, heading: str, about: str, own_line: bool
) -> None:
    shown, room = figure(heading, about), QRectF(0, 0, 200, 400)
    at = places(shown, room, header=TALL)
    assert heading_of(shown).lines(at.header.width())[1] is own_line
    assert [item.text for _, item in at.rows] == ([] if own_line else [about])


def test_a_heading_of_one_line_has_both_in_it(qapp: QApplication) -> None:
    assert places(figure("Adam", "Final loss"), QRectF(0, 0, 200, 400), header=HEADER).rows == []


def test_room_taken_beside_a_heading_counts(qapp: QApplication) -> None:
    shown, room = figure("Adam", "Сошлось или разошлось"), QRectF(0, 0, 300, 400)
    assert places(shown, room, header=TALL).rows == []
    at = places(shown, room, header=TALL, inset=130.0)
    assert [item.text for _, item in at.rows] == [shown.about]


def test_lines_below_are_painted(qapp: QApplication) -> None:
    image = QImage(120, 120, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    rows = legend.placed([LONG], 0.0, 0.0, 110.0)
    with QPainter(image) as painter:
        legend.paint(painter, rows, theme("light"))
    flat = np.frombuffer(image.constBits(), np.uint32).reshape(120, 120) & 0xFFFFFF
    dark = (flat != 0xFFFFFF).any(axis=1)
    bottom = int(legend.ROW)
    for line in range(len(LONG.below(110.0))):
        top = bottom + int(line * legend.LINE)
        assert dark[top : top + int(legend.LINE)].any()
    assert not dark[int(rows[0][0].bottom()) :].any()


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("width", [500.0, 600.0, 700.0, 900.0])
def test_a_map_of_usual_size_says_all_of_its_legend(qapp: QApplication, width: float, language: str) -> None:
    Language(qapp).put_on(language)
    facts = Facts((), (), 0.78, 0.15, 0.07, 0.06, 0.52, 0.6)
    numbers = Numbers(small_study(20, 20))
    job = Job(numbers.study, AxisSpec("eta", 0.0, 0.04), AxisSpec("gamma", 0.0, 1.0), "outcome", 0, "median")
    scales = {"": Scale(8.0, 1075.0, log=True), "rate": Scale(0.0, 58.1)}
    items = legend_of(Picture(job, *new_image(20, 20), numbers, scales, facts, 1, 1.0), theme("dark"))
    assert len(items) == 9
    shown = replace(figure("Momentum", "Converged or diverged"), x=job.x, y=job.y, items=items)
    at = standing(shown, QRectF(0, 0, width, 600))
    assert [item.text for _, item in at.rows] == [item.text for item in items]
    Language(qapp).put_on("en")
