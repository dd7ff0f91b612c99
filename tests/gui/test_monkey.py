"""A quarter of a minute of somebody who knows nothing: no exception on any thread, no word from Qt.

Minutes and hours of it, and how much memory they take, are `python -m tests.benchmarks.monkey`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.findings import Findings, size

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("seed", [1])
def test_random_clicks_keys_and_drags_break_nothing(seed):
    command = [sys.executable, "-m", "tests.benchmarks.monkey", "--seconds", "15", "--seed", str(seed)]
    ended = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout[-4000:] + ended.stderr[-4000:]
    assert ", 0 faults" in ended.stdout


def test_growth_is_told_from_measurements_after_the_window_has_settled():
    sizes = [(0, 100), (20, 200), (60, 300), (80, 300), (100, 320), (120, 330)]
    assert Findings(sizes=sizes).growth(60) == pytest.approx(325 / 300)
    assert Findings(sizes=sizes).growth(100) is None
    later = [(140 + 20 * k, 400) for k in range(9)]
    assert Findings(sizes=sizes + later).growth(60) == pytest.approx(400 / 310)


def test_a_fault_says_what_was_done_before_it():
    found = Findings()
    for number in range(20):
        found.note(f"key {number}")
    found.fault("ValueError")
    assert found.done == 20
    assert "key 19" in found.faults[0]
    assert "key 7" not in found.faults[0]


def test_the_size_of_a_program_is_some_megabytes():
    assert 10_000_000 < size() < 100_000_000_000
