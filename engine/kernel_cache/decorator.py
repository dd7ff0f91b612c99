"""Numba's `njit`, for modules that decorate functions while they are imported.

The first function that is decorated settles what numba knows of the processor and where it keeps kernels, so
all of that is made ready before. Another process that imported such a module first would compile for other
vectors, and keep kernels that this one does not look for.
"""

from __future__ import annotations

from . import install

install()

from numba import njit as njit  # noqa: E402  (not before)
