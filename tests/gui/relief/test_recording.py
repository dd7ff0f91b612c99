"""Films of a scenario with a camera: the relief, and the same pictures however one came to a step."""

from __future__ import annotations

import numpy as np
import pytest

import scenarios
from gui.relief.fineness import Fineness
from scenarios.resolving import resolve
from tests.gui.recording.conftest import STAGE, SWARM
from tests.gui.recording.test_scene import filmed

_CAMERA = "[view]\ncamera = { azimuth = -50.0, elevation = 40.0, distance = 4.2 }\n"


@pytest.mark.parametrize("text", [STAGE, SWARM])
def test_a_film_shows_the_relief(text: str) -> None:
    plan, relief = (resolve(scenarios.loads(each)) for each in (text, text + _CAMERA))
    a, b = filmed(plan, [12], True), filmed(relief, [12], True)
    assert a.shape == b.shape
    assert (a != b).mean() > 0.3


@pytest.mark.parametrize("text", [STAGE, SWARM])
def test_pictures_that_nobody_asked_for_change_nothing(text: str) -> None:
    resolved = resolve(scenarios.loads(text + _CAMERA))
    steps = [0, 2, 4, 4, 7, 11, 12]
    assert np.array_equal(filmed(resolved, steps, False), filmed(resolved, steps, True))


def test_every_picture_of_a_film_is_as_fine_as_it_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    fine: list[bool] = []
    detail = Fineness.detail

    def watched(fineness: Fineness, share: float) -> tuple[int, bool]:
        found = detail(fineness, share)
        fine.append(found[1])
        return found

    monkeypatch.setattr(Fineness, "detail", watched)
    filmed(resolve(scenarios.loads(STAGE + _CAMERA)), [0, 1, 2], False)
    assert fine
    assert all(fine)
