"""Gain and phase of runs, measured by another process and drawn in lanes."""

from __future__ import annotations

import random
import threading

import numpy as np
import pytest
from msgspec.structs import replace

import engine
from engine import kernel_cache
from engine.response import Response
from gui.laboratory.measuring import Measurer, Wanted, wanted
from gui.plots.frequency import frequency_lanes
from gui.theme import DARK
from scenarios.resolving import resolve
from scenarios.schema import LanesSpec

from .playing import made


def test_responses_are_measured_once_and_drawn_for_each_run() -> None:
    resolved = made(
        'field = { signal = "sine" }\n'
        'runs = [{ optimizer = "momentum_ema" }, { optimizer = "gradient_descent" }]'
    )
    told = threading.Event()
    measurer = Measurer(told.set)
    asked = [wanted(resolved, run) for run in resolved.runs]
    try:
        measurer.ask(asked)
        while measurer.progress is not None:
            told.wait(30)
            told.clear()
        found = [measurer.found(each) for each in asked]
        again = [wanted(resolved, run) for run in resolved.runs]
        measurer.ask(again)
        assert measurer.progress is None
        assert [measurer.found(each) for each in again] == found
    finally:
        measurer.close()
    lanes = {lane.key: lane for lane in frequency_lanes(resolved, found, DARK, "en")}
    assert list(lanes) == ["gain:momentum", "phase:momentum", "gain:update", "phase:update"]
    assert len(lanes["gain:momentum"].curves) == 1
    assert len(lanes["gain:update"].curves) == 2
    assert lanes["gain:momentum"].value(lanes["gain:momentum"].curves[0].y[0]) == pytest.approx(1.0, abs=1e-3)
    decibels = replace(resolved.scenario.view, lanes=LanesSpec(decibels=True))
    shown = resolve(replace(resolved.scenario, view=decibels), known=resolved)
    gain = frequency_lanes(shown, found, DARK, "en")[0]
    assert gain.title.endswith(", dB")
    assert frequency_lanes(shown, found, DARK, "ru")[0].title.endswith(", дБ")
    assert [lane.is_angle for lane in lanes.values()] == [False, True, False, True]
    assert np.remainder(lanes["phase:momentum"].range(), 15).tolist() == [0, 0]
    np.testing.assert_allclose(gain.curves[0].y, 20 * lanes["gain:momentum"].curves[0].y)


def test_what_clips_a_runs_gradient_belongs_to_its_response() -> None:
    resolved = made(
        'field = { signal = "sine" }\n'
        'runs = [{ optimizer = "momentum_ema", clip = { value = 0.5 } }, { optimizer = "momentum_ema" }]'
    )
    clipped, whole = (wanted(resolved, run) for run in resolved.runs)
    assert clipped.key != whole.key
    found = [each.measured(points=3, window=64) for each in (clipped, whole)]
    assert [each.linear for each in found] == [False, True]
    assert found[0].gain("update")[0] < 0.7 * found[1].gain("update")[0]


def test_what_is_turned_on_the_way_belongs_to_the_response_from_there_on() -> None:
    resolved = made(
        'field = { signal = "sine", turns = [{ step = 5, parameters = { amplitude = 3 } }] }\n'
        'runs = [{ optimizer = "momentum_ema", turns = [{ step = 9, parameters = { gamma = 0.5 } }] }]'
    )
    (run,) = resolved.runs
    found = [wanted(resolved, run, step) for step in (0, 5, 9)]
    assert [each.amplitude for each in found] == [1, 3, 3]
    assert found[0].parameters["gamma"] == found[1].parameters["gamma"] != 0.5
    assert found[2].parameters["gamma"] == 0.5


def test_the_windows_process_compiles_nothing_to_measure() -> None:
    """A rule that nobody has ever compiled: another process does."""
    push = "g"
    for _ in range(14):
        push = f"{random.SystemRandom().choice(('sin', 'cos', 'tanh', 'atan'))}({push})"
    each = Wanted(engine.optimizer(f"theta -= eta*{push}"), {"eta": 0.01}, 1.0, 1.0)
    told, before = threading.Event(), kernel_cache.counts().written
    measurer = Measurer(told.set)
    try:
        measurer.ask([each])
        while measurer.progress is not None:
            told.wait(60)
            told.clear()
        found = measurer.found(each)
    finally:
        measurer.close()
    assert isinstance(found, Response)
    assert np.isfinite(found.gain("update")).all()
    assert kernel_cache.counts().written == before
