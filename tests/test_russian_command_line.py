"""With --language ru the command line says in Russian what is wrong, and loads Qt only then."""

from __future__ import annotations

import re
import sys

import pytest

import main


@pytest.mark.parametrize(
    ("given", "russian"),
    [
        (
            ["list", "optimisers", "--language", "ru"],
            "нет списка «optimisers»; может быть, «optimizers»?",
        ),
        (
            ["list", "--language=ru", "--jsn"],
            "неизвестные аргументы: --jsn; справка: main.py list --help",
        ),
        (
            ["record", "L3", "--language", "ru"],
            "не хватает обязательных аргументов: --out; справка: main.py record --help",
        ),
        (
            ["record", "L3", "--out", "a.gif", "--size", "9", "--language", "ru"],
            "аргумент --size: «9» — не размер вида 1920x1080; справка: main.py record --help",
        ),
        (
            ["record", "L99", "--out", "a.gif", "--language", "ru"],
            "нет сценария «L99»",
        ),
        (
            ["no/such.toml", "--language", "ru"],
            "no/such.toml: не читается: нет такого файла или папки",
        ),
        (
            ["--after", "3", "--language", "ru"],
            "--after задаёт время снимка --screenshot, а снимок не запрошен",
        ),
        (
            ["--theme", "blue", "--language", "ru"],
            "аргумент --theme: недопустимое значение 'blue' (есть ",
        ),
    ],
)
def test_errors_in_russian(given: list[str], russian: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(given) == main.WRONG
    said = capsys.readouterr().err.strip()
    assert said.startswith(russian)


@pytest.mark.parametrize("kind", ["optimizers", "landscapes", "curves", "signals", "scenarios"])
def test_tables_have_russian_heads(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["list", kind, "--language", "ru"]) == 0
    head = capsys.readouterr().out.split("\n")[0]
    assert not re.search("[A-Za-z]", head)
    assert len(head.split()) >= 3


def test_without_qt_it_is_said_in_english(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [name for name in sys.modules if name.startswith("gui.translations")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "PySide6.QtCore", None)
    assert main.main(["list", "nothing", "--language", "ru"]) == main.WRONG
    assert capsys.readouterr().err.startswith("no list 'nothing'")


def test_english_stays_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["list", "nothing", "--language", "en"]) == main.WRONG
    assert capsys.readouterr().err.startswith("no list 'nothing'")
