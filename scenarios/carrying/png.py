"""PNG: a chunk of international text (iTXt) under the keyword Ravine, right after the head."""

from __future__ import annotations

import struct
import zlib
from typing import BinaryIO

from . import LONGEST, DamagedError

SUFFIXES = (".png",)
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEAD = len(_SIGNATURE) + 25
_KEY = b"Ravine\0\0\0\0\0"
"""Keyword, not compressed, no language, no translated keyword."""

_MOST_CHUNKS = 10_000


def is_one(head: bytes) -> bool:
    return head.startswith(_SIGNATURE)


def embed(content: bytes, text: bytes) -> bytes:
    """The picture with the text in it."""
    body = b"iTXt" + _KEY + text
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return content[:_HEAD] + chunk + content[_HEAD:]


def find(file: BinaryIO, size: int) -> bytes | None:
    place = len(_SIGNATURE)
    for _ in range(_MOST_CHUNKS):
        if place + 12 > size:
            return None
        file.seek(place)
        length, kind = struct.unpack(">I4s", file.read(8))
        if place + 12 + length > size:
            raise DamagedError
        if kind == b"iTXt" and length <= LONGEST + len(_KEY):
            body = file.read(length)
            if body.startswith(_KEY):
                (sum_,) = struct.unpack(">I", file.read(4))
                if zlib.crc32(kind + body) != sum_:
                    raise DamagedError
                return body[len(_KEY) :]
        place += 12 + length
    return None
