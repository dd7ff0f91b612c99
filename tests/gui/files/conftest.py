"""A file of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest

import scenarios
from tests.gui.driving import LANDSCAPE


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    scenarios.save(scenarios.load(LANDSCAPE), path)
    return path
