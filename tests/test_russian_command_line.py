"""With --language ru the command line says in Russian what is wrong, and loads Qt only then."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import main
from engine import machine
from engine.phrase import Phrase
from scenarios.commands.progress import duration


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
            ["run", "L3", "--out", "a.npz", "--seed", str(2**63), "--language", "ru"],
            "seed = 9223372036854775808: допустимо от 0 до 9223372036854775807",
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


COMMANDS = ("list", "run", "map", "compare", "record", "deck", "heights", "bench", "doctor")


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_russian_through_and_through(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    from gui.translations.templates import templates

    with pytest.raises(SystemExit) as ended:
        main.main([command, "--help", "--language", "ru"])
    assert ended.value.code == 0
    out = capsys.readouterr().out
    said = " ".join(out.split())
    assert said.startswith(f"вызов: main.py {command}")
    assert "показать эту справку и выйти" in said
    about = out.split("\n\n")[1]
    assert re.search("[а-я]{5}", about)
    english = [text for text in templates() if " " in text and len(text) > 12 and text in said]
    assert english == []


def test_help_stays_english_without_being_asked(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main.main(["record", "--help"])
    out = capsys.readouterr().out
    assert out.startswith("usage: main.py record")
    assert "the small charts; there by default" in " ".join(out.split())
    assert not re.search("[а-я]", out)


def test_what_the_command_line_has_is_told_in_russian(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["--help", "--language=ru"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("вызов: main.py [SCENARIO]")
    assert "Без команды открывается окно" in out
    assert all(f"main.py {command} " in out for command in COMMANDS)


def test_doctor_speaks_russian(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    reason = "no usable NVIDIA device was found; install or update its driver, or choose the CPU"
    found = {
        "system": {"name": "Linux", "release": "6", "machine": "x86_64"},
        "processor": {"name": "AMD", "threads": 8, "usable": 2},
        "memory": {"total": None, "free": 25 * 10**8},
        "gpu": [{"name": "H100", "memory": "80 GiB", "driver": "550"}],
        "cuda": {"device": None, "capability": None, "memory": None, "reason": reason, "toolkit": None},
        "cache": {"folder": "/c", "wanted": "/c", "writable": True, "kernels": 3, "bytes": 2 * 10**6},
        "window": {"platform": "xcb", "screen": [9, 8], "starts": True, "offscreen": False, "error": None},
        "encoders": {"gif": True, "png": False},
        "versions": {"python": "3.11", "jax": None, "optax": None, "torch": None, "numpy": "2"},
    }
    found["missing"] = machine.missing(found, optional=machine.COMPARED)
    monkeypatch.setattr(machine, "report", lambda: found)
    assert main.main(["doctor", "--language", "ru"]) == 0
    out = capsys.readouterr().out
    rows = dict(re.split(r"\s{2,}", line, maxsplit=1) for line in out.split("\n\n")[0].split("\n"))
    assert rows["процессор"] == "AMD, потоков: 8, доступно: 2"
    assert rows["память"] == "неизвестно, свободно 2.5 ГБ"
    assert rows["платформа Qt"] == "xcb 9x8, запускается"
    assert rows["кодировщики"] == "gif есть, png нет"
    assert rows["CUDA"].startswith("не используется: ")
    # what another process said is told in Russian too, in the row and in the remedy
    assert reason not in out
    assert "PyAV" in out.split("\n\n")[1]
    assert main.main(["doctor"]) == 0
    assert "memory           unknown, 2.5 GB free" in capsys.readouterr().out


def test_bench_speaks_russian(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from engine import benchmark

    told = {
        "particles": 100_000,
        "dtype": "float32",
        "rounds": 3,
        "machine": {"processor": {"usable": 2}},
        "cells": [
            {"rule": "adam", "landscape": "beale", "speed": {"fused": 2e9, "split": 1e9}, "ratio": {"c": 1.5}}
        ],
        "absent": {"optax": Phrase("not installed")},
        "summary": {
            "c": {"median": 1.5, "min": 1.2, "cells": 1, "median_per_cpu_second": 1, "min_per_cpu_second": 1}
        },
    }
    monkeypatch.setattr(benchmark, "measure", lambda quick, tell: told)
    assert main.main(["bench", "--language", "ru"]) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith("частиц: 100\u202f000, float32, потоков: 2")
    assert "правило" in shown.out
    assert "optax: не установлен" in shown.out
    assert "медиана 1.50" in shown.out
    assert "отличается" in shown.out
    assert main.main(["bench"]) == 0
    assert "optax: not installed" in capsys.readouterr().out


BOWL = """
format = 1
group = "landscapes"
title = { en = "A bowl", ru = "Чаша" }
caption = { en = "Who is first.", ru = "Кто первый." }
field = { landscape = "ravine", parameters = { condition = 9 } }
start = { box = { rectangle = [-4, 4, -2, 2], count = 3 } }
runs = [{ optimizer = "momentum", label = { en = "Heavy", ru = "Тяжёлый" } }]
playback = { steps = 40 }
"""

MAP = ("--x", "start.x=-4:4", "--y", "start.y=-2:2", "--size", "40x30", "--steps", "20")

NETWORK = """
format = 1
group = "networks"
title = { en = "n", ru = "n" }
caption = { en = "c", ru = "c" }
field = { network = { data = "moons", layers = [4], seeds = 2 } }
runs = [{ optimizer = "adam", label = { en = "Quick", ru = "Быстрый" } }]
playback = { steps = 4 }
"""


@pytest.fixture
def zarr_ends() -> Iterator[None]:
    """zarr would keep its threads for whatever is read next."""
    yield
    if "zarr.core.sync" in sys.modules:
        sys.modules["zarr.core.sync"].cleanup_resources()


@pytest.fixture
def bowl(tmp_path: Path) -> str:
    path = tmp_path / "bowl.toml"
    path.write_text(BOWL, encoding="utf-8")
    return str(path)


@pytest.mark.usefixtures("zarr_ends")
@pytest.mark.parametrize(
    ("command", "given", "russian"),
    [
        ("run", ("--out", "{}/a.npz"), "моделирование"),
        ("map", (*MAP, "--out", "{}/map"), "расчёт карты"),
        ("compare", ("--budget", "3", "--starts", "3"), "сравнение"),
        ("record", ("--out", "{}/a.gif", "--size", "320x180", "--seconds", "0.2"), "запись"),
    ],
)
def test_progress_is_told_in_russian(
    bowl: str, tmp_path: Path, command: str, given: tuple, russian: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [word.format(tmp_path) for word in given]
    assert main.main([command, bowl, *words, "--language", "ru"]) == 0
    said = capsys.readouterr().err
    assert f"{russian} 100%" in said
    assert not re.search("[A-Za-z]{2}", said)
    if command in ("map", "compare"):
        assert re.search(r"  шагов/с: [0-9.e+]+, осталось [0-9]+ с\n", said)


def test_what_became_of_a_run_is_told_in_russian(
    bowl: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["run", bowl, "--out", str(tmp_path / "a.npz"), "--every", "2"]
    assert main.main([*given, "--language", "ru"]) == 0
    russian = capsys.readouterr().out
    assert "Тяжёлый" in russian
    assert "медиана потерь" in russian
    assert "предел шагов: 3" in russian
    assert "a.npz: кадров 21, один из 2" in russian
    assert "по сохранённым кадрам, а не по всем шагам" in russian
    assert not re.search("[A-Za-z]{2}", russian.split("\n\n")[0])
    assert main.main(given) == 0
    english = capsys.readouterr().out
    assert "Heavy" in english
    assert "3 step limit" in english
    assert "a.npz: 21 frames, one in 2" in english


def test_trainings_are_told_in_russian(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "net.toml"
    path.write_text(NETWORK, encoding="utf-8")
    assert main.main(["run", str(path), "--out", str(tmp_path / "n.csv"), "--language", "ru"]) == 0
    told = capsys.readouterr()
    assert "обучение 100%" in told.err
    assert "Быстрый" in told.out
    assert "медиана точности" in told.out
    assert "n.csv: эпох 5" in told.out
    assert not re.search("[A-Za-z]{2}", told.out.split("\n\n")[0] + told.err)


@pytest.mark.parametrize(
    ("seconds", "russian"), [(42, "42 с"), (200, "3 мин 20 с"), (18610, "5 ч 10 мин"), (0.2, "0 с")]
)
def test_times_are_told_in_russian(seconds: float, russian: str) -> None:
    from gui.translations import sentence

    assert sentence(duration(seconds), "ru") == russian


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
