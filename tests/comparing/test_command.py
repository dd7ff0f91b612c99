"""`main.py compare`: from a scenario to a table, curves and a picture."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest

import main
import scenarios
from scenarios.comparing import Asked, contest_of, parse_range
from scenarios.resolving import resolve

SCENARIO = """
format = 1
group = "landscapes"
title = { en = "A bowl", ru = "Чаша" }
caption = { en = "Who is first.", ru = "Кто первый." }

[field]
landscape = "ravine"
parameters = { condition = 9 }

[start]
box = { rectangle = [-4, 4, -2, 2], count = 3 }

[[runs]]
optimizer = "gradient_descent"
label = { en = "Slow", ru = "Медленно" }
parameters = { eta = 0.01 }

[[runs]]
optimizer = "gradient_descent"
label = { en = "Fast", ru = "Быстро" }
parameters = { eta = 0.1 }

[[runs]]
optimizer = "momentum"
label = { en = "Heavy", ru = "Тяжёлый" }
parameters = { eta = 0.01, gamma = 0.5 }

[playback]
steps = 40
"""


@pytest.fixture
def scenario(tmp_path: Path) -> str:
    path = tmp_path / "bowl.toml"
    path.write_text(SCENARIO, encoding="utf-8")
    return str(path)


def run(*given: str) -> int:
    return main.main(["compare", *given])


def test_a_folder_with_everything(scenario: str, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    out = tmp_path / "who"
    assert run(scenario, "--budget", "9", "--starts", "5", "--out", str(out), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told == json.loads((out / "summary.json").read_text("utf-8"))
    assert told["trainings"] == 9 * 5
    assert {one["trainings"] for one in told["optimizers"]} == {told["trainings"]}
    assert all(len(one["tuning"]["settings"]) == 9 for one in told["optimizers"])
    with (out / "table.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["optimizer"] for row in rows] == [one["optimizer"] for one in told["optimizers"]]
    assert [float(row["loss"]) for row in rows] == [one["loss"] for one in told["optimizers"]]
    curves = np.load(out / "curves.npz")
    assert curves["curve"].shape == (2, 3, 41)
    assert curves["curve"][:, 1, -1].tolist() == [one["loss"] for one in told["optimizers"]]
    assert scenarios.load(out / "compare.png").title.en == "A bowl"


def test_the_same_seed_gives_the_same_bytes(scenario: str, tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("a", "b", "c")]
    for folder, seed in zip(folders, ("1", "1", "2"), strict=True):
        assert run(scenario, "--budget", "4", "--seed", seed, "--starts", "4", "--out", str(folder)) == 0
    for name in ("table.csv", "summary.json", "compare.png", "curves.npz"):
        same, again, other = ((folder / name).read_bytes() for folder in folders)
        assert same == again
        assert same != other


def test_runs_that_tuning_makes_equal_are_one(scenario: str) -> None:
    resolved = resolve(scenarios.load(scenario))
    contest = contest_of(resolved, Asked(budget=3))
    assert [c.label["en"] for c in contest.contestants] == ["Gradient descent", "Heavy"]
    assert dict(contest.contestants[1].params) == {"gamma": 0.5}
    assert np.abs(contest.tuning).max() <= 4
    both = contest_of(resolved, Asked(budget=3, tuned=(parse_range("gamma=0.1:0.9"),)))
    assert [[one.name for one in c.ranges] for c in both.contestants] == [["eta"], ["eta", "gamma"]]


def named(runs: str) -> list[str]:
    """Who takes part when these are a scenario's runs."""
    head, _, _ = SCENARIO.partition("[[runs]]")
    resolved = resolve(scenarios.loads(head + runs + "[playback]\nsteps = 40\n"))
    return [c.label["en"] for c in contest_of(resolved, Asked(budget=2)).contestants]


def test_runs_of_one_name_are_told_apart_by_what_they_do_not_share() -> None:
    runs = [
        f'[[runs]]\noptimizer = "momentum"\nparameters = {{ eta = {eta}, gamma = {gamma} }}\n'
        for gamma in (0.5, 0.9)
        for eta in (0.01, 0.1)
    ]
    adam = '[[runs]]\noptimizer = "adam"\n'
    assert named("".join([*runs, adam])) == ["Momentum, γ = 0.5", "Momentum, γ = 0.9", "Adam"]


