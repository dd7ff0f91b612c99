"""A signal ends the window, and what was unsaved is kept."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import scenarios
from gui.interrupts import INTERRUPTED, leaving_when_asked

ROOT = Path(__file__).parents[2]

ASKED = """
import signal
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from gui import app

# one switched off where the tests run is inherited
signal.signal(signal.Signals[sys.argv[1]], signal.SIG_DFL)
begin = app._begin
UNHEARD = 7

def begun(window, scenario):
    begin(window, scenario)
    window.started.connect(lambda: window.session.set_noise(sigma=0.375))
    window.started.connect(lambda: signal.raise_signal(signal.Signals[sys.argv[1]]))
    QTimer.singleShot(60_000, lambda: QCoreApplication.exit(UNHEARD))

app._begin = begun
sys.exit(app.run("everyone_from_one_point", theme="dark", language="en"))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a signal from another program ends it at once")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_closes_the_window_and_keeps_what_is_unsaved(name: str, tmp_path: Path) -> None:
    folders = {"XDG_DATA_HOME": str(tmp_path / "data"), "XDG_CONFIG_HOME": str(tmp_path / "config")}
    ended = subprocess.run(
        [sys.executable, "-c", ASKED, name],
        cwd=ROOT,
        env={**os.environ, **folders},
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (INTERRUPTED, "")
    (draft,) = (tmp_path / "data").rglob("*.toml")
    assert scenarios.load(draft).noise.sigma == 0.375


def test_a_signal_that_was_switched_off_stays_so() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with leaving_when_asked() as asked:
            signal.raise_signal(signal.SIGINT)
        assert asked == []
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_handlers_are_put_back() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with leaving_when_asked():
        assert signal.getsignal(signal.SIGTERM) is not before
    assert signal.getsignal(signal.SIGTERM) is before
