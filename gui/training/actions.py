"""What can be done with networks, each declared once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from gui.actions import Actions
from gui.model.session import Session
from gui.translations import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from gui.training.view import TrainingView

_RANDOM = QT_TRANSLATE_NOOP("window", "Loss along two random directions")
_PATHS = QT_TRANSLATE_NOOP("window", "Loss on the plane of the paths")


def declare(view: TrainingView, session: Session, registry: Actions) -> None:
    """Declares them all."""

    def is_on() -> bool:
        return session.is_network

    def has_several() -> bool:
        return is_on() and session.networks > 1

    def shows_random() -> bool:
        return session.scenario is not None and session.scenario.view.plane == "random"

    for id, name, by, icon, key in (
        ("network.before", QT_TRANSLATE_NOOP("window", "The network before"), -1, "chevron_left", "Alt+Left"),
        ("network.after", QT_TRANSLATE_NOOP("window", "The next network"), 1, "chevron_right", "Alt+Right"),
    ):
        registry.add(
            id, name, partial(session.select_network, by), "stage", keys=key, icon=icon, enabled=has_several,
            repeats=True,
        )  # fmt: skip
    registry.add(
        "network.plane",
        lambda: _PATHS if shows_random() else _RANDOM,
        session.toggle_plane,
        "stage",
        keys="Z",
        icon=lambda: "target" if shows_random() else "dice",
        enabled=is_on,
    )
    registry.add(
        "network.csv",
        QT_TRANSLATE_NOOP("window", "Points from a CSV file…"),
        view.ask_for_csv,
        "stage",
        icon="table",
        enabled=is_on,
    )
