"""Commands in, frames out, without a thread and without a clock."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import msgspec
import numpy as np
import pytest

import scenarios
from gui.model import commands as c
from gui.model import edits
from gui.model.frame import Explained, Loaded, Restamped, Saved
from gui.model.moving_in import on_field
from scenarios.schema import FieldSpec
from tests.gui.stand import NAME, Stand


@pytest.fixture
def stand(monkeypatch: pytest.MonkeyPatch) -> Stand:
    monkeypatch.setattr("gui.commanded.SLICE", 60.0)  # a busy machine must not take fewer steps
    return Stand()


def test_opening_tells_what_was_loaded_and_draws_the_start(stand: Stand) -> None:
    loaded = next(event for event in stand.told if isinstance(event, Loaded))
    assert (loaded.version, loaded.id) == (1, NAME)
    frame = stand.frames[0]
    assert (frame.step, frame.playing) == (0, True)
    assert frame.picture is not None
    assert frame.picture.pixels.shape == (270, 480)
    assert len(np.unique(frame.picture.pixels)) > 100
    assert len(frame.losses) == len(loaded.resolved.runs)


def test_nothing_is_left_of_a_performer_that_nobody_has_any_more() -> None:
    """With Python 3.12 and 3.13 all of a closed window's runs were."""
    stand = Stand()
    stand.do(c.Pause())
    held = weakref.ref(stand.performer)
    del stand
    gc.collect()
    assert held() is None


def test_time_passes_at_the_speed_that_was_asked_for(stand: Stand) -> None:
    stand.do(c.SetSpeed(100.0))
    assert stand.let_pass(0.5, 30).step == pytest.approx(50, abs=1)
    stand.do(c.SetSpeed(10.0))
    assert stand.let_pass(0.5, 30).step == pytest.approx(55, abs=1)


def test_a_hold_up_is_not_made_up_for(stand: Stand) -> None:
    stand.do(c.SetSpeed(60.0))
    assert stand.let_pass(30.0, 1).step <= 8


def test_pause_step_and_restart(stand: Stand) -> None:
    stand.let_pass(0.2, 12)
    here = stand.do(c.Pause()).step
    assert stand.let_pass(1.0, 10).step == here
    assert stand.do(c.StepBy(1)).step == here + 1
    assert stand.do(c.StepBy(-3)).step == here - 2
    frame = stand.do(c.Restart())
    assert (frame.step, frame.playing) == (0, False)


def test_the_end_stops_and_play_begins_again(stand: Stand) -> None:
    total = stand.frames[0].total
    frame = stand.do(c.Seek(total - 1), c.SetSpeed(60.0))
    frame = stand.let_pass(0.2, 4)
    assert (frame.step, frame.playing) == (total, False)
    assert not stand.performer._pace.playing
    frame = stand.do(c.Play())
    assert (frame.step, frame.playing) == (0, True)


def test_charts_reach_to_the_present_step(stand: Stand) -> None:
    stand.do(c.Pause(), c.Seek(40))
    frame = stand.let_pass(0.1)
    charts = next(f.charts for f in reversed(stand.frames) if f.charts is not None)
    assert [table["t"][-1] for table in charts] == [40.0] * len(charts)
    assert [head.shape for head in frame.heads] == [(1, 2)] * len(charts)
    assert frame.step == 40


def test_the_picture_follows_size_view_theme_and_visibility(stand: Stand) -> None:
    stand.do(c.Pause(), c.Seek(30))

    def picture(*commands: c.Command) -> np.ndarray:
        found = stand.do(*commands).picture
        assert found is not None
        return found.pixels.view(np.uint8).astype(int)

    def differ(a: np.ndarray, b: np.ndarray) -> float:
        return float(np.abs(a - b).mean())

    first = picture(c.SetView(1, None))
    assert differ(first, picture(c.SetTheme("light"))) > 20
    # a path that is redrawn from its points may differ by a shade from one that grew
    assert differ(first, picture(c.SetTheme("dark"))) < 0.5
    assert differ(first, picture(c.SetView(1, (-1.0, 1.0, -1.0, 1.0)))) > 2
    assert differ(first, picture(c.SetView(1, None))) < 0.5
    hidden = stand.resolved.scenario
    for k in range(3):
        hidden = edits.with_run(hidden, k, hidden=True)
    assert differ(first, picture(stand.edit(hidden))) > 0.02
    assert picture(c.SetSize(300, 200)).shape == (200, 1200)


