"""What a few letters find."""

from __future__ import annotations

import pytest

from gui.actions.search import rank

NAMES = [
    ("Back to the start", "В начало"),
    ("Who gets out of the trap?", "Кто выберется из ловушки?", "L4"),
    ("η  learning rate", "скорость обучения"),
    ("Speed 60 steps/s", "Скорость 60 шагов/с"),
    ("Show everything", "Показать всё"),
    ("Adam", "Adam"),
    ("Adamax", "Adamax"),
]


def found(query: str) -> list[str]:
    return [names[0] for names in rank(query, NAMES, NAMES)]


def test_an_empty_query_finds_everything_in_its_order() -> None:
    assert found("") == [names[0] for names in NAMES]
    assert found("   ") == [names[0] for names in NAMES]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("learning", "η  learning rate"),
        ("обуч", "η  learning rate"),
        ("lrng", "η  learning rate"),
        ("l4", "Who gets out of the trap?"),
        ("ловушк", "Who gets out of the trap?"),
        ("показать все", "Show everything"),
        ("60 sp", "Speed 60 steps/s"),
        ("adam", "Adam"),
        ("adamx", "Adamax"),
        ("START", "Back to the start"),
    ],
)
def test_the_best_comes_first(query: str, first: str) -> None:
    assert found(query)[0] == first


@pytest.mark.parametrize(("query", "first"), [("crjhjcnm", "Speed 60 steps/s"), ("фвфь", "Adam")])
def test_the_other_keyboard_layout_is_understood(query: str, first: str) -> None:
    assert first in found(query)[:2]


def test_what_is_not_there_is_not_found() -> None:
    assert found("zebra") == []
    assert found("adam zebra") == []


def test_every_word_must_fit_in_any_order() -> None:
    assert found("rate learning") == ["η  learning rate"]
