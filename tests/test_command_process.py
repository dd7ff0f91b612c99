"""The command line as a process among others: asked to end, read only in part, in a poor terminal."""

from __future__ import annotations

import importlib.util
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import main as program

ROOT = Path(program.__file__).parent


@pytest.mark.skipif(sys.platform == "win32", reason="processes are asked to end in other ways there")
def test_an_interrupted_process_leaves_no_file(tmp_path):
    arguments = ["run", "a_speck_of_dust", "--out", str(tmp_path / "x.npz"), "--steps", "10000000"]
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "main.py"), *arguments, "--every", "1000000"],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    time.sleep(3)
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=60)
    assert process.returncode in (130, -signal.SIGTERM)
    assert "Traceback" not in err
    assert out == ""
    assert list(tmp_path.iterdir()) == []


def test_a_closed_pipe_is_no_error():
    command = f"'{sys.executable}' main.py list --json | head -1"
    ended = subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ended.stdout == "{\n"
    assert ended.stderr == ""


def test_a_terminal_without_the_letters_shows_stand_ins():
    command = [sys.executable, "main.py", "list", "scenarios", "--language", "ru"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, env=environment)
    assert "everyone_from_one_point" in ended.stdout
    assert ended.stderr == ""


def without(folder: Path, modules: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command where importing these modules raises these errors."""
    for module, error in modules.items():
        package, _, name = module.partition(".")
        file = folder / package / f"{name or '__init__'}.py"
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"raise {error}", encoding="utf-8")
        if name:
            real = importlib.util.find_spec(package).submodule_search_locations
            text = f"__path__ = {[str(file.parent), *real]!r}"
            (file.parent / "__init__.py").write_text(text, encoding="utf-8")
    command = [sys.executable, str(ROOT / "main.py"), *arguments]
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


@pytest.mark.parametrize("arguments", [("doctor",), ("list",), ("L4",), ("run", "L4", "--out", "x.npz")])
def test_what_is_not_installed_is_named_with_the_remedy(tmp_path, arguments):
    missing = "ModuleNotFoundError(\"No module named 'msgspec'\", name='msgspec')"
    ended = without(tmp_path, {"msgspec": missing}, *arguments)
    assert ended.returncode == program.WRONG
    assert ended.stderr == "msgspec is not installed; uv run main.py installs all that is needed\n"


@pytest.mark.parametrize("command", [("record", "x.mp4"), ("deck", "x.pptx")])
def test_without_a_library_of_the_system_films_and_slides_say_which(tmp_path, command):
    missing = "ImportError('libEGL.so.1: cannot open shared object file')"
    lacking = {f"PySide6.{name}": missing for name in ("QtGui", "QtWidgets")}
    ended = without(tmp_path, lacking, command[0], "L4", "--out", str(tmp_path / command[1]))
    assert ended.returncode == program.WRONG
    said = ended.stderr.splitlines()[-1]
    assert said.startswith("Qt cannot be loaded here (libEGL.so.1")
    assert said.endswith("main.py doctor says what to install")
    assert "Traceback" not in ended.stderr
