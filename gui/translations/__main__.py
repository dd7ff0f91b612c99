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
        engine = Path(folder, "engine.py")
        engine.write_text(as_source(), encoding="utf-8")
        return _renew([*_window_files(), str(engine)])


def _window_files() -> list[str]:
    files = (ROOT / "gui").rglob("*.py")
    return sorted(str(f.relative_to(ROOT)) for f in files if f.parent.name != "translations")


def _renew(files: list[str]) -> int:
    table = str((FOLDER / "ravine_ru.ts").relative_to(ROOT))
    tools = Path(sys.executable).parent
    update = [tools / "pyside6-lupdate", *files, "-ts", table, "-no-obsolete", "-locations", "none"]
    languages = ["-source-language", "en", "-target-language", "ru"]
    for command in (update + languages, [tools / "pyside6-lrelease", table]):
        done = subprocess.run([str(part) for part in command], cwd=ROOT, check=False)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
