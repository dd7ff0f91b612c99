"""What every encoder of moving pictures does the same way: one video stream in one container file."""

from __future__ import annotations

import contextlib
from abc import ABC, abstractmethod
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import av

from engine.errors import MissingError
from engine.phrase import Phrase
from gui.recording.formats import Frame, Tiles
from scenarios.carrying import tagged


class Film(ABC):
    """A container with one stream; `fill` makes the encoder's picture of a frame.

    text: a scenario's, carried as the container's comment. As a context manager it finishes the file, or
    gives it up if the body ended with an exception.
    """

    def __init__(
        self,
        path: Path,
        container: str,
        codec: str,
        size: tuple[int, int],
        fps: int,
        pixels: str,
        options: dict[str, str] | None = None,
        text: str = "",
    ) -> None:
        if codec not in av.codecs_available:
            raise MissingError(
                Phrase("PyAV has no encoder {codec} here; run pip install --upgrade av", codec=codec)
            )
        self.width, self.height = size
        self.unit = Fraction(1, fps)
        self.count = 0
        self._container = av.open(str(path), "w", format=container, options=options or {})
        if text:
            self._container.metadata["comment"] = tagged(text)
        self.stream = self._container.add_stream(codec, rate=fps)
        self.stream.width, self.stream.height, self.stream.pix_fmt = *size, pixels
        self.stream.codec_context.time_base = self.unit

    def prepare(self, samples: Sequence[Frame]) -> None:  # noqa: B027 - few kinds look ahead
        """Nothing is wanted ahead."""

    @abstractmethod
    def fill(self, frame: Frame, changed: Tiles | None = None) -> Any:
        """The av.VideoFrame of `frame`, in the stream's own pixels. changed: as in `write`."""

    def write(self, frame: Frame, changed: Tiles | None = None) -> None:
        picture = self.fill(frame, changed)
        picture.pts, picture.time_base = self.count, self.unit
        self._container.mux(self.stream.encode(picture))
        self.count += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            with contextlib.suppress(av.error.FFmpegError, OSError):
                self._container.close()
            return
        try:
            self._container.mux(self.stream.encode(None))
        finally:
            self._container.close()
        self.finish()

    def finish(self) -> None:  # noqa: B027 - most kinds are done then
        """The file is whole; what is left to be done with it."""
