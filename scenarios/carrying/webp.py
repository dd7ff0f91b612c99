"""WebP: a chunk of XMP at the end, announced in the head."""

from __future__ import annotations

import struct
from typing import BinaryIO

from . import LONGEST, DamagedError
from ._xmp import packet, text_of

SUFFIXES = (".webp",)
_MOST_CHUNKS = 100_000
_HAS_XMP = 4
_LENGTH = 0x3FFF
"""The bits of a width or a height; those above are for showing it larger."""


def is_one(head: bytes) -> bool:
    return head[:4] == b"RIFF" and head[8:12] == b"WEBP"


def embed(file: BinaryIO, text: bytes) -> None:
    """Puts the text into a film that is open for reading and writing."""
    body = packet(text)
    file.seek(12)
    kind = file.read(4)
    if kind == b"VP8 ":
        _extend(file)
    elif kind != b"VP8X":
        raise DamagedError
    file.seek(20)
    flags = file.read(1)[0]
    file.seek(20)
    file.write(bytes([flags | _HAS_XMP]))
    end = file.seek(0, 2)
    file.write(struct.pack("<4sI", b"XMP ", len(body)) + body + b"\0" * (len(body) % 2))
    end = file.tell()
    file.seek(4)
    file.write(struct.pack("<I", end - 8))


def _extend(file: BinaryIO) -> None:
    """Gives a bare picture the head that a film has: where nothing moves, the encoder writes one picture."""
    file.seek(12)
    picture = file.read()
    width, height = (length & _LENGTH for length in struct.unpack_from("<HH", picture, 14))
    file.seek(12)
    file.write(struct.pack("<4sII", b"VP8X", 10, 0))
    file.write((width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little") + picture)


def find(file: BinaryIO, size: int) -> bytes | None:
    place = 12
    for _ in range(_MOST_CHUNKS):
        if place + 8 > size:
            return None
        file.seek(place)
        kind, length = struct.unpack("<4sI", file.read(8))
        if place + 8 + length > size:
            raise DamagedError
        if kind == b"XMP " and length <= 4 * LONGEST:
            return text_of(file.read(length))
        place += 8 + length + length % 2
    return None
