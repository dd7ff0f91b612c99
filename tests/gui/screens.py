"""Pictures of every page of the window, in both themes and both languages, to be looked at.

`python -m tests.gui.screens OUT [--size 1600x900]` needs no display. Each file is PAGE_THEME_LANGUAGE.png.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from engine.phrase import Phrase
from gui.app import smooth
from gui.window import Window

STAGE, SIGNAL, SWARM = "out_of_the_trap", "momentum_memory", "rain_on_himmelblau"
PATIENCE = 60.0

Page = Callable[["Photographer"], None]


class Photographer:
    """A window, and what it takes to bring each page to the front."""

    def __init__(self, theme: str, language: str, size: tuple[int, int], drafts: Path) -> None:
        self.window = Window(theme, language, drafts=drafts)
        self.window.resize(*size)
        self.window.show()
        self.size = size

    def wait(self, seconds: float) -> None:
        loop = QEventLoop()
        QTimer.singleShot(round(seconds * 1000), loop.quit)
        loop.exec()

    def until(self, condition: Callable[[], bool]) -> None:
        """RuntimeError where it does not become true in time."""
        end = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > end:
                raise RuntimeError("the page did not come to the front in time")
            self.wait(0.05)

    def open(self, scenario: str, share: float = 0.5) -> None:
        """A scenario, standing still where so much of it has been played."""
        session = self.window.session
        before = session.loaded
        self.window.open(scenario)
        self.until(lambda: session.loaded is not before and session.frame is not None)
        session.set_speed(500)
        self.until(lambda: session.step >= share * session.total)
        session.pause()
        self.window.setFocus()
        self.wait(1.0)

    def do(self, action: str) -> None:
        self.window.registry.trigger(action)
        self.wait(0.6)

    def close(self) -> None:
        self.window.shut()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def gallery(shown: Photographer) -> None:
    shown.window.pages.open_gallery()
    page = shown.window.pages.gallery
    shown.until(lambda: bool(page.cards) and all(card.image is not None for card in page.cards))
    shown.wait(0.2)


def stage(shown: Photographer) -> None:
    shown.open(STAGE)


def swarm(shown: Photographer) -> None:
    shown.open(SWARM, 0.2)


def signal(shown: Photographer) -> None:
    shown.open(SIGNAL)


def presentation(shown: Photographer, scenario: str = STAGE) -> None:
    shown.open(scenario)
    shown.window.presentation.enter()
    shown.wait(1.0)


def presentation_signal(shown: Photographer) -> None:
    presentation(shown, SIGNAL)


def palette(shown: Photographer) -> None:
    shown.open(STAGE)
    shown.do("palette")


def palette_search(shown: Photographer) -> None:
    shown.open(STAGE)
    shown.do("palette")
    shown.window.palette_panel.field.setText("adam")
    shown.wait(0.3)


def keys(shown: Photographer) -> None:
    shown.open(STAGE)
    shown.do("keys")


def question(shown: Photographer) -> None:
    shown.open(STAGE)
    shown.window.session.set_noise(sigma=0.1)
    shown.window.close()
    full = Phrase("no space left on device")
    shown.window.session.problem.emit(
        Phrase("cannot write {target}: {reason}", target="/somewhere/scenario.toml", reason=full)
    )
    shown.wait(0.6)


def choosing_an_optimizer(shown: Photographer) -> None:
    shown.open(STAGE)
    shown.do("run.add")
    shown.wait(1.0)


def choosing_a_landscape(shown: Photographer) -> None:
    shown.open(STAGE)
    shown.do("field.choose")
    shown.wait(1.5)


def editing_a_rule(shown: Photographer) -> None:
    shown.open(STAGE)
    shown.do("run.rule")
    shown.wait(1.0)


PAGES: tuple[Page, ...] = (
    gallery,
    stage,
    swarm,
    signal,
    presentation,
    presentation_signal,
    palette,
    palette_search,
    keys,
    question,
    choosing_an_optimizer,
    choosing_a_landscape,
    editing_a_rule,
)


def photograph(
    out: Path, size: tuple[int, int], pages: tuple[Page, ...] = PAGES
) -> Iterator[tuple[Path, Window]]:
    """Saves every page; each file and the window as it is then, before the next page is made."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    out.mkdir(parents=True, exist_ok=True)
    with smooth(app):
        yield from _photographed(out, size, pages)


def _photographed(out: Path, size: tuple[int, int], pages: tuple[Page, ...]) -> Iterator[tuple[Path, Window]]:
    for theme in ("dark", "light"):
        for language in ("en", "ru"):
            for page in pages:
                with tempfile.TemporaryDirectory() as drafts:
                    shown = Photographer(theme, language, size, Path(drafts))
                    try:
                        page(shown)
                        file = out / f"{page.__name__}_{theme}_{language}.png"
                        shown.window.grab().save(str(file))
                        yield file, shown.window
                    finally:
                        shown.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--size", default="1600x900")
    parser.add_argument("--pages", nargs="*", choices=[page.__name__ for page in PAGES])
    options = parser.parse_args()
    width, height = map(int, options.size.split("x"))
    wanted = tuple(page for page in PAGES if options.pages is None or page.__name__ in options.pages)
    with tempfile.TemporaryDirectory() as folder:
        projector(folder, width, height)
        for file, _ in photograph(options.out, (width, height), wanted):
            print(file, flush=True)
    return 0


def projector(folder: str, width: int, height: int) -> None:
    """Lets Qt's offscreen platform have a screen of that size; of itself it has one of 800 × 800 pixels."""
    screen = {"name": "projector", "width": width, "height": height, "logicalDpi": 96, "dpr": 1}
    file = Path(folder, "screens.json")
    file.write_text(json.dumps({"screens": [{"x": 0, "y": 0, "logicalBaseDpi": 96, **screen}]}))
    os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={file}")


if __name__ == "__main__":
    sys.exit(main())
