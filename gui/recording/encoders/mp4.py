"""H.264 in MP4: plays in every slide program and browser.

While it is written the file is made of fragments, so that what is there plays even after a kill. When it is
done the same packets are laid out once more with the index in front, so that it plays while it loads.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

import av

from gui.recording.formats import Format
from gui.recording.yuv_film import YuvFilm
from scenarios.carrying import tagged


class Mp4(YuvFilm):
    """An MP4 file being written."""

    def __init__(self, path: Path, size: tuple[int, int], fps: int, text: str = "") -> None:
        settings = {"preset": "veryfast", "crf": "17", "profile": "high"}
        options = {"movflags": "+hybrid_fragmented", "frag_duration": "400000"}
        options["flush_packets"] = "1"
        super().__init__(path, "mp4", "libx264", size, fps, settings, options, text)
        self._path, self._text = path, text

    def finish(self) -> None:
        """Puts the index in front. Without room for that the film stays as it is, and plays too."""
        again = self._path.with_name(f"{self._path.name}.again")
        try:
            with contextlib.suppress(OSError, av.error.FFmpegError):
                _lay_out(self._path, again, self._text)
                try:
                    again.replace(self._path)
                except PermissionError:
                    # a system that does not replace files that are open
                    shutil.copyfile(again, self._path)
        finally:
            again.unlink(missing_ok=True)


def _lay_out(source: Path, target: Path, text: str) -> None:
    with (
        av.open(str(source)) as film,
        av.open(str(target), "w", format="mp4", options={"movflags": "+faststart"}) as out,
    ):
        if text:
            out.metadata["comment"] = tagged(text)
        stream = film.streams.video[0]
        copied = out.add_stream_from_template(stream)
        first: int | None = None
        for packet in film.demux(stream):
            if packet.dts is not None and packet.pts is not None:
                # in fragments nothing is earlier than zero, and pictures wait for those that are coded before
                first = packet.pts if first is None else first
                packet.pts, packet.dts = packet.pts - first, packet.dts - first
                packet.stream = copied
                out.mux(packet)
    with target.open("rb+") as file:
        os.fsync(file.fileno())


FORMAT = Format(
    suffix=".mp4",
    name="MP4",
    size=(1920, 1080),
    fps=60,
    highest_fps=240,
    open=Mp4,
    multiple=2,
    plays_cut=True,
)
