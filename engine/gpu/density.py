"""A swarm as an image, made where the swarm is: only the image travels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from .source import Source

if TYPE_CHECKING:
    from engine.cuda import Toolkit

_SIGNATURE = (
    "R[::1]", "int32[::1]", "uint32[::1]", "R[::1]", "int64", "int32", "int32",
)  # fmt: skip

#: view: x0, y1, pixels per unit along x and down along −y. Row 0 of the image is the topmost.
_TEXT = """import numpy as np

R = np.{real}
U = np.uint32
one = U(1)

def density(w, stopped, image, view, n, width, height):
    x0 = view[0]
    y1 = view[1]
    across = view[2]
    down = view[3]
    wide = R(width)
    high = R(height)
    for i in range(cuda.grid(1), n, cuda.gridsize(1)):
        if stopped[i] < 0:
            x = mul(sub(w[index(i)], x0), across)
            y = mul(sub(y1, w[index(n + i)]), down)
            if x >= R(0) and x < wide and y >= R(0) and y < high:
                cuda.atomic.add(image, index(whole(y) * width + whole(x)), one)
"""


def density_source(real: str) -> Source:
    """The kernel that adds particles to an image."""
    return Source(_TEXT.format(real=real), "density", real, _SIGNATURE)


def view_of(
    rectangle: tuple[float, float, float, float], width: int, height: int, dtype: np.dtype
) -> NDArray[np.floating]:
    """What the kernel is told about the rectangle (x0, x1, y0, y1)."""
    x0, x1, y0, y1 = rectangle
    return np.array([x0, y1, width / (x1 - x0), height / (y1 - y0)], dtype)


class Density:
    """Counts particles of one type in the pixels of an image."""

    def __init__(self, toolkit: Toolkit, dtype: np.dtype) -> None:
        self.toolkit = toolkit
        self.dtype = dtype
        self.source = density_source(dtype.name)

    def image(
        self,
        w: Any,
        stopped: Any,
        n: int,
        rectangle: tuple[float, float, float, float],
        size: tuple[int, int],
    ) -> NDArray[np.uint32]:
        """(height, width), how many of the n particles in the rows of `w` lie in each pixel."""
        width, height = size
        image = self.toolkit.array(np.zeros(width * height, np.uint32))
        view = self.toolkit.array(view_of(rectangle, width, height, self.dtype))
        kernel = self.toolkit.kernel(self.source)
        self.toolkit.launch(kernel, n, 0, w, stopped, image, view, n, width, height)
        return np.asarray(image.copy_to_host()).reshape(height, width)
