"""What the palette offers to spread over many values."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from gui.actions import Item
from gui.panels.rows import Rows
from gui.translations import QT_TRANSLATE_NOOP, both, translate

_FAN = QT_TRANSLATE_NOOP("window", "One parameter, many values")


def fan_items(rows: Rows, language: str, open_fan: Callable[[str], object]) -> list[Item]:
    """An item for each parameter; `open_fan` is called with its name."""
    names = both(_FAN)
    made = []
    for name, row in rows.rows.items():
        if row.parameter is not None:
            text = f"{translate('window', _FAN)}: {row.parameter.label(language)}"
            labels = [row.parameter.label(each) for each in ("en", "ru")]
            words = (*(f"{of}: {label}" for of, label in zip(names, labels, strict=True)), name)
            made.append(Item(text, partial(open_fan, name), translate("window", "Runs"), words, icon="fan"))
    return made
