"""PDF: the document's metadata (XMP), which stands in the file uncompressed."""

from __future__ import annotations

from typing import BinaryIO

from ._xmp import packet, text_of

SUFFIXES = (".pdf",)
_MOST = 128 * 2**20

__all__ = ["SUFFIXES", "find", "is_one", "packet"]


def is_one(head: bytes) -> bool:
    return head.startswith(b"%PDF-")


def find(file: BinaryIO, size: int) -> bytes | None:
    return text_of(file.read()) if size <= _MOST else None
