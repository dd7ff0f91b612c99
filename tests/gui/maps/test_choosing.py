"""Axes and colours that go together, as a person chooses them."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QMenu

import scenarios
from engine.errors import FileError
from gui.maps.choosing import set_axis, whole_axis
from gui.maps.menus import colour_menu, second_menu
from gui.maps.words import colour_name
from gui.model.session import Session
from scenarios.map_schema import SecondMap
from tests.gui.model.desk import Desk


@pytest.fixture
def session() -> Session:
    """With a map over starts, of a landscape that has parameters."""
    session = Desk("L1").session
    plain = scenarios.load("L1")
    session.edit(replace(plain, field=replace(plain.field, landscape="rosenbrock", parameters={})))
    session.toggle_map()
    return session


def test_basins_that_are_visited_go_when_the_landscape_changes_along_an_axis(session: Session) -> None:
    session.change_map(colour="visited", second=SecondMap(colour="steps"))
    set_axis(session, "x", whole_axis(session, 0, "landscape.a"))
    assert (session.map.colour, session.map.second.colour) == ("basin", "steps")
    session.undo()
    assert session.map.colour == "visited"
    session.change_map(colour="loss", second=SecondMap(colour="visited"))
    set_axis(session, "y", whole_axis(session, 0, "landscape.b"))
    assert (session.map.colour, session.map.second) == ("loss", None)
    with pytest.raises(FileError, match=r"view\.map\.colour: basins that are visited are of one landscape"):
        session.change_map(colour="visited")


def test_the_menus_offer_no_visited_basins_where_the_landscape_changes(
    qapp: QApplication, session: Session
) -> None:
    def can(fill: object) -> dict[str, bool]:
        menu = QMenu()
        fill(session, menu)
        return {action.text(): action.isEnabled() for action in menu.actions()}

    visited, loss = colour_name("visited"), colour_name("loss")
    assert [can(fill)[visited] for fill in (colour_menu, second_menu)] == [True, True]
    set_axis(session, "x", whole_axis(session, 0, "landscape.a"))
    assert [can(fill)[visited] for fill in (colour_menu, second_menu)] == [False, False]
    assert [can(fill)[loss] for fill in (colour_menu, second_menu)] == [True, True]
