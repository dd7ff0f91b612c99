"""How long the window's event loop is ever held up, in a scripted session of two minutes.

`python -m tests.benchmarks.stalls [--seconds 120] [--json] [--language ru]`

Opens every scenario with its key, turns every slider of its panel, scrubs the timeline, zooms, steps back and
forth, folds the panels, changes theme and language, plays on while a film is made. Gaps of more than 50 ms
between the ticks of a timer of 1 ms are told, with what the window's thread was doing. On a machine that is
busy with something else a gap may be nobody's fault: then all threads of this program together worked less
than 50 ms in it.
"""

# ruff: noqa: E402 - Qt is loaded before the rest, as the program does
from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from gui.platform import load_qt

load_qt()

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSlider, QWidget

from gui.apart.remote import RemoteWorker
from gui.app import smooth
from gui.returning import hold_little
from gui.window import Window
from tests.benchmarks.watch import LATE, Watch, told

SIZE = (1920, 1080)
_LONGEST_FILM = 90  # seconds that a film of two seconds may take while the window works on
_STARTING = 4.0  # seconds to begin with, which are watched like the others

Script = Iterator[tuple[str, float]]


def session(window: Window, seconds: float) -> Script:
    """What is done, and for how many seconds the window is then left alone."""
    yield "start", _STARTING
    share = (seconds - _STARTING - 10) / max(len(window.session.listed), 1)
    for _ in range(len(window.session.listed)):
        yield from _scenario(window, share)
    yield from _at_large(window)


def _scenario(window: Window, share: float) -> Script:
    QTest.keyClick(window, Qt.Key.Key_PageDown)
    title = window.session.scenario.title.en if window.session.scenario is not None else ""
    yield f"opening after {title!r}", 0.35 * share
    title = window.session.scenario.title.en if window.session.scenario is not None else ""
    sliders = [s for s in window.runs.findChildren(QSlider) if s.isVisible() and s.isEnabled()]
    pause = 0.25 * share / (3 * len(sliders)) if sliders else 0.0
    for slider in sliders:
        for part in (0.45, 0.55, 0.5):
            if _is_there(slider):
                slider.setValue(round(slider.minimum() + part * (slider.maximum() - slider.minimum())))
            yield f"turning in {title!r}", pause
    yield from _scrub(window, title, 0.15 * share)
    for notches in (1, 1, -1, -1):
        _wheel(window.stage, notches)
        yield f"zooming in {title!r}", 0.03 * share
    for key in (Qt.Key.Key_Comma, Qt.Key.Key_Period, Qt.Key.Key_Space):
        QTest.keyClick(window, key)
        yield f"stepping in {title!r}", 0.03 * share


def _scrub(window: Window, title: str, seconds: float) -> Script:
    track = window.transport.slider
    middle, width = track.height() // 2, track.width()
    places = [0.2, 0.5, 0.9, 0.7, 0.3, 0.1, 0.6]
    QTest.mousePress(track, Qt.MouseButton.LeftButton, pos=QPoint(width // 2, middle))
    for part in places:
        QTest.mouseMove(track, QPoint(round(part * width), middle))
        yield f"scrubbing in {title!r}", seconds / len(places)
    QTest.mouseRelease(track, Qt.MouseButton.LeftButton, pos=QPoint(width // 2, middle))


def _at_large(window: Window) -> Script:
    for id in ("theme", "language", "theme", "language", "panels", "panels", "gallery"):
        window.registry.trigger(id)
        yield f"action {id}", 0.5
    button = window.pages.gallery.header.close_button
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    yield "pressing the gallery's button", 0.1
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
    yield "leaving the gallery", 0.5
    yield from _recording(window)
    yield "end", 0.5


def _recording(window: Window) -> Script:
    """Opens the panel, composes, and goes on playing while a film is made."""
    window.registry.trigger("record")
    yield "opening the panel of recordings", 3.0
    panel = window.recordings.panel
    assert panel is not None
    assert panel.is_open
    for theme in ("light", "dark"):
        panel.fields.theme.chosen.emit(theme)
        yield "composing a recording", 1.0
    with tempfile.TemporaryDirectory() as folder:
        panel.fields.set_choices(replace(panel.fields.choices, size="720p", fps=30, seconds=2.0))
        panel.record_to(str(Path(folder) / "film.mp4"))
        job = panel.jobs.jobs[-1]
        for _ in range(_LONGEST_FILM):
            if not job.is_over:
                window.session.play()
                yield "playing while a film is made", 1.0
        assert job.state == "done", f"{job.state} {job.said}"
    window.registry.trigger("record")
    yield "after a recording", 0.5


def _is_there(widget: QWidget) -> bool:
    import shiboken6

    return bool(shiboken6.isValid(widget)) and widget.isVisible()


def _wheel(widget: QWidget, notches: int) -> None:
    at = QPointF(widget.rect().center())
    event = QWheelEvent(
        at, QPointF(widget.mapToGlobal(at.toPoint())), QPoint(), QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


class Player:
    """Goes through a script, one entry at a time, from within the event loop."""

    def __init__(self, script: Script, watch: Watch) -> None:
        self._script = script
        self._watch = watch
        self.failure: BaseException | None = None
        self.next()

    def next(self) -> None:
        try:
            doing, seconds = next(self._script)
        except StopIteration:
            QApplication.exit(0)
            return
        except BaseException as error:
            self.failure = error
            QApplication.exit(1)
            return
        self._watch.doing = doing
        QTimer.singleShot(round(1e3 * seconds), self.next)


def watched(seconds: float, language: str = "en") -> Watch:
    """The session, from the first moment of the window to its last."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    with smooth(app):
        window = Window("dark", language, worker=RemoteWorker)
        window.resize(*SIZE)
        window.show()
        watch = Watch()
        watch.start()
        window.open("everyone_from_one_point")
        player = Player(session(window, seconds), watch)
        app.exec()
        watch.stop()
        window.close()
    if player.failure is not None:
        raise player.failure
    return watch


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--language", choices=("en", "ru"), default="en")
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout")
    options = parser.parse_args()
    hold_little()
    watch = watched(options.seconds, options.language)
    ours = [gap for gap in watch.gaps if gap.ours > LATE]
    works = max((gap.work for gap in watch.gaps), default=0.0)
    if options.json:
        print(json.dumps({"ticks": watch.beats, "longest": watch.longest, "most_work": works,
                          "late": [asdict(gap) for gap in watch.gaps]}))  # fmt: skip
    else:
        print(told(ours))
        print(
            f"{watch.beats:,} ticks, longest gap {1e3 * watch.longest:.0f} ms; "
            f"{len(watch.gaps)} of more than {1e3 * LATE:.0f} ms, {len(ours)} of them by this program; "
            f"most work in one {1e3 * works:.0f} ms"
        )
    return 1 if ours else 0


if __name__ == "__main__":
    sys.exit(main())
