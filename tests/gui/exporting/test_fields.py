"""What the fields of the recording panel say by themselves."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.exporting.choices import Choices
from gui.exporting.fields import Fields
from gui.translations import Language


def test_what_nought_seconds_stand_for_is_said_beside_them(qapp: QApplication, qtbot: QtBot) -> None:
    Language(qapp).put_on("en")
    fields = Fields(lambda: 0)
    qtbot.addWidget(fields)
    fields.retranslate()
    said = fields.seconds_row.remark.text
    fields.set_choices(Choices(suffix=".mp4"))
    assert said() == "the whole run"
    fields.set_choices(Choices(suffix=".mp4", seconds=2.5))
    assert said() == ""
    fields.set_choices(Choices(suffix=".png"))
    assert said() == "at its end"


def test_more_pictures_a_second_than_a_kind_of_file_has_are_refused_where_they_are_typed(
    qapp: QApplication, qtbot: QtBot
) -> None:
    """They were taken, and fewer filmed."""
    Language(qapp).put_on("en")
    fields = Fields(lambda: 0)
    qtbot.addWidget(fields)
    fields.set_choices(Choices(suffix=".gif", fps=60))
    (field,) = fields.fps_row.fields
    assert (field.text(), fields.choices.fps) == ("50", 50)
    for suffix, refused in ((".gif", "fps = 60 is outside 1 … 50"), (".mp4", "")):
        fields.set_choices(Choices(suffix=suffix, fps=25))
        field.selectAll()
        qtbot.keyClicks(field, "60")
        qtbot.keyClick(field, Qt.Key.Key_Return)
        assert fields.fps_row.complaint.text() == refused
        assert fields.choices.fps == (25 if refused else 60)
