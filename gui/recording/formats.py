"""What kinds of file a recording can become: each is one module in `encoders`, found by looking there.

An encoder takes pictures one by one; a `Vector` is painted once.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError, RangeError
from engine.phrase import Phrase

if TYPE_CHECKING:
    from gui.recording.vector import Vector

Frame = NDArray[np.uint32]
"""One picture: (height, width) uint32, 0xffRRGGBB, contiguous."""

Tiles = NDArray[np.uint8]
"""Which parts of a picture are meant; see `gui.stage.plain`."""

SMALLEST = (320, 180)
LARGEST = (7680, 4320)


class Encoder(Protocol):
    """Writes frames of one size into a file; a context manager that finishes the file on the way out."""

    def prepare(self, samples: Sequence[Frame]) -> None:
        """Called once before the first `write`, with as many frames as the format asks to see ahead."""

    def write(self, frame: Frame, changed: Tiles | None = None) -> None:
        """Appends a frame; it may be overwritten by the caller afterwards.

        changed: where it differs from the frame before; None: perhaps anywhere.
        """

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


@dataclass(frozen=True)
class Format:
    """A kind of file.

    open: makes an encoder from the place to write to, width and height, frames a second, and the scenario's
    text that the file carries.
    samples: how many frames, spread over the recording, the encoder wants to see before it begins.
    multiple: width and height are multiples of this. still: the file holds the last frame only.
    folder: the recording is a folder of files.
    shrinks: it can be kept under a size in bytes. plays_cut: what a killed recording has written plays.
    """

    suffix: str
    name: str
    size: tuple[int, int]
    fps: int
    highest_fps: int
    open: Callable[[Path, tuple[int, int], int, str], Encoder | Vector]
    samples: int = 0
    multiple: int = 1
    still: bool = False
    folder: bool = False
    shrinks: bool = False
    plays_cut: bool = False

    def check(self, size: tuple[int, int], fps: int) -> None:
        """Raise InputError unless a file of `size` (width, height) in pixels at `fps` can be made."""
        for name, value, low, high in zip(("width", "height"), size, SMALLEST, LARGEST, strict=True):
            if not low <= value <= high:
                raise RangeError(name, value, low, high)
        if not 1 <= fps <= self.highest_fps:
            raise RangeError(Phrase("fps"), fps, 1, self.highest_fps)
        rounded = tuple(value - value % self.multiple for value in size)
        if rounded != tuple(size):
            raise InputError(
                Phrase(
                    "width and height of an {name} are multiples of {multiple}: "
                    "{possible} would do, {asked} does not",
                    name=self.name,
                    multiple=self.multiple,
                    possible=f"{rounded[0]}x{rounded[1]}",
                    asked=f"{size[0]}x{size[1]}",
                )
            )


@cache
def formats() -> dict[str, Format]:
    """All formats by suffix (".mp4"), sorted."""
    from gui.recording import encoders

    names = sorted(module.name for module in pkgutil.iter_modules(encoders.__path__))
    found = [importlib.import_module(f"{encoders.__name__}.{name}").FORMAT for name in names]
    return {each.suffix: each for each in found}


def format_of(path: Path) -> Format:
    """The format that the end of a file's name asks for; InputError names those there are."""
    known = formats()
    suffix = path.suffix.lower()
    if suffix not in known:
        endings = ", ".join(known)
        what = Phrase("'{name}' has none of them", name=path.name)
        if suffix:
            what = Phrase("'{suffix}' is not one of them", suffix=suffix)
        raise InputError(Phrase("a recording's name ends in {endings}; {what}", endings=endings, what=what))
    return known[suffix]
