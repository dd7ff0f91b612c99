"""A person's own points: as far apart as they were, or refused with what is wrong and where."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.errors import FileError
from engine.networks import data
from scenarios.points import learnable, read_points


def written(path: Path, rows: list[tuple[object, object, object]]) -> Path:
    path.write_text("x,y,class\n" + "".join(f"{x},{y},{label}\n" for x, y, label in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("at", "apart"),
    [((0.0, 0.0), (1.0, 1.0)), ((500_000.0, 5_543_000.0), (10.0, 10.0)), ((1.7e9, 0.0), (3600.0, 1.0))],
)
def test_points_far_from_nought_stay_apart(
    at: tuple[float, float], apart: tuple[float, float], tmp_path: Path
) -> None:
    places = np.random.default_rng(0).random((30, 2)) * apart + at
    rows = [(repr(x), repr(y), k % 2) for k, (x, y) in enumerate(places.tolist())]
    points = read_points(written(tmp_path / "far.csv", rows))
    exact = data.own([(x, y, k % 2) for k, (x, y) in enumerate(places.tolist())])
    assert np.abs(data.own(points).places - exact.places).max() < 1e-4
    assert max(len(repr(x)) for x, _, _ in points) <= 16


@pytest.mark.parametrize(
    ("labels", "says"),
    [
        ([0, 1, 0.5], r"bad\.csv: point 3 has class 0\.5, which is no whole number from 0 to 1000"),
        ([0, -1, 1], r"bad\.csv: point 2 has class -1, which"),
        ([7, 7, 7], r"bad\.csv: number of classes: 1; a network tells apart 2 at least and 8 at most"),
        (range(9), r"bad\.csv: number of classes: 9;"),
    ],
)
def test_what_no_network_learns_is_refused_with_its_file(labels: list, says: str, tmp_path: Path) -> None:
    with pytest.raises(FileError, match=says):
        learnable(written(tmp_path / "bad.csv", [(k, k, label) for k, label in enumerate(labels)]))
