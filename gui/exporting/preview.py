"""A picture of the recording to come, small, as the recorder makes it; asked for and answered in bytes."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtGui import QImage

from gui.recording.composition import Composition
from scenarios.building import run_count

if TYPE_CHECKING:
    from scenarios.resolving import Resolved

MANY = 50_000
"""Of more particles than these the first step is shown: to go on would take long."""

HEADER = struct.Struct("<II")
"""Before a picture's pixels: width and height, both 0 where there is no picture."""


@dataclass(frozen=True)
class Asked:
    """scenario: its TOML. size: of the recording, in pixels; it is shown `wide` pixels wide.

    explain: the step taken apart.
    """

    scenario: str
    step: int
    size: tuple[int, int]
    composition: Composition
    wide: int
    explain: int | None = None


def asked_of(line: bytes) -> Asked:
    """The request that `line_of` made a line of."""
    return msgspec.json.decode(line, type=Asked)


def line_of(asked: Asked) -> bytes:
    return msgspec.json.encode(asked) + b"\n"


def answer(image: QImage | None) -> bytes:
    """Header and pixels, four bytes each, in rows."""
    if image is None:
        return HEADER.pack(0, 0)
    return HEADER.pack(image.width(), image.height()) + bytes(image.constBits())


def image_in(received: bytes) -> tuple[QImage | None, int] | None:
    """The picture that an answer begins with, and the answer's length; None while it is not whole."""
    if len(received) < HEADER.size:
        return None
    width, height = HEADER.unpack_from(received)
    length = HEADER.size + 4 * width * height
    if len(received) < length:
        return None
    if not width:
        return None, length
    pixels = received[HEADER.size : length]
    return QImage(pixels, width, height, 4 * width, QImage.Format.Format_RGB32).copy(), length


def picture(asked: Asked, resolved: Resolved) -> QImage:
    """The recording of what its scenario resolves to, at a step, laid out as it will be."""
    from dataclasses import replace

    from gui.recording.scene import open_scene

    width, height = asked.size
    share = asked.wide / width
    small = (asked.wide, max(2, round(height * share)))
    # nothing is compiled for it: that would take longer than the picture
    look = replace(asked.composition, times=share)
    if asked.explain is not None:
        from gui.recording.explaining import explained, without_map

        scene = open_scene(without_map(resolved), small, 30, look, "numpy")
        reel = explained(scene, asked.explain, 30, None)
        reel.show(reel.frames // 2)
        return QImage(reel.paint().data, *small, 4 * small[0], QImage.Format.Format_RGB32).copy()
    scene = open_scene(resolved, small, 30, look, "numpy")
    many = sum(run_count(run) for run in resolved.runs) > MANY
    scene.go(0 if many else asked.step)
    frame = scene.paint()
    return QImage(frame.data, *small, 4 * small[0], QImage.Format.Format_RGB32).copy()
