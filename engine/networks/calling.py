"""A row of numbers handed to a compiled function by its address. Imports numba."""

from __future__ import annotations

from typing import Any

from numba import types
from numba.extending import intrinsic

from engine.numerics.intrinsics import _calling


@intrinsic
def call_over(typing_context: Any, function: Any, w: Any, count: Any) -> Any:
    """Call f(w, count) at an address."""
    return types.void(types.intp, w, types.int64), _calling(types.void)
