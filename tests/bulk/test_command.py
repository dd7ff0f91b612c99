"""`main.py map`: from a scenario to data, a picture and a summary."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import zarr

import main
import scenarios
from engine.bulk.store import DATA

SCENARIO = """
format = 1
group = "landscapes"
title = { en = "Four minima", ru = "Четыре минимума" }
caption = { en = "Who gets where.", ru = "Кто куда." }

[field]
landscape = "himmelblau"

[start]
points = [[0.5, -0.5]]

[[runs]]
optimizer = "momentum"
parameters = { eta = 0.01, gamma = 0.5 }

[[runs]]
optimizer = "adam"
label = { en = "Adam, fast", ru = "Быстрый Adam" }
parameters = { eta = 0.3 }

[noise]
sigma = 0.0

[playback]
steps = 150
"""


@pytest.fixture
def scenario(tmp_path: Path) -> str:
    path = tmp_path / "four.toml"
    path.write_text(SCENARIO, encoding="utf-8")
    return str(path)


def run(*given: str) -> int:
    return main.main(["map", *given])


def summary(folder: Path) -> dict:
    return json.loads((folder / "summary.json").read_text("utf-8"))


def test_a_map_of_starts(scenario: str, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    out = tmp_path / "m"
    assert (
        run(scenario, "--x", "start.x=-5:5", "--y", "start.y=-5:5", "--size", "60x50", "--out", str(out)) == 0
    )
    said = capsys.readouterr().out
    assert "(3, 2)" in said
    assert said.rstrip().endswith(str(out))
    told = summary(out)
    fractions = told["fractions"]
    others = [fractions[key] for key in ("converged_elsewhere", "outside_domain", "diverged", "wandering")]
    assert sum(b["fraction"] for b in fractions["basins"]) + sum(others) == pytest.approx(1, abs=1e-12)
    assert sum(told["outcomes"].values()) == told["pixels"] == 3000
    assert told["steps"] == 150
    assert told["basin_entropy"] > 0
    group = zarr.open_group(str(out / DATA), mode="r")
    assert {"outcome", "steps", "loss", "distance", "x", "y"} <= set(group.array_keys())
    assert (group["distance"][:] > 0).all()
    head = (out / "map.png").read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    wide, high = struct.unpack(">II", head[16:])
    assert min(wide, high) > 1600
    carried = scenarios.load(out / "map.png")
    assert carried.view.map is not None
    assert (carried.view.map.x.name, carried.view.map.x.low, carried.view.map.run) == ("start.x", -5, 0)


def test_again_it_goes_on_and_with_other_settings_it_is_refused(
    scenario: str, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    out = tmp_path / "m"
    given = [scenario, "--size", "40x32", "--out", str(out)]
    assert run(*given, "--json") == 0
    first = json.loads(capsys.readouterr().out)
    files = {
        path: path.read_bytes() for path in out.rglob("*") if path.is_file() and path.suffix != ".sqlite"
    }
    assert run(*given, "--json") == 0
    again = json.loads(capsys.readouterr().out)
    assert again["steps_per_second"] == 0
    assert first["fractions"] == again["fractions"]
    assert all(path.read_bytes() == content for path, content in files.items())
    assert run(*given, "--steps", "151") == 2
    assert "steps = 150, and this one has 151" in capsys.readouterr().err
    assert run(*given, "--steps", "151", "--language", "ru") == 2
    assert "steps = 150" in capsys.readouterr().err
    # another colour is another picture of the same data
    assert run(*given, "--color", "loss", "--theme", "light", "--language", "ru") == 0
    assert (out / "map.png").read_bytes() != files[out / "map.png"]


def test_parameters_of_a_run_by_its_label(scenario: str, tmp_path: Path) -> None:
    out = tmp_path / "m"
    given = ["--x", "Adam, fast.eta=1e-3:1:log", "--y", "beta1=0:0.95", "--size", "33x17", "--out", str(out)]
    assert run(scenario, *given, "--run", "adam", "--dtype", "float64", "--measure", "none") == 0
    told = summary(out)
    assert told["run"] == "Adam, fast"
    assert told["x"] == {"name": "eta", "low": 1e-3, "high": 1.0, "log": True}
    assert told["start"] == [0.5, -0.5]
    group = zarr.open_group(str(out / DATA), mode="r")
    assert "distance" not in set(group.array_keys())
    np.testing.assert_allclose(group["x"][:], np.geomspace(1e-3, 1, 67)[1::2], rtol=1e-12)


def test_seeds_give_a_map_of_success(scenario: str, tmp_path: Path) -> None:
    out = tmp_path / "m"
    given = ["--x", "noise.sigma=0:6", "--y", "eta=1e-3:2e-2:log", "--size", "32x16", "--seeds", "3"]
    assert run(scenario, *given, "--color", "success", "--out", str(out)) == 0
    group = zarr.open_group(str(out / DATA), mode="r")
    assert set(np.unique(np.round(group["success"][:] * 3))) <= {0, 1, 2, 3}
    pictures = [(out / "map.png").read_bytes()]
    for statistic in ("median", "mean", "q90"):
        assert run(scenario, *given, "--color", "loss", "--statistic", statistic, "--out", str(out)) == 0
        pictures.append((out / "map.png").read_bytes())
        carried = scenarios.load(out / "map.png").view.map
        assert (carried.colour, carried.statistic, carried.seeds) == ("loss", statistic, 3)
    assert len(set(pictures)) == 4
    assert {"loss_mean", "loss_q10", "steps_q90"} <= set(group.array_keys())


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--x", "start.x=-5"], "not an axis such as"),
        (["--x", "start.x=a:5"], "'a' in 'start.x=a:5' is not a number"),
        (["--x", "start.x=-1_0:5"], "'-1_0' in 'start.x=-1_0:5' is not a number"),
        (["--x", "etta=0.1:1"], "did you mean 'eta'"),
        (["--x", "Bdam.eta=0.1:1"], "no run labelled 'Bdam'"),
        (["--x", "Momentum.eta=0.1:1", "--y", "Adam, fast.beta1=0:0.9"], "axes are of two"),
        (["--x", "gamma=0:2"], "gamma = 2 is outside"),
        (["--x", "eta=0:1:log"], "outside"),
        (["--x", "start.x=1:1"], "from 1 to 1"),
        (["--x", "start.x=0:1e-310"], "low and high are so near"),
        (["--x", "eta=1e-4:1.0000000000000002e-4:log"], "low and high are so near"),
        (["--x", "start.x=1e-310:5:log"], "a logarithmic axis begins at 1e-300 or above"),
        (["--size", "0x10"], "width = 0"),
        (["--steps", "0"], "steps = 0"),
        (["--seeds", "3"], "without noise"),
        (["--color", "success"], "several --seeds"),
        (["--color", "loss", "--statistic", "mean"], "several --seeds"),
        (["--x", "noise.sigma=0:1", "--seeds", "2", "--statistic", "mean"], "add --color loss or steps"),
        (["--measure", "distances"], "did you mean 'distance'"),
        (["--backend", "cuda", "--workers", "2"], "leave --backend cuda out"),
        (["--workers", "2", "--scheduler", "tcp://a:1"], "give one of them"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    scenario: str, tmp_path: Path, capsys: pytest.CaptureFixture, given: list[str], said: str
) -> None:
    assert run(scenario, "--out", str(tmp_path / "m"), *given) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert not (tmp_path / "m").exists()


def test_signals_have_no_maps(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    assert run("S1", "--out", str(tmp_path / "m")) == 2
    assert "a map is of a landscape" in capsys.readouterr().err


def test_a_large_map_has_a_picture_of_some_of_its_pixels(
    scenario: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gui.mapping import picture

    monkeypatch.setattr(picture, "LARGEST", 50)
    out = tmp_path / "m"
    assert run(scenario, "--size", "96x100", "--steps", "5", "--out", str(out)) == 0
    assert summary(out)["picture"] == {"file": "map.png", "colour": "basin", "shows_every": 2}
    assert summary(out)["pixels"] == 9600


@pytest.mark.parametrize("size", ["2000x1", "1x2000", "1x1"])
def test_a_map_of_one_row_or_column_or_pixel_has_a_picture(scenario: str, tmp_path: Path, size: str) -> None:
    out = tmp_path / "m"
    assert run(scenario, "--size", size, "--steps", "1", "--out", str(out)) == 0
    scenarios.load(out / "map.png")


def test_the_picture_carries_what_it_was_made_with(scenario: str, tmp_path: Path) -> None:
    out = tmp_path / "m"
    given = ["--x", "noise.sigma=0:1", "--size", "3x2", "--steps", "2", "--dtype", "float32", "--seed", "5"]
    assert run(scenario, *given, "--seeds", "300", "--out", str(out)) == 0
    assert summary(out)["seeds"] == 300
    carried = scenarios.load(out / "map.png")
    assert (carried.playback.dtype, carried.playback.seed) == ("float32", 5)
    assert carried.view.map is not None
    assert carried.view.map.seeds == 256


def test_what_is_not_asked_for_is_as_in_the_scenarios_own_map(tmp_path: Path) -> None:
    own = """
