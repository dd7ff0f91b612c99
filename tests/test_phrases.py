"""Phrases keep what they were made of, every error is made of them, and other libraries' words are known."""

from __future__ import annotations

import argparse
import ast
import errno
import os
import pickle
import re
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
import tomli

import engine
from engine import errors
from engine.entries.shape import LandscapeShape, OptimizerShape
from engine.errors import FileError, FormulaError, InputError, RavineError, UnknownNameError
from engine.files import check_writable, reason
from engine.foreign import recognised, tail
from engine.phrase import Phrase
from scenarios.schema import convert

ROOT = Path(engine.__file__).parents[1]
KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, RavineError)]
MAKERS = {*(kind.__name__ for kind in KINDS), "fail", "refuse", "require"}
MESSAGE_SECOND = {"FileError", "refuse"}
SOURCES = [f for part in ("engine", "scenarios", "gui") for f in (ROOT / part).rglob("*.py")]


def shout(text: str) -> str:
    return text.upper().replace("{NAME}", "{name}").replace("{N:,}", "{n:,}")


def test_a_phrase_is_its_english_text_and_remembers_the_rest() -> None:
    phrase = Phrase("{n:,} steps of {name}", n=12_000, name="adam")
    assert phrase == "12,000 steps of adam"
    assert (phrase.template, phrase.values) == ("{n:,} steps of {name}", {"n": 12_000, "name": "adam"})
    assert str(phrase) is phrase
    assert phrase.told(shout) == "12,000 STEPS OF adam"


def test_without_values_braces_are_only_braces() -> None:
    assert Phrase("write {a}") == "write {a}"
    assert Phrase("write {a}").told(str.upper) == "WRITE {A}"


def test_phrases_inside_phrases_are_told_too() -> None:
    outer = Phrase("{name}!", name=Phrase("no {name}", name=Phrase("'{name}'", name="x")))
    assert outer == "no 'x'!"
    assert outer.told(shout) == "NO 'x'!"


def test_a_phrase_travels_between_processes() -> None:
    phrase = Phrase("{name} = {n:g}", name=Phrase("clip {name}", name="norm"), n=0.5)
    copy = pickle.loads(pickle.dumps(phrase))
    assert type(copy) is Phrase
    assert (copy, copy.template, copy.values) == (phrase, phrase.template, phrase.values)


@pytest.mark.parametrize(
    "error",
    [
        InputError(Phrase("a")),
        UnknownNameError(Phrase("optimizer"), "adamm", ("adam", "lion")),
        FormulaError(Phrase("no function '{name}'", name="sinn"), 2, 9, "a = 1\nx + y + sinn(x)"),
        FileError("a.toml", FormulaError(Phrase("the formula is empty"), 1, 1).sentence, field="formula"),
    ],
)
def test_the_text_of_an_error_is_a_phrase(error: RavineError) -> None:
    assert str(error) is error.sentence
    assert isinstance(str(error), Phrase)
    assert isinstance(str(pickle.loads(pickle.dumps(error))), Phrase)


