"""The laboratory's actions, each declared once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.actions import Actions
from gui.translations import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from gui.laboratory.view import LaboratoryView

_FREQUENCY = QT_TRANSLATE_NOOP("window", "Gain and phase over the frequency")
_LANES = QT_TRANSLATE_NOOP("window", "Lanes over epochs")
_ROLL = QT_TRANSLATE_NOOP("window", "Roll on the signal's integral")
_FEED = QT_TRANSLATE_NOOP("window", "Feed the signal in, epoch by epoch")


def declare(view: LaboratoryView, registry: Actions) -> None:
    """Declares them all."""
    _declare_frequencies(view, registry)
    _declare_signals(view, registry)
    _declare_ensembles(view, registry)


def _declare_frequencies(view: LaboratoryView, registry: Actions) -> None:
    add = registry.add
    add(
        "lab.frequency",
        lambda: _LANES if view.shows_frequency else _FREQUENCY,
        view.toggle_frequency,
        "stage",
        keys="B",
        icon=lambda: "lanes" if view.shows_frequency else "frequency",
        enabled=lambda: view.is_in_use,
    )
    add(
        "lab.decibels",
        QT_TRANSLATE_NOOP("window", "Gain in decibels"),
        view.toggle_decibels,
        "stage",
        icon="axes",
        enabled=lambda: view.shows_frequency,
        checked=lambda: view.shows_decibels,
    )


def _declare_signals(view: LaboratoryView, registry: Actions) -> None:
    add = registry.add
    add(
        "lab.paint",
        QT_TRANSLATE_NOOP("window", "Paint the signal: drag in the gradient's lane, with Shift straight"),
        view.toggle_painting,
        "stage",
        keys="D",
        icon="brush",
        enabled=lambda: view.can_paint,
        checked=lambda: view.painting.is_on,
    )
    add(
        "lab.csv",
        QT_TRANSLATE_NOOP("window", "Signal from a CSV file…"),
        view.ask_for_csv,
        "stage",
        icon="table",
        enabled=lambda: view.is_in_use and not view.shows_frequency,
    )
    add(
        "lab.integral",
        lambda: _FEED if view.is_integral else _ROLL,
        view.toggle_integral,
        "stage",
        keys="I",
        icon=lambda: "lanes" if view.is_integral else "hill",
        enabled=lambda: view.can_integrate,
    )


def _declare_ensembles(view: LaboratoryView, registry: Actions) -> None:
    add = registry.add
    add(
        "lab.ensemble",
        QT_TRANSLATE_NOOP("window", "Ensemble of the selected run…"),
        view.bar.open_ensembles,
        "stage",
        keys="N",
        icon="bands",
        enabled=lambda: view.is_in_use and not view.shows_frequency,
        checked=lambda: view.has_ensembles,
    )
    add(
        "lab.density",
        QT_TRANSLATE_NOOP("window", "Ensembles as an image of their density"),
        view.toggle_density,
        "stage",
        icon="bands",
        enabled=lambda: view.has_ensembles and not view.shows_frequency,
        checked=lambda: view.shows_density,
    )
