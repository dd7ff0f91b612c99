"""Files that are not what they should be: one sentence with the file and the field, whatever is in them."""

from __future__ import annotations

import os
import random
from pathlib import Path
from typing import Any

import pytest

import engine
from engine.catalogue import KINDS
from engine.entries import (
    curve,
    landscape,
    optimizer,
    read_curve,
    read_landscape,
    read_optimizer,
    read_schedule,
    read_signal,
    schedule,
    signal,
)
from engine.entries.shape import MOST_BYTES, text_of
from engine.errors import FileError, FormulaError, InputError

READERS = dict(
    zip(KINDS, (read_optimizer, read_landscape, read_curve, read_signal, read_schedule), strict=True)
)
FOLDER = Path(engine.__file__).parent

RULE = '''
name = { en = "One", ru = "Один" }
rule = """
v = gamma*v + g
theta = theta - eta*v
"""
equations = ["(4)", "(5)"]
[state]
v = "eta"
[parameters]
eta = { default = 0.1, range = [1e-6, 10], scale = "log", en = "rate", ru = "скорость" }
gamma = { default = 0.9, range = [0, 0.999], scale = "complement", en = "share", ru = "доля" }
[[examples]]
start = 1
gradients = [2]
theta = [0.79]
'''
PLACE = """
name = { en = "One", ru = "Один" }
formula = "a*x**2 + y**2"
domain = [-1, 1, -1, 1]
minima = [{ x = 0, y = "a - a" }]
[parameters]
a = { default = 1, range = [0.1, 10], en = "a", ru = "а" }
"""


def test_these_two_are_right() -> None:
    assert read_optimizer(RULE, "one", "one.toml").rule.states
    assert read_landscape(PLACE, "one", "one.toml").minima_at()[0].value == 0


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('rule = """', "", "one.toml, line 4: is not TOML"),
        ('name = { en = "One", ru = "Один" }', "", "one.toml: needs name, and has none"),
        ('ru = "Один"', "", "one.toml, name: needs ru, and has none"),
        ("default = 0.1", "default = 20", "parameters.eta: the default 20 is outside its range 1e-06 … 10"),
        (
            "default = 0.1",
            "default = nan",
            "parameters.eta.default: needs a number from -1e+12 to 1e+12, not nan",
        ),
        ("default = 0.1", 'default = "x"', "parameters.eta.default: needs a number, not 'x'"),
        ("range = [1e-6, 10]", "range = [1, 1]", "parameters.eta: the range 1 … 1 is empty"),
        ("range = [1e-6, 10]", "range = [-1, 1]", "parameters.eta: a log scale needs"),
        ("range = [0, 0.999]", "range = [0, 1]", "parameters.gamma: a complement scale needs"),
        (
            'scale = "log"',
            'scale = "lag"',
            "parameters.eta.scale: needs one of complement, linear, log, not 'lag'",
        ),
        (
            'en = "rate", ',
            'en = "rate", colour = 3, ',
            "parameters.eta: no field 'colour'; there is default, range, en, ru, scale, symbol, integer",
        ),
        ("gamma*v", "gama*v", "one.toml, rule: line 1, column 5: unknown name 'gama'"),
        ("gamma*v", "v", "one.toml, rule: the parameter 'gamma' is declared and never used"),
        ('["(4)", "(5)"]', '["(4)"]', "one.toml, equations: has 1 numbers for 2 statements"),
        ('v = "eta"', 'w = "eta"', "one.toml, rule: the rule has no state 'w'"),
        ("gradients = [2]", "gradients = [2, 3]", "examples[0]: has 1 steps in theta and 2 in gradients"),
        ("gradients = [2]", "", "examples[0]: needs exactly one of gradients and gradient"),
        ("theta = [0.79]", 'theta = ["1/0"]', "examples[0]: "),
        ("start = 1", "start = 1\nstate.u = [1]", "examples[0]: the rule has no state 'u'"),
        ("start = 1", "start = 1\nparameters = { eta = 50 }", "examples[0]: eta = 50 is outside 1e-06 … 10"),
    ],
)
def test_a_fault_in_an_optimizer_is_named(old: str, new: str, sentence: str) -> None:
    text = RULE.replace(old, new, 1)
    assert text != RULE
    with pytest.raises(FileError) as caught:
        read_optimizer(text, "one", "one.toml")
    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("[-1, 1, -1, 1]", "[1, -1, -1, 1]", "one.toml, domain: needs x0 < x1"),
        ("[-1, 1, -1, 1]", "[-1, 1, -1]", "one.toml, domain: "),
        (
            "[-1, 1, -1, 1]",
            "[-inf, 1, -1, 1]",
            "one.toml, domain[0]: needs a number from -1e+12 to 1e+12, not -inf",
        ),
        ("a*x**2", "a*z**2", "one.toml, formula: line 1, column 3: unknown name 'z'"),
        ('y = "a - a"', 'y = "b"', "one.toml, minima[0]: line 1, column 1: unknown name 'b'"),
        ('y = "a - a"', 'y = "x"', "one.toml, minima[0]: line 1, column 1: unknown name 'x'"),
        ("x = 0", "x = 0, global = 1", "one.toml, minima[0].global: needs true or false, not 1"),
    ],
)
def test_a_fault_in_a_landscape_is_named(old: str, new: str, sentence: str) -> None:
    text = PLACE.replace(old, new, 1)
    assert text != PLACE
    with pytest.raises(FileError) as caught:
        read_landscape(text, "one", "one.toml")
    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    ("kind", "text", "name"),
    [
        ("optimizers", 'rule = "theta = theta - {}*g"', "t"),
        ("landscapes", 'formula = "x**2 + y**2 + {}"\ndomain = [-1, 1, -1, 1]', "x"),
        ("curves", 'formula = "x**2 + {}"\nspan = [-1, 1]', "x"),
        ("signals", 'formula = "sin(t) + {}"', "t"),
        ("schedules", 'formula = "t/T + {}"', "T"),
    ],
)
def test_a_parameter_takes_no_name_that_is_given(kind: str, text: str, name: str) -> None:
    head = 'name = { en = "A", ru = "А" }\n' + text.format(name)
    tail = f'\n[parameters]\n{name} = {{ default = 1, range = [0, 2], en = "a", ru = "а" }}'
    with pytest.raises(FileError, match=rf"one.toml, parameters.{name}: '{name}' is given and cannot be"):
        READERS[kind](head + tail, "one", "one.toml")


