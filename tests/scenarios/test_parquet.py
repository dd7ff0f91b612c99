"""Tables that `run` writes: CSV, the same rows with types as Parquet, the scenario in their metadata."""

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
from scenarios.resolving import resolve

from .texts import SIGNAL, SMALL


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


OWN = """
rule = \"\"\"
update = gamma*update + eta*grad(theta)
step = step + 1
theta = theta - update\"\"\"
label = "Own"
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SMALL, ["update_x", "update_y", "state_update_x", "state_update_y", "step_x", "step_y"]),
        (SIGNAL, ["update", "state_update", "state_step"]),
    ],
)
def test_what_a_rule_calls_as_a_table_does_has_columns_of_its_own(
    text: str, expected: list[str], tmp_path: Path
) -> None:
    head, _, tail = text.partition("[[runs]]")
    rest = tail.partition("[playback]")[1:]
    (tmp_path / "own.toml").write_text(f"{head}[[runs]]\n{OWN}\n{''.join(rest)}", "utf-8")
    for suffix in ("csv", "parquet", "npz"):
        assert main(["run", str(tmp_path / "own.toml"), "--out", str(tmp_path / f"a.{suffix}")]) == 0
    table = parquet.read_table(tmp_path / "a.parquet")
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == table.column_names
    assert table.column_names[-len(expected) :] == expected
    with np.load(tmp_path / "a.npz") as found:
        kept = found["state_0_update"][..., 0].ravel().tolist()
        moved = found["update_0"][..., 0].ravel().tolist()
    name = next(column for column in expected if column.startswith("state_update"))
    assert table.column(name).to_pylist() == kept
    assert [float(row[name]) for row in rows] == kept
    assert table.column(expected[0]).to_pylist() == moved
    assert moved != kept


def test_runs_of_one_label_are_told_apart(tmp_path: Path) -> None:
    text = SMALL.replace("[[runs]]", '[[runs]]\noptimizer = "adam"\nlabel = "A"\n\n[[runs]]', 1)
    text = text.replace("[playback]", '[[runs]]\noptimizer = "lion"\nlabel = "A"\n\n[playback]')
    (tmp_path / "own.toml").write_text(text, "utf-8")
    for suffix in ("csv", "parquet"):
        assert main(["run", str(tmp_path / "own.toml"), "--out", str(tmp_path / f"a.{suffix}")]) == 0
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        names = [row["run"] for row in csv.DictReader(file)]
    assert {"1: A", "3: A"} < set(names)
    assert len(set(names)) == 3
    assert parquet.read_table(tmp_path / "a.parquet").column("run").to_pylist() == names


def test_the_parameter_of_an_ensemble_is_told_of_each_particle(tmp_path: Path) -> None:
    for suffix in ("csv", "parquet", "npz"):
        file = tmp_path / f"a.{suffix}"
        assert main(["run", "every_gamma", "--steps", "2", "--out", str(file)]) == 0
    spread = resolve(scenarios.load("every_gamma")).runs[0].spread
    assert spread is not None
    with np.load(tmp_path / "a.npz") as found:
        assert found["own_0_gamma"].tolist() == spread.values()
        v, gradient, gamma = found["state_0_v"][..., 0], found["gradient_0"][..., 0], found["own_0_gamma"]
    assert v[2] == pytest.approx(gamma * v[1] + (1 - gamma) * gradient[2])
    table = parquet.read_table(tmp_path / "a.parquet")
    assert table.column("gamma").to_pylist() == 3 * spread.values()
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file_:
        assert [float(row["gamma"]) for row in csv.DictReader(file_)] == 3 * spread.values()


@pytest.mark.parametrize("name", ["gamma_slides", "a_ball_with_friction"])
def test_fewer_steps_than_shots_and_lessons_speak_of_are_taken(name: str, tmp_path: Path) -> None:
    file = tmp_path / "a.parquet"
    assert main(["run", name, "--steps", "40", "--out", str(file)]) == 0
    table = parquet.read_table(file)
    assert max(table.column("step").to_pylist()) == 40
    assert scenarios.loads(table.schema.metadata[b"scenario"].decode()).playback.steps == 40
