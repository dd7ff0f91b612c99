"""Renews ravine_ru.ts from the source and ravine_ru.qm from that, with Qt's own tools."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from gui.translations import FOLDER


def main() -> int:
    root = FOLDER.parent.parent
    files = sorted(
        str(f.relative_to(root)) for f in (root / "gui").rglob("*.py") if f.parent.name != "translations"
    )
    table = str((FOLDER / "ravine_ru.ts").relative_to(root))
    tools = Path(sys.executable).parent
    update = [tools / "pyside6-lupdate", *files, "-ts", table, "-no-obsolete", "-locations", "none"]
    languages = ["-source-language", "en", "-target-language", "ru"]
    for command in (update + languages, [tools / "pyside6-lrelease", table]):
        done = subprocess.run([str(part) for part in command], cwd=root, check=False)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
