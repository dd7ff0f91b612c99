"""The actions of the window itself: time, what is shown, files, how it looks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from gui.translations import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from gui.model.session import Session
    from gui.window import Window

_PLAY = QT_TRANSLATE_NOOP("window", "Play")
_PAUSE = QT_TRANSLATE_NOOP("window", "Pause")


def declare(window: Window) -> None:
    """Declares them all."""
    _declare_time(window)
    _declare_stage(window)
    _declare_scenario(window)
    _declare_window(window)


def _declare_time(window: Window) -> None:
    session, add = window.session, window.registry.add

    def is_open() -> bool:
        return session.loaded is not None

    add(
        "play",
        lambda: _PAUSE if session.playing else _PLAY,
        session.toggle,
        "time",
        keys="Space",
        icon=lambda: "pause" if session.playing else "play",
        enabled=is_open,
    )
    for id, name, keys, icon, act in (
        ("step", QT_TRANSLATE_NOOP("window", "One step on"), ".", "step", lambda: session.step_by(1)),
        (
            "step_back",
            QT_TRANSLATE_NOOP("window", "One step back"),
            ",",
            "step_back",
            lambda: session.step_by(-1),
        ),
        ("restart", QT_TRANSLATE_NOOP("window", "Back to the start"), "R", "restart", session.restart),
    ):
        add(id, name, act, "time", keys=keys, icon=icon, enabled=is_open, repeats=True)
    slower, faster = partial(session.change_speed, -1), partial(session.change_speed, 1)
    add("slower", QT_TRANSLATE_NOOP("window", "Slower"), slower, "time",
        keys="[", icon="slower", repeats=True)  # fmt: skip
    add("faster", QT_TRANSLATE_NOOP("window", "Faster"), faster, "time",
        keys="]", icon="faster", repeats=True)  # fmt: skip


def _declare_stage(window: Window) -> None:
    session, add = window.session, window.registry.add
    add("zoom_in", QT_TRANSLATE_NOOP("window", "Closer"), lambda: window.zoom(1.25), "stage",
        keys=("+", "="), icon="zoom_in", repeats=True)  # fmt: skip
    add("zoom_out", QT_TRANSLATE_NOOP("window", "Farther"), lambda: window.zoom(0.8), "stage",
        keys="-", icon="zoom_out", repeats=True)  # fmt: skip
    add("show_all", QT_TRANSLATE_NOOP("window", "Show everything"), window.show_all, "stage",
        keys="0", icon="fit")  # fmt: skip
    for number in range(9):
        add(
            f"select_{number + 1}",
            QT_TRANSLATE_NOOP("window", "Select run {0}"),
            partial(session.select, number),
            "runs",
            keys=str(number + 1),
            enabled=partial(_has_run, session, number),
            detail=str(number + 1),
        )


def _declare_scenario(window: Window) -> None:
    session, add = window.session, window.registry.add
    add("undo", QT_TRANSLATE_NOOP("window", "Undo"), session.undo, "edit", keys="Ctrl+Z", icon="undo",
        enabled=lambda: session.document is not None and session.document.can_undo, repeats=True)  # fmt: skip
    add("redo", QT_TRANSLATE_NOOP("window", "Redo"), session.redo, "edit", keys=("Ctrl+Shift+Z", "Ctrl+Y"),
        icon="redo", repeats=True,
        enabled=lambda: session.document is not None and session.document.can_redo)  # fmt: skip
    for id, name, keys, offset in (
        ("next", QT_TRANSLATE_NOOP("window", "Next scenario"), "PgDown", 1),
        ("previous", QT_TRANSLATE_NOOP("window", "Previous scenario"), "PgUp", -1),
    ):
        add(id, name, partial(session.open_neighbour, offset), "file", keys=keys)


def _declare_window(window: Window) -> None:
    add = window.registry.add
    add(
        "panels",
        QT_TRANSLATE_NOOP("window", "Panels"),
        window.toggle_panels,
        "window",
        keys="P",
        icon="chart",
        enabled=lambda: not window.presentation.is_on,
        checked=lambda: not window.arrangement.folded,
    )
    add("whole_screen", QT_TRANSLATE_NOOP("window", "Whole screen"), window.toggle_fullscreen, "window",
        keys="Shift+F11", icon="fullscreen", everywhere=True)  # fmt: skip
    add("palette", QT_TRANSLATE_NOOP("window", "Find anything…"), window.palette_panel.open, "window",
        keys="Ctrl+K", icon="search", everywhere=True)  # fmt: skip
    add("keys", QT_TRANSLATE_NOOP("window", "Keys"), window.sheet.open, "window",
        keys=("F1", "?"), icon="info", everywhere=True)  # fmt: skip
    add("quit", QT_TRANSLATE_NOOP("window", "Quit"), window.close, "window", keys="Ctrl+Q", everywhere=True)


def _has_run(session: Session, number: int) -> bool:
    return number < len(session.runs)
