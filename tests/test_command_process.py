"""The command line as a process among others: asked to end, read only in part, in a poor terminal."""

from __future__ import annotations

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
