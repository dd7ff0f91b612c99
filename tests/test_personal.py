"""Where a person's files lie, also for a user without a home, as in a container or a service."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine import personal

ROOT = Path(__file__).parents[1]

HOMELESS = """
import os, pwd, runpy, sys

def unknown(_: int) -> None:
    raise KeyError

pwd.getpwuid = unknown
for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "RAVINE_CACHE"):
    os.environ.pop(name, None)
sys.path.insert(0, sys.argv[1])
sys.argv = ["main.py", *sys.argv[2:]]
runpy.run_path("main.py", run_name="__main__")
"""


@pytest.fixture(autouse=True)
def temporary_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    personal._without_home.cache_clear()
    yield tmp_path
    personal._without_home.cache_clear()


@pytest.mark.parametrize("known", ["~/.local/share/ravine", None])
def test_without_a_home_a_private_folder_takes_its_place(
    monkeypatch: pytest.MonkeyPatch, temporary_files: Path, known: str | None
) -> None:
    def find(*_: object, **__: object) -> str:
        if known is None:
            raise RuntimeError
        return known

    monkeypatch.setattr("platformdirs.user_data_dir", find)
    monkeypatch.setattr("platformdirs.user_config_dir", find)
    data, config = personal.data_folder(), personal.config_folder()
    assert data != config
    assert data.parent == config.parent == personal.data_folder().parent
    assert temporary_files in data.parents
    assert data.parent.stat().st_mode & 0o077 == 0


@pytest.mark.skipif(sys.platform == "win32", reason="homes are another matter there")
@pytest.mark.parametrize(
    "arguments", [("list", "scenarios"), ("L2", "--screenshot", "window.png", "--after", "0")]
)
def test_the_program_starts_without_a_home(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    given = [str(tmp_path / word) if word == "window.png" else word for word in arguments]
    ended = subprocess.run(
        [sys.executable, "-c", HOMELESS, str(ROOT), *given],
        cwd=ROOT, env={**os.environ, "TMPDIR": str(tmp_path)}, capture_output=True, text=True,
        timeout=300, check=False,
    )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (0, "")
