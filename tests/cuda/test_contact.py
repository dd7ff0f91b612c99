"""One file knows the CUDA toolkit, so that another toolkit is one file's work."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]


def names_imported(file: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_only_one_file_imports_the_toolkit():
    files = [ROOT / "main.py", *(f for d in ("engine", "scenarios", "gui") for f in (ROOT / d).rglob("*.py"))]
    knowing = {
        str(file.relative_to(ROOT))
        for file in files
        if any(name.startswith(("numba.cuda", "numba_cuda", "cuda.")) for name in names_imported(file))
    }
    assert knowing == {str(Path("engine", "cuda.py"))}
