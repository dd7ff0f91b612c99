"""Pictures kept aside, for an encoder that wants to see some of them before it writes the first one."""

from __future__ import annotations

import tempfile
import zlib
from collections.abc import Iterator
from types import TracebackType
from typing import Self

import numpy as np

from engine.errors import OutputError
from engine.files import reason
from engine.phrase import Phrase
from gui.recording.formats import Frame

_FAST = 1


class Kept:
    """A film's pictures in their order, on disk: whoever makes each of them at great cost makes it once.

    Of each is kept, packed, where it differs from the one before. The file has no name and ends with the
    program. Raises OutputError where there is no room.
    """

    def __init__(self) -> None:
        try:
            self._file = tempfile.TemporaryFile(prefix="ravine-")  # noqa: SIM115 - closed by __exit__
        except OSError as error:
            raise _refusal(error) from error
        self._sizes: list[int] = []
        self._last: Frame | None = None

    def add(self, frame: Frame) -> None:
        """The next picture; it may be overwritten by the caller afterwards."""
        differs = frame if self._last is None else frame ^ self._last
        packed = zlib.compress(np.ascontiguousarray(differs).data, _FAST)
        try:
            self._file.write(packed)
        except OSError as error:
            raise _refusal(error) from error
        self._sizes.append(len(packed))
        self._last = frame.copy()

    def __iter__(self) -> Iterator[Frame]:
        """All of them again, each an array of its own."""
        if self._last is None:
            return
        shown = np.zeros_like(self._last)
        try:
            self._file.seek(0)
            for size in self._sizes:
                differs = np.frombuffer(zlib.decompress(self._file.read(size)), shown.dtype)
                shown = shown ^ differs.reshape(shown.shape)
                yield shown
        except OSError as error:
            raise _refusal(error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()


def _refusal(error: OSError) -> OutputError:
    return OutputError(Phrase("cannot keep the film's pictures aside: {reason}", reason=reason(error)))
