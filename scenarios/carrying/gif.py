"""GIF: a comment extension before the first picture."""

from __future__ import annotations

from typing import BinaryIO

from . import LONGEST, DamagedError

SUFFIXES = (".gif",)
_MOST_BLOCKS = 64
_EXTENSION, _COMMENT = b"\x21", b"\x21\xfe"


def is_one(head: bytes) -> bool:
    return head.startswith((b"GIF87a", b"GIF89a"))


def embed(content: bytes, text: bytes) -> bytes:
    """The film with the text in it. `content` may be its beginning only."""
    place = _after_head(content[:13])
    parts = (text[k : k + 255] for k in range(0, len(text), 255))
    comment = _COMMENT + b"".join(bytes([len(part)]) + part for part in parts) + b"\0"
    return content[:place] + comment + content[place:]


def find(file: BinaryIO, size: int) -> bytes | None:
    file.seek(_after_head(file.read(13)))
    for _ in range(_MOST_BLOCKS):
        kind = file.read(2)
        if not kind.startswith(_EXTENSION):
            return None
        content = _blocks(file)
        if kind == _COMMENT:
            return content
    return None


def _after_head(head: bytes) -> int:
    """Where the common palette ends."""
    if len(head) < 13:
        raise DamagedError
    return 13 + (3 << (head[10] & 7) + 1 if head[10] & 0x80 else 0)


def _blocks(file: BinaryIO) -> bytes:
    parts: list[bytes] = []
    total = 0
    while length := file.read(1):
        if not length[0]:
            return b"".join(parts)
        part = file.read(length[0])
        total += len(part)
        if len(part) != length[0] or total > LONGEST:
            break
        parts.append(part)
    raise DamagedError
