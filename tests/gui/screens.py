"""Pictures of every page of the window, in both themes and both languages, to be looked at.

`python -m tests.gui.screens OUT [--size 1600x900]` needs no display. Each file is PAGE_THEME_LANGUAGE.png.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication

from gui.app import smooth
from gui.window import Window
from tests.gui.pages import PAGES, Page
from tests.gui.photographer import Photographer


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
