"""Heights from a picture or an array, packed so that a scenario carries them wherever it goes.

A picture's brightness is the height, 0 for black and 1 for white; an array's numbers are heights as they
are. The first row is the top. Larger ones become means over what they cover, so that packed heights always
fit into a scenario: at most 128 × 128 of 16 bits. A stranger's file is measured before it is read, and
what reads it can do nothing else: no pickled objects, no format but the two.
"""

from __future__ import annotations

import base64
import binascii
import stat
import textwrap
import zlib
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.errors import FileError, InputError
from engine.files import reason
from engine.phrase import Phrase

from .schema import HeightmapSpec, Scenario, Text

if TYPE_CHECKING:
    from engine.entries.heightmaps import Heights

MOST_BYTES = 256 * 1024 * 1024
MOST_NUMBERS = 1 << 24
"""Pixels of a picture, or numbers of an array."""

MOST_ACROSS = 1 << 15

_LEVELS = 65535
_SHARES = (0.299, 0.587, 0.114)
"""Of red, green and blue in brightness, ITU-R BT.601."""

_PNG, _NPY = b"\x89PNG\r\n\x1a\n", b"\x93NUMPY"
_WIDE = 100


def read_heights(path: str | PathLike[str]) -> HeightmapSpec:
    """The heights in a PNG or NPY file, packed. Raises FileError."""
    from engine.entries.heightmaps import checked, fitted

    path = Path(path)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise FileError(path, Phrase("is not a file"))
        with path.open("rb") as file:
            head = file.read(26)
        size = path.stat().st_size
    except OSError as error:
        raise FileError(path, Phrase("cannot be read: {reason}", reason=reason(error))) from None
    if size > MOST_BYTES:
        raise FileError(
            path, Phrase("is larger than {size} MB, which no heights need", size=MOST_BYTES >> 20)
        )
    if head.startswith(_PNG):
        found = _picture(path, head)
    elif head.startswith(_NPY):
        found = _array(path)
    else:
        raise FileError(path, Phrase("is neither a PNG picture nor a NumPy array (.npy)"))
    try:
        return packed(checked(fitted(found)), path.stem[:80])
    except InputError as error:
        raise FileError(path, error.sentence) from None


def _picture(path: Path, head: bytes) -> NDArray:
    """Brightness from 0 to 1, decoded as PNG and nothing else."""
    import av

    wide, high = int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")
    _measure(path, high, wide)
    deep = head[24:25] == b"\x10"
    try:
        with av.open(str(path), format="png_pipe") as container:
            frame = next(container.decode(video=0))
            grey, coloured = ("gray16le", "rgb48le") if deep else ("gray", "rgb24")
            is_grey = frame.format.name.startswith(("gray", "mono", "ya"))
            pixels = frame.reformat(format=grey if is_grey else coloured).to_ndarray()
    except (av.FFmpegError, StopIteration, ValueError):
        raise FileError(path, Phrase("is not a picture that can be read")) from None
    if not is_grey:
        # the library's own brightness of colours is off by up to a step of 255
        return sum(pixels[..., k] * (share / (_LEVELS if deep else 255)) for k, share in enumerate(_SHARES))
    return pixels.astype(np.float64) / (_LEVELS if deep else 255)


def _array(path: Path) -> NDArray:
    """The numbers of an array of two dimensions, looked at where they lie in the file."""
    try:
        array = np.lib.format.open_memmap(path, mode="r")
    except (ValueError, OSError, EOFError):
        raise FileError(path, Phrase("is not an array of numbers that can be read")) from None
    if array.ndim != 2 or array.dtype.kind not in "biuf":
        raise FileError(path, Phrase("is no array of real numbers in rows and columns"))
    _measure(path, *array.shape)
    finite = np.isfinite(array)
    if not finite.all():
        row, column = np.unravel_index(int(np.argmin(finite)), array.shape)
        raise FileError(
            path,
            Phrase(
                "has {value} in row {row} and column {column}, the first of {count:,} that are not finite",
                value=str(array[row, column]),
                row=int(row) + 1,
                column=int(column) + 1,
                count=int(finite.size - np.count_nonzero(finite)),
            ),
        )
    return array


def _measure(path: Path, high: int, wide: int) -> None:
    if not (0 < high <= MOST_ACROSS and 0 < wide <= MOST_ACROSS and high * wide <= MOST_NUMBERS):
        raise FileError(
            path,
            Phrase(
                "has {wide} × {high} heights, and may have {most:,} in all",
                wide=wide,
                high=high,
                most=MOST_NUMBERS,
            ),
        )


def packed(heights: Heights, name: str | Text | None = None) -> HeightmapSpec:
    """Heights as a scenario holds them: 65,536 levels between the lowest and the highest."""
    low, high = float(heights.min()), float(heights.max())
    levels = np.rint((heights - low) / (high - low) * _LEVELS).astype("<u2")
    text = base64.b64encode(zlib.compress(levels.tobytes(), 9)).decode("ascii")
    rows, columns = heights.shape
    return HeightmapSpec(
        columns=columns, rows=rows, low=low, high=high, data="\n".join(textwrap.wrap(text, _WIDE)),
        name=name or None,
    )  # fmt: skip


def unpacked(spec: HeightmapSpec) -> Heights:
    """The heights again, (rows, columns). Raises InputError for data that are none."""
    size = 2 * spec.columns * spec.rows
    try:
        content = base64.b64decode("".join(spec.data.split()), validate=True)
        inflating = zlib.decompressobj()
        found = inflating.decompress(content, size + 1)
    except (binascii.Error, ValueError, zlib.error):
        raise InputError(Phrase("the heights are damaged")) from None
    if len(found) != size or not inflating.eof:
        raise InputError(
            Phrase("the heights are not {columns} × {rows}", columns=spec.columns, rows=spec.rows)
        )
    levels = np.frombuffer(found, "<u2").reshape(spec.rows, spec.columns)
    return spec.low + (spec.high - spec.low) / _LEVELS * levels.astype(np.float64)


def with_heights(scenario: Scenario, path: str | PathLike[str]) -> Scenario:
    """The scenario with the heights of the file that its field names, which lies beside its own.

    Raises FileError.
    """
    import msgspec

    file = scenario.field.heightmap_file
    if file is None:
        return scenario
    if scenario.field.heightmap is not None:
        raise FileError(path, Phrase("goes without heights of its own"), field="field.heightmap_file")
    heights = read_heights(Path(path).parent / file)
    field = msgspec.structs.replace(scenario.field, heightmap=heights, heightmap_file=None)
    return msgspec.structs.replace(scenario, field=field)
