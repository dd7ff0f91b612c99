"""SVG: a <metadata> element right after the drawing begins.

Found as text, since a stranger's XML can be a trap."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import BinaryIO

from . import LONGEST, DamagedError

SUFFIXES = (".svg",)
_OPEN, _CLOSE = b'<metadata id="ravine-scenario">', b"</metadata>"
_DRAWING = re.compile(rb"<svg\b[^>]*>")
_SEARCHED = 8 * LONGEST


def is_one(head: bytes) -> bool:
    return b"<svg" in head and head.lstrip(b"\xef\xbb\xbf").lstrip().startswith((b"<?xml", b"<svg"))


def embed(content: bytes, text: bytes) -> bytes:
    """The drawing with the text in it."""
    begun = _DRAWING.search(content)
    if begun is None:
        raise DamagedError
    inner = escape(text.decode(), quote=False).encode()
    return content[: begun.end()] + b"\n" + _OPEN + inner + _CLOSE + content[begun.end() :]


def find(file: BinaryIO, size: int) -> bytes | None:
    _, opened, rest = file.read(_SEARCHED).partition(_OPEN)
    inner, closed, _ = rest.partition(_CLOSE)
    if not opened:
        return None
    if not closed:
        raise DamagedError
    # other programs that keep the element may write other ends of lines
    return unescape(inner.decode().replace("\r\n", "\n")).encode()
