"""How much memory the C library has given out."""

from __future__ import annotations

import ctypes

import pytest

_NAMES = (
    *("arena", "ordblks", "smblks", "hblks", "hblkhd"),
    *("usmblks", "fsmblks", "uordblks", "fordblks", "keepcost"),
)


class _Figures(ctypes.Structure):
    """`struct mallinfo2` of glibc 2.33."""

    _fields_ = [(name, ctypes.c_size_t) for name in _NAMES]


def allocated() -> int:
    """Bytes. Skips the test where the C library does not say."""
    try:
        ask = ctypes.CDLL(None).mallinfo2
    except (AttributeError, TypeError):
        pytest.skip("the C library does not say what is allocated")
    ask.restype = _Figures
    said = ask()
    return int(said.uordblks + said.hblkhd)
