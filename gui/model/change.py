"""A change signal: listeners are called in the order in which they came, on the caller's thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Change:
    """Something that may happen to a model; `emit` tells everyone who listens."""

    def __init__(self) -> None:
        self._listeners: list[Callable[..., Any]] = []

    def connect(self, listener: Callable[..., Any]) -> None:
        self._listeners.append(listener)

    def disconnect(self, listener: Callable[..., Any]) -> None:
        """Removes a listener; ValueError if it does not listen."""
        self._listeners.remove(listener)

    def emit(self, *values: Any) -> None:
        for listener in tuple(self._listeners):
            listener(*values)
