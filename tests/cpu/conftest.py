"""What every test of kernels gets: fused loops however large."""

from __future__ import annotations

import pytest

from engine import compiled


@pytest.fixture(autouse=True)
def _fused_where_it_does_not_pay(monkeypatch):
    """Large pairs are as right together as small ones; only slower."""
    monkeypatch.setattr(compiled, "_LARGEST_FUSED", 10**9)
