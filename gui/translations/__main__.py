"""Renews ravine_ru.ts from the source and ravine_ru.qm from that, with Qt's own tools."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from gui.translations import FOLDER
from gui.translations.templates import ROOT, as_source


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder, "texts.py")
        texts.write_text(as_source(), encoding="utf-8")
        return _renew(texts)


def _renew(texts: Path) -> int:
    table = str((FOLDER / "ravine_ru.ts").relative_to(ROOT))
    tools = Path(sys.executable).parent
    update = [tools / "pyside6-lupdate", texts, "-ts", table, "-no-obsolete", "-locations", "none"]
    update += ["-source-language", "en", "-target-language", "ru"]
    # A word may need another form elsewhere: nothing is taken over from a text that looks the same.
    update += ["-disable-heuristic", "sametext", "-disable-heuristic", "similartext"]
    made = FOLDER / "ravine_ru.new"
    for command in (update, [tools / "pyside6-lrelease", table, "-qm", made]):
        done = subprocess.run([str(part) for part in command], cwd=ROOT, check=False)
        if done.returncode:
            return done.returncode
    # a program that runs has the old file mapped, and would end with it if that were written over
    made.replace(FOLDER / "ravine_ru.qm")
    return 0


if __name__ == "__main__":
    sys.exit(main())
