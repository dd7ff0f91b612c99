"""What of many seeds a map shows: chosen in the panel, in the menus and in the palette."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QMenu

import scenarios
from gui.maps import colouring
from gui.maps.colouring import Look
from gui.maps.menus import colour_menu, second_menu
from gui.theme.colours import DARK
from scenarios.map_schema import SecondMap

from .conftest import Mapper
from .small import PLACES, SMALL

NOISY = SMALL + "[noise]\nsigma = 4.0\n" + PLACES + 'colour = "loss"\nseeds = 5\n'


@pytest.fixture
def noisy(mapper: Mapper) -> Mapper:
    mapper.open(scenarios.loads(NOISY))
    mapper.rest(20)
    mapper.finish()
    mapper.window.runs.map.set_folded(False)
    return mapper


def pick(mapper: Mapper, text: str) -> None:
    """Clicks an entry of the menu that is open."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    (action,) = (each for each in menu.actions() if each.text() == text)
    mapper.click(menu, menu.actionGeometry(action).center())


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_panel_chooses_what_of_the_seeds_is_shown(noisy: Mapper) -> None:
    section, picture = noisy.window.runs.map, noisy.pictures[0]
    numbers, pixels = picture.numbers, picture.pixels.copy()
    assert noisy.pane.figure.about == "Final loss · median · 5 seeds"
    assert section.statistic_row.isVisible()
    noisy.click(section.statistic_pick)
    pick(noisy, "90 % quantile")
    assert noisy.session.map.statistic == "q90"
    assert section.statistic_pick.text() == "90 % quantile"
    noisy.finish()
    noisy.until(lambda: noisy.pane.figure.about == "Final loss · 90 % quantile · 5 seeds")
    shown = noisy.pictures[0]
    # the same numbers, coloured by others of them
    assert shown.numbers is numbers
    arrays = {**numbers.arrays, "loss": numbers.arrays["loss:q90"]}
    ends = colouring.scales(arrays, "loss")
    look = Look("loss", DARK, shown.facts.count)
    np.testing.assert_array_equal(shown.pixels, colouring.paint(arrays, look, ends))
    assert not np.array_equal(shown.pixels, pixels)
    noisy.session.undo()
    assert noisy.session.map.statistic == "median"


def test_it_is_offered_only_where_there_is_something_to_choose(noisy: Mapper) -> None:
    session, section = noisy.session, noisy.window.runs.map

    def offers() -> bool:
        colour_menu(session, noisy.maps.bar.menu)
        return any(action.menu() is not None for action in noisy.maps.bar.menu.actions())

    assert offers()
    session.change_map(colour="basin")
    assert not offers()
    assert not section.statistic_row.isVisible()
    session.change_map(colour="steps")
    assert offers()
    session.change_map(seeds=1)
    assert not offers()
    assert not section.statistic_row.isVisible()


def test_two_statistics_lie_side_by_side(noisy: Mapper) -> None:
    second_menu(noisy.session, noisy.maps.bar.menu)
    (entry,) = (a for a in noisy.maps.bar.menu.actions() if a.text() == "Final loss: mean")
    entry.trigger()
    assert noisy.session.map.second == SecondMap(statistic="mean")
    noisy.session.change_map(second=SecondMap(statistic="mean", difference=True))
    noisy.finish()
    first, second = noisy.pictures
    assert first.numbers is second.numbers
    assert [each.job.statistic for each in (first, second)] == ["median", "mean"]
    noisy.until(lambda: noisy.maps.state.renderer.comparison is not None)
    apart = first.numbers.arrays["loss"] - first.numbers.arrays["loss:mean"]
    assert noisy.maps.state.renderer.comparison.scale.high == pytest.approx(
        np.quantile(np.abs(apart), 0.99), rel=0.05
    )


def test_a_pixel_tells_how_its_seeds_spread(noisy: Mapper) -> None:
    noisy.point_at(0.4, 0.6)
    arrays = noisy.pictures[0].numbers.arrays
    row, column = noisy.maps.pointer.pixel(noisy.pictures[0], noisy.pane.cross)
    shown = dict(noisy.maps.pointer.card.rows)
    assert float(shown["loss, mean"]) == pytest.approx(arrays["loss:mean"][row, column], rel=0.01)
    low, high = (float(text) for text in shown["loss, 10–90 %"].split(" … "))
    assert low == pytest.approx(arrays["loss:q10"][row, column], rel=0.01)
    assert high == pytest.approx(arrays["loss:q90"][row, column], rel=0.01)
    assert "steps, 10–90 %" in shown
    noisy.session.change_map(seeds=1)
    noisy.finish()
    noisy.point_at(0.41, 0.6)
    assert "loss, mean" not in dict(noisy.maps.pointer.card.rows)


def test_the_palette_has_them(noisy: Mapper) -> None:
    from gui.maps.actions import _items

    (item,) = (i for i in _items(noisy.maps, noisy.session) if i.text == "Map, of the seeds: mean")
    item.act()
    assert noisy.session.map.statistic == "mean"
