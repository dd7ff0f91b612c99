"""Scenario files: what is read, how a fault is told, and that saving and reading are inverse."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import engine
import scenarios
from engine.errors import FileError, OutputError, UnknownNameError
from scenarios import build_runs, dumps, load, loads, resolve, save
from scenarios.building import make_start, particle_count
from scenarios.schema import MOST_BYTES

from .texts import FULL, SIGNAL, SMALL


def test_the_smallest_scenario_gets_every_default():
    scenario = loads(SMALL)
    assert scenario.playback.speed == 60
    assert scenario.playback.dtype == "float64"
    assert scenario.noise.keep == 1
    resolved = resolve(scenario)
    assert resolved.rectangle == engine.load_landscape("himmelblau").domain
    assert resolved.runs[0].parameters["beta2"] == 0.999
    assert resolved.runs[0].label.ru == "Adam"
    assert resolved.noise is None


@pytest.mark.parametrize("text", [SMALL, FULL, SIGNAL])
def test_saving_and_reading_are_inverse(text, tmp_path):
    scenario = loads(text)
    assert loads(dumps(scenario)) == scenario
    save(scenario, tmp_path / "saved.toml")
    assert load(tmp_path / "saved.toml") == scenario
    assert [p.name for p in tmp_path.iterdir()] == ["saved.toml"]


def test_every_field_reaches_the_runs():
    mine, adam, lion = build_runs(loads(FULL), "numpy")
    assert (mine.n, adam.n, lion.n) == (7, 4, 9)
    assert mine.dtype == np.float32
    assert mine.total_steps == 12
    assert mine.field_params["a"] == 3
    assert mine.params == {"gamma": 0.5, "eta": 0.01}
    np.testing.assert_array_equal(mine.state("v"), np.float32(0.5))
    assert adam.params["beta1"] == 0
    np.testing.assert_allclose(np.linalg.norm(adam.positions(), axis=1), 1, rtol=1e-6)
    resolved = resolve(loads(FULL))
    assert resolved.runs[0].schedule is not None
    assert resolved.runs[0].schedule.factor(np.array([12.0]), 12)[0] < 0.05
    assert resolved.runs[0].clip == engine.Clip(value=2, norm=1.5)
    assert resolved.noise == engine.Noise(sigma=0.1, keep=0.9)
    assert resolved.rectangle == (-3, 3, -2, 2)
    assert resolved.runs[0].label.get("ru") == "Моё"
    assert resolved.runs[1].label.get("en") == "β₁ = 0"


def test_noise_and_schedule_of_a_file_change_the_run():
    def end(text: str) -> np.ndarray:
        (run,) = build_runs(loads(text), "numpy")
        run.advance(5)
        return run.positions()

    plain = end(SMALL)
    noisy = end(SMALL + "[noise]\nsigma = 0.5\n")
    slowed = end(
        SMALL.replace('"adam"', '"adam"\nschedule = {id = "inverse_time", parameters = {decay = 1}}')
    )
    assert not np.allclose(plain, noisy)
    assert np.linalg.norm(slowed) < 0.8 * np.linalg.norm(plain)


def test_a_signal_runs_its_own_count_of_particles():
    (run,) = build_runs(loads(SIGNAL), "numpy")
    assert (run.n, run.dims) == (3, 1)
    assert run.field_params == {"period": 9, "kappa": 2}


@pytest.mark.parametrize("index", range(3))
def test_the_count_is_known_without_making_the_start(index):
    run = resolve(loads(FULL)).runs[index]
    assert len(make_start(run.start, 0)) == particle_count(run.start)


FAULTS = {
    "optimizer": (SMALL, '"adam"', '"adamm"', "runs[0].optimizer: no optimizer 'adamm'; did you mean 'adam'"),
    "landscape": (
        SMALL,
        '"himmelblau"',
        '"himelblau"',
        "field.landscape: no landscape 'himelblau'; did you mean 'himmelblau'",
    ),
    "signal": (
        SIGNAL,
        'signal_formula = "sin(t/period)"',
        'signal = "sinus"',
        "field.signal: no signal 'sinus'",
    ),
    "parameter": (
        SMALL,
        '"adam"',
        '"adam"\nparameters = {etta = 1}',
        "runs[0].parameters: no parameter 'etta'; did you mean 'eta'",
    ),
    "range": (SMALL, '"adam"', '"adam"\nparameters = {eta = 20}', "eta = 20 is outside 1e-06 … 10"),
    "not a number": (SMALL, '"adam"', '"adam"\nparameters = {eta = nan}', "runs[0].parameters"),
    "infinite": (SMALL, "[[0, 0]]", "[[inf, 0]]", "start.points"),
    "type": (
        SMALL,
        "steps = 5",
        'steps = "many"',
        "playback.steps: needs a whole number from 1 to 10000000, not 'many'",
    ),
    "bound": (
        SMALL,
        "steps = 5",
        "steps = 0",
        "playback.steps: needs a whole number from 1 to 10000000, not 0",
    ),
    "field": (SMALL, "steps = 5", "stebs = 5", "playback: no field 'stebs'; did you mean 'steps'?"),
    "missing": (SMALL, 'group = "landscapes"\n', "", "needs group, and has none"),
    "schedule": (
        SMALL,
        '"adam"',
        '"adam"\nschedule = {id = "cosin"}',
        "runs[0].schedule.id: no schedule 'cosin'; did you mean 'cosine'",
    ),
    "start missing": (SMALL, "[start]\npoints = [[0, 0]]\n", "", "start: is missing"),
    "two starts": (
        SMALL,
        "points = [[0, 0]]",
        "points = [[0, 0]]\nbox = {rectangle=[0,1,0,1], count=3}",
        "start: needs exactly one of",
    ),
    "count on a landscape": (SMALL, "points = [[0, 0]]", "count = 3", "start.count: does not fit"),
    "points on a signal": (SIGNAL, "count = 3", "points = [[0, 0]]", "start.points: does not fit"),
    "two fields": (SMALL, '"himmelblau"', '"himmelblau"\nsignal = "sine"', "field: needs exactly one of"),
    "narrow": (
        FULL,
        "domain = [-2, 2, -1, 1]",
        "domain = [0, 1e-200, -1, 1]",
        "field.domain: needs sides of more than 1e-100",
    ),
    "domain": (FULL, "domain = [-2, 2, -1, 1]", "domain = [2, -2, -1, 1]", "field.domain: needs x0 < x1"),
    "no domain": (
        FULL,
        "domain = [-2, 2, -1, 1]\n",
        "",
        "field.domain: a landscape_formula needs a domain, such as",
    ),
    "view": (
        FULL,
        "rectangle = [-3, 3, -2, 2]",
        "rectangle = [-3, 3, 2, 2]",
        "view.rectangle: needs x0 < x1",
    ),
    "box": (
        FULL,
        "box = { rectangle = [-1, 1,",
        "box = { rectangle = [1, -1,",
        "runs[2].start.box.rectangle: needs",
    ),
    "formula": (
        FULL,
        '"a*x**2 + y**2"',
        '"a*x**2 + sinn(y)"',
        "field.landscape_formula: line 1, column 10: no function 'sinn'; did you mean 'sin'",
    ),
    "rule": (FULL, "v = gamma*v + eta*g", "v = gamma*v +* eta*g", "runs[0].rule: line 1"),
    "state": (SMALL, '"adam"', '"adam"\nstate = {m = 1}', "runs[0].state: initial states go with a rule"),
    "toml": (SMALL, "format = 1", "format = = 1", "line 1"),
    "much later": (SMALL, "format = 1", "format = " + "9" * 400, "later Ravine"),
    "later format": (SMALL, "format = 1", "format = 2", "format: is of a later Ravine; this one reads 1"),
    "too many": (
        SMALL,
        "points = [[0, 0]]",
        "box = {rectangle=[0,1,0,1], count=1000000000}",
        "start.box.count",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_one_sentence_that_names_its_place(fault):
    text, good, bad, expected = FAULTS[fault]
    assert good in text
    with pytest.raises(FileError) as caught:
        loads(text.replace(good, bad, 1), "my.toml")
    sentence = str(caught.value)
    assert sentence.startswith("my.toml")
    assert expected in sentence
    assert "\n" not in sentence
    assert "msgspec" not in sentence
    assert len(sentence) < 500


def test_a_start_larger_than_memory_is_refused_with_the_figure():
    text = SMALL.replace("points = [[0, 0]]", "box = {rectangle=[0,1,0,1], count=100000000}")
    many = text.replace('[[runs]]\noptimizer = "adam"\n', '[[runs]]\noptimizer = "adam"\n' * 32)
    with pytest.raises(engine.TooLargeError, match=r"would take [\d.]+ [TG]B of memory, and"):
        build_runs(loads(many), "numpy")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"\xff\xfe\x00", "line 1: is not UTF-8"),
        (b"a = 1\nb = '\xff'", "line 2: is not UTF-8"),
        (b"#" * (MOST_BYTES + 1), "is larger than 64 KB"),
        (b"", "needs format, and has none"),
        (b"a=" + b"[" * 20_000, "nested too deeply"),
        (b"a = 1" + b"0" * 10_000, "my.toml"),
        (b".".join([b"a"] * 20_000) + b" = 1", "my.toml"),
    ],
)
def test_files_that_are_no_scenarios(content, expected, tmp_path):
    (tmp_path / "my.toml").write_bytes(content)
    with pytest.raises(FileError) as caught:
        load(tmp_path / "my.toml")
    assert expected in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_byte_order_mark_is_no_fault(tmp_path):
    (tmp_path / "my.toml").write_text(SMALL, encoding="utf-8-sig")
    assert load(tmp_path / "my.toml") == loads(SMALL)


@pytest.mark.parametrize("name", ["nowhere/x.toml", ".", "a\0b.toml", "x" * 5000 + ".toml"])
def test_paths_that_cannot_be_read(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises((FileError, UnknownNameError)) as caught:
        load(name)
    assert "\n" not in str(caught.value)


def test_a_scenario_is_found_by_id_figure_and_path():
    path = scenarios.find("everyone_from_one_point")
    assert scenarios.find("L3") == scenarios.find("l3") == path
    assert scenarios.find("everyone-from-one-point") == path
    assert load("L3") == load(path) == load(str(path))


def test_an_unknown_id_names_the_nearest():
    with pytest.raises(UnknownNameError, match="did you mean 'the_ravine'"):
        load("the_ravin")


def test_a_persons_own_scenarios_are_listed_and_a_broken_one_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    own = scenarios.library.own_folder()
    if not own.is_relative_to(tmp_path):
        monkeypatch.setattr(scenarios.library, "own_folder", lambda: tmp_path / "scenarios")
        own = tmp_path / "scenarios"
    own.mkdir(parents=True)
    (own / "mine.toml").write_text(SMALL, encoding="utf-8")
    (own / "broken.toml").write_text("format = 'x'", encoding="utf-8")
    refused: list[FileError] = []
    ids = [entry.id for entry in scenarios.list_scenarios(refused.append)]
    assert "mine" in ids
    assert "broken" not in ids
    assert [Path(error.path).name for error in refused] == ["broken.toml"]
    assert load("mine").title.en == "Small"


def test_saving_where_nothing_can_be_written_leaves_nothing(tmp_path):
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "folder", tmp_path / "nowhere" / "x.toml"):
        with pytest.raises(OutputError, match="cannot write"):
            save(loads(SMALL), path)
    assert [p.name for p in tmp_path.rglob("*")] == ["folder"]
