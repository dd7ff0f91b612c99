"""Messages through a pipe: a length, then the message."""

from __future__ import annotations

import pickle
import struct
from typing import Any, BinaryIO

_LENGTH = struct.Struct("<I")


def write(pipe: BinaryIO, message: object) -> None:
    """Writes a message of plain values. Raises OSError where nobody reads any more."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    pipe.write(_LENGTH.pack(len(data)) + data)
    pipe.flush()


def read(pipe: BinaryIO) -> Any:
    """The next message. Raises EOFError at the end, also in the midst of a message."""
    return pickle.loads(_exactly(pipe, _LENGTH.unpack(_exactly(pipe, _LENGTH.size))[0]))


def _exactly(pipe: BinaryIO, length: int) -> bytes:
    try:
        data = pipe.read(length)
    except (OSError, ValueError):
        raise EOFError from None
    if data is None or len(data) < length:
        raise EOFError
    return data
