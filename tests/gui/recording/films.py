"""Frames to encode, and how to look into the files that come out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from gui.recording.formats import Frame, formats


def scene(width: int, height: int, number: int) -> Frame:
    """A smooth coloured ground with a bright square that moves by four pixels a frame."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float64)
    red = 60 + 50 * np.sin(x / width * 3)
    green = 70 + 60 * np.cos(y / height * 2)
    blue = 120 + 80 * (x + y) / (width + height)
    packed = [np.round(plane).astype(np.uint32) for plane in (red, green, blue)]
    frame = np.uint32(0xFF000000) | packed[0] << 16 | packed[1] << 8 | packed[2]
    left = 20 + 4 * number
    frame[40:72, left : left + 32] = 0xFFF2A71B
    return np.ascontiguousarray(frame, np.uint32)


def scenes(count: int, size: tuple[int, int] = (320, 180)) -> Iterator[Frame]:
    for number in range(count):
        yield scene(*size, number)


def write(path: Path, frames: Sequence[Frame], fps: int = 25) -> Path:
    height, width = frames[0].shape
    kind = formats()[path.suffix]
    with kind.open(path, (width, height), fps) as encoder:  # type: ignore[call-arg]
        encoder.prepare(frames[:: max(1, len(frames) // 4)])
        for frame in frames:
            encoder.write(frame)
    return path


def decoded(path: Path, pixels: str = "rgb24") -> list[NDArray[np.uint8]]:
    with av.open(str(path)) as container:
        return [picture.to_ndarray(format=pixels) for picture in container.decode(video=0)]


def described(path: Path) -> dict[str, Any]:
    """What a player learns from the file about its picture."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        context = stream.codec_context
        return {
            "codec": context.name,
            "size": (context.width, context.height),
            "pixels": context.pix_fmt,
            "rate": stream.average_rate,
            "range": context.color_range,
            "matrix": context.colorspace,
            "primaries": context.color_primaries,
            "transfer": context.color_trc,
            "profile": context.profile,
        }


def channels(frame: Frame) -> NDArray[np.uint8]:
    """(h, w, 3) uint8, red first."""
    return np.stack([(frame >> shift & 255).astype(np.uint8) for shift in (16, 8, 0)], axis=-1)


def decibels(a: NDArray[np.uint8], b: NDArray[np.uint8]) -> float:
    """Peak signal-to-noise ratio of two pictures."""
    error = np.mean((a.astype(np.float64) - b.astype(np.float64)) ** 2)
    return float(10 * np.log10(255**2 / max(error, 1e-12)))
