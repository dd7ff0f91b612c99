"""An error in an override of ours is told; it does not end the program."""

from __future__ import annotations

import subprocess
import sys

import pytest

SCRIPT = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
import gui.steady

told = []
sys.excepthook = lambda kind, error, trace: told.append((kind, str(error)))

def fail(name):
    if name == "{name}":
        int("no number")

class Ours(QWidget):
    __module__ = "gui.test"
    def event(self, event):
        fail("event")
        return super().event(event)
    def resizeEvent(self, event):
        fail("resizeEvent")
    def keyPressEvent(self, event):
        fail("keyPressEvent")
    def sizeHint(self):
        fail("sizeHint")
        return QSize(30, 30)
    def eventFilter(self, watched, event):
        fail("eventFilter")
        return False

app = QApplication([])
window = QWidget()
row, widget = QHBoxLayout(window), Ours()

def put_in():
    row.addWidget(widget)
    window.installEventFilter(widget)

for step in (put_in, window.show, lambda: QTest.keyClick(widget, Qt.Key.Key_A)):
    QTimer.singleShot(0, step)
QTimer.singleShot(100, app.quit)
app.exec()
print("alive", bool(told) and all("no number" in text for _, text in told), flush=True)
os._exit(0)
"""


@pytest.mark.parametrize("name", ["event", "resizeEvent", "keyPressEvent", "sizeHint", "eventFilter"])
def test_an_error_is_told_and_the_window_lives_on(name: str) -> None:
    script = SCRIPT.replace("{name}", name)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "alive True"), done.stderr


def test_classes_of_others_stay_as_they_are() -> None:
    script = (
        "import gui.steady\n"
        "from PySide6.QtCore import QObject\n"
        "def event(self, event): return False\n"
        "theirs = type('Theirs', (QObject,), {'__module__': 'library', 'event': event})\n"
        "assert theirs.event is event\n"
        "def step(self): pass\n"
        "ours = type('Ours', (QObject,), {'__module__': 'gui.a', 'event': event, 'step': step})\n"
        "assert ours.step is step, 'nothing of Qt has that name'\n"
        "import sys\n"
        "assert (ours.event is event) == (sys.version_info >= (3, 12))\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
