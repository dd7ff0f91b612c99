"""What the palette finds beside actions: scenarios, runs, parameters, speeds, optimizers, landscapes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from gui.actions.registry import Item
from gui.model.session import SPEEDS
from gui.panels.title import group_names
from gui.theme import current_theme
from gui.timeline.transport import speed_text
from gui.translations import QT_TRANSLATE_NOOP, both, translate
from scenarios.schema import RunSpec

if TYPE_CHECKING:
    from gui.window import Window

_SPEED = QT_TRANSLATE_NOOP("window", "Speed {0}")
_ADD = QT_TRANSLATE_NOOP("window", "Add {0}")
_FAN = QT_TRANSLATE_NOOP("window", "One parameter, many values")


def declare(window: Window) -> None:
    """Lets the palette of a window find them."""
    for source in (runs, parameters, scenarios, optimizers, landscapes, speeds, fans):
        window.registry.add_source(partial(source, window))


def scenarios(window: Window) -> Iterator[Item]:
    """Every scenario of the list, by title or figure."""
    groups = group_names()
    for entry in window.session.listed:
        yield Item(
            window.session.localized(entry.title),
            partial(window.open, entry.path),
            groups[entry.group],
            (entry.title.en, entry.title.ru, entry.figure or "", entry.id.replace("_", " ")),
            entry.figure or "",
            "play",
        )


def runs(window: Window) -> Iterator[Item]:
    """The runs of the scenario that is open; choosing one selects it."""
    session = window.session
    heading = translate("window", "Runs")
    for number, run in enumerate(session.runs):
        yield Item(
            run.label.get(session.language),
            partial(session.select, number),
            heading,
            (run.label.en, run.label.ru, run.optimizer.name["en"], run.optimizer.name["ru"]),
            str(number + 1) if number < 9 else "",
            colour=current_theme().run_colour(_place(run.spec, number)),
        )


def parameters(window: Window) -> Iterator[Item]:
    """The selected run's and the field's parameters; choosing one puts the cursor into its field."""
    session = window.session
    if session.loaded is None:
        return
    run, field = session.runs[session.selected], session.loaded.resolved.field
    owners = (
        (run.label.get(session.language), run.optimizer, window.runs.rule),
        (field.name[session.language], field, window.runs.field),
    )
    for owner, entry, section in owners:
        for parameter in entry.parameters:
            yield Item(
                f"{parameter.label(session.language)}  {parameter.meaning(session.language)}",
                partial(window.runs.focus_parameter, section, parameter.name),
                owner,
                (parameter.en, parameter.ru, parameter.symbol, parameter.symbol_ru, parameter.name),
                icon="settings",
            )


def fans(window: Window) -> Iterator[Item]:
    """The selected run's parameters; choosing one proposes values of it, each to become a run."""
    session = window.session
    if not session.runs:
        return
    for parameter in session.parameters(session.selected):
        en, ru = both(_FAN)
        yield Item(
            f"{translate('window', _FAN)}: {parameter.label(session.language)}",
            partial(window.runs.open_fan, parameter.name),
            translate("window", "Runs"),
            (f"{en}: {parameter.label('en')}", f"{ru}: {parameter.label('ru')}", parameter.name),
            icon="fan",
        )


def speeds(window: Window) -> Iterator[Item]:
    """Every speed of the list."""
    heading = translate("window", "Time")
    for speed in SPEEDS:
        text = speed_text(speed, window.session.in_epochs)
        names = tuple(name.format(text) for name in both(_SPEED))
        yield Item(
            translate("window", _SPEED).format(text),
            partial(window.session.set_speed, speed),
            heading,
            names,
            icon="speed",
        )


def optimizers(window: Window) -> Iterator[Item]:
    """Every optimizer of the catalogue; choosing one adds a run with it."""
    session = window.session
    if session.loaded is None:
        return
    heading = translate("window", "Runs")
    for known in window.known.optimizers:
        en, ru = both(_ADD)
        yield Item(
            translate("window", _ADD).format(known.get(session.language)),
            partial(session.attempt, partial(session.add_run, known.id)),
            heading,
            (en.format(known.en), ru.format(known.ru), known.id.replace("_", " ")),
            icon="plus",
        )


def landscapes(window: Window) -> Iterator[Item]:
    """Every landscape of the catalogue; choosing one puts the runs on it."""
    session = window.session
    if not session.is_staged:
        return
    heading = translate("window", "Landscape")
    for known in window.known.landscapes:
        yield Item(
            known.get(session.language),
            partial(session.attempt, partial(session.set_landscape, known.id)),
            heading,
            (known.en, known.ru, known.id.replace("_", " ")),
            icon="target",
        )


def _place(spec: RunSpec, number: int) -> int:
    """Which of the palette's colours a run has."""
    return number if spec.colour is None else spec.colour
