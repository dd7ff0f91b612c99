"""What a person chose for the next recording, and how it is told to the recorder; free of Qt."""

from __future__ import annotations

from dataclasses import dataclass

from gui.recording.command import SIZES
from gui.recording.composition import Composition
from gui.recording.formats import Format, formats

CUSTOM = "custom"
SIZE_NAMES = ("1080p", "720p", "4k", "square", "vertical", CUSTOM)
PARTS = ("title", "caption", "legend", "formula", "plots")


@dataclass(frozen=True)
class Choices:
    """seconds: None for the whole run, or its shots. megabytes: the most that a loop may have, 0 for any.
    custom: width and height where the size has no name. times: a still in so many times as many pixels.
    explain: the step after so many is taken apart instead of the run being played."""

    suffix: str = ".mp4"
    size: str = "1080p"
    fps: int = 60
    seconds: float | None = None
    theme: str = "dark"
    language: str = "en"
    type_scale: float = 1.0
    parts: frozenset[str] = frozenset(PARTS)
    watermark: str = ""
    megabytes: float = 0.0
    custom: tuple[int, int] = (1920, 1080)
    times: int = 1
    explain: int | None = None

    @property
    def format(self) -> Format:
        return formats()[self.suffix]

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height."""
        return self.custom if self.size == CUSTOM else SIZES[self.size]

    def check(self) -> None:
        """Raise InputError unless there can be a file of this kind in this size."""
        times = self.times if self.format.still else 1
        width, height = self.pixels
        self.format.check((width * times, height * times), min(self.fps, self.format.highest_fps))

    @property
    def composition(self) -> Composition:
        return Composition(
            theme=self.theme,
            language=self.language,
            type_scale=self.type_scale,
            watermark=self.watermark,
            **{part: part in self.parts for part in PARTS},
        )

    def options(self) -> tuple[str, ...]:
        """As `main.py record` takes them."""
        found = [
            f"--size={self.size if self.size != CUSTOM else '{}x{}'.format(*self.custom)}",
            f"--fps={min(self.fps, self.format.highest_fps)}",
            f"--theme={self.theme}",
            f"--language={self.language}",
            f"--scale={self.type_scale:g}",
            *(f"--{'' if part in self.parts else 'no-'}{part}" for part in PARTS),
        ]
        if self.seconds is not None:
            found.append(f"--seconds={self.seconds:g}")
        if self.watermark:
            found.append(f"--watermark={self.watermark}")
        if self.megabytes and self.format.shrinks:
            found.append(f"--under={round(self.megabytes * 1e6)}")
        if self.times != 1 and self.format.still:
            found.append(f"--times={self.times}")
        if self.explain is not None:
            found.append(f"--explain={self.explain}")
        return tuple(found)
