"""What tests of maps on disk share."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _zarr_ends_its_threads() -> Iterator[None]:
    """Zarr keeps threads of its own until the interpreter ends; a test ends them before."""
    yield
    if "zarr.core.sync" in sys.modules:
        sys.modules["zarr.core.sync"].cleanup_resources()
