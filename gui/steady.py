"""Keeps an error in what we override of Qt's from ending the program.

PySide puts the name of the overridden method before the message of an exception that leaves it. Before
Python 3.12 an exception that C has raised is no object yet at that moment, and PySide takes its text for one:
the process dies. Caught and raised again it is an object, and is told like any other.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from types import FunctionType
from typing import Any

from PySide6.QtCore import QObject

_OURS, _QTS = "gui.", "PySide6."


def install() -> None:
    """From now on, for every class of ours that inherits from Qt's. Called again, it does nothing."""
    if sys.version_info < (3, 12) and "__init_subclass__" not in vars(QObject):
        setattr(QObject, "__init_subclass__", classmethod(_begin))  # noqa: B010 - a class of C has no such attribute


def _begin(cls: type, **given: Any) -> None:
    super(QObject, cls).__init_subclass__(**given)  # type: ignore[misc]
    if cls.__module__.startswith(_OURS):
        theirs = [base for base in cls.__mro__ if base.__module__.startswith(_QTS)]
        for name, method in list(vars(cls).items()):
            overrides = not name.startswith("__") and any(name in vars(base) for base in theirs)
            if overrides and isinstance(method, FunctionType):
                setattr(cls, name, _raising_objects(method))


def _raising_objects(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def steady(*given: Any, **named: Any) -> Any:
        try:
            return method(*given, **named)
        except BaseException:
            raise

    return steady


install()