def test_a_rule_that_begins_elsewhere_is_another_one() -> None:
    rule = '[[runs]]\nrule = "v = 0.9*v + eta*g\\ntheta = theta - v"\n'
    assert named(f'{rule}label = "At rest"\n{rule}label = "Pushed"\nstate = {{ v = 1.0 }}\n') == [
        "At rest",
        "Pushed",
    ]


def test_a_share_kept_is_tuned_by_what_is_not_kept(
    scenario: str, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    given = ("--optimizers", "momentum", "--budget", "16", "--starts", "3")
    ranges = ("--tune", "eta=0.01:0.02", "--tune", "gamma=0.9:0.9999:complement")
    assert run(scenario, *given, *ranges, "--json") == 0
    tuning = json.loads(capsys.readouterr().out)["optimizers"][0]["tuning"]
    assert tuning["parameters"] == ["eta", "gamma"]
    assert tuning["ranges"] == [[0.01, 0.02], [0.9, 0.9999]]
    assert tuning["scales"] == ["linear", "complement"]
    shares = np.array(tuning["settings"])[:, 1]
    # evenly in the value, there would be one or two
    assert (shares > 0.99).sum() > 8


def test_the_table_in_russian_and_optimizers_of_the_catalogue(
    scenario: str, capsys: pytest.CaptureFixture
) -> None:
    given = ("--optimizers", "adam,cocob", "--budget", "3", "--starts", "3", "--language", "ru")
    assert run(scenario, *given) == 0
    said = capsys.readouterr().out
    assert "быстрее всех" in said
    assert "Adam" in said
    assert "COCOB" in said


@pytest.mark.parametrize(
    ("given", "russian"),
    [
        (("--budget", "0"), "budget"),
        (("--budget", "3", "--starts", "0"), "число стартов = 0"),
        (("--budget", "3", "--starts", "9000000000"), "число стартов = 9000000000"),
        (("--budget", "3", "--tune", "eta"), "«eta» — не диапазон вида eta=1e-4:1:log"),
        (("--budget", "3", "--tune", "gamma=0:0.9:cubic"), "«gamma=0:0.9:cubic» — не диапазон вида"),
        (("--budget", "3", "--tune", "gamma=0:0.9_0"), "«gamma=0:0.9_0» — не диапазон вида"),
        (("--budget", "3", "--tune", "gamma=0:1:complement"), "кончается ниже 1, а не на 1"),
        (("--budget", "3", "--tune", "beta1=0:0.9"), "beta1"),
        (("--budget", "3", "--tune", "gamma=0.9:0.1"), "до большего, а не от 0.9 до 0.1"),
        (("--budget", "3", "--tune", "gamma=0.1:nan"), "до большего, а не от 0.1 до nan"),
        (("--budget", "3", "--tune", "gamma=0:0.9:log"), "начинается выше 0, а не с 0"),
        (("--budget", "3", "--tune", "gamma=0:1"), "gamma у momentum = 1: допустимо от 0 до 0.9999"),
        (("--budget", "3", "--tune", "gamma=0:0.5", "--tune", "gamma=0.5:0.9"), "gamma подбирается больше"),
        (("--budget", "3", "--optimizers", "all,adam"), "«all» называет все оптимизаторы"),
        (("--budget", "3", "--seeds", "2"), "без шума все зёрна дают одно и то же; уберите --seeds"),
        (("--budget", "3", "--optimizers", "adamm"), "adamm"),
        (("--budget", "3", "--optimizers", " ,"), "« ,» не называет ни одного оптимизатора"),
        (("--budget", "3", "--tolerance", "0"), "допуск больше 0 и меньше 1, а не 0"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    scenario: str, given: tuple[str, ...], russian: str, capsys: pytest.CaptureFixture
) -> None:
    assert run(scenario, *given, "--language", "ru") == main.WRONG
    said = capsys.readouterr().err.strip()
    assert russian in said
    assert "\n" not in said


def test_a_folder_without_a_name_is_not_where_one_is(
    scenario: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert run(scenario, "--budget", "2", "--out", "", "--language", "ru") == main.WRONG
    assert "--out нужно имя папки" in capsys.readouterr().err
    assert not list(Path().iterdir())
    assert run(scenario, "--budget", "2", "--starts", "2", "--out", ".") == 0
    assert Path("table.csv").is_file()


def test_a_signal_is_refused(capsys: pytest.CaptureFixture) -> None:
    assert run("S1", "--budget", "3") == main.WRONG
    assert "landscape" in capsys.readouterr().err
