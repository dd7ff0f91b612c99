"""What is painted again from picture to picture makes the same picture as painting all of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import scenarios
from gui.player.stage import StagePlayer
from gui.recording.application import ensure_application
from gui.recording.composition import Composition
from gui.recording.formats import formats
from gui.recording.replay import replayed
from gui.recording.scene import open_scene, views
from gui.recording.stage_scene import StageScene
from scenarios.resolving import resolve
from scenarios.schema import Scenario
from tests.gui.recording.conftest import SIGNAL, STAGE, SWARM
from tests.gui.recording.films import decoded

SIZE = (960, 540)
DIVERGING = STAGE.replace("eta = 0.005", "eta = 9.0").replace("[0.0, 0.0]", "[4.0, 4.0]")


@pytest.mark.parametrize("text", [STAGE, DIVERGING])
@pytest.mark.parametrize("theme", ["dark", "light"])
def test_a_picture_does_not_show_how_it_was_made(text: str, theme: str) -> None:
    ensure_application()
    look = Composition(theme, watermark="A mark")
    first, second = (open_scene(resolve(scenarios.loads(text)), SIZE, 30, look, "numpy") for _ in range(2))
    assert isinstance(first, StageScene)
    assert isinstance(second, StageScene)
    for step in (0, 1, 1, 3, 4, 9, 12):
        first.go(step)
        frame = first.paint()
        second.go(step)
        second._lay_still()  # everything anew
        second._charted, second._around._shown = (None, []), None
        assert np.array_equal(frame, second.paint()), step
    assert first.boxes().keys() >= {"headline", "side", "charts", "foot"}


@pytest.mark.parametrize("text", [STAGE, DIVERGING])
def test_a_replay_says_what_the_player_says(text: str) -> None:
    resolved = resolve(scenarios.loads(text))
    player, replay = StagePlayer(resolved), replayed(resolved, "numpy")
    assert replay is not None
    assert replay.counts() == player.counts()
    for step in range(player.total + 1):
        player.advance(step - player.step)
        replay.advance(step - replay.step)
        assert np.array_equal(player.moves(), replay.moves())
        assert replay.gone() == player.gone()
        for mine, its in zip(replay.gone_masks(), player.gone_masks(), strict=True):
            assert (mine is None and its is None) or np.array_equal(mine, its)
        assert np.allclose(replay.losses(), player.losses(), rtol=1e-12, equal_nan=True)
        for mine, its in zip(replay.columns(), player.columns(), strict=True):
            assert mine.keys() == its.keys()
            known = [
                np.allclose(mine[name][: step + 1], its[name], rtol=1e-9, equal_nan=True) for name in mine
            ]
            assert all(known)
        assert [run.step for run in replay.runs] == [step] * len(player.runs)
        assert np.array_equal(replay.runs[0].positions(), player.runs[0].positions())


def test_axes_of_a_film_stand_still(each: Scenario) -> None:
    ensure_application()
    scene = open_scene(resolve(each), SIZE, 30, Composition(), "numpy")
    if not isinstance(scene, StageScene) or scene._has_swarm:
        return
    seen = []
    for step in (0, 1, 7, 30):
        scene.go(step)
        charts = scene._charts()
        assert all(len(curve.x) == step + 1 for chart in charts for curve in chart.curves)
        seen.append([(chart.title, chart.log, chart.range()) for chart in charts])
    assert seen[0]
    assert seen.count(seen[0]) == len(seen)


def test_a_swarm_is_not_replayed() -> None:
    assert replayed(resolve(scenarios.loads(SWARM)), "numpy") is None


@pytest.mark.parametrize("text", [STAGE, SWARM, SIGNAL])
def test_every_scenario_has_a_view(text: str) -> None:
    resolved = resolve(scenarios.loads(text))
    fitting = [view.rank for view in views() if view.fits(resolved)]
    assert fitting
    assert fitting.count(fitting[0]) == 1


def test_a_film_told_what_changed_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two encoders, one of them told what has changed, make the same planes of the same pictures."""
    ensure_application()
    scene = open_scene(resolve(scenarios.loads(DIVERGING)), SIZE, 30, Composition(), "numpy")
    steps = (0, 1, 1, 1, 3, 3, 4, 4, 4, 9, 12)
    known, planes = [], ([], [])
    kind = formats()[".mp4"]
    with (
        kind.open(tmp_path / "told.mp4", SIZE, 30, "") as told,
        kind.open(tmp_path / "whole.mp4", SIZE, 30, "") as whole,
    ):
        for encoder, filled in zip((told, whole), planes, strict=True):
            _note_what_is_filled(encoder, filled, monkeypatch)
        for step in steps:
            scene.go(step)
            frame = scene.paint()
            known.append(scene.changed)
            told.write(frame, scene.changed)
            whole.write(frame)
    assert known[0] is None
    for before, step, tiles in zip(steps[:-1], steps[1:], known[1:], strict=True):
        assert tiles is not None
        assert 0 < tiles.mean() < 0.9 if step > before else tiles.mean() == 0, (before, step)
    for number, (one, other) in enumerate(zip(*planes, strict=True)):
        assert np.array_equal(one, other), (number, np.argwhere(one != other)[:8])
    assert len(decoded(tmp_path / "told.mp4")) == len(known)


def _note_what_is_filled(encoder: Any, filled: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    fill = encoder.fill

    def noted(*asked: Any) -> Any:
        picture = fill(*asked)
        filled.append(picture.to_ndarray().copy())
        return picture

    monkeypatch.setattr(encoder, "fill", noted)
