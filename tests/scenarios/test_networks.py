"""Scenarios of networks: what is refused, what `run` writes, and the article's last figure."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

import main
from engine.errors import FileError
from engine.networks.history import record
from scenarios import dumps, load, loads, resolve
from scenarios.scripting import script_of
from scenarios.training import build_training, task_of, training_memory

TEXT = """
format = 1
title = { en = "T", ru = "Т" }
caption = { en = "C.", ru = "П." }
group = "networks"
{before}
[field.network]
{network}
[[runs]]
optimizer = "adam"
{run}
[playback]
steps = 3
"""


def text(network: str = 'data = "moons"\nlayers = [4]\nseeds = 2', before: str = "", run: str = "") -> str:
    return TEXT.replace("{network}", network).replace("{before}", before).replace("{run}", run)


def test_a_scenario_of_a_network_is_read_and_written() -> None:
    scenario = loads(text(run="parameters = { eta = 0.02 }", before="[field.parameters]\npoints = 40"))
    assert loads(dumps(scenario)) == scenario
    resolved = resolve(scenario)
    assert (resolved.is_network, resolved.is_signal) == (True, False)
    training = build_training(resolved, resolved.runs[0], "numpy")
    assert (training.n, training.shape.units, len(training.points)) == (2, (2, 4, 2), 40)
    assert training.params["eta"] == 0.02
    assert training_memory(resolved) > 0


def test_own_points_are_learnt() -> None:
    points = [[0.0, 0.0, 3], [1.0, 2.0, 7], [2.0, 0.5, 9]]
    resolved = resolve(loads(text(f"points = {points}\nseeds = 1\nbatch = 2\nactivation = 'relu'")))
    training = build_training(resolved, resolved.runs[0], "numpy")
    assert training.points.labels.tolist() == [0, 1, 2]
    assert training.updates == 2
    assert task_of(resolved).parameters == ()
    assert loads(dumps(resolved.scenario)) == resolved.scenario


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"network": 'data = "moon"'}, "field.network.data: needs one of .*, not 'moon'"),
        (
            {"network": 'data = "moons"\nlayers = [65]'},
            r"field.network.layers\[0\]: needs a whole number from 1 to 64, not 65",
        ),
        (
            {"network": 'data = "moons"\nlayers = []'},
            "field.network.layers: needs a list of length 1 to 3, not a list of length 0",
        ),
        ({"network": "seeds = 2"}, "field.network.*either a data set or points"),
        ({"network": "points = [[0, 0, 1], [1, 1, 1]]"}, "field.network.*there are 1 classes"),
        ({"before": "[start]\npoints = [[0, 0]]"}, "start.*weights of its own"),
        ({"run": "start = { points = [[0, 0]] }"}, r"runs\[0\].start.*weights of its own"),
        ({"before": "[noise]\nsigma = 0.1"}, "noise.*comes from its batches"),
        ({"before": "[view]\ncamera = {}"}, "view.camera.*goes with a landscape"),
        ({"before": "[field.parameters]\npoints = 5"}, "points = 5 is outside"),
        ({"run": '[[runs]]\noptimizer = "newton"'}, r"runs\[1\].*asks for its curvature"),
    ],
)
def test_what_does_not_go_with_a_network_is_refused(given: dict, says: str) -> None:
    with pytest.raises(FileError, match=says):
        resolve(loads(text(**given)))


def test_run_trains_and_writes(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    source = tmp_path / "net.toml"
    source.write_text(text(before="[field.parameters]\npoints = 30"), encoding="utf-8")
    whole, table = tmp_path / "all.npz", tmp_path / "some.csv"
    assert main.main(["run", str(source), "--out", str(whole)]) == 0
    assert "median accuracy" in capsys.readouterr().out
    assert main.main(["run", str(source), "--out", str(table), "--every", "2", "--steps", "4"]) == 0
    with np.load(whole) as found:
        assert found["loss_0"].shape == found["accuracy_0"].shape == (4, 2)
        assert found["weights_0"].shape == (2, 22)
        assert loads(str(found["scenario"])).field.network is not None
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["epoch"], row["network"]) for row in rows] == [
        (epoch, network) for epoch in "024" for network in "01"
    ]
    assert main.main(["run", str(source), "--out", str(whole), "--every", "3", "--steps", "4"]) == 0
    with np.load(whole) as found:
        # as of every other run, the last is there in any case
        assert found["epochs"].tolist() == [0, 3, 4]
        assert found["loss_0"].shape == (3, 2)
    assert main.main(["run", str(source), "--out", str(tmp_path / "a.parquet")]) == 2
    assert "not to .parquet" in capsys.readouterr().err
    assert main.main(["run", str(source), "--out", str(whole), "--backend", "cuda"]) == 2
    assert "trained on the processor, not with --backend cuda" in capsys.readouterr().err


def test_n1_everything_beats_plain_descent_and_the_others_lie_close_together() -> None:
    resolved = resolve(load("N1"))
    histories = [record(build_training(resolved, run)) for run in resolved.runs]
    names = [run.spec.optimizer for run in resolved.runs]
    last = dict(zip(names, (float(np.median(h.losses[-1])) for h in histories), strict=True))
    right = dict(zip(names, (float(np.median(h.accuracies[-1])) for h in histories), strict=True))
    plain, plain_right = last.pop("gradient_descent"), right.pop("gradient_descent")
    assert len(last) == 7
    assert max(last.values()) < 0.7 * plain
    assert min(right.values()) > plain_right
    assert max(right.values()) - min(right.values()) < 0.04
    # nothing is far from the rest of them, as seen from where all began
    begun = float(np.median(histories[0].losses[0]))
    assert max(last.values()) - min(last.values()) < 0.15 * begun
    # and not at the end alone: plain descent is behind at every epoch of the second half
    half = slice(len(histories[0].losses) // 2, None)
    paths = [np.median(h.losses[half], axis=1) for h in histories]
    assert all((path < paths[0]).all() for path in paths[1:])


def test_a_script_trains_to_the_same_numbers() -> None:
    given = text(
        run="parameters = { eta = 0.02 }\n"
        "schedule = { id = 'cosine' }\nclip = { norm = 0.5 }\n"
        "turns = [{ step = 1, parameters = { eta = 0.1 } }]\n"
        "[[runs]]\nrule = 'theta = theta - eta*grad(theta)'",
        before="[field.parameters]\npoints = 30",
    )
    resolved = resolve(loads(given))
    made: dict = {}
    exec(script_of(resolved), made)
    assert len(made["histories"]) == 2
    for history, run in zip(made["histories"].values(), resolved.runs, strict=True):
        assert (history.losses == record(build_training(resolved, run)).losses).all()
