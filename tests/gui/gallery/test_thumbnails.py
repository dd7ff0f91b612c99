"""Pictures for cards: every shipped scenario can be drawn, and the thread can be held and ended."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import scenarios
from gui.gallery import thumbnails
from gui.gallery.drawing import SWARM, _lighter, draw
from gui.gallery.thumbnails import Thumbnails, Wish
from gui.theme.colours import theme
from scenarios.building import particle_count

ENTRIES = scenarios.list_scenarios()


DRAWN = [(entry, ("dark", "light")[k % 2]) for k, entry in enumerate(ENTRIES)]


@pytest.mark.parametrize(("entry", "name"), DRAWN, ids=[f"{entry.id}-{name}" for entry, name in DRAWN])
def test_every_scenario_can_be_drawn(qapp: QApplication, entry: scenarios.Entry, name: str) -> None:
    image = draw(scenarios.load(entry.path), theme(name), 140, 80, 1.0, lambda: None)
    pixels = np.array(image.convertToFormat(QImage.Format.Format_RGB32).constBits())
    assert len(np.unique(pixels.reshape(-1, 4), axis=0)) > 40


def test_a_fine_screen_gets_a_finer_picture(qapp: QApplication) -> None:
    image = draw(scenarios.load("momentum_memory"), theme("dark"), 140, 80, 2.0, lambda: None)
    assert (image.width(), image.height(), image.devicePixelRatio()) == (280, 160, 2.0)


def test_a_swarm_is_drawn_with_fewer_particles() -> None:
    lighter = _lighter(scenarios.load("rain_on_himmelblau"))
    assert lighter.start is not None
    assert particle_count(lighter.start) == SWARM


def wish(scenario: str = "momentum_memory") -> Wish:
    return Wish(scenarios.locate(scenario), "dark", 140, 80, 1.0)


def test_a_picture_comes_once_and_then_from_the_cache(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RAVINE_CACHE", str(tmp_path))
    drawer = Thumbnails()
    with qtbot.waitSignal(drawer.drawn, timeout=120_000) as first:
        drawer.ask([wish()])
    assert len(list((tmp_path / "thumbnails").iterdir())) == 1
    monkeypatch.setattr(Thumbnails, "_draw", None)
    with qtbot.waitSignal(drawer.drawn, timeout=120_000) as second:
        drawer.ask([wish()])
    assert first.args[1] == second.args[1]
    drawer.close()


def test_another_content_theme_or_size_is_another_picture(tmp_path: Path) -> None:
    first = thumbnails._place(wish(), b"a")
    assert first == thumbnails._place(wish(), b"a")
    others = {
        thumbnails._place(wish(), b"b"),
        thumbnails._place(Wish(Path(), "light", 140, 80, 1.0), b"a"),
        thumbnails._place(Wish(Path(), "dark", 141, 80, 1.0), b"a"),
        thumbnails._place(Wish(Path(), "dark", 140, 80, 2.0), b"a"),
    }
    assert len(others | {first}) == 5


def test_a_damaged_picture_is_drawn_again(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RAVINE_CACHE", str(tmp_path))
    place = thumbnails._place(wish(), scenarios.locate("momentum_memory").read_bytes())
    place.parent.mkdir(parents=True)
    place.write_bytes(b"\x89PNG\r\n\x1a\nnothing")
    drawer = Thumbnails()
    with qtbot.waitSignal(drawer.drawn, timeout=120_000) as came:
        drawer.ask([wish()])
    drawer.close()
    assert not came.args[1].isNull()
    assert not QImage(str(place)).isNull()


def test_a_cache_that_cannot_be_written_costs_no_picture(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RAVINE_CACHE", str(tmp_path))
    (tmp_path / "thumbnails").write_text("a file where the folder should be")
    drawer = Thumbnails()
    with qtbot.waitSignal(drawer.drawn, timeout=120_000) as came:
        drawer.ask([wish()])
    drawer.close()
    assert not came.args[1].isNull()


def test_while_it_is_held_nothing_is_drawn_and_it_ends_all_the_same(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RAVINE_CACHE", str(tmp_path))
    drawer = Thumbnails()
    came = threading.Event()
    drawer.drawn.connect(lambda *_: came.set())
    drawer.hold(True)
    drawer.ask([wish(), wish("rain_on_himmelblau")])
    qtbot.wait(200)
    assert not came.is_set()
    drawer.hold(False)
    qtbot.waitUntil(came.is_set, timeout=120_000)
    drawer.close()
    assert drawer._thread is not None
    assert not drawer._thread.is_alive()


def test_a_scenario_that_cannot_be_read_has_no_picture_and_stops_nothing(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RAVINE_CACHE", str(tmp_path / "cache"))
    broken = tmp_path / "broken.toml"
    broken.write_text("format = 1")
    drawer = Thumbnails()
    with qtbot.waitSignal(drawer.drawn, timeout=120_000) as came:
        drawer.ask(
            [Wish(broken, "dark", 140, 80, 1.0), Wish(tmp_path / "no.toml", "dark", 1, 1, 1.0), wish()]
        )
    assert came.args[0] == wish()
    with qtbot.waitSignal(drawer.described, timeout=120_000) as told:
        drawer.describe([broken, tmp_path / "no.toml", scenarios.locate("momentum_memory")])
    assert [entry.id for entry in told.args[0]] == ["momentum_memory"]
    drawer.close()