[view.map]
x = { name = "noise.sigma", low = 0.0, high = 6.0 }
y = { name = "eta", low = 0.001, high = 0.02, log = true }
colour = "steps"
steps = 40
seeds = 3
statistic = "q90"
"""
    path = tmp_path / "own.toml"
    path.write_text(SCENARIO + own, encoding="utf-8")
    out = tmp_path / "m"
    assert run(str(path), "--size", "8x6", "--out", str(out)) == 0
    told = summary(out)
    assert (told["seeds"], told["steps"], told["picture"]["colour"]) == (3, 40, "steps")
    carried = scenarios.load(out / "map.png").view.map
    assert carried == scenarios.load(path).view.map
    # the statistic is of steps; a picture of basins has none
    assert run(str(path), "--size", "8x6", "--color", "basin", "--out", str(out)) == 0
    # over other axes there may be no noise, and then nothing to make statistics of
    quiet = ["--x", "gamma=0:0.9", "--size", "8x6", "--color", "visited", "--out", str(tmp_path / "n")]
    assert run(str(path), *quiet) == 0
    assert summary(tmp_path / "n")["seeds"] == 1
    assert summary(tmp_path / "n")["measures"] == ["distance", "visited"]


def test_a_map_that_is_stopped_says_how_it_goes_on(
    scenario: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    from engine.bulk import production
    from engine.errors import Cancelled
    from engine.phrase import Phrase

    def stopped(*_: object, **__: object) -> None:
        raise Cancelled(Phrase("stopped on request"))

    monkeypatch.setattr(production, "compute", stopped)
    assert run(scenario, "--size", "20x20", "--out", str(tmp_path / "m")) == 130
    assert "the same command goes on" in capsys.readouterr().err


def test_an_axis_finer_than_numbers_is_told_and_still_drawn(
    scenario: str, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    given = ["--x", "start.x=1:1.00000000000001", "--y", "start.y=-5:5", "--size", "200x20", "--steps", "3"]
    assert run(scenario, *given, "--out", str(tmp_path / "m"), "--language", "ru") == 0
    assert "start.x мельче чисел float64" in capsys.readouterr().err
    wide, high = struct.unpack(">II", (tmp_path / "m" / "map.png").read_bytes()[16:24])
    assert 600 < high < wide < 2400


def test_what_will_not_fit_on_the_disk_is_said_before(
    scenario: str, tmp_path: Path, monkeypatch, capsys
) -> None:
    from gui.mapping import foretelling

    out = tmp_path / "not yet" / "m"
    asked = ("--size", "30x20", "--steps", "5", "--measure", "none", "--out", str(out))
    usage_now = SimpleNamespace(free=30 * 20 * (1 + 2 + 4 + 8 + 8))
    looked: list[Path] = []

    def usage(place: Path) -> object:
        looked.append(place)
        if not place.exists():
            raise FileNotFoundError
        return usage_now

    monkeypatch.setattr(foretelling.shutil, "disk_usage", usage)
    assert run(scenario, *asked) == 0
    assert "before they are compressed" not in capsys.readouterr().err
    assert looked == [out, out.parent, tmp_path]
    usage_now.free -= 1
    assert run(scenario, *asked) == 0
    assert (
        f"{out}: the arrays are 13.8 kB before they are compressed, and 13.8 kB are free there"
        in capsys.readouterr().err
    )


def test_the_folder_that_one_is_in_is_refused(
    scenario: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert run(scenario, "--size", "4x4", "--steps", "3", "--out", ".") == main.WRONG
    assert ". is the folder that you are in; name a new one" in capsys.readouterr().err
    assert not list(Path().iterdir())