def makers() -> list[tuple[str, ast.Call]]:
    """Every call in the source that gives an error its message."""
    found = []
    for path in (*SOURCES, ROOT / "main.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
                if name in MAKERS:
                    found.append((f"{path.relative_to(ROOT)}:{node.lineno}", node))
    return found


def test_no_error_is_given_plain_text() -> None:
    """A phrase, or what holds one: the type checker sees to the second."""
    calls = makers()
    assert len(calls) > 100
    for place, call in calls:
        name = getattr(call.func, "id", None) or getattr(call.func, "attr", None)
        at = 1 if name in MESSAGE_SECOND else 0
        if len(call.args) > at:
            message = call.args[at]
            assert not isinstance(message, (ast.JoinedStr, ast.BinOp)), place
            assert not (isinstance(message, ast.Constant) and isinstance(message.value, str)), place


# -- other libraries' words ------------------------------------------------------------------------------


def is_known(phrase: Phrase) -> bool:
    return phrase.template != "{text}" and all(
        is_known(value) for value in phrase.values.values() if isinstance(value, Phrase)
    )


def test_what_is_not_known_stays_as_it_was_said() -> None:
    assert recognised("the moon is down") == "the moon is down"
    assert not is_known(recognised("the moon is down"))


SYSTEM = [
    "ENOENT",
    "EACCES",
    "EPERM",
    "EISDIR",
    "ENOTDIR",
    "EEXIST",
    "ENAMETOOLONG",
    "ENOSPC",
    "EDQUOT",
    "EFBIG",
    "EROFS",
    "EIO",
    "EMFILE",
    "ELOOP",
    "EBUSY",
    "EINVAL",
]


@pytest.mark.parametrize("code", SYSTEM)
def test_the_system_s_reasons_are_known(code: str) -> None:
    number = getattr(errno, code)
    said = reason(OSError(number, os.strerror(number)))
    assert said == os.strerror(number).lower()
    assert is_known(said)


def test_real_failures_have_known_reasons(tmp_path: Path) -> None:
    for place in (tmp_path / "no" / "x.npz", tmp_path, tmp_path / "a\0b", tmp_path / ("x" * 300)):
        with pytest.raises(RavineError) as caught:
            check_writable(place)
        assert is_known(caught.value.sentence), caught.value


def toml_messages() -> set[str]:
    """What tomli can say, read from its source, with a stand-in where it puts something in."""
    tree = ast.parse(Path(tomli.__file__).with_name("_parser.py").read_text("utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "TOMLDecodeError" and node.args:
            if isinstance(node.args[0], ast.Constant):
                found.add(str(node.args[0].value))
            elif isinstance(node.args[0], ast.JoinedStr):
                parts = node.args[0].values
                found.add("".join(str(p.value) if isinstance(p, ast.Constant) else "'x'" for p in parts))
    return found


def test_whatever_the_reader_of_toml_says_is_known() -> None:
    messages = toml_messages()
    assert len(messages) > 15
    for message in messages:
        assert is_known(tail(message)), message
        assert is_known(tail(f"{message} (at end of document)")), message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a = " + "9" * 5000, "a number has more than 4300 digits"),
        ("[a.b]\n[a.b]", "cannot declare 'a.b' twice"),
        ("[a]\n[a]", "cannot declare 'a' twice"),
    ],
)
def test_what_is_said_of_toml_is_for_who_writes_it(text: str, said: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - of whatever kind
        tomli.loads(text)
    assert str(tail(str(caught.value))).startswith(said)
    assert is_known(tail(re.sub(r" \(at line.*", "", str(caught.value))))


def landscape(data: object) -> object:
    return msgspec.convert(data, LandscapeShape, strict=True)


def optimizer(data: object) -> object:
    return msgspec.convert(data, OptimizerShape, strict=True)


@pytest.mark.parametrize(
    ("read", "data"),
    [
        (convert, {}),
        (convert, {"format": "1"}),
        (convert, {"title": 3}),
        (convert, {"nonsense": 3}),
        (convert, {"format": 2.5}),
        (landscape, {"name": {"en": "", "ru": "x"}}),
        (
            landscape,
            {"name": {"en": "x" * 99, "ru": "x"}},
        ),
        (
            landscape,
            {"name": {"en": "a", "ru": "b"}, "formula": "x", "domain": [1, 2]},
        ),
        (
            landscape,
            {"name": {"en": "a", "ru": "b"}, "formula": "x", "domain": [1, 2, 3, 1e300]},
        ),
        (
            optimizer,
            {"name": {"en": "a", "ru": "b"}, "rule": "theta = g", "parameters": {"9a": 1}},
        ),
    ],
)
def test_what_the_reader_of_shapes_says_is_known(read: Callable[[object], object], data: object) -> None:
    with pytest.raises(msgspec.ValidationError) as caught:
        read(data)
    what = re.sub(r" - at `\$.*`$", "", str(caught.value))
    assert is_known(tail(what)), what
    assert tail(what).casefold() == what.replace("`", "'").casefold()


@pytest.mark.parametrize(
    "given", [[], ["a", "b"], ["a", "--n", "x"], ["a", "--n"], ["a", "--kind", "z"], ["a", "--flag=3"]]
)
def test_what_the_command_line_s_reader_says_is_known(given: list[str]) -> None:
    parser = argparse.ArgumentParser(exit_on_error=False)
    parser.add_argument("file")
    parser.add_argument("--n", type=int)
    parser.add_argument("--kind", choices=("x", "y"))
    parser.add_argument("--flag", action="store_true")
    said: list[str] = []

    def note(message: str) -> None:
        said.append(message)
        raise ZeroDivisionError

    parser.error = note
    try:
        parser.parse_args(given)
    except argparse.ArgumentError as error:
        said.append(str(error))
    except ZeroDivisionError:
        pass
    assert said
    assert is_known(recognised(said[0])), said[0]
