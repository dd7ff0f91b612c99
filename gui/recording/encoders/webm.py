"""VP9 in WebM: for pages of the web that want a film without patents."""

from __future__ import annotations

from pathlib import Path

from gui.recording.formats import Format
from gui.recording.yuv_film import YuvFilm


class WebM(YuvFilm):
    """A WebM file being written."""

    def __init__(self, path: Path, size: tuple[int, int], fps: int, text: str = "") -> None:
        settings = {"crf": "28", "b": "0", "deadline": "good", "cpu-used": "6", "row-mt": "1"}
        settings |= {"tile-columns": "2", "lag-in-frames": "12"}
        # a cluster is written when it is full, by itself after five seconds: so much a kill would take
        options = {"cluster_time_limit": "1000", "flush_packets": "1"}
        super().__init__(path, "webm", "libvpx-vp9", size, fps, settings, options, text)


FORMAT = Format(
    suffix=".webm",
    name="WebM",
    size=(1920, 1080),
    fps=60,
    highest_fps=240,
    open=WebM,
    multiple=2,
    plays_cut=True,
)
