"""Text for devices: plain Python over named primitives, each an operation rounded by itself."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from .generate import Target, Writer

#: Every operation that could be fused by a compiler is a call that cannot.
_ROUNDED = {name: name + "({0}, {1})" for name in ("add", "sub", "mul", "div")}

_HEAD = """import numpy as np

R = np.{real}
W = np.int{bits}
U = np.uint32
inf = float("inf")
nan = float("nan")
"""


class DeviceWriter(Writer):
    """Writes plain Python over named primitives; whoever loads the text brings them."""

    def __init__(self, target: Target) -> None:
        super().__init__(Target(target.real, fuses=True))
        self.forms = {**self.forms, **_ROUNDED}
        self._deeper = 0

    @contextlib.contextmanager
    def inside(self, loops: int) -> Iterator[None]:
        """What is written meanwhile stands inside so many more loops."""
        self._deeper += loops
        yield
        self._deeper -= loops

    def line(self, depth: int, text: str) -> None:
        super().line(depth + self._deeper, text)

    def text(self) -> str:
        real = self.target.real
        makers = {"literal": "R", "const": "W", "word": "U"}
        defined = [f"{name} = {makers[op[0]]}({op[1]})" for op, name in self.constants.items()]
        return "\n".join([_HEAD.format(real=real.name, bits=real.bits), *defined, "", *self.lines, ""])

    def word(self, value: int) -> str:
        """The name of an unsigned word of 32 bits."""
        return self.constant(("word", value))
