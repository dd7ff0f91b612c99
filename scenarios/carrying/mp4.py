"""MP4: the comment among the film's descriptions (moov, udta, meta, ilst, ©cmt); encoders write it."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

from . import LONGEST, DamagedError

SUFFIXES = (".mp4",)
_MOST_BOXES = 100_000
_DATA_HEAD = 8


def is_one(head: bytes) -> bool:
    return head[4:8] == b"ftyp"


def find(file: BinaryIO, size: int) -> bytes | None:
    place = (0, size)
    for name in (b"moov", b"udta", b"meta", b"ilst", b"\xa9cmt", b"data"):
        inner = next((span for kind, span in _boxes(file, *place) if kind == name), None)
        if inner is None:
            return None
        # a "meta" box begins with its version
        place = (inner[0] + 4, inner[1]) if name == b"meta" else inner
    start, end = place[0] + _DATA_HEAD, place[1]
    if not 0 <= end - start <= LONGEST:
        return None
    file.seek(start)
    return file.read(end - start)


def _boxes(file: BinaryIO, start: int, end: int) -> Iterator[tuple[bytes, tuple[int, int]]]:
    """The kind of each box from `start` to `end`, and where its content lies."""
    for _ in range(_MOST_BOXES):
        if start + 8 > end:
            return
        file.seek(start)
        length, kind = struct.unpack(">I4s", file.read(8))
        head = 8
        if length == 1:
            (length,) = struct.unpack(">Q", file.read(8))
            head = 16
        elif length == 0:
            length = end - start
        if length < head or start + length > end:
            # what a killed recording wrote last may be cut; what came before it is whole
            if kind in (b"mdat", b"moof"):
                return
            raise DamagedError
        yield kind, (start + head, start + length)
        start += length
