"""Parquet tables: the rows of the CSV file with types, the scenario in their metadata."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np
import pyarrow.parquet as parquet
import pytest

import scenarios
from engine.errors import MissingError
from main import main


@pytest.mark.parametrize("name", ["L4", "momentum_memory"])
def test_has_the_rows_and_columns_of_the_csv(name: str, tmp_path: Path) -> None:
    for suffix in ("csv", "parquet"):
        assert main(["run", name, "--steps", "40", "--out", str(tmp_path / f"a.{suffix}")]) == 0
    table = parquet.read_table(tmp_path / "a.parquet")
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    assert table.column_names == head
    assert table.num_rows == len(rows)
    for number, column in enumerate(head):
        found = table.column(column).to_pylist()
        texts = [row[number] for row in rows]
        if column == "run":
            assert found == texts
        else:
            assert np.array_equal(
                [np.nan if value is None else value for value in found],
                [float(text) if text else np.nan for text in texts],
                equal_nan=True,
            )


def test_carries_its_scenario(tmp_path: Path) -> None:
    assert main(["run", "L3", "--out", str(tmp_path / "a.parquet"), "--steps", "5"]) == 0
    text = parquet.read_schema(tmp_path / "a.parquet").metadata[b"scenario"].decode()
    assert scenarios.loads(text).playback.steps == 5


def test_without_the_library_the_remedy_is_said_before_any_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from scenarios.commands.parquet import check_library

    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(MissingError, match="run pip install pyarrow"):
        check_library()
    assert main(["run", "L3", "--out", str(tmp_path / "a.parquet")]) == 2
    assert "run pip install pyarrow" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
