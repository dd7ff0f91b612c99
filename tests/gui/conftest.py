"""What tests of the window share: nothing is compiled in the background unless a test asks for it."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _without_compiling(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "with_compiling" not in request.fixturenames:
        monkeypatch.setattr("gui.performer.QUIET", 1e9)


@pytest.fixture
def with_compiling() -> None:
    """Asked for by a test that wants compiled runs to take over."""
