"""Finds texts that do not fit into what shows them."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPushButton, QToolButton, QWidget

_SLACK = 1  # half pixels are rounded


def cut(window: QWidget) -> list[str]:
    """What is cut off in a window as it is now: each text with the width or height that it lacks."""
    return [*_cut_labels(window), *_cut_buttons(window), *_cut_placeholders(window)]


def _cut_labels(window: QWidget) -> Iterator[str]:
    for label in window.findChildren(QLabel):
        if not label.isVisible() or not label.text():
            continue
        if label.wordWrap():
            lacking = label.heightForWidth(label.width()) - label.height()
        else:
            lacking = label.sizeHint().width() - label.width()
        if lacking > _SLACK:
            yield f"{label.text()!r} lacks {lacking} pixels"


def _cut_buttons(window: QWidget) -> Iterator[str]:
    for button in window.findChildren(QAbstractButton):
        # what paints itself shortens long names itself, with an ellipsis and a tooltip
        plain = type(button) in (QPushButton, QToolButton)
        if plain and button.isVisible() and button.text() and button.icon().isNull():
            lacking = button.sizeHint().width() - button.width()
            if lacking > _SLACK:
                yield f"{button.text()!r} lacks {lacking} pixels"


def _cut_placeholders(window: QWidget) -> Iterator[str]:
    for field in window.findChildren(QLineEdit):
        if field.isVisible() and not field.text() and field.placeholderText():
            room = field.width() - 20
            lacking = field.fontMetrics().horizontalAdvance(field.placeholderText()) - room
            if lacking > _SLACK:
                yield f"{field.placeholderText()!r} lacks {lacking} pixels"
