"""What a person chose for the next recording, and how it is told to the recorder; free of Qt."""

from __future__ import annotations

from dataclasses import dataclass

from gui.recording.command import SIZES
from gui.recording.composition import Composition
from gui.recording.formats import Format, formats

SIZE_NAMES = ("1080p", "720p", "4k", "square", "vertical")
PARTS = ("title", "caption", "legend", "formula", "plots")


@dataclass(frozen=True)
class Choices:
    """seconds: None for the whole run, or its shots. megabytes: the most that a loop may have, 0 for any."""

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

    @property
    def format(self) -> Format:
        return formats()[self.suffix]

    @property
    def pixels(self) -> tuple[int, int]:
        return SIZES[self.size]

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
            f"--size={self.size}",
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
        return tuple(found)
