"""WebM and Matroska: the tag COMMENT (Segment, Tags, Tag, SimpleTag); encoders write it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from . import LONGEST, DamagedError

SUFFIXES = (".webm", ".mkv")
_SEGMENT, _CLUSTER, _TAGS, _TAG = 0x18538067, 0x1F43B675, 0x1254C367, 0x7373
_SIMPLE, _NAME, _STRING = 0x67C8, 0x45A3, 0x4487
_MOST_ELEMENTS = 100_000
_WANTED = b"COMMENT"


def is_one(head: bytes) -> bool:
    return head.startswith(b"\x1a\x45\xdf\xa3")


def find(file: BinaryIO, size: int) -> bytes | None:
    for segment in _children(file, 0, size, _SEGMENT):
        for tags in _children(file, *segment, _TAGS):
            for tag in _children(file, *tags, _TAG):
                for simple in _children(file, *tag, _SIMPLE):
                    if _content(file, *simple, _NAME) == _WANTED:
                        return _content(file, *simple, _STRING)
    return None


def _content(file: BinaryIO, start: int, end: int, wanted: int) -> bytes | None:
    for low, high in _children(file, start, end, wanted):
        if high - low > LONGEST:
            return None
        file.seek(low)
        return file.read(high - low)
    return None


def _children(file: BinaryIO, start: int, end: int, wanted: int) -> Iterator[tuple[int, int]]:
    """Where the content of each element of the wanted kind lies, from `start` to `end`."""
    for _ in range(_MOST_ELEMENTS):
        if start >= end:
            return
        file.seek(start)
        kind, _, _ = _number(file, keep_mark=True)
        length, unknown, _ = _number(file, keep_mark=False)
        content = file.tell()
        if unknown:
            # pictures that are still being written; a segment goes on to the file's end
            if kind == _CLUSTER:
                return
            length = end - content
        stop = content + length
        if stop > end:
            if kind == _CLUSTER:
                return
            if kind != _SEGMENT:
                raise DamagedError
            stop = end
        if kind == wanted:
            yield content, stop
        start = stop


def _number(file: BinaryIO, *, keep_mark: bool) -> tuple[int, bool, int]:
    """A number whose first byte tells its length; whether it stands for "unknown"; and that length."""
    first = file.read(1)
    if not first or not first[0]:
        raise DamagedError
    length = 9 - first[0].bit_length()
    rest = file.read(length - 1)
    if len(rest) != length - 1:
        raise DamagedError
    whole = int.from_bytes(first + rest, "big")
    mark = 1 << (7 * length)
    value = whole if keep_mark else whole - mark
    return value, not keep_mark and value == mark - 1, length
