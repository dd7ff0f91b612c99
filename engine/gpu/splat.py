"""Particles added to a plane of density where they are, as `engine.splatting` does; only a plane travels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from .source import Source

if TYPE_CHECKING:
    from engine.cuda import Toolkit
    from engine.splatting import Aim, Brush

_SIGNATURE = (
    "R[::1]", "int32[::1]", "uint32[::1]", "R[::1]", "float32[::1]", "float32",
    "int64", "int32", "int32", "int32", "boolean", "boolean",
)  # fmt: skip

#: view: x0, y1, pixels a unit; moved: where a particle is drawn, in pixels from its place, x and y in turn.
_TEXT = """import numpy as np

R = np.{real}
F = np.float32
U = np.uint32
zero = F(0)
half = F(0.5)
one = F(1)
full = U(65535)

def splat(w, stopped, image, view, moved, unit, n, shifts, width, height, fine, lost):
    x0 = view[0]
    y1 = view[1]
    scale = view[2]
    for i in range(cuda.grid(1), n, cuda.gridsize(1)):
        if (stopped[i] >= 0) == lost:
            cx = F(mul(sub(w[index(i)], x0), scale))
            cy = F(mul(sub(y1, w[index(n + i)]), scale))
            for k in range(shifts):
                px = add(cx, moved[2 * k])
                py = add(cy, moved[2 * k + 1])
                if not fine:
                    if px >= zero and py >= zero and px < F(width) and py < F(height):
                        at = whole(py) * width + whole(px)
{dot}
                else:
                    fx = sub(px, half)
                    fy = sub(py, half)
                    if fx >= zero and fy >= zero and fx < F(width - 1) and fy < F(height - 1):
                        x = whole(fx)
                        y = whole(fy)
                        u = sub(fx, F(x))
                        v = sub(fy, F(y))
                        p = mul(unit, sub(one, v))
                        q = mul(unit, v)
                        at = y * width + x
{four}
"""

#: A pixel that is full already is left alone, so that its count never runs over.
_ADD = """                        if image[index({at})] < full:
                            cuda.atomic.add(image, index({at}), U(whole(add({weight}, half))))"""

_FOUR = (
    ("at", "mul(p, sub(one, u))"),
    ("at + 1", "mul(p, u)"),
    ("at + width", "mul(q, sub(one, u))"),
    ("at + width + 1", "mul(q, u)"),
)

_PACK = """import numpy as np

full = np.uint32(65535)

def pack(image, packed, n):
    for i in range(cuda.grid(1), n, cuda.gridsize(1)):
        packed[i] = min(image[i], full)
"""

_COUNT = """import numpy as np

one = np.uint32(1)

def count(stopped, found, n):
    for i in range(cuda.grid(1), n, cuda.gridsize(1)):
        if stopped[i] >= 0:
            cuda.atomic.add(found, 0, one)
"""


def splat_source(real: str) -> Source:
    """The kernel that adds particles to an image of whole numbers."""
    dot = _ADD.format(at="at", weight="unit")
    four = "\n".join(_ADD.format(at=at, weight=weight) for at, weight in _FOUR)
    return Source(_TEXT.format(real=real, dot=dot, four=four), "splat", real, _SIGNATURE)


def pack_source() -> Source:
    """The kernel that turns an image into a plane, which is half as large."""
    return Source(_PACK, "pack", "float32", ("uint32[::1]", "uint16[::1]", "int64"))


def count_source() -> Source:
    """The kernel that counts the particles that have stopped."""
    return Source(_COUNT, "count", "float32", ("int32[::1]", "uint32[::1]", "int64"))


class Splat:
    """Draws particles of one type on one device."""

    def __init__(self, toolkit: Toolkit, dtype: np.dtype) -> None:
        self.toolkit = toolkit
        self.dtype = dtype
        self.source = splat_source(dtype.name)

    def plane(
        self, w: Any, stopped: Any, n: int, aim: Aim, brush: Brush, size: tuple[int, int], lost: bool
    ) -> NDArray[np.uint16]:
        """(height, width): what the particles add, or where `lost` those that have stopped."""
        width, height = size
        kit, pixels = self.toolkit, width * height
        image = kit.array(np.zeros(pixels, np.uint32))
        view = kit.array(np.array([aim.x0, aim.y1, aim.scale], self.dtype))
        moved = kit.array(np.array(aim.shifts, np.float32).reshape(-1))
        kit.launch(
            kit.kernel(self.source), n, 0,
            w, stopped, image, view, moved, np.float32(brush.unit), n, len(aim.shifts), width, height,
            brush.fine or lost, lost,
        )  # fmt: skip
        packed = kit.empty(pixels, np.uint16)
        kit.launch(kit.kernel(pack_source()), pixels, 0, image, packed, pixels)
        return np.asarray(packed.copy_to_host()).reshape(height, width)

    def count(self, stopped: Any, n: int) -> int:
        """How many of n particles have stopped."""
        found = self.toolkit.array(np.zeros(1, np.uint32))
        self.toolkit.launch(self.toolkit.kernel(count_source()), n, 0, stopped, found, n)
        return int(np.asarray(found.copy_to_host())[0])
