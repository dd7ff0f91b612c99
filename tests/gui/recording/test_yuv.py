"""The conversion to video's colours, against BT.709 written out in floating point."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gui.recording.yuv import Converter
from tests.gui.recording.films import channels

WIDTH, HEIGHT = 64, 36


def converted(frame: NDArray[np.uint32]) -> tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8]]:
    height, width = frame.shape
    planes = np.empty((height * 3 // 2, width), np.uint8)
    Converter(width, height)(frame, planes)
    cb, cr = planes[height:].reshape(2, height // 2, width // 2)
    return planes[:height], cb, cr


def noise() -> NDArray[np.uint32]:
    return np.random.default_rng(7).integers(0, 2**24, (HEIGHT, WIDTH), dtype=np.uint32) | np.uint32(
        0xFF000000
    )


def full(colour: int) -> NDArray[np.uint32]:
    return np.full((HEIGHT, WIDTH), 0xFF000000 | colour, np.uint32)


def test_luma_is_that_of_bt709_in_limited_range() -> None:
    frame = noise()
    r, g, b = np.moveaxis(channels(frame) / 255.0, -1, 0)
    exact = 16 + 219 * (0.2126 * r + 0.7152 * g + 0.0722 * b)
    assert np.abs(converted(frame)[0] - exact).max() <= 0.51


def test_chroma_is_filtered_around_the_left_column_and_both_lines() -> None:
    frame = noise()
    rgb = channels(frame) / 255.0
    luma = rgb @ (0.2126, 0.7152, 0.0722)
    differences = np.stack([(rgb[..., 2] - luma) / 1.8556, (rgb[..., 0] - luma) / 1.5748])
    padded = np.concatenate([differences[:, :, :1], differences], axis=2)
    across = (padded[:, :, 0:-1:2] + 2 * padded[:, :, 1::2] + np.roll(padded, -2, 2)[:, :, 0:-1:2]) / 4
    exact = 128 + 224 * (across[:, ::2] + across[:, 1::2]) / 2
    _, cb, cr = converted(frame)
    assert np.abs(np.stack([cb, cr]) - exact).max() <= 0.51


def test_greys_have_no_colour_and_reach_from_16_to_235() -> None:
    for level, luma in ((0x000000, 16), (0xFFFFFF, 235), (0x808080, 126)):
        y, cb, cr = converted(full(level))
        assert (y == luma).all()
        assert (cb == 128).all()
        assert (cr == 128).all()


def test_pure_colours_stay_in_range() -> None:
    for colour, place, value in (
        (0x0000FF, 1, 240),
        (0xFF0000, 2, 240),
        (0xFFFF00, 1, 16),
        (0x00FFFF, 2, 16),
    ):
        assert (converted(full(colour))[place] == value).all()


def test_the_byte_above_red_is_ignored() -> None:
    frame = noise()
    for with_it, without in zip(converted(frame), converted(frame & np.uint32(0xFFFFFF)), strict=True):
        assert np.array_equal(with_it, without)


def test_only_what_changed_need_be_converted() -> None:
    rng, (width, height) = np.random.default_rng(3), (200, 100)
    convert, planes = Converter(width, height), np.empty((height * 3 // 2, width), np.uint8)
    frame = rng.integers(0, 2**24, (height, width), dtype=np.uint32)
    convert(frame, planes)
    for _ in range(6):
        tiles = (rng.random((4, 4)) < 0.3).astype(np.uint8)
        for y, x in np.argwhere(tiles):
            part = frame[32 * y : 32 * y + 32, 64 * x : 64 * x + 64]
            part[:] = rng.integers(0, 2**24, part.shape, dtype=np.uint32)
        convert(frame, planes, tiles)
        whole = np.empty_like(planes)
        convert(frame, whole)
        assert np.array_equal(planes, whole)
