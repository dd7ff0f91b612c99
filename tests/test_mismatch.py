"""A document that is not of its shape is told the field, what it has there, and all that would do."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
import tomli

from engine.entries.shape import LandscapeShape, OptimizerShape
from engine.errors import FileError
from engine.mismatch import first_mismatch
from gui.translations import sentence
from scenarios import loads
from scenarios.library import SHIPPED
from scenarios.schema import Scenario, convert

SMALL = """
format = 1
group = "landscapes"
title = { en = "a", ru = "а" }
caption = { en = "b", ru = "б" }
field = { landscape = "ravine" }
start = { points = [[1, 2]] }
runs = [{ optimizer = "adam", label = "A", parameters = { eta = 0.1 } }]
playback = { steps = 5 }
"""


def told(text: str, shape: type = Scenario) -> str:
    found = first_mismatch(tomli.loads(text), shape)
    assert found is not None
    return ": ".join(part for part in found if part)


def test_what_is_of_its_shape_has_none() -> None:
    assert first_mismatch(tomli.loads(SMALL), Scenario) is None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            '"landscapes"',
            '"landscape"',
            "group: needs one of adaptive, landscapes, lessons, maps, momentum, networks, signals, swarms, "
            "not 'landscape'",
        ),
        ("steps = 5", "stebs = 5", "playback: no field 'stebs'; did you mean 'steps'?"),
        ("steps = 5", "zz = 5", "playback: no field 'zz'; there is steps, speed, seed, dtype, loop"),
        ("steps = 5", "speed = 0", "playback.speed: needs a number above 0 and up to 1000000, not 0"),
        ("steps = 5", "steps = nan", "playback.steps: needs a whole number from 1 to 10000000, not nan"),
        ("steps = 5", "loop = 1", "playback.loop: needs true or false, not 1"),
        ("eta = 0.1", "eta = 'fast'", "runs[0].parameters.eta: needs a number, not 'fast'"),
        ("eta = 0.1", "eta = inf", "runs[0].parameters.eta: needs a number from -1e+12 to 1e+12, not inf"),
        ("eta = 0.1", "eta = [1]", "runs[0].parameters.eta: needs a number, not a list of length 1"),
        ("[[1, 2]]", "[[1, 2, 3]]", "start.points[0]: needs a list of length 2, not a list of length 3"),
        ("[[1, 2]]", "[]", "start.points: needs a list of length 1 to 4,096, not a list of length 0"),
        ('"A"', "{}", "runs[0].label: needs en, and has none"),
        ('"A"', "true", "runs[0].label: needs text of 1 to 80 letters or a table, not true"),
        ('"A"', f'"{"x" * 99}"', "runs[0].label: needs text of 1 to 80 letters, not text of 99 letters"),
        ("format = 1", 'format = "1"', "format: needs 1, not '1'"),
        ("format = 1", 'format = 1\nfigure = "figure 3"',
         "figure: needs a capital letter and a number, such as L3, not 'figure 3'"),
        ('group = "landscapes"', 'group = "landscapes"\nview = { lanes = { shown = ["theta", "gradeint"] } }',
         "view.lanes.shown[1]: needs gradient, update, theta, or a state of a rule, "
         "such as state:v or root:v, not 'gradeint'"),
        ("format = 1", f"format = 0x{'f' * 999}", "format: needs 1, not a number of more than 1,202 digits"),
        ('group = "landscapes"', "", "needs group, and has none"),
    ],
)  # fmt: skip
def test_the_value_and_what_is_allowed_are_told(old: str, new: str, said: str) -> None:
    assert old in SMALL
    assert told(SMALL.replace(old, new)) == said


def test_a_name_s_form_is_told_in_words() -> None:
    text = 'name = { en = "a", ru = "б" }\nrule = "theta = g"\nparameters = { 9a = 1 }'
    wanted = "parameters: needs a name of up to 32 letters, digits and _, a letter first, not '9a'"
    assert told(text, OptimizerShape) == wanted


ODD: tuple[Any, ...] = (
    None, True, 0, -1, 2, 2.0, 1.5, 10**400, float("nan"), float("inf"), -1e300, "", "x", "\0", "x" * 30_000,
    [], {}, [[]], [1, 2], [1, 2, 3, 4], ["x"], {"a": 1}, {"en": "a", "ru": "b"}, {"": 1},
)  # fmt: skip


def places(data: Any) -> Iterator[tuple[Any, Any]]:
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in pairs:
        yield data, key
        yield from places(value)


def refusal(document: object) -> str | None:
    try:
        convert(document)
    except msgspec.ValidationError as error:
        return str(error)
    return None


def test_whatever_the_reader_of_shapes_refuses_is_told_in_our_words() -> None:
    chance = random.Random(7)
    sources = [path.read_text("utf-8") for path in sorted(SHIPPED.rglob("*.toml"))]
    refused = 0
    for _ in range(3000):
        document = tomli.loads(chance.choice(sources))
        place, key = chance.choice(list(places(document)))
        place[key] = chance.choice(ODD)
        if place[key] is None:
            del place[key]
        said = refusal(document)
        found = first_mismatch(document, Scenario)
        assert (found is None) == (said is None), said
        if found is not None and said is not None:
            refused += 1
            # the same place, but for names of parameters, which msgspec does not tell
            assert "[...]" in said or not found[0] or f"$.{found[0]}`" in said, (found, said)
    assert refused > 1000


def test_a_landscape_s_file_is_told_likewise() -> None:
    text = 'name = { en = "a", ru = "б" }\nformula = "x"\ndomain = [1, 2]'
    assert told(text, LandscapeShape) == "domain: needs a list of length 4, not a list of length 2"


@pytest.mark.parametrize(
    ("old", "new", "russian"),
    [
        ("steps = 5", "stebs = 5", "playback: нет поля «stebs»; может быть, «steps»?"),
        ("steps = 5", "speed = 0", "playback.speed: ожидается число больше 0 и не больше 1000000, а здесь 0"),
        ('"A"', "[]", "runs[0].label: ожидается текст длины от 1 до 80 или таблица, а здесь список длины 0"),
        ('"landscapes"', '""', "networks, signals, swarms, а здесь «»"),
    ],
)
def test_in_russian_too(old: str, new: str, russian: str) -> None:
    with pytest.raises(FileError) as caught:
        loads(SMALL.replace(old, new), "мой.toml")
    assert russian in sentence(caught.value, "ru")
