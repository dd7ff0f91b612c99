"""The command line's good and bad paths: exit codes, one sentence on the error stream, whole files."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import main as program
from engine.errors import Cancelled
from scenarios import loads

from .scenarios.texts import SIGNAL, SMALL

ROOT = Path(program.__file__).parent
NUMPY_ONLY = SMALL.replace("points = [[0, 0]]", "points = [[0, 0], [1, 1]]")


def run(*arguments: object) -> int:
    return program.main([str(argument) for argument in arguments])


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(NUMPY_ONLY, encoding="utf-8")
    return path


def test_list_shows_every_kind(capsys):
    assert run("list") == 0
    shown = capsys.readouterr().out
    for id in ("adam", "himmelblau", "sine", "everyone_from_one_point"):
        assert f"\n{id} " in shown


@pytest.mark.parametrize("kind", ["optimizers", "landscapes", "curves", "signals", "scenarios"])
def test_list_as_json_and_as_a_table_agree(kind, capsys):
    assert run("list", kind, "--json") == 0
    entries = json.loads(capsys.readouterr().out)
    assert run("list", kind) == 0
    lines = capsys.readouterr().out.splitlines()[2:]
    assert [line.split()[0] for line in lines] == [entry["id"] for entry in entries]
    assert (
        len(entries) >= {"optimizers": 25, "landscapes": 25, "curves": 4, "signals": 7, "scenarios": 10}[kind]
    )
    assert all(entry["title" if kind == "scenarios" else "name"].keys() == {"en", "ru"} for entry in entries)


def test_list_everything_as_json_and_in_russian(capsys):
    assert run("list", "--json") == 0
    assert set(json.loads(capsys.readouterr().out)) == {
        "optimizers",
        "landscapes",
        "curves",
        "signals",
        "scenarios",
    }
    assert run("list", "scenarios", "--language", "ru") == 0
    assert "Все из одной точки" in capsys.readouterr().out


def test_run_writes_an_archive_that_says_how_it_was_made(scenario, tmp_path, capsys):
    out = tmp_path / "result.npz"
    assert run("run", scenario, "--out", out, "--steps", 8, "--seed", 3) == 0
    with np.load(out, allow_pickle=False) as found:
        assert found["steps"].tolist() == list(range(9))
        assert found["positions_0"].shape == found["state_0_m"].shape == (9, 2, 2)
        assert found["labels"].tolist() == ["Adam"]
        again = loads(str(found["scenario"]))
        assert (again.playback.steps, again.playback.seed) == (8, 3)
    told = capsys.readouterr()
    assert "Adam" in told.out
    assert "step limit" in told.out
    assert "100%" in told.err
    assert sorted(p.name for p in tmp_path.iterdir()) == ["mine.toml", "result.npz"]


def test_run_writes_csv_that_reads_back_to_the_bit(scenario, tmp_path):
    assert run("run", scenario, "--out", tmp_path / "a.npz") == 0
    assert run("run", scenario, "--out", tmp_path / "a.csv") == 0
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with np.load(tmp_path / "a.npz") as found:
        positions, v = found["positions_0"], found["state_0_v"]
    assert len(rows) == 6 * 2
    for row in rows:
        frame, particle = int(row["step"]), int(row["particle"])
        assert row["run"] == "Adam"
        assert (float(row["x"]), float(row["y"])) == tuple(positions[frame, particle])
        assert float(row["v_y"]) == v[frame, particle, 1]


def test_csv_of_several_runs_leaves_missing_states_empty(tmp_path):
    path = tmp_path / "two.toml"
    text = SIGNAL + '[[runs]]\noptimizer = "adam"\nlabel = "Adam, \\"quoted\\""\n'
    path.write_text(text.replace("[playback]\nsteps = 20\n", ""), encoding="utf-8")
    assert run("run", path, "--out", tmp_path / "two.csv", "--steps", 2) == 0
    with (tmp_path / "two.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["run"] for row in rows} == {"Nesterov", 'Adam, "quoted"'}
    assert {row["m"] == "" for row in rows if row["run"] == "Nesterov"} == {True}
    assert {row["m"] == "" for row in rows if row["run"] != "Nesterov"} == {False}
    assert "theta" in rows[0]
    assert "x" not in rows[0]


def test_every_thins_the_frames(scenario, tmp_path, capsys):
    assert run("run", scenario, "--out", tmp_path / "a.npz", "--every", 2) == 0
    with np.load(tmp_path / "a.npz") as found:
        assert found["steps"].tolist() == [0, 2, 4, 5]
    told = capsys.readouterr().out
    assert "4 frames, one in 2" in told
    assert "of the frames that were kept, not of every step" in told
    assert run("run", scenario, "--out", tmp_path / "a.npz") == 0
    assert "kept" not in capsys.readouterr().out


@pytest.mark.parametrize("ending", [".npz", ".csv", ".parquet"])
def test_an_ending_in_capitals_is_the_same_ending(scenario, ending, tmp_path):
    assert run("run", scenario, "--out", tmp_path / f"a{ending}") == 0
    assert run("run", scenario, "--out", tmp_path / f"B{ending.upper()}") == 0
    assert (tmp_path / f"B{ending.upper()}").stat().st_size == (tmp_path / f"a{ending}").stat().st_size


def test_long_histories_are_thinned_unasked(scenario, monkeypatch, tmp_path):
    from scenarios.commands import running

    monkeypatch.setattr(running, "CSV_ROWS", 8)
    assert run("run", scenario, "--out", tmp_path / "a.csv") == 0
    assert len((tmp_path / "a.csv").read_text("utf-8").splitlines()) == 1 + 2 * 4


BAD = {
    "command": (("lst",), "no scenario or command 'lst'; did you mean 'list'?"),
    "scenario": (("run", "the_ravin", "--out", "x.npz"), "did you mean 'the_ravine'?"),
    "kind": (("list", "optimisers"), "did you mean 'optimizers'?"),
    "option": (("list", "--jsn"), "--jsn"),
    "no out": (("run", "L3"), "--out"),
    "suffix": (("run", "L3", "--out", "x.txt"), "x.txt ends neither in .npz nor in .csv or .parquet"),
    "no file": (("run", "nowhere.toml", "--out", "x.npz"), "nowhere.toml: cannot be read: no such file"),
    "folder": (("run", "L3", "--out", "nowhere/x.npz"), "cannot write nowhere/x.npz: no such file"),
    "steps": (("run", "L3", "--out", "x.npz", "--steps", "0"), "steps = 0 is outside 1 … 10000000"),
    "more steps": (("run", "L3", "--out", "x.npz", "--steps", "10000001"), "steps = 10000001 is outside"),
    "steps word": (("run", "L3", "--out", "x.npz", "--steps", "many"), "many"),
    "seed": (("run", "L3", "--out", "x.npz", "--seed", "-1"), "seed = -1 is outside"),
    "seed beyond": (
        ("run", "L3", "--out", "x.npz", "--seed", str(2**63)),
        "seed = 9223372036854775808 is outside 0 … 9223372036854775807",
    ),
    "endless steps": (
        ("run", "L3", "--out", "x.npz", "--steps", "9" * 400),
        "steps = a number of more than 399 digits is outside 1 … 10000000",
    ),
    "endless fps": (("record", "L3", "--out", "x.mp4", "--fps", "9" * 400), "is outside 1 … 240"),
    "endless word": (("run", "L3", "--out", "x.npz", "--steps", "9" * 9000), "999…; see main.py run --help"),
    "part": (("run", "L3", "--out", "x.npz", "--steps", "1e3"), "--steps: needs a whole number, not '1e3';"),
    "grouped": (("run", "L3", "--out", "x.npz", "--steps", "1_0"), "a whole number, not '1_0';"),
    "grouped part": (("record", "L3", "--out", "x.mp4", "--seconds", "1_0"), "a number, not '1_0';"),
    "no name": (("run", "L3", "--out", ""), "argument --out: needs a name, and has none; see main.py run"),
    "two": (("record", "L3", "--out", "x.mp4", "--seconds", "two"), "--seconds: needs a number, not 'two';"),
    "negative": (("record", "L3", "--out", "x.mp4", "--seconds", "-1e3"), "seconds = -1000 is outside"),
    "every": (("run", "L3", "--out", "x.npz", "--every", "201"), "every = 201 is outside 1 … 200"),
    "memory": (
        ("run", "a_speck_of_dust", "--out", "x.npz", "--steps", "9999999", "--every", "1"),
        "TB of memory",
    ),
    "film suffix": (("record", "L3", "--out", "x.avi"), "'.avi' is not one of them"),
    "film size": (("record", "L3", "--out", "x.mp4", "--size", "big"), "'big' is not a size such as"),
    "film place": (("record", "L3", "--out", "nowhere/x.png"), "nowhere/x.png"),
    "film scenario": (("record", "L99", "--out", "x.png"), "no scenario 'L99'"),
    "theme": (("--theme", "pink"), "pink"),
    "after": (("L3", "--after", "3"), "--screenshot"),
    "after what": (("L3", "--screenshot", "x.png", "--after", "nan"), "nan"),
    "screenshot": (("L3", "--screenshot", "nowhere/x.png"), "cannot write nowhere/x.png"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_path_is_one_sentence_and_code_2(case, capsys, monkeypatch, tmp_path):
    arguments, expected = BAD[case]
    monkeypatch.chdir(tmp_path)
    assert run(*arguments) == 2
    told = capsys.readouterr()
    assert expected in told.err
    assert told.err.count("\n") == 1
    assert told.out == ""
    assert list(tmp_path.iterdir()) == []


def test_a_faulty_file_is_told_with_its_field(scenario, capsys, tmp_path):
    scenario.write_text(NUMPY_ONLY.replace('"adam"', '"adamm"'), encoding="utf-8")
    for arguments in ((scenario,), ("run", scenario, "--out", tmp_path / "x.npz")):
        assert run(*arguments) == 2
        told = capsys.readouterr().err
        assert told.startswith(f"{scenario}, runs[0].optimizer: no optimizer 'adamm'; did you mean 'adam'")
        assert told.endswith("?\n")


def test_a_full_disk_leaves_nothing_behind(scenario, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(np, "savez", fail_with_full_disk)
    assert run("run", scenario, "--out", tmp_path / "x.npz") == 2
    assert "x.npz: no space left on device" in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir()] == ["mine.toml"]


def fail_with_full_disk(file: io.BufferedIOBase, **arrays: object) -> None:
    file.write(b"half a result")
    raise OSError(28, os.strerror(28))


def test_stopping_ends_cleanly_with_code_130(scenario, tmp_path, capsys, monkeypatch):
    def stop(*arguments: object) -> None:
        raise Cancelled("stopped on request after step 2")

    monkeypatch.setattr("engine.simulation.record", stop)
    assert run("run", scenario, "--out", tmp_path / "x.npz") == 130
    assert "stopped on request" in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir()] == ["mine.toml"]


def test_doctor_says_what_there_is(capsys):
    assert run("doctor") == 0
    shown = capsys.readouterr().out
    for row in ("processor", "memory", "GPU", "kernel cache", "Qt platform", "encoders", "versions"):
        assert f"{row} " in shown
    assert run("doctor", "--json") == 0
    assert json.loads(capsys.readouterr().out)["processor"]["usable"] >= 1


def test_bench_prints_what_was_measured(capsys, monkeypatch):
    from engine import benchmark

    asked: list[bool] = []

    def measure(quick: bool, tell: object) -> dict[str, object]:
        asked.append(quick)
        return {"cells": []}

    monkeypatch.setattr(benchmark, "measure", measure)
    monkeypatch.setattr(benchmark, "table", lambda result, say: "a table")
    assert run("bench", "--quick", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"cells": []}
    assert run("bench") == 0
    assert capsys.readouterr().out == "a table\n"
    assert asked == [True, False]


def test_what_somebody_asks_of_numba_for_another_program_does_no_harm(scenario, tmp_path):
    disturbed = {**os.environ, "NUMBA_DISABLE_JIT": "1", "NUMBA_NUM_THREADS": "0"}
    ended = subprocess.run(
        [sys.executable, "main.py", "run", str(scenario), "--out", str(tmp_path / "out.npz")],
        cwd=ROOT, env=disturbed, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert (ended.returncode, "Traceback" in ended.stderr) == (0, False)
    assert (tmp_path / "out.npz").exists()


def test_record_films_a_scenario(tmp_path, capsys):
    out = tmp_path / "x.png"
    assert run("record", "S1", "--out", out, "--size", "320x180", "--language", "ru", "--theme", "light") == 0
    assert out.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    told = capsys.readouterr()
    assert told.out == f"{out}\n"
    assert "100%" in told.err


def test_the_window_opens_with_what_was_asked(monkeypatch, scenario):
    from gui import app

    opened: list[tuple[object, dict[str, object]]] = []

    def show(shown: object, **options: object) -> int:
        opened.append((shown, options))
        return 0

    monkeypatch.setattr(app, "run", show)
    assert run() == 0
    assert run(scenario, "--theme", "light", "--language", "ru") == 0
    # nothing was asked for: the window itself knows what was open last
    assert opened[0][0] is None
    assert opened[1][0] == scenario
    assert opened[1][1] == {"screenshot": None, "after": None, "theme": "light", "language": "ru"}


@pytest.mark.parametrize("command", ["list", "run", "record", "bench", "doctor", ""])
def test_help_is_printed_and_ends_well(command, capsys):
    try:
        code = run(*([command] if command else []), "--help")
    except SystemExit as ended:
        code = ended.code
    assert code == 0
    assert "usage: main.py" in capsys.readouterr().out
