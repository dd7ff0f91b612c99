"""What every test gets: no display, folders of its own instead of the person's, and no thread left behind."""

from __future__ import annotations

import gc
import itertools
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"

_WORKER = "PYTEST_XDIST_WORKER" in os.environ
_FOLDERS = {"RAVINE_CACHE": "cache", "XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config"}
_PATIENCE = 10.0
"""Seconds that a thread which was told to end may take to do so."""

if not _WORKER:
    # Workers are started later and inherit these, so that all of them share one cache of kernels.
    _session = Path(tempfile.mkdtemp(prefix="ravine-tests-"))
    for variable, name in _FOLDERS.items():
        os.environ[variable] = str(_session / name)
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
        # Kept for this session alone: each of the hundred processes that tests start would compile all of
        # numba and Ravine from their text, for some four seconds.
        os.environ["PYTHONPYCACHEPREFIX"] = str(_session / "bytecode")


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    """Says what to install before pytest-qt finds out in many more words."""
    try:
        import PySide6.QtWidgets  # noqa: F401 - only to see whether it can be
    except ImportError as error:
        raise pytest.UsageError(
            f"Qt lacks a system library ({error}); run apt-get install libglib2.0-0 libgl1 libegl1 "
            "libxkbcommon0 libfontconfig1 libfreetype6 libdbus-1-3, then start the tests again"
        ) from None


def pytest_unconfigure() -> None:
    if not _WORKER:
        shutil.rmtree(_session, ignore_errors=True)


_ALL_EVERY = 256
"""Tests, after which what is old is looked at too."""

_tests = itertools.count(1)


@pytest.fixture(autouse=True)
def _collected_between_tests() -> Iterator[None]:
    """Here alone: a collection amid an event, or on another thread, takes Qt's objects from under Qt, however
    long ago a window was closed."""
    gc.disable()
    yield
    gc.collect(1 if next(_tests) % _ALL_EVERY else 2)


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    """Fails a test after which a thread runs that did not run before it."""
    before = set(threading.enumerate())
    yield
    left = _started_since(before)
    until = time.monotonic() + _PATIENCE
    while left and time.monotonic() < until:
        left[0].join(0.05)
        left = _started_since(before)
    assert not left, f"left running: {', '.join(thread.name for thread in left)}"


def _started_since(before: set[threading.Thread]) -> list[threading.Thread]:
    # Threads of Qt appear as dummies while they run Python code, and never disappear.
    return [t for t in threading.enumerate() if t not in before and not isinstance(t, threading._DummyThread)]