def test_pixels_and_plane_agree_with_the_picture(stand: Stand) -> None:
    frame = stand.do(c.SetView(1, (-2.0, 2.0, -1.0, 1.0)))
    assert frame.picture is not None
    left, bottom = frame.picture.mapping.pixel(-2.0, -1.0)
    right, top = frame.picture.mapping.pixel(2.0, 1.0)
    assert 9 <= left < right <= 471
    assert 9 <= top < bottom <= 261
    assert right - left == pytest.approx(2 * (bottom - top))


def test_a_new_start_moves_everyone(stand: Stand) -> None:
    start = scenarios.schema.StartSpec(points=((0.25, 0.75),))
    stand.do(stand.edit(edits.with_start(stand.resolved.scenario, start, None)), c.Pause(), c.Restart())
    for run in stand.performer._player.runs:
        assert run.step == 0
        assert run.positions()[0] == pytest.approx([0.25, 0.75])


def test_a_turn_is_dated_to_the_step_that_is_reached(stand: Stand) -> None:
    stand.let_pass(0.5, 30)
    here = stand.frames[-1].step
    first = stand.resolved.scenario
    turned = edits.with_run(first, 0, turns=edits.turned((), here - 5, "eta", 0.02))
    stand.do(stand.edit(turned, c.Turned(0, "eta", here - 5)))
    told = next(event for event in stand.told if isinstance(event, Restamped))
    assert told.now == here
    assert [turn.step for turn in stand.resolved.scenario.runs[0].turns] == [here]
    # the window has not heard of it yet
    again = edits.with_run(turned, 0, label="mine")
    stand.do(stand.edit(again))
    assert [turn.step for turn in stand.resolved.scenario.runs[0].turns] == [here]
    stand.do(c.Pause())
    exact = edits.with_run(first, 0, turns=edits.turned((), here - 5, "eta", 0.02))
    stand.do(stand.edit(exact, c.Turned(0, "eta", here - 5), restamped=1))
    assert [turn.step for turn in stand.resolved.scenario.runs[0].turns] == [here - 5]


