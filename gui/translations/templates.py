"""The English templates of all phrases in the source: what the table's context "engine" has to translate."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PLACES = ("engine", "scenarios", "gui", "main.py")


def sources() -> list[Path]:
    """Every file that may make a phrase; the class itself and its translation only pass templates on."""
    found: list[Path] = []
    for place in PLACES:
        path = ROOT / place
        found += sorted(path.rglob("*.py")) if path.is_dir() else [path]
    return [path for path in found if path.parent != Path(__file__).parent and path.name != "phrase.py"]


def templates() -> dict[str, str]:
    """Each template with the place of its first use; ValueError for one that is not written as a literal."""
    found: dict[str, str] = {}
    for path in sources():
        for call in _phrases(path):
            place = f"{path.relative_to(ROOT)}:{call.lineno}"
            first = call.args[0] if call.args else None
            if not (isinstance(first, ast.Constant) and isinstance(first.value, str)):
                raise ValueError(f"{place}: a phrase is made of a literal template")
            if first.value:
                found.setdefault(first.value, place)
    return found


def as_source() -> str:
    """The templates as calls that Qt's tools read out of a source file."""
    return "".join(f'translate("engine", {_quoted(template)})\n' for template in templates())


def _phrases(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Phrase":
            yield node


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
