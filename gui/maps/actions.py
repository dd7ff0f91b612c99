"""The maps' actions, each declared once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from engine.errors import RavineError
from gui.actions import Actions, Item
from gui.maps.choosing import Side, parameters, set_axis
from gui.maps.menus import has_statistics, toggle_difference, toggle_second
from gui.maps.words import COLOURS, STATISTICS, axis_name, colour_name, statistic_name
from gui.model.session import Session
from gui.translations import QT_TRANSLATE_NOOP, both, translate

if TYPE_CHECKING:
    from gui.maps.view import MapView

_SHOW = QT_TRANSLATE_NOOP("window", "Map of what becomes of every start")
_HIDE = QT_TRANSLATE_NOOP("window", "Close the map")
_WIDE = QT_TRANSLATE_NOOP("window", "The map in the stage's place")
_BESIDE = QT_TRANSLATE_NOOP("window", "The stage beside the map")
_FILM = QT_TRANSLATE_NOOP("window", "Film the zoom into the map…")
_STOP = QT_TRANSLATE_NOOP("window", "Stop filming the zoom")
_COLOUR = QT_TRANSLATE_NOOP("window", "Map's colour")
_SEEDS = QT_TRANSLATE_NOOP("window", "Map, of the seeds")
_ACROSS = QT_TRANSLATE_NOOP("window", "Along the map's width")
_UP = QT_TRANSLATE_NOOP("window", "Along the map's height")


def declare(view: MapView, session: Session, registry: Actions) -> None:
    """Declares them all."""
    add = registry.add

    def is_shown() -> bool:
        return session.map is not None

    def is_wide() -> bool:
        return session.map is not None and session.map.wide

    add("map", lambda: _HIDE if is_shown() else _SHOW, partial(_toggle, session), "stage", keys="M",
        icon=lambda: "close" if is_shown() else "map",
        enabled=lambda: session.loaded is not None)  # fmt: skip
    add("map.wide", lambda: _BESIDE if is_wide() else _WIDE, lambda: session.change_map(wide=not is_wide()),
        "stage", keys="W", icon="wide", enabled=is_shown)  # fmt: skip
    add("map.second", QT_TRANSLATE_NOOP("window", "A second map beside the first"),
        partial(toggle_second, session), "stage", keys="U", icon="beside", enabled=is_shown,
        checked=lambda: session.map is not None and session.map.second is not None)  # fmt: skip
    add("map.difference", QT_TRANSLATE_NOOP("window", "Where two maps differ"),
        partial(toggle_difference, session), "stage",
        enabled=lambda: session.map is not None and session.map.second is not None,
        checked=lambda: session.map is not None and session.map.second is not None
        and session.map.second.difference)  # fmt: skip
    add("map.colour", QT_TRANSLATE_NOOP("window", "What the map's colours tell…"), view.bar.open_colours,
        "stage", keys="Shift+U", icon="palette", enabled=is_shown)  # fmt: skip
    add("map.home", QT_TRANSLATE_NOOP("window", "The whole map"), view.show_all, "stage", icon="fit",
        enabled=is_shown)  # fmt: skip
    add("map.save", QT_TRANSLATE_NOOP("window", "Save the map as a picture or as data…"), view.ask_where,
        "file", keys="Ctrl+Shift+M", icon="save", enabled=is_shown)  # fmt: skip
    add("map.film", lambda: _STOP if view.state.filmer.share is not None else _FILM, view.toggle_film, "file",
        icon="film", enabled=is_shown)  # fmt: skip
    registry.add_source(partial(_items, view, session))


def _toggle(session: Session) -> None:
    try:
        session.toggle_map()
    except RavineError as error:
        session.problem.emit(error)


def _items(view: MapView, session: Session) -> list[Item]:
    """For the palette: colours of the map, and what may change along its axes."""
    if session.map is None:
        return []
    group, found = translate("window", "Maps"), []
    for colour, name in COLOURS.items():
        names = tuple(f"{of}: {text}" for of, text in zip(both(_COLOUR), both(name), strict=True))
        text = f"{translate('window', _COLOUR)}: {colour_name(colour)}"
        found.append(Item(text, partial(session.change_map, colour=colour), group, names, icon="palette"))
    if has_statistics(session.map):
        for statistic, name in STATISTICS.items():
            names = tuple(f"{of}: {text}" for of, text in zip(both(_SEEDS), both(name), strict=True))
            text = f"{translate('window', _SEEDS)}: {statistic_name(statistic)}"
            act = partial(session.change_map, statistic=statistic)
            found.append(Item(text, act, group, names, icon="palette"))
    sides: tuple[tuple[Side, str], ...] = (("x", _ACROSS), ("y", _UP))
    for side, heading in sides:
        for name, parameter in parameters(session, session.map.run).items():
            names = tuple(
                f"{of}: {axis_name(parameter, language)}"
                for of, language in zip(both(heading), ("en", "ru"), strict=True)
            )
            text = f"{translate('window', heading)}: {axis_name(parameter, session.language)}"
            found.append(
                Item(text, partial(_choose, view, session, side, name), group, (*names, name), icon="axes")
            )
    return found


def _choose(view: MapView, session: Session, side: Side, name: str) -> None:
    try:
        set_axis(session, side, view.state.home_axis(name))
    except RavineError as error:
        # the map beside it may be of a run that lacks it
        view.say(error)
