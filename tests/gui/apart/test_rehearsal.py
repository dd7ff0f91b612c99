"""The worker's process tries everything out while it waits for the window."""

from __future__ import annotations

import subprocess
import sys

import pytest

import scenarios
from engine.errors import InputError
from engine.phrase import Phrase
from gui.apart.rehearsal import rehearse

SCRIPT = """
import sys, threading
from gui.apart.rehearsal import rehearse
assert rehearse()
assert "numba" not in sys.modules and threading.active_count() == 1, "nothing is compiled for it"
before = set(sys.modules)
assert rehearse()
assert set(sys.modules) == before, "everything was there"
"""


def test_it_compiles_nothing_and_leaves_nothing_to_be_loaded() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_default_scenario_that_cannot_be_opened_is_no_fault_of_its(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(name: str) -> None:
        raise InputError(Phrase("it is gone"))

    monkeypatch.setattr(scenarios, "locate", fail)
    assert rehearse() is False
