"""Maps in scenario files: what their axes may be, how a fault is told, and what they are a map of."""

from __future__ import annotations

import numpy as np
import pytest

from engine.errors import FileError
from scenarios import dumps, loads, resolve
from scenarios.map_schema import AxisSpec, MapSpec, SecondMap
from scenarios.studying import first_start, study_of

from .texts import FULL, SIGNAL, SMALL

MAP = """
[view.map]
x = { name = "eta", low = 0.001, high = 1, log = true }
y = { name = "start.y", low = -2, high = 3 }
colour = "steps"
seeds = 9
second = { colour = "loss", difference = true }
"""


def with_map(text: str, **changes: object) -> str:
    axes = {"x": "eta", "low": "0.001", "high": "1", "log": "true", "y": "start.y", **changes}
    return text + (
        f'[view.map]\nx = {{ name = "{axes["x"]}", low = {axes["low"]}, high = {axes["high"]}, '
        f'log = {axes["log"]} }}\ny = {{ name = "{axes["y"]}", low = 0, high = 0.9 }}\n'
        f"{axes.get('more', '')}\n"
    )


def test_a_map_is_read_and_written() -> None:
    scenario = loads(SMALL + MAP)
    assert scenario.view.map == MapSpec(
        AxisSpec("eta", 0.001, 1, True),
        AxisSpec("start.y", -2, 3),
        colour="steps",
        seeds=9,
        second=SecondMap(colour="loss", difference=True),
    )
    assert loads(dumps(scenario)) == scenario


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"x": "etta"}, "view.map.x.name", "no parameter 'etta'; did you mean 'eta'"),
        ({"y": "eta"}, "view.map.y.name", "the two axes are the same"),
        ({"low": "2"}, "view.map.x", "needs low < high"),
        ({"x": "start.x", "low": "1e-310"}, "view.map.x.low", "begins at 1e-300 or above"),
        ({"x": "start.x", "low": "1e9", "high": "1000000000.0000001"}, "view.map.x", "are so near that"),
        ({"high": "1000"}, "view.map.x.high", "= 1000 is outside"),
        ({"x": "start.x", "low": "-1"}, "view.map.x.low", "a logarithmic axis begins above 0"),
        ({"more": "run = 3"}, "view.map.run", "run = 3 is outside 0 … 0"),
        ({"more": "second = { run = 9 }"}, "view.map.second.run", "run = 9 is outside 0 … 0"),
    ],
)
def test_what_makes_no_map_is_said(changes: dict[str, str], field: str, sentence: str) -> None:
    with pytest.raises(FileError, match=r".") as caught:
        resolve(loads(with_map(SMALL, **changes)))
    assert caught.value.field == field
    assert sentence in str(caught.value)


def test_a_scheduled_rate_makes_an_axis_and_a_signal_no_map() -> None:
    resolved = resolve(loads(FULL + _map_of_eta()))
    spec = resolved.scenario.view.map
    assert spec is not None
    study = study_of(resolved, 0, spec.x, spec.y, (40, 30))
    assert study.schedule is not None
    assert study.x.name == "eta"
    with pytest.raises(FileError, match="goes with a landscape"):
        resolve(loads(SIGNAL + MAP))


def _map_of_eta() -> str:
    return (
        '[view.map]\nx = { name = "eta", low = 0.1, high = 1 }\ny = { name = "gamma", low = 0, high = 0.9 }\n'
    )


def test_a_study_knows_nothing_of_what_its_axes_say() -> None:
    resolved = resolve(loads(SMALL + MAP))
    spec = resolved.scenario.view.map
    assert spec is not None
    study = study_of(resolved, 0, spec.x, spec.y, (40, 30))
    assert study.start == (0.0, 0.0)
    assert "eta" not in study.params
    assert study.params["beta1"] == 0.9
    assert (study.width, study.height, study.steps, study.dtype) == (40, 30, 5, "float64")
    moved = resolve(loads((SMALL + MAP).replace("[[0, 0]]", "[[0, 2.5]]")))
    assert study_of(moved, 0, spec.x, spec.y, (40, 30)).key() == study.key()
    aside = resolve(loads((SMALL + MAP).replace("[[0, 0]]", "[[1, 0]]")))
    assert study_of(aside, 0, spec.x, spec.y, (40, 30)).key() != study.key()


def test_parameters_have_the_values_that_they_are_turned_to() -> None:
    text = SMALL.replace(
        'optimizer = "adam"', 'optimizer = "adam"\nturns = [{ step = 3, parameters = { beta1 = 0.5 } }]'
    )
    resolved = resolve(loads(text + MAP))
    spec = resolved.scenario.view.map
    assert spec is not None
    assert study_of(resolved, 0, spec.x, spec.y, (8, 8)).params["beta1"] == 0.5


@pytest.mark.parametrize("number", [0, 1, 2])
def test_all_pixels_begin_where_the_first_particle_does(number: int) -> None:
    from scenarios.building import make_start

    resolved = resolve(loads(FULL))
    run = resolved.runs[number]
    expected = make_start(run.start, resolved.scenario.playback.seed)[0]
    np.testing.assert_allclose(first_start(resolved, run), expected, rtol=1e-12)
