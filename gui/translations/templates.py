"""What the table has to translate, read from the source: the window's texts and the templates of phrases."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PLACES = ("engine", "scenarios", "gui", "main.py")
MARKS = ("translate", "QT_TRANSLATE_NOOP")


def sources() -> list[Path]:
    """Every file that may say something; phrases themselves and translations only pass texts on."""
    found: list[Path] = []
    for place in PLACES:
        path = ROOT / place
        found += sorted(path.rglob("*.py")) if path.is_dir() else [path]
    return [path for path in found if path.parent != Path(__file__).parent and path.name != "phrase.py"]


@cache
def templates() -> dict[str, str]:
    """Every phrase's template with the place of its first use; ValueError for one that is no literal.

    Whoever asks twice in one process gets the same, whatever became of the source meanwhile.
    """
    found = _helps()
    for place, call in _calls("Phrase"):
        first = call.args[0] if call.args else None
        if not (isinstance(first, ast.Constant) and isinstance(first.value, str)):
            raise ValueError(f"{place}: a phrase is made of a literal template")
        if first.value:
            found.setdefault(first.value, place)
    return found


def _helps() -> dict[str, str]:
    """What commands say of themselves and of their options, with its place."""
    found: dict[str, str] = {}
    for path in sources():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if not any(_declares_arguments(node) for node in tree.body):
            continue
        place = str(path.relative_to(ROOT))
        found.setdefault(" ".join((ast.get_docstring(tree) or "").split()), place)
        keywords = (word for node in ast.walk(tree) if isinstance(node, ast.Call) for word in node.keywords)
        for word in keywords:
            text = word.value
            if word.arg == "help" and isinstance(text, ast.Constant) and isinstance(text.value, str):
                found.setdefault(text.value, f"{place}:{text.lineno}")
    return found


def _declares_arguments(node: ast.stmt) -> bool:
    """Whether it is what makes a module a command."""
    is_it = isinstance(node, ast.FunctionDef) and node.name == "arguments"
    return is_it and [argument.arg for argument in node.args.args] == ["parser"]  # type: ignore[attr-defined]


def window_texts() -> dict[str, str]:
    """Every text of the window with the place of its first use; a text in a variable was marked elsewhere."""
    found: dict[str, str] = {}
    for place, call in _calls(*MARKS):
        text = call.args[1] if len(call.args) > 1 else None
        if isinstance(text, ast.Constant) and isinstance(text.value, str):
            found.setdefault(text.value, place)
    return found


def as_source() -> str:
    """All of it as calls that Qt's tools can read.

    Qt's reader of Python knows no phrases, looks into no f-string, and sees that a text has a number (%n)
    only where that number is a literal.
    """
    engine = (f'translate("engine", {_quoted(template)})' for template in templates())
    window = (
        f'translate("window", {_quoted(text)}{", None, 1" if "%n" in text else ""})'
        for text in window_texts()
    )
    return "\n".join((*engine, *window, ""))


def _calls(*names: str) -> Iterator[tuple[str, ast.Call]]:
    """Every call of a function of these names, with its place."""
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in names:
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def _name(function: ast.expr) -> str:
    return getattr(function, "id", "") or getattr(function, "attr", "")


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
