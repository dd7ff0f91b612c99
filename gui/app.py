"""Starts the window, and ends when it is closed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import Cancelled, OutputError
from engine.phrase import Phrase
from gui.apart.child import Child
from gui.platform import choose_platform, load_qt
from gui.returning import hold_little

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from gui.window import Window
    from scenarios.schema import Scenario

SIZE = (1600, 900)
PICTURES = (".png", ".jpg", ".jpeg")
SWITCH_SECONDS = 0.0002
"""How long another thread may keep the interpreter: the default of 5 ms shows as unsteady frames."""


@contextmanager
def smooth(app: QApplication) -> Iterator[None]:
    """Within it nothing but its own work holds up the event loop of `app`."""
    from gui import courtesy
    from gui.tidying import Tidying

    before, tidying = sys.getswitchinterval(), Tidying()
    sys.setswitchinterval(SWITCH_SECONDS)
    tidying.start()
    courtesy.attend()
    try:
        yield
    finally:
        courtesy.leave()
        tidying.stop()
        sys.setswitchinterval(before)


def run(
    scenario: Scenario | str | Path | None,
    screenshot: Path | None = None,
    after: float | None = None,
    theme: str | None = None,
    language: str | None = None,
) -> int:
    """Shows a scenario until its window is closed, or saves a picture of the window and ends.

    scenario: None for what was open last, or for the gallery where nothing was.
    screenshot: PNG or JPEG, taken `after` seconds from the first moving frame (2 by default).
    theme: "dark" or "light"; language: "en" or "ru"; as chosen earlier, or the system's own, where None.
    Raises MissingError where Qt cannot start, OutputError where the picture cannot be written, and Cancelled
    where a signal came before it was.
    """
    if screenshot is not None and screenshot.suffix.lower() not in PICTURES:
        raise OutputError(
            Phrase(
                "{screenshot}: the name of a picture ends in {endings}",
                screenshot=screenshot,
                endings=", ".join(PICTURES),
            )
        )
    choose_platform(needs_display=screenshot is None)
    # first of all: it loads the engine while the window loads Qt
    child = _apart()
    hold_little()
    load_qt()
    from PySide6.QtWidgets import QApplication

    from gui.interrupts import leaving_when_asked

    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    saved: list[bool] = []
    with smooth(app), leaving_when_asked() as asked:
        window = _window(app, theme, language, child, remembers=screenshot is None)
        if screenshot is not None:
            _plan_screenshot(window, screenshot, 2.0 if after is None else after, saved)
        _begin(window, scenario)
        code = app.exec()
    window.shut()
    if screenshot is not None and asked and not saved:
        raise Cancelled(Phrase("stopped on request; nothing was written"))
    if screenshot is not None and saved != [True]:
        raise OutputError(Phrase("{screenshot} could not be written", screenshot=screenshot))
    return code


def _apart() -> Child | None:
    """The worker's process; None where the system starts none: then a thread does its work."""
    try:
        return Child()
    except OSError:
        return None


def _window(
    app: QApplication, theme: str | None, language: str | None, child: Child | None, *, remembers: bool
) -> Window:
    """The window, shown. remembers: it knows of earlier starts, and later ones will know of it."""
    app.setApplicationName("Ravine")
    from gui.apart.remote import RemoteWorker
    from gui.files.drafts import drafts_folder
    from gui.settings import Settings, settings_file
    from gui.window import Window
    from gui.worker import AnyWorker, Worker

    settings = Settings(settings_file() if remembers else None)
    drafts = drafts_folder() if remembers else None

    def worker(notify: Callable[[], None]) -> AnyWorker:
        return Worker(notify) if child is None else RemoteWorker(notify, child)

    window = Window(theme, language, settings, drafts, worker)
    room = app.primaryScreen().availableSize()
    if app.platformName() == "offscreen":
        window.resize(*SIZE)
    else:
        window.resize(min(SIZE[0], room.width()), min(SIZE[1], room.height()))
    if remembers:
        window.arrangement.restore(settings)
    window.show()
    return window


def _begin(window: Window, scenario: Scenario | str | Path | None) -> None:
    """Opens what was asked for, or what was open last, or the gallery at the first start."""
    if scenario is not None:
        window.open(scenario)
    elif window.settings.last:
        window.filing.open_remembered(window.settings.last)
    else:
        window.pages.open_gallery()
    if window.filing.unsaved is not None:
        window.filing.unsaved.keeper.search()


def _plan_screenshot(window: Window, path: Path, after: float, saved: list[bool]) -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    def save() -> None:
        if saved:
            return  # a problem may be told beside the first moving frame, or several
        saved.append(window.grab().save(str(path)))
        QApplication.exit(0)

    told = sys.excepthook

    def end(*fault: Any) -> None:
        # nobody is there to close the window that now may never move
        told(*fault)
        QApplication.exit(1)

    sys.excepthook = end
    window.started.connect(lambda: QTimer.singleShot(round(after * 1000), save))
    window.session.problem.connect(lambda _message: QTimer.singleShot(round(after * 1000), save))
