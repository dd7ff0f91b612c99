"""What the fields of the recording panel say by themselves."""

from __future__ import annotations

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