def test_what_is_shown_of_a_typed_field_is_not_empty() -> None:
    with pytest.raises(InputError, match="needs x0 < x1 and y0 < y1"):
        landscape("x + y", domain=(1, 0, 0, 1))
    with pytest.raises(InputError, match="needs x0 < x1"):
        curve("x**2", span=(1, 1))


def test_kappa_belongs_to_every_signal() -> None:
    text = PLACE.replace("a*x**2 + y**2", "kappa*t").replace("a = {", "kappa = {")
    text = "\n".join(line for line in text.splitlines() if not line.startswith(("domain", "minima")))
    with pytest.raises(FileError, match=r"parameters\.kappa: belongs to every signal"):
        read_signal(text, "one", "one.toml")


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    def refused(path: Path | str) -> str:
        with pytest.raises(FileError) as caught:
            text_of(path)
        return str(caught.value)

    assert refused(tmp_path).endswith("is not a file")
    assert refused(tmp_path / "none.toml").endswith("cannot be read: no such file or directory")
    assert refused("a\0b").endswith("is not a path")
    large = tmp_path / "large.toml"
    large.write_bytes(b"#" * (MOST_BYTES + 1))
    assert "larger than 64 KB" in refused(large)
    large.write_bytes(b"#" * MOST_BYTES)
    assert len(text_of(large)) == MOST_BYTES
    odd = tmp_path / "odd.toml"
    odd.write_bytes(b"a = 1\nb = '\xff'\n")
    assert refused(odd) == f"{odd}, line 2: is not UTF-8 text"
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.toml")
        assert refused(tmp_path / "pipe.toml").endswith("is not a file")


def test_a_typed_text_may_be_a_rule_or_a_file() -> None:
    bare = optimizer("v = gamma*v + eta*g\ntheta = theta - v")
    assert (bare.id, [p.name for p in bare.parameters]) == ("typed", ["gamma", "eta"])
    assert [p.name for p in optimizer(RULE).parameters] == ["eta", "gamma"]
    assert optimizer("z = z - eta*g\ntheta = z", state={"z": "theta"}).rule.states
    assert landscape(PLACE, domain=(-3, 3, -3, 3)).domain == (-3, 3, -3, 3)
    assert [p.name for p in signal("amplitude*sin(t)").parameters] == ["amplitude", "kappa"]
    assert [p.name for p in signal("sin(kappa*t)").parameters] == ["kappa"]
    assert schedule("1 - t/T").parameters == ()
    for make in (optimizer, landscape, signal, schedule):
        with pytest.raises(FormulaError):
            make("1 +")


def mutated(text: str, random: random.Random) -> str:
    """`text` with a few characters lost, doubled, swapped with others of it or replaced by odd ones."""
    letters = list(text)
    for _ in range(random.randint(1, 6)):
        i = random.randrange(len(letters))
        change = random.randrange(5)
        if change == 0:
            del letters[i : i + random.randint(1, 20)]
        elif change == 1:
            letters[i:i] = letters[i : i + random.randint(1, 60)]
        elif change == 2:
            letters[i] = random.choice("0123456789.-+*/()[]{}=\"'\n#,eEinfa_ \t\0é∞")
        elif change == 3:
            letters[i:i] = random.choice(["nan", "inf", "1e999", "-1", "[[", "]]", "**", "{}", '""', "true"])
        else:
            j = random.randrange(len(letters))
            letters[i], letters[j] = letters[j], letters[i]
        letters = letters or ["#"]
    return "".join(letters)


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_file_is_read_or_refused(kind: str) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((FOLDER / kind).glob("*.toml"))]
    dice, sentences = random.Random(kind), list[str]()
    read: Any = READERS[kind]
    for _ in range(600):
        try:
            read(mutated(dice.choice(texts), dice), "damaged", "damaged.toml")
        except FileError as error:
            sentences.append(str(error))
    assert 100 < len(sentences) < 600
    assert not any("\n" in sentence for sentence in sentences)
