"""The measurement as a whole, small: what it reports, what it leaves out and why."""

from __future__ import annotations

import json
from typing import Any

import pytest

from engine import benchmark
from engine.benchmark import timing
from engine.benchmark.problem import Absent, Cell, Points

SMALL = benchmark.Size(particles=1024, steps=30, slow_steps=10, rounds=2)
CELLS = [Cell("nesterov", "himmelblau"), Cell("adam", "rastrigin")]


@pytest.fixture
def only_c(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(cell: Cell, start: Points) -> Any:
        raise Absent("not installed")

    monkeypatch.setattr(benchmark, "Optax", absent)
    monkeypatch.setattr(benchmark, "Torch", absent)
    monkeypatch.setattr(timing, "_REST_SECONDS", 0)


@pytest.mark.usefixtures("only_c")
def test_what_is_there_is_measured_and_what_is_not_is_named() -> None:
    seen: list[tuple[str, int, int]] = []
    result = benchmark.measure(size=SMALL, cells=CELLS, progress=lambda *step: seen.append(step))
    assert json.loads(json.dumps(result)) == result
    assert [(done, total) for _, done, total in seen] == [(0, 2), (1, 2), (2, 2)]
    assert result["absent"]["optax"] == result["absent"]["torch"] == "not installed"
    there = {"fused", "split", "c"} - result["absent"].keys()
    for row in result["cells"]:
        assert row["differs"] == {}
        assert row["speed"].keys() == row["speed_per_cpu_second"].keys() == there
        assert all(speed > 0 for speed in row["speed"].values())
    if "c" in there:
        found = result["summary"]["c"]
        assert found["cells"] == 2
        assert found["min"] <= found["median"] <= found["max"]
        assert found["max"] == max(row["ratio"]["c"] for row in result["cells"])
    assert "not installed" in benchmark.table(result)


@pytest.mark.usefixtures("only_c")
def test_whoever_does_other_work_is_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    class Cheat(benchmark.CReference):
        def advance(self, steps: int) -> None:
            super().advance(steps // 2)

    monkeypatch.setattr(benchmark, "CReference", Cheat)
    result = benchmark.measure(size=SMALL, cells=CELLS[:1])
    if "c" in result["absent"]:
        return
    (row,) = result["cells"]
    assert row["differs"]["c"]["median"] > 1e-4
    assert "c" not in row["speed"]
    assert row["ratio"] == {}
    assert result["summary"]["c"] is None
    assert "differs" in benchmark.table(result)


class Counting:
    """A contender that only takes notes."""

    slow = False
    looks_from_ahead = False

    def __init__(self, name: str, notes: list[str]) -> None:
        self.name, self.notes = name, notes

    def reset(self) -> None:
        self.notes.append("reset")

    def advance(self, steps: int) -> None:
        self.notes.append(f"{self.name}{steps}")

    def positions(self) -> Points:
        raise AssertionError("nobody who measures time asks where they are")


def test_contenders_take_turns_in_changing_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timing, "_REST_SECONDS", 0)
    notes: list[str] = []
    contenders = {name: Counting(name, notes) for name in "ab"}
    speeds = timing.take_turns(contenders, 10, {"a": 3, "b": 4}, 3)
    warming, rounds = ["a3", "b4"], ["a3", "b4", "b4", "a3", "a3", "b4"]
    assert notes == [note for name in warming + rounds for note in ("reset", name)]
    assert all(speed.wall > 0 and speed.cpu > 0 for speed in speeds.values())


def test_the_table_lines_up() -> None:
    cell = {
        "rule": "adam",
        "landscape": "ackley",
        "speed": {"fused": 1.5e9, "split": 1.2e9, "c": 1e9},
        "ratio": {"c": 1.5},
        "differs": {"torch": {"median": 1.0, "most": 2.0}},
    }
    summary = {"median": 1.5, "min": 1.5, "cells": 1, "median_per_cpu_second": 1.4, "min_per_cpu_second": 1.4}
    result = {
        "particles": 1024,
        "dtype": "float32",
        "rounds": 3,
        "machine": {"processor": {"usable": 2}},
        "absent": {"optax": "not installed"},
        "cells": [cell],
        "summary": {"c": summary, "torch": None},
    }
    lines = benchmark.table(result).splitlines()
    assert lines[0].startswith("1,024 particles, float32, 2 threads")
    heads, rule, row = lines[2:5]
    assert len(heads) == len(rule) == len(row)
    expected = ["adam", "ackley", "1.5", "1.2", "1", "not", "installed", "differs", "1.50", "–", "–"]
    assert row.split() == expected
    assert lines[-3:] == [
        "Ravine / C: median 1.50, smallest 1.50 over 1 pairs; per second of processor time 1.40 and 1.40",
        "optax: not installed",
        "torch: nothing to compare with",
    ]
