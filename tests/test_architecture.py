"""The house's rules, read from its source: which way imports run, where Qt may be, what is public."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import engine

ROOT = Path(engine.__file__).parents[1]
LAYERS = ("engine", "scenarios", "gui", "main")
BACKENDS = ("engine.cpu", "engine.reference", "engine.problem")
KERNEL_BUILDERS = ("engine.kernel_cache", "engine.cuda")
FILES = ("engine.catalogue", "engine.entries.shape", "tomli", "msgspec", "scenarios")


def modules() -> dict[str, Path]:
    """Every module of the program by its dotted name."""
    found = {"main": ROOT / "main.py"}
    for package in ("engine", "scenarios", "gui"):
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports(name: str, path: Path) -> Iterator[str]:
    """Everything that a module imports, anywhere in it, with relative names made absolute."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = (
                ".".join(package.split(".")[: len(package.split(".")) - node.level + 1]) if node.level else ""
            )
            target = ".".join(part for part in (base, node.module) if part)
            yield target
            yield from (f"{target}.{alias.name}" for alias in node.names)


ALL = modules()


def test_the_reader_of_imports_reads_them():
    found = set(imports("engine.outcome", ROOT / "engine/outcome.py"))
    assert {"numpy", "enum"} <= found
    assert "engine.errors.RangeError" in set(imports("engine.start", ROOT / "engine/start.py"))
    assert len(ALL) > 60


@pytest.mark.parametrize("name", ALL)
def test_imports_run_one_way(name):
    layer = LAYERS.index(name.split(".")[0])
    for target in imports(name, ALL[name]):
        top = target.split(".")[0]
        assert top != "tests", f"{name} imports {target}"
        if top in LAYERS:
            assert LAYERS.index(top) <= layer, f"{name} imports {target}"


@pytest.mark.parametrize("name", [name for name in ALL if not name.startswith("gui")])
def test_no_qt_below_the_window(name):
    for target in imports(name, ALL[name]):
        assert target.split(".")[0] not in ("PySide6", "shiboken6", "pyqtgraph", "PyQt6"), f"{name}: {target}"


@pytest.mark.parametrize("name", [name for name in ALL if name.startswith("engine.language")])
def test_the_language_knows_no_backend_and_no_files(name):
    for target in imports(name, ALL[name]):
        assert target.split(".")[0] not in ("numba", "tomli", "msgspec", "scenarios"), f"{name}: {target}"
        for backend in (*BACKENDS, "engine.run", "engine.catalogue", "engine.entries"):
            assert not target.startswith(backend), f"{name}: {target}"


@pytest.mark.parametrize("name", BACKENDS)
def test_backends_know_no_files(name):
    for target in imports(name, ALL[name]):
        assert not target.startswith(FILES), f"{name}: {target}"


@pytest.mark.parametrize("name", ALL)
def test_no_text_becomes_code_but_generated_kernels(name):
    if name.startswith(KERNEL_BUILDERS):
        return
    for node in ast.walk(ast.parse(ALL[name].read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in ("eval", "exec"), f"{name}, line {node.lineno}"


def test_the_public_names_are_these_and_all_can_be_had():
    assert engine.__all__ == sorted(
        [
            *("Cancelled", "Clip", "Curve", "FileError", "FormulaError", "InputError", "Landscape"),
            *(
                "MissingError",
                "Noise",
                "Optimizer",
                "Outcome",
                "OutputError",
                "Parameter",
                "RangeError",
                "RavineError",
            ),
            *("Result", "Run", "Schedule", "Signal", "TooLargeError", "UnknownNameError"),
            *("landscape", "list_ids", "load_landscape", "load_optimizer", "load_schedule", "load_signal"),
            *("optimizer", "signal", "simulate", "start", "curve", "integral", "load_curve", "sampled"),
            "heightmap",
        ]
    )
    for name in engine.__all__:
        assert getattr(engine, name) is not None
    assert set(engine.__all__) <= set(dir(engine))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = engine.nothing


def loaded_after(statement: str) -> set[str]:
    """The top-level modules that a fresh interpreter holds after a statement."""
    code = f"import sys\n{statement}\nprint(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
    )
    return set(ended.stdout.split("\n")[-2].split())


@pytest.mark.parametrize(
    ("statement", "absent"),
    [
        ("import engine", {"numpy", "numba", "msgspec"}),
        ("import engine.run, engine.simulation", {"numba", "PySide6"}),
        ("import scenarios; scenarios.list_scenarios()", {"numpy", "numba", "PySide6"}),
        ("import main; main.main(['list', 'scenarios'])", {"numpy", "numba", "PySide6", "av"}),
        ("import main; main.main(['list'])", {"numba", "PySide6", "av"}),
        (
            "import engine; engine.simulate('adam', 'himmelblau', [[0, 0]], 3, backend='numpy')",
            {"numba", "PySide6", "llvmlite"},
        ),
    ],
)
def test_nothing_is_loaded_that_is_not_needed(statement, absent):
    assert not loaded_after(statement) & absent
