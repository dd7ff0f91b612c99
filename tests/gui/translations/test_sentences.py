"""Sentences of the engine in Russian, made from the errors themselves, down to the last part of each."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

import engine
import scenarios
from engine import memory
from engine.errors import FileError, RavineError, UnknownNameError
from engine.language.formula import parse_formula
from engine.language.rule import parse_rule
from engine.outcome import Outcome
from engine.phrase import Phrase
from gui.model.numbers import parse_number
from gui.translations import sentence
from gui.translations.templates import templates
from scenarios import loads
from scenarios.schema import convert
from tests.language.texts import Grammar, damaged
from tests.scenarios.test_mutations import _mutated
from tests.scenarios.texts import FULL, SIGNAL, SMALL


def refused(attempt: Callable[[], object]) -> RavineError:
    with pytest.raises(RavineError) as caught:
        attempt()
    return caught.value


def unknown(kind: str, name: str, *known: str) -> None:
    raise UnknownNameError(Phrase(kind), name, known)


MEANT = "нет оптимизатора «adamm»; может быть, «adam» или «adamw»?"

SAID = [
    (lambda: unknown("optimizer", "adamm", "adam", "adamw", "lion"), MEANT),
    (lambda: unknown("signal", "zzz", "sine", "step"), "нет сигнала «zzz»; есть sine, step"),
    (
        lambda: engine.load_optimizer("adam").values({"eta": 100}),
        "eta = 100: допустимо от 1e-06 до 10",
    ),
    (
        lambda: engine.load_optimizer("adam").values({"etta": 1}),
        "нет у adam параметра «etta»; может быть, «eta» или «beta2» или «beta1»?",
    ),
    (lambda: engine.Noise(sigma=-1), "разброс σ = -1: допустимо от 0 до ∞"),
    (
        lambda: parse_formula("x + sinn(y)"),
        "строка 1, позиция 5: нет функции «sinn»; может быть, «sin» или «sinh» или «sign»?",
    ),
    (lambda: parse_formula("x +\n2 * (y"), "строка 2, позиция 5: эта ( не закрыта"),
    (
        lambda: parse_formula("x − y"),
        "строка 1, позиция 3: символ «−» (MINUS SIGN) в формулах не используется; пишите -",
    ),
    (lambda: parse_formula("clip(x, 1)"), "строка 1, позиция 1: число аргументов clip — 3, а дано 2"),
    (
        lambda: parse_rule("thta = theta - eta*g"),
        "строка 1, позиция 1: правило должно присвоить theta новое значение; может быть, «thta» — это theta?",
    ),
    (
        lambda: parse_rule("v = g\ntheta = theta - v", {"w": 1}),
        "в правиле нет состояния «w», которому задано начальное значение",
    ),
    (lambda: loads("title = ", "a.toml"), "a.toml: это не TOML: недопустимое значение (в конце файла)"),
    (
        lambda: loads("[playback]\nsteps = 'q'", "a.toml"),
        "a.toml, playback.steps: ожидается целое число от 1 до 10000000, а здесь «q»",
    ),
    (lambda: scenarios.load("no/such.toml"), "no/such.toml: не читается: нет такого файла или папки"),
    (
        lambda: memory.require(Phrase("a start of {count:,} particles", count=12_345_678), 10**18),
        re.compile(r"начальные положения 12\u202f345\u202f678 частиц: нужно .*ТБ памяти, а занять можно .*"),
    ),
    (
        lambda: parse_number("much", engine.load_optimizer("momentum").parameters[0]),
        re.compile(r"\S — число от 1e-6 до 10"),
    ),
]


@pytest.mark.parametrize(("attempt", "russian"), SAID)
def test_errors_in_russian(attempt: Callable[[], object], russian: str | re.Pattern[str]) -> None:
    error = refused(attempt)
    said = sentence(error, "ru")
    if isinstance(russian, str):
        assert said == russian
    else:
        assert russian.fullmatch(said)
    assert sentence(error, "en") == str(error)
    assert sentence(str(error), "ru") == said


def test_a_file_s_error_tells_what_was_wrong_inside() -> None:
    text = SMALL.replace("[[runs]]", '[[runs]]\nlabel = "x"', 1)
    error = refused(lambda: engine.optimizer('name = {en = "a", ru = "b"}\nrule = "theta = theta - sinn(g)"'))
    assert isinstance(error, FileError)
    assert sentence(error.message, "ru").startswith("строка 1, позиция 17: нет функции «sinn»")
    assert sentence(error, "ru").endswith(sentence(error.message, "ru"))
    assert loads(text, "a.toml")


@pytest.mark.parametrize("outcome", Outcome)
def test_how_a_particle_ended(outcome: Outcome) -> None:
    assert sentence(outcome.message, "en") == outcome.message
    assert re.search("[а-я]{3}", sentence(outcome.message, "ru"))
    assert not re.search("[a-z]{2}", sentence(outcome.message, "ru"))


def test_what_nobody_translated_stays_as_it_is() -> None:
    assert sentence("out of paper", "ru") == "out of paper"
    assert sentence("still running", "ru") == "ещё движется"
    assert sentence(ValueError("out of paper"), "ru") == "out of paper"
    assert sentence(Phrase("{n} sheets", n=3), "ru") == "3 sheets"


def test_a_widget_takes_a_sentence(qtbot: QtBot) -> None:
    label = QLabel(sentence(Outcome.RUNNING.message, "en"))
    qtbot.addWidget(label)
    assert label.text() == "still running"


# -- nothing that is said lacks a part of its Russian ----------------------------------------------------


def parts(said: object) -> Iterator[Phrase]:
    if isinstance(said, Phrase):
        yield said
        for value in said.values.values():
            yield from parts(value)


def assert_translated(error: RavineError) -> None:
    for part in parts(error.sentence):
        assert part.template == "" or part.template in templates(), part
        assert part.template != "{text}", f"nobody knows these words: {error}"
        for name, value in part.values.items():
            words = isinstance(value, str) and not isinstance(value, Phrase) and len(value.split()) > 3
            # Lists of names and what a person wrote are told as they are, sentences are not.
            assert not words or name in NAMES or "," in value, part


NAMES = {"given", "known", "pattern", "value", "key", "character", "path", "what", "name", "place"}


def test_whatever_is_wrong_with_a_text_is_said_in_russian() -> None:
    chance, grammar = random.Random(4), Grammar(4)
    for read in (parse_formula, parse_rule):
        found = set()
        for _ in range(1500):
            text = damaged(grammar.formula() if read is parse_formula else grammar.rule(), chance)
            try:
                read(text)
            except RavineError as error:
                assert_translated(error)
                found.update(part.template for part in parts(error.sentence))
        assert len(found) > 12


def test_whatever_is_wrong_with_a_file_is_said_in_russian() -> None:
    chance = random.Random(5)
    found = set()
    for _ in range(3000):
        try:
            loads(_mutated(chance.choice((SMALL, FULL, SIGNAL)), chance), "damaged.toml")
        except RavineError as error:
            assert_translated(error)
            found.update(part.template for part in parts(error.sentence))
    assert len(found) > 25


def test_a_table_of_the_wrong_shape_is_told_in_russian() -> None:
    import msgspec

    with pytest.raises(msgspec.ValidationError):
        convert({"title": 3})
    assert_translated(refused(lambda: loads("title = 3", "a.toml")))
