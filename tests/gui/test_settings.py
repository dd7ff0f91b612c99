"""What is remembered between starts, and that no file can keep a start from happening."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gui.settings import MOST_RECENT, MOST_SPEEDS, Folds, Settings, settings_file
from tests.gui.driving import LANDSCAPE, Make

ROOT = Path(__file__).parents[2]


def test_values_outlast_the_program(tmp_path: Path) -> None:
    first = Settings(tmp_path / "config" / "ravine.ini")
    first.theme, first.folded, first.folder = "light", True, "/some/где"
    first.remember_file("a")
    first.remember_file("b")
    first.remember_file("a")
    first.remember_speed("a", 5)
    first.save()
    second = Settings(tmp_path / "config" / "ravine.ini")
    assert (second.theme, second.folded, second.folder) == ("light", True, "/some/где")
    assert (second.last, second.recent, second.speeds) == ("a", ["a", "b"], {"a": 5})
    assert second.language == "system"


ANOTHER = """
import sys
from pathlib import Path
from gui.settings import Folds, Settings

settings = Settings(Path(sys.argv[1]))
settings.remember_file("theirs")
settings.remember_speed("theirs", 3)
Folds(settings)["theirs"] = True
settings.save()
"""


def test_two_windows_at_once_remember_what_both_have_seen(tmp_path: Path) -> None:
    file = tmp_path / "ravine.ini"
    settings = Settings(file)
    settings.remember_file("ours")
    settings.save()
    subprocess.run([sys.executable, "-c", ANOTHER, str(file)], cwd=ROOT, check=True)
    settings.remember_file("ours, too")
    settings.remember_speed("ours", 5)
    Folds(settings)["ours"] = True
    settings.save()
    assert settings.recent == ["ours, too", "theirs", "ours"]
    assert settings.speeds == {"theirs": 3, "ours": 5}
    assert settings.sections == {"theirs": True, "ours": True}


def test_only_so_much_is_remembered() -> None:
    settings = Settings()
    for number in range(200):
        settings.remember_file(str(number))
        settings.remember_speed(str(number), 1.0)
    assert settings.recent[0] == "199"
    assert (len(settings.recent), len(settings.speeds)) == (MOST_RECENT, MOST_SPEEDS)


@pytest.mark.qt_log_ignore("QVariant::load")  # said of what is no value
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe" * 500,
        b"[look]\ntheme=dark\n[files\nrecent=}{",
        b'[look]\ntheme="\\"purple\\""\nlanguage=17\n[files]\nrecent="[1, 2]"\nlast="{}"\n',
        b'[look]\ntheme=@Variant(\\0\\0\\0\\x7f)\n[window]\npanels_folded="\\"yes\\""\ngeometry=@ByteArray(x)\n',
        b'[files]\nrecent="' + b"[" * 100_000 + b'"',
        b'[time]\nspeeds="{\\"momentum_memory\\": NaN}"\n',
    ],
)
def test_a_damaged_file_is_as_none(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "ravine.ini"
    file.write_bytes(content)
    settings = Settings(file)
    assert (settings.theme, settings.language, settings.folded) == ("system", "system", False)
    assert (settings.recent, settings.last, settings.speeds, settings.charts) == ([], "", {}, {})
    settings.theme = "dark"
    settings.save()
    assert Settings(file).theme == "dark"


def test_a_folder_in_the_files_place_is_borne(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    settings.theme = "dark"
    settings.save()


def test_the_file_lies_in_the_config_folder() -> None:
    assert settings_file().name == "ravine.ini"
    assert Path(os.environ["XDG_CONFIG_HOME"]) in settings_file().parents


# -- the window --------------------------------------------------------------------------------------------


def test_the_window_stands_as_it_stood(hands: Make, tmp_path: Path) -> None:
    file = tmp_path / "ravine.ini"
    drive = hands(settings=Settings(file), size=(1100, 700))
    drive.open(LANDSCAPE)
    drive.window.canvas.setFocus()
    drive.key(Qt.Key.Key_P)
    drive.key(Qt.Key.Key_T)
    drive.key(Qt.Key.Key_L)
    drive.window.close()
    again = hands(settings=Settings(file), theme=None, language=None, size=(1500, 800))
    again.window.arrangement.restore(again.window.settings)
    # no wider than the screen, whose width offscreen is less
    assert again.window.height() == 700
    assert (again.session.theme, again.session.language) == ("light", "ru")
    again.open(LANDSCAPE)
    assert not again.window.runs.isVisible()


def test_a_damaged_geometry_is_no_hindrance(hands: Make) -> None:
    settings = Settings()
    settings.geometry = "это не base64 ====="
    drive = hands(settings=settings)
    drive.window.arrangement.restore(settings)
    assert drive.window.width() == 1280


def test_the_theme_follows_the_system_until_one_is_chosen(hands: Make) -> None:
    settings = Settings()
    drive = hands(settings=settings, theme=None)
    drive.open(LANDSCAPE)
    changed = QApplication.styleHints().colorSchemeChanged
    changed.emit(Qt.ColorScheme.Light)
    assert drive.session.theme == "light"
    changed.emit(Qt.ColorScheme.Dark)
    assert drive.session.theme == "dark"
    drive.window.canvas.setFocus()
    drive.key(Qt.Key.Key_T)
    assert (drive.session.theme, settings.theme) == ("light", "light")
    changed.emit(Qt.ColorScheme.Dark)
    assert drive.session.theme == "light"
    drive.window.registry.trigger("theme_system")
    assert settings.theme == "system"
    changed.emit(Qt.ColorScheme.Light)
    assert drive.session.theme == "light"


def test_a_theme_given_for_one_start_is_not_remembered(hands: Make) -> None:
    settings = Settings()
    drive = hands(settings=settings, theme="light", language="ru")
    assert (drive.session.theme, drive.session.language) == ("light", "ru")
    assert (settings.theme, settings.language) == ("system", "system")
    drive.window.registry.trigger("language_system")
    assert drive.session.language in ("en", "ru")
