"""What the laboratory is made of, without a window: strokes, ensembles, lanes and balls."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace

import engine
from gui.laboratory import samples
from gui.laboratory.csv_strip import scaled
from gui.laboratory.ensembles import around
from gui.laboratory.rolling import balls_at, looking, outline
from gui.plots.lane_building import build_lanes, lane_names, shown_lanes
from gui.plots.lane_meter import LEVELS, STRANDS, levels
from gui.theme import DARK
from scenarios.resolving import resolve
from scenarios.schema import LanesSpec

from .playing import made, played

EPOCHS = np.arange(1.0, 101.0)


# -- drawing a signal ----------------------------------------------------------------------------------------


def test_a_straight_stroke_is_a_line_and_leaves_the_rest_alone() -> None:
    before = np.full(100, 7.0)
    after = samples.painted(before, EPOCHS, [(20, 0.0), (33, 9.0), (40, 1.0)], straight=True)
    np.testing.assert_allclose(after[19:40], np.linspace(0, 1, 21))
    assert (after[:19] == 7).all()
    assert (after[40:] == 7).all()


def test_what_a_formula_has_no_value_for_is_painted_on_as_nothing() -> None:
    resolved = made(
        'field = { signal_formula = "sqrt(t - 50) + 1/(t - 60)" }\n'
        'runs = [ { optimizer = "momentum" } ]\nplayback = { steps = 100 }\n'
    )
    before = samples.present(resolved)
    assert (before[:49] == 0).all()
    assert before[59] == 0
    assert before[99] == pytest.approx(np.sqrt(50) + 1 / 40)


def test_the_smallest_numbers_are_rounded_to_numbers() -> None:
    assert samples.rounded(np.array([2e-306, 0.0])) == (0.0, 0.0)
    assert samples.rounded(np.array([1.23456e-290, 1e-290])) == pytest.approx(
        (1.2346e-290, 1e-290), rel=1e-9, abs=0
    )


def test_a_stroke_that_comes_back_is_what_it_was_last() -> None:
    after = samples.painted(np.zeros(100), EPOCHS, [(10, 1.0), (50, 1.0), (30, 3.0)])
    assert after[20] == pytest.approx(1.0)
    assert after[29] == pytest.approx(3.0)
    assert after[60] == 0


def test_a_trembling_hand_leaves_less_noise_in_long_signals() -> None:
    epochs = np.arange(1.0, 1001.0)
    wild = [(float(t), 1.0 + (-1.0) ** t * 0.2) for t in range(100, 400)]
    after = samples.painted(np.zeros(1000), epochs, wild)
    assert np.abs(np.diff(after[110:390])).max() < 0.1
    assert after[:98].max() == 0
    assert after[402:].max() == 0


def test_samples_are_thinned_and_rounded_to_what_an_eye_tells_apart() -> None:
    values = np.sin(np.arange(10_000) / 300)
    fewer, stretch = samples.thinned(values)
    assert len(fewer) == samples.MOST_READ
    assert stretch == pytest.approx(9999 / 4095)
    np.testing.assert_allclose(np.interp(5000, np.arange(4096) * stretch, fewer), values[5000], atol=1e-3)
    short = samples.rounded(np.array([123.456789, -0.0001, 0.0]))
    assert short == (123.46, 0.0, 0.0)
    assert samples.rounded(np.zeros(3)) == (0.0, 0.0, 0.0)


def test_a_column_is_scaled_as_asked() -> None:
    values = np.array([1.0, -4.0, 3.0])
    assert scaled(values, "as_is") is values
    np.testing.assert_allclose(scaled(values, "largest"), values / 4)
    spread = scaled(values, "spread")
    assert spread.mean() == pytest.approx(0)
    assert spread.std() == pytest.approx(1)
    np.testing.assert_allclose(scaled(np.ones(3), "spread"), 0.0)


# -- ensembles -----------------------------------------------------------------------------------------------


def test_levels_are_quantiles() -> None:
    values = np.random.default_rng(2).normal(size=(6, 501))
    np.testing.assert_allclose(levels(values), np.quantile(values, LEVELS, axis=1).T, atol=1e-12)
    values[2, 7] = np.nan
    assert np.isnan(levels(values)[2]).all()


def test_many_noises_are_bands_about_their_median_or_an_image_of_their_density() -> None:
    body = """
