"""Scenarios of one coordinate: samples, curves, integrals, ensembles; and columns read from CSV files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

import scenarios
from engine.errors import FileError, OutputError
from scenarios.building import build_runs, run_count
from scenarios.columns import MOST_ROWS, read_columns
from scenarios.resolving import resolve
from scenarios.schema import MOST_BYTES, FieldSpec, Scenario

HEAD = """
format = 1
title = { en = "a", ru = "a" }
caption = { en = "a", ru = "a" }
group = "signals"
"""


def made(body: str) -> Scenario:
    return scenarios.loads(HEAD + body)


ONE = 'runs = [{ optimizer = "momentum" }]\n'
SPREAD = (
    'runs = [{{ optimizer = "momentum", '
    'spread = {{ parameter = "{name}", low = {low}, high = {high}, count = {count} }} }}]\n'
)


def test_samples_travel_in_the_file_to_the_last_digit() -> None:
    values = tuple(float(v) for v in np.random.default_rng(1).normal(size=700))
    scenario = replace(made('field = { signal = "sine" }\n' + ONE), field=FieldSpec(signal_samples=values))
    text = scenarios.dumps(scenario)
    assert scenarios.loads(text) == scenario
    assert max(map(len, text.splitlines())) <= 120
    short = replace(scenario, field=FieldSpec(signal_samples=values[:3], parameters={"amplitude": 2.0}))
    assert scenarios.loads(scenarios.dumps(short)) == short


def test_a_scenario_that_would_be_too_large_is_not_written(tmp_path: Path) -> None:
    values = tuple(float(v) for v in np.random.default_rng(1).normal(size=4096))
    scenario = replace(made('field = { signal = "sine" }\n' + ONE), field=FieldSpec(signal_samples=values))
    path = tmp_path / "large.toml"
    with pytest.raises(OutputError, match=r"large.toml: the scenario would have .* fewer samples"):
        scenarios.save(scenario, path)
    assert not path.exists()
    rounded = tuple(float(f"{v:.5g}") for v in values)
    scenarios.save(replace(scenario, field=FieldSpec(signal_samples=rounded)), path)
    assert path.stat().st_size < MOST_BYTES
    assert scenarios.load(path).field.signal_samples == rounded


def test_balls_begin_where_the_curve_says_or_the_file() -> None:
    (run,) = build_runs(made('field = { curve = "double_well" }\n' + ONE), "numpy")
    assert run.positions().tolist() == [[-1.55]]
    row = 'field = { curve = "parabola" }\nstart = { row = { span = [-1, 1], count = 5 } }\n' + ONE
    (run,) = build_runs(made(row), "numpy")
    assert run.positions()[:, 0].tolist() == [-1, -0.5, 0, 0.5, 1]
    typed = 'field = { curve_formula = "x**2", span = [0, 100] }\n' + ONE
    (run,) = build_runs(made(typed), "numpy")
    assert run.positions().tolist() == [[4.0]]


def test_an_ensemble_is_spread_as_its_parameters_slider() -> None:
    body = 'field = { signal = "sine" }\n' + SPREAD.format(name="gamma", low=0.5, high=0.99, count=9)
    resolved = resolve(made(body))
    run = resolved.runs[0]
    assert run.spread is not None
    values = np.array(run.spread.values())
    assert (values[0], values[-1], run_count(run)) == (0.5, 0.99, 9)
    ratios = (1 - values[1:]) / (1 - values[:-1])
    np.testing.assert_allclose(ratios, ratios[0], rtol=1e-9)
    (built,) = build_runs(resolved, "numpy")
    assert built.n == 9
    assert not resolved.is_curve
    assert resolved.is_signal


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('field = { signal = "sine", curve = "parabola" }\n' + ONE, "field: needs exactly one of"),
        (
            'field = { signal = "sine", integral = true }\n' + ONE,
            "field.span: a curve_formula or an integral needs a span",
        ),
        ('field = { signal = "sine", span = [0, 1] }\n' + ONE, "field.span: a span goes with"),
        ('field = { curve = "parabola", integral = true }\n' + ONE, "field.integral: goes with a signal"),
        ('field = { curve_formula = "x", span = [1, 1] }\n' + ONE, "field.span: needs x0 < x1"),
        ('field = { curve_formula = "x + t*", span = [0, 1] }\n' + ONE, "field.curve_formula"),
        ('field = { curve = "parabla" }\n' + ONE, "did you mean 'parabola'"),
        ("field = { signal_samples = [1] }\n" + ONE, "field.signal_samples"),
        ('field = { curve = "parabola" }\nstart = { count = 3 }\n' + ONE, "start.count: does not fit"),
        ('field = { signal = "sine" }\nstart = { places = [1] }\n' + ONE, "start.places: does not fit"),
        (
            'field = { signal = "sine" }\n' + SPREAD.format(name="gama", low=0, high=1, count=9),
            "did you mean",
        ),
        ('field = { signal = "sine" }\n' + SPREAD.format(name="gamma", low=0, high=1, count=9), "gamma = 1"),
        (
            'field = { signal = "sine" }\n' + SPREAD.format(name="gamma", low=0.5, high=0.5, count=9),
            "low < high",
        ),
        (
            'field = { signal = "sine" }\nstart = { count = 4 }\n'
            + SPREAD.format(name="gamma", low=0.1, high=0.5, count=9),
            "goes with a single particle",
        ),
        (
            'field = { landscape = "rosenbrock" }\nstart = { points = [[1, 1]] }\n'
            + SPREAD.format(name="gamma", low=0.1, high=0.5, count=9),
            "is for signals and curves",
        ),
        (
            'field = { signal = "sine" }\nruns = [{ optimizer = "momentum" }, { optimizer = "newton" }]\n',
            "runs[1].optimizer: a signal has no newton",
        ),
        (
            'field = { signal = "sine", integral = true, span = [0, 9] }\n'
            'runs = [{ rule = "theta = theta - loss(theta)*g" }]\n',
            "runs[0].rule: the integral of a signal is known by its slope alone",
        ),
    ],
)
def test_what_does_not_go_together_is_refused_with_its_field(body: str, said: str) -> None:
    with pytest.raises(FileError) as refused:
        made(body)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


# -- columns ---------------------------------------------------------------------------------------------


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "table.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    ("text", "names", "first"),
    [
        ("step,loss\n1,0.5\n2,0.25\n", ["step", "loss"], (1.0, 2.0)),
        ("1;2,5\n3;4,5\n", ["1", "2"], (1.0, 3.0)),
        ("a\tb\n1\tx\n2\ty\n", ["a"], (1.0, 2.0)),
        ('"grad, norm"\n1e-3\n−2\n', ["grad, norm"], (0.001, -2.0)),
        ("a,b\n1,2\n3,4\n5,\n", ["a", "b"], (1.0, 3.0, 5.0)),
        ("\n\na\n\n1\n2\n", ["a"], (1.0, 2.0)),
        ("0,5;1,5\r\n1,0;2,5\r\n", ["1", "2"], (0.5, 1.0)),
        ("time, s;value, V\n0,5;1,5\n1,0;2,5\n", ["time, s", "value, V"], (0.5, 1.0)),
        ("a;b;c,y\n1,2\n3,4\n", ["a;b;c", "y"], (1.0, 3.0)),
        ("sep=;\r\nt;y\r\n1,5;2\r\n2,5;3\r\n", ["t", "y"], (1.5, 2.5)),
        ("\ufefft;y\n1 000,5;2\n-2\u00a0000,5;3\n", ["t", "y"], (1000.5, -2000.5)),
        (",0\n0,0.5\n1,0.25\n", ["1", "0"], (0.0, 1.0)),
        ("t,0\n0,0.5\n1,0.25\n", ["t", "0"], (0.0, 1.0)),
        ("y\n1,5\n2,5\n", ["y"], (1.5, 2.5)),
        ("1,nan\n2,3\n4,5\n", ["1"], (1.0, 2.0, 4.0)),
    ],
)
def test_columns_of_numbers_are_found(tmp_path: Path, text: str, names: list, first: tuple) -> None:
    columns = read_columns(written(tmp_path, text)).found
    assert [column.name for column in columns] == names
    assert columns[0].values == first


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("t,y\n1,2\n\n2,nan\n3,4\n", ["column 'y' has 'nan' in line 4, which is no number within ±1e12"]),
        ("t,y\n1,2\n2,\n3,4\n", ["column 'y' has no number in line 3"]),
        ("t;a;b\n1;1e13;x\n2;3;4\n", ["column 'a' has '1e13' in line 2", "column 'b' has 'x' in line 2"]),
        ("t,y,day\n1,2,monday\n3,4,tuesday\n", []),
    ],
)
def test_why_a_column_that_has_numbers_is_none_of_them_is_told(
    tmp_path: Path, text: str, reasons: list[str]
) -> None:
    columns = read_columns(written(tmp_path, text))
    assert columns.found[0].name == "t"
    assert len(columns.left_out) == len(reasons)
    assert all(said.startswith(reason) for said, reason in zip(columns.left_out, reasons, strict=True))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "fewer than two rows"),
        ("a,b\nx,y\nz,w\n", "no column of two or more numbers"),
        ("a\n1\n", "no column of two or more numbers"),
        ("a\n1\nnan\n", "no column of two or more numbers: column 'a' has 'nan' in line 3"),
        ("a\n1\n1e400\n", "no column"),
        (b"\xff\xfe\x00", "is not UTF-8 text"),
        ("1\n" * (MOST_ROWS + 1), "more than 200,000 rows"),
        ("1," * 300 + "1\n" + "1," * 300 + "1\n", "more than 200 columns"),
        ('a\n"' + "1" * 200_000, "is not a table"),
    ],
)
def test_files_that_are_no_tables_are_refused_in_a_sentence(
    tmp_path: Path, text: str | bytes, said: str
) -> None:
    path = written(tmp_path, text)
    with pytest.raises(FileError, match=said) as refused:
        read_columns(path)
    assert "\n" not in str(refused.value)
    with pytest.raises(FileError, match="is not a file"):
        read_columns(tmp_path)