def test_runs_that_there_is_no_memory_for_are_not_said_to_be_there(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenario = stand.resolved.scenario
    more = edits.arranged(
        scenario, edits.inserting(scenario, 0), msgspec.structs.replace(scenario.runs[0], label="more")
    )
    with monkeypatch.context() as short:
        short.setattr("scenarios.building.run_memory", lambda resolved: 2**60)
        frame = stand.do(stand.edit(more, structure=1))
    assert stand.problems
    assert (frame.structure, len(frame.particles)) == (0, len(scenario.runs))
    frame = stand.do(stand.edit(more, structure=1))
    assert (frame.structure, len(frame.particles)) == (1, len(more.runs))


def test_a_scenario_that_the_system_has_no_memory_for_is_told_and_the_one_before_goes_on(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise MemoryError

    with monkeypatch.context() as short:
        short.setattr("gui.commanded.player_of", fail)
        stand.do(c.Open(2, "momentum_memory"))
    assert stand.problems == ["there is not enough memory for this"]
    step = stand.frames[-1].step
    frame = stand.let_pass(0.5, 30)
    assert (frame.version, frame.step > step) == (1, True)


def test_a_loop_begins_again_after_a_while(stand: Stand) -> None:
    scenario = stand.resolved.scenario
    looped = msgspec.structs.replace(scenario, playback=msgspec.structs.replace(scenario.playback, loop=True))
    stand.do(stand.edit(looped), c.Seek(stand.frames[0].total - 1))
    frame = stand.let_pass(0.2, 4)
    assert (frame.step, frame.playing) == (frame.total, True)
    frame = stand.let_pass(3.0, 30)
    assert frame.playing
    assert 0 < frame.step < frame.total


def test_what_is_looked_at_comes_with_the_frame(stand: Stand) -> None:
    stand.do(c.Pause(), c.Seek(10))
    assert stand.frames[-1].probe is None
    frame = stand.do(c.Look(1, (0, 0), (1, 0)))
    assert frame.hovered is not None
    assert frame.hovered.run == 1
    scenario = stand.resolved.scenario
    view = msgspec.structs.replace(scenario.view, overlays=("gradient",))
    frame = stand.do(stand.edit(msgspec.structs.replace(scenario, view=view)), c.Look(1, (2, 0)))
    assert (frame.probe.run, frame.probe.step, frame.hovered) == (2, 10, None)
    assert stand.do(c.Look(1, (77, 0))).probe is None


def test_an_edit_far_from_the_present_is_caught_up_with(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand.do(c.Pause(), c.Seek(200))
    monkeypatch.setattr("gui.commanded.SLICE", 1e-4)
    scenario = edits.with_run(stand.resolved.scenario, 0, parameters={"eta": 0.003})
    frame = stand.do(stand.edit(scenario))
    assert 0 <= frame.busy < 1
    while frame.busy is not None:
        frame = stand.let_pass(0.1)
    assert frame.step == 200
    assert not stand.performer._player.is_busy


def test_a_step_is_taken_apart_where_time_has_arrived(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    stand.do(c.Pause())
    monkeypatch.setattr("gui.commanded.SLICE", 1e-4)
    frame = stand.do(c.Seek(150), c.Explain(1, 2, 0))
    while frame.busy is not None:
        frame = stand.let_pass(0.1)
    (told,) = [event for event in stand.told if isinstance(event, Explained)]
    assert (told.run, told.probe.step, told.anatomy.t) == (2, 150, 151)
    stand.do(c.Explain(1, 99, 0))
    assert stand.problems == []


def test_why_a_step_is_not_taken_apart_is_said(stand: Stand) -> None:
    lost = edits.with_run(
        stand.resolved.scenario, 1, optimizer=None, rule="theta = theta - g/(t - 2)", parameters={}
    )
    stand.do(stand.edit(lost), c.Pause(), c.Seek(20), c.Explain(1, 1, 0))
    stand.let_pass(0.1, 3)
    assert stand.problems == ["this particle is gone, and takes no step that could be explained"]
    assert not [event for event in stand.told if isinstance(event, Explained)]


def test_a_stage_becomes_a_laboratory_and_back(stand: Stand) -> None:
    first = stand.resolved.scenario
    signal = on_field(first, FieldSpec(signal="teeth"), stand.resolved)
    frame = stand.do(stand.edit(signal, structure=1))
    assert frame.structure == 1
    assert frame.picture is None
    frame = stand.do(stand.edit(first, structure=2))
    assert frame.picture is not None


def test_saving_writes_the_file_and_tells(stand: Stand, tmp_path: Path) -> None:
    scenario = stand.resolved.scenario
    stand.do(c.Save(1, scenario, tmp_path / "mine.toml"))
    assert scenarios.load(tmp_path / "mine.toml") == scenario
    assert isinstance(stand.told[-1], Saved)
    stand.do(c.Save(1, scenario, tmp_path / "none" / "mine.toml"))
    assert len(stand.problems) == 1


def test_a_signal_has_its_whole_figure_within_moments() -> None:
    stand = Stand("momentum_memory")
    whole = False
    for _ in range(200):
        stand.let_pass(0.01)
        charts = stand.frames[-1].charts
        whole = bool(charts) and all(table["t"][-1] == stand.frames[-1].total for table in charts)
        if whole:
            break
    assert whole
    assert stand.frames[-1].picture is None
    assert stand.frames[-1].step < stand.frames[-1].total


def test_numbers_stand_still_when_nothing_happens(stand: Stand) -> None:
    stand.do(c.Pause())
    stand.let_pass(1.0, 5)
    count = len(stand.frames)
    stand.let_pass(5.0, 20)
    assert len(stand.frames) == count