field = { signal = "step" }
noise = { sigma = 0.5 }
start = { count = 300 }
runs = [{ optimizer = "momentum", parameters = { eta = 0.1 } }]
playback = { steps = 60 }
"""
    resolved = made(body)
    columns = played(resolved).columns()
    lanes = {lane.key: lane for lane in build_lanes(resolved, columns, DARK, "en")}
    update = lanes["update"]
    outer, inner = update.bands
    assert (outer.low <= inner.low).all()
    assert (inner.high <= outer.high).all()
    median = update.curves[0].y
    assert ((inner.low <= median) & (median <= inner.high)).all()
    assert not update.densities
    view = replace(resolved.scenario.view, lanes=LanesSpec(ensemble="density"))
    dense = resolve(replace(resolved.scenario, view=view), known=resolved)
    update = next(lane for lane in build_lanes(dense, columns, DARK, "en") if lane.key == "update")
    assert update.densities[0].levels.shape == (61, len(LEVELS))
    assert not update.bands


def test_an_ensemble_over_a_parameter_has_its_ends_at_the_ends_of_the_range() -> None:
    spread = 'spread = { parameter = "gamma", low = 0.2, high = 0.9, count = 50 }'
    single = 'field = { signal = "step" }\nplayback = { steps = 80 }\nruns = [{ optimizer = "momentum", %s }]'
    (many,) = played(made(single % spread)).columns()
    ends = [played(made(single % f"parameters = {{ gamma = {g} }}")).columns()[0] for g in (0.2, 0.9)]
    np.testing.assert_allclose(
        many["state:v:levels"][:, 0], np.minimum(ends[0]["state:v"], ends[1]["state:v"]), atol=1e-12
    )
    np.testing.assert_allclose(
        many["state:v:levels"][:, -1], np.maximum(ends[0]["state:v"], ends[1]["state:v"]), atol=1e-12
    )
    # all are fed the same, which one curve in the colour of text says
    lanes = build_lanes(made(single % spread), (many,), DARK, "en")
    assert [curve.colour for curve in lanes[0].curves] == [DARK.text]


def test_an_ensemble_over_a_scheduled_rate_has_the_scheduled_ends() -> None:
    head = 'field = { signal = "step" }\nplayback = { steps = 80 }\nruns = [{ optimizer = "momentum", '
    fading = 'schedule = { id = "inverse_time", parameters = { decay = 0.2 } }, '
    spread = 'spread = { parameter = "eta", low = 0.001, high = 0.1, count = 50 } }]'
    (many,) = played(made(head + fading + spread)).columns()
    ends = [
        played(made(f"{head}{fading}parameters = {{ eta = {eta} }} }}]")).columns()[0] for eta in (0.1, 0.001)
    ]
    for k, end in zip((0, -1), ends, strict=True):
        np.testing.assert_allclose(many["update:levels"][:, k], end["update"], rtol=1e-12, atol=1e-15)
    (even,) = played(made(head + spread)).columns()
    assert (np.abs(many["update:levels"][40:]) < np.abs(even["update:levels"][40:])).all()


def test_a_range_around_a_value_lies_within_the_parameters() -> None:

    for parameter in engine.load_optimizer("adam").parameters:
        for value in (parameter.low, parameter.default, parameter.high):
            low, high = around(parameter, value)
            assert parameter.low <= low < high <= parameter.high


# -- lanes ---------------------------------------------------------------------------------------------------


def test_one_name_in_two_roles_is_two_lanes() -> None:
    resolved = made(
        'field = { signal = "sine" }\nruns = [{ optimizer = "momentum" }, { optimizer = "adam" }]'
    )
    lanes = {each.key: each for each in lane_names(resolved, "en")}
    assert lanes["state:v"].runs == {0}
    assert lanes["root:v"].runs == {1}
    assert lanes["state:v"].note == "(4)"
    assert lanes["root:v"].note == "(21)"


def test_named_lanes_are_shown_and_no_others() -> None:
    resolved = made(
        'field = { signal = "sine" }\nruns = [{ optimizer = "adam" }]\n'
        'view = { lanes = { shown = ["theta", "state:m", "state:nothing"] } }'
    )
    assert shown_lanes(resolved) == ["state:m", "theta"]
    assert [lane.key for lane in build_lanes(resolved, played(resolved).columns(), DARK, "ru")] == [
        "state:m",
        "theta",
    ]


# -- a ball on a curve ---------------------------------------------------------------------------------------


def test_balls_are_where_the_run_has_them_and_look_where_it_asks() -> None:
    resolved = made(
        'field = { curve = "double_well" }\nstart = { places = [-1.5, 0.5, 1.6] }\n'
        'runs = [{ optimizer = "nesterov", parameters = { eta = 0.01 } }, { optimizer = "momentum" }]'
    )
    columns = played(resolved).columns()
    nesterov, momentum = balls_at(resolved, columns, DARK, 30, [True, True])
    np.testing.assert_allclose(nesterov.now, columns[0]["theta:strands"][30])
    assert nesterov.before.shape == (24, 3)
    assert momentum.ahead is None
    v = columns[0]["state:v:strands"][30]
    assert nesterov.ahead is not None
    np.testing.assert_allclose(nesterov.ahead, nesterov.now - 0.9 * v)
    assert looking(resolved, 1, columns[1], 3) is None
    assert len(balls_at(resolved, columns, DARK, 30, [False, True])) == 1
    spread = 'spread = { parameter = "gamma", low = 0.1, high = 0.9, count = 7 }'
    more = made(
        'field = { curve = "double_well" }\nstart = { places = [-1.5] }\n'
        f'runs = [{{ optimizer = "nesterov", {spread} }}, {{ optimizer = "momentum" }}]'
    )
    # what is shown is of the three balls before until the seven have been computed
    assert balls_at(more, columns, DARK, 30, [True, True])[0].ahead is None
    x, heights = outline(resolved)
    assert x[0] < -1.7
    np.testing.assert_allclose(heights, resolved.field.value(x))  # type: ignore[call-arg]


def test_a_row_of_balls_is_an_ensemble_where_it_is_long() -> None:
    body = 'field = {{ curve = "parabola" }}\nstart = {{ row = {{ span = [-3, 3], count = {0} }} }}\n'
    body += 'runs = [{{ optimizer = "momentum" }}]\nplayback = {{ steps = 20 }}'
    (few,) = played(made(body.format(STRANDS))).columns()
    (many,) = played(made(body.format(STRANDS + 1))).columns()
    assert few["theta:strands"].shape == (21, STRANDS)
    assert many["theta:levels"].shape == (21, len(LEVELS))
