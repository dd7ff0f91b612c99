"""Which step is shown when."""

from __future__ import annotations

import pytest

from engine.errors import RangeError
from gui.recording.filming import spread
from gui.recording.timing import Timing


def test_a_step_a_frame_and_a_second_of_rest() -> None:
    timing = Timing.of(steps=400, speed=60.0, fps=60)
    assert timing.frames == 460
    assert [timing.step(k) for k in (0, 1, 2, 399, 400, 459)] == [0, 1, 2, 399, 400, 400]


def test_several_steps_a_frame() -> None:
    timing = Timing.of(steps=1000, speed=150.0, fps=60, seconds=2)
    assert timing.frames == 120
    assert [timing.step(k) for k in range(5)] == [0, 2, 5, 7, 10]


def test_several_frames_a_step() -> None:
    timing = Timing.of(steps=10, speed=10.0, fps=25)
    assert [timing.step(k) for k in range(8)] == [0, 0, 0, 1, 1, 2, 2, 2]


def test_a_shorter_length_stops_early_and_a_longer_one_rests() -> None:
    assert Timing.of(100, 50.0, 25, seconds=1).step(24) == 48
    longer = Timing.of(100, 50.0, 25, seconds=10)
    assert (longer.frames, longer.step(249)) == (250, 100)


def test_every_frame_s_time_decides_alone() -> None:
    """A step is shown at the first frame at or after its own time, without errors that add up."""
    timing = Timing.of(steps=10**6, speed=29.97, fps=60, seconds=3600)
    for frame in (1, 2, 60, 12345, 215999):
        step = timing.step(frame)
        assert step / 29.97 <= frame / 60 + 1e-9 < (step + 1) / 29.97 + 2e-9


@pytest.mark.parametrize("seconds", [0, -1, 1e9, float("nan"), float("inf")])
def test_a_length_out_of_range_is_refused(seconds: float) -> None:
    with pytest.raises(RangeError):
        Timing.of(100, 60.0, 60, seconds=seconds)


def test_a_run_too_long_to_show_whole_is_refused() -> None:
    with pytest.raises(RangeError, match="whole run"):
        Timing.of(10_000_000, 1.0, 60)


def test_samples_are_spread_from_the_first_frame_to_the_last() -> None:
    assert spread(75, 5) == [0, 18, 37, 56, 74]
    assert spread(75, 1) == [74]
    assert spread(75, 0) == []
    assert spread(2, 8) == [0, 1]
