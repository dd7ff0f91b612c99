"""The actions of the panel at the right, each declared once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.actions import Actions
from gui.translations import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from gui.panels.editing import Editors

OF_RUN = (
    "run.optimizer", "run.rule", "run.rename", "",
    "run.hide", "run.duplicate", "run.fork", "",
    "run.up", "run.down", "", "run.delete",
)  # fmt: skip
"""The menu of a run; "" is a line."""

_FIELD = QT_TRANSLATE_NOOP("window", "Another landscape or signal…")
_DATA = QT_TRANSLATE_NOOP("window", "Other points to learn…")
_HIDE = QT_TRANSLATE_NOOP("window", "Hide the run")
_SHOW = QT_TRANSLATE_NOOP("window", "Show the run")


def declare(editors: Editors, registry: Actions) -> None:
    """Declares them all."""
    _declare_choices(editors, registry)
    _declare_runs(editors, registry)


def _declare_choices(editors: Editors, registry: Actions) -> None:
    add, is_open = registry.add, lambda: editors.is_open
    add("run.add", QT_TRANSLATE_NOOP("window", "Add a run…"), editors.add_run, "runs",
        keys="A", icon="plus", enabled=is_open)  # fmt: skip
    add("run.optimizer", QT_TRANSLATE_NOOP("window", "Another optimizer…"), editors.choose_optimizer, "runs",
        keys="O", icon="swap", enabled=is_open)  # fmt: skip
    add("run.rule", QT_TRANSLATE_NOOP("window", "Edit the rule as text…"), editors.edit_rule, "runs",
        keys="E", icon="pencil", enabled=is_open)  # fmt: skip
    add("run.schedule", QT_TRANSLATE_NOOP("window", "Schedule of the learning rate…"),
        editors.choose_schedule, "runs", keys="Shift+O", enabled=is_open)  # fmt: skip
    add("field.choose", lambda: _DATA if editors.has_points else _FIELD, editors.choose_field,
        "stage", keys="G", icon="swap", enabled=is_open)  # fmt: skip
    add("field.edit", QT_TRANSLATE_NOOP("window", "Edit the formula as text…"), editors.edit_field, "stage",
        keys="Shift+E", icon="pencil", enabled=lambda: editors.can_edit_field)  # fmt: skip
    add("field.heights", QT_TRANSLATE_NOOP("window", "Landscape from a picture or an array of heights…"),
        editors.heights.ask, "stage", icon="image", enabled=is_open)  # fmt: skip


def _declare_runs(editors: Editors, registry: Actions) -> None:
    add = registry.add
    add("run.duplicate", QT_TRANSLATE_NOOP("window", "Duplicate the run"), editors.duplicate, "runs",
        keys="Ctrl+D", icon="copy", enabled=lambda: editors.is_open)  # fmt: skip
    add("run.delete", QT_TRANSLATE_NOOP("window", "Delete the run"), editors.delete, "runs",
        keys="Del", icon="trash", enabled=lambda: editors.can_delete)  # fmt: skip
    add("run.rename", QT_TRANSLATE_NOOP("window", "Rename the run"), editors.rename, "runs",
        keys="F2", enabled=lambda: editors.is_open)  # fmt: skip
    add("run.fork", QT_TRANSLATE_NOOP("window", "Fork here: keep the run as a ghost"), editors.fork, "runs",
        keys="F", icon="fork", enabled=lambda: editors.can_fork)  # fmt: skip
    add(
        "run.hide",
        lambda: _HIDE if editors.is_selected_shown else _SHOW,
        editors.hide_or_show,
        "runs",
        keys="H",
        icon=lambda: "eye_off" if editors.is_selected_shown else "eye",
        enabled=lambda: editors.is_open,
    )
    add("run.up", QT_TRANSLATE_NOOP("window", "Move the run up"), editors.move_up, "runs",
        keys="Alt+Up", repeats=True, enabled=lambda: editors.can_move_up)  # fmt: skip
    add("run.down", QT_TRANSLATE_NOOP("window", "Move the run down"), editors.move_down, "runs",
        keys="Alt+Down", repeats=True, enabled=lambda: editors.can_move_down)  # fmt: skip
