"""The menus of a map's bar: its colour, what lies beside it, and into which file it goes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from gui.maps.choosing import may_be
from gui.maps.colouring import STATED
from gui.maps.words import COLOURS, STATISTICS, colour_name, statistic_name
from gui.model.session import Session
from gui.translations import translate
from scenarios.map_schema import MapColour, MapSpec, SecondMap


def colour_menu(session: Session, menu: QMenu) -> None:
    """What the first map tells."""
    _empty(menu)
    for colour in COLOURS:
        chosen = session.map is not None and session.map.colour == colour
        _entry(menu, colour_name(colour), chosen, lambda c=colour: session.change_map(colour=c))  # type: ignore[misc]
    if has_statistics(session.map):
        below = menu.addMenu(translate("window", "Of the seeds"))
        statistic_menu(session, below)


def statistic_menu(session: Session, menu: QMenu) -> None:
    """What of loss and steps over the seeds is shown."""
    _empty(menu)
    for statistic in STATISTICS:
        chosen = session.map is not None and session.map.statistic == statistic
        act = partial(session.change_map, statistic=statistic)
        _entry(menu, statistic_name(statistic), chosen, act)


def has_statistics(spec: MapSpec | None) -> bool:
    """Whether a map has something to choose from over seeds."""
    if spec is None or spec.seeds == 1:
        return False
    return spec.colour in STATED or (spec.second is not None and spec.second.colour in STATED)


def second_menu(session: Session, menu: QMenu) -> None:
    """Nothing, another run or another colour, and whether the difference is shown."""
    _empty(menu)
    spec = session.map
    if spec is None:
        return
    second = spec.second
    _entry(menu, translate("window", "One map"), second is None, lambda: session.change_map(second=None))
    menu.addSeparator()
    plain = second or SecondMap()
    for number, run in enumerate(session.runs):
        if number != spec.run:
            chosen = second is not None and second.run == number
            made = SecondMap(run=number, difference=plain.difference)
            entry = _entry(
                menu, session.localized(run.label), chosen, partial(session.change_map, second=made)
            )
            entry.setEnabled(may_be(session, replace(spec, second=made)))
    menu.addSeparator()
    for colour in COLOURS:
        if colour != spec.colour:
            chosen = second is not None and second.run is None and second.colour == colour
            made = SecondMap(colour=colour, difference=plain.difference)
            _entry(menu, colour_name(colour), chosen, partial(session.change_map, second=made))
    if spec.seeds > 1 and spec.colour in STATED:
        menu.addSeparator()
        for statistic in STATISTICS:
            if statistic != spec.statistic:
                chosen = second is not None and second.statistic == statistic
                made = SecondMap(statistic=statistic, difference=plain.difference)
                text = f"{colour_name(spec.colour)}: {statistic_name(statistic)}"
                _entry(menu, text, chosen, partial(session.change_map, second=made))
    menu.addSeparator()
    text = translate("window", "Their difference")
    action = _entry(menu, text, plain.difference, lambda: toggle_difference(session))
    action.setEnabled(second is not None)


def toggle_second(session: Session) -> None:
    """A second map of the next run that has both axes, or else with another colour; or none."""
    spec = session.map
    if spec is None:
        return
    if spec.second is not None:
        session.change_map(second=None)
        return
    others = [SecondMap(run=n) for n in range(len(session.runs)) if n != spec.run]
    other: MapColour = "steps" if spec.colour != "steps" else "basin"
    fitting = (second for second in others if may_be(session, replace(spec, second=second)))
    session.change_map(second=next(fitting, SecondMap(colour=other)))


def toggle_difference(session: Session) -> None:
    """Where the two maps differ, in a third picture or not at all."""
    spec = session.map
    if spec is not None and spec.second is not None:
        session.change_map(second=replace(spec.second, difference=not spec.second.difference))


def _empty(menu: QMenu) -> None:
    """Of its entries, and of the menus below it, which a menu keeps."""
    menu.clear()
    for below in menu.findChildren(QMenu):
        below.deleteLater()


def _entry(menu: QMenu, text: str, chosen: bool, act: Callable[[], object]) -> QAction:
    action = menu.addAction(text)
    action.setCheckable(True)
    action.setChecked(chosen)
    action.triggered.connect(lambda: act())
    return action
