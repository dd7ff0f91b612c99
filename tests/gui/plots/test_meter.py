"""What a meter gives is what a slow and obvious reading of the run gives, however the steps came in."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

import engine
import scenarios
from engine.run import Run
from gui.player.channel import Channel
from gui.plots.measures import quantiles
from gui.plots.meter import FEW, MOST_ROWS, Meter
from gui.plots.table import Table
from scenarios import loads
from scenarios.building import Kernels, build_runs
from scenarios.resolving import resolve

from ...scenarios.texts import SMALL

STARTS = np.array([[-1.5, 2.0], [0.5, 0.5], [1.2, -0.4]])


def make(start: np.ndarray = STARTS, optimizer: str = "adam", **more: object) -> tuple[Run, Meter]:
    found = engine.load_optimizer(optimizer)
    options = {"total_steps": 1000, "kernels": "numpy", **more}
    run = Run(found, engine.load_landscape("rosenbrock"), start, **options)
    return run, Meter(run, found)


def size(vector: np.ndarray) -> float:
    return float(np.sqrt(np.sum(vector.astype(np.float64) ** 2)))


def naive(run: Run, particle: int) -> dict[str, float]:
    """The numbers of one particle of an Adam run where it stands, read one by one."""
    loss, gradient = run.value_and_gradient(run.positions()[particle : particle + 1])
    move = run.last_move()[particle] if run.step else np.full(2, np.nan)
    return {
        "t": float(run.step),
        "loss": float(loss[0]),
        "gradient": size(gradient[0]),
        "momentum": size(run.state("m")[particle]),
        "rms": size(np.sqrt(run.state("v")[particle])),
        "step": size(move),
        "step_x": abs(float(move[0])),
        "step_y": abs(float(move[1])),
    }


def rows_of(run: Run) -> dict[str, np.ndarray]:
    names = ("theta", "previous", "gradient", *(f"state:{name}" for name in run.state_names))
    return {name: run.read(name) for name in names}


def assert_equal(columns: Mapping[str, np.ndarray], expected: list[dict[str, float]]) -> None:
    for name in expected[0]:
        wanted = np.array([row[name] for row in expected])
        np.testing.assert_allclose(columns[name], wanted, rtol=1e-12, atol=0, err_msg=name)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("particle", [0, 2])
def test_columns_are_what_the_run_said_at_each_step(particle: int, dtype: str) -> None:
    run, meter = make(dtype=dtype)
    expected = [naive(run, particle)]
    for step in range(60):
        run.advance(1)
        meter.record()
        expected.append(naive(run, particle))
        if step % 7 == 0:
            meter.columns(particle)
    assert_equal(meter.columns(particle), expected)
    assert meter.latest("loss", particle) == pytest.approx(expected[-1]["loss"], rel=1e-12)


def test_a_block_of_steps_gives_what_single_records_give() -> None:
    run, single = make()
    other, block = make()
    frames: list[dict[str, np.ndarray]] = []
    for _ in range(100):
        run.advance(1)
        single.record()
        frames.append(rows_of(run))
    other.advance(100)
    block.columns()
    block.extend({name: np.stack([f[name] for f in frames]) for name in frames[0]}, np.arange(1, 101))
    for name, column in single.columns(1).items():
        assert np.array_equal(column, block.columns(1)[name], equal_nan=True)
    assert np.array_equal(single.trace(), block.trace())


def test_a_landscape_turned_on_the_way_is_measured_as_it_was() -> None:
    run, meter = make()
    expected = [naive(run, 0)]
    for step in range(30):
        if step == 12:
            run.set_field_params(a=2.5)
        run.advance(1)
        meter.record()
        expected.append(naive(run, 0))
    assert_equal(meter.columns(), expected)
    meter.rewind(8)
    assert_equal(meter.columns(), expected[:9])


def test_rewinding_forgets_and_goes_on_otherwise() -> None:
    run, meter = make(optimizer="momentum")
    start = run.snapshot()
    for _ in range(20):
        run.advance(1)
        meter.record()
    before = meter.columns()
    path = meter.trace()
    run.restore(start)
    run.advance(5)
    meter.rewind(5)
    run.set_params(eta=0.0)
    for _ in range(5):
        run.advance(1)
        meter.record()
    after = meter.columns()
    assert list(after["t"]) == list(range(11))
    assert np.array_equal(after["loss"][:6], before["loss"][:6])
    assert not np.array_equal(after["loss"][6:], before["loss"][6:11])
    assert len(before["t"]) == 21
    assert path.shape == (21, 3, 2)
    assert np.array_equal(meter.trace()[:6], path[:6])


def test_columns_are_the_same_object_until_something_is_recorded() -> None:
    run, meter = make()
    assert meter.columns() is meter.columns()
    kept = meter.columns(2)
    values = kept["loss"].copy()
    run.advance(1)
    meter.record()
    assert meter.columns(2) is not kept
    assert np.array_equal(kept["loss"], values)
    meter.record()
    assert len(meter.columns()["t"]) == 2
    meter.reset()
    assert list(meter.columns()["t"]) == [1.0]


def test_a_stopped_particle_keeps_its_place_in_a_path_and_leaves_a_swarm() -> None:
    start = np.tile([[0.5, 0.5]], (FEW + 36, 1))
    start[::2] = [40.0, 900.0]  # where plain descent with this rate flies off
    run, meter = make(start, "momentum", params={"eta": 0.002})
    for _ in range(40):
        run.advance(1)
        meter.record()
    gone = run.stopped_at >= 0
    assert 0 < np.count_nonzero(gone) < run.n
    loss, _ = run.value_and_gradient()
    assert meter.is_swarm
    assert meter.trace() is None
    assert meter.latest("loss") == pytest.approx(float(np.median(loss[~gone])))


def test_a_swarm_has_median_and_bands() -> None:
    rng = np.random.default_rng(4)
    run, meter = make(rng.normal(0.0, 1.0, (501, 2)))
    for _ in range(3):
        run.advance(1)
        meter.record()
    loss, _ = run.value_and_gradient()
    columns = meter.columns()
    for name, share in (("", 50), (":q10", 10), (":q25", 25), (":q75", 75), (":q90", 90)):
        assert columns[f"loss{name}"][-1] == pytest.approx(np.percentile(loss, share))
    moves = np.abs(run.last_move())
    assert columns["step_y:q90"][-1] == pytest.approx(np.percentile(moves[:, 1], 90))
    assert np.isnan(columns["step"][0])


def test_a_swarm_is_represented_by_its_first_particles() -> None:
    rng = np.random.default_rng(5)
    start = rng.normal(0.0, 1.0, (3000, 2))
    _, whole = make(start)
    _, part = make(start[:2048])
    assert whole.columns()["loss"] == part.columns()["loss"]


@pytest.mark.parametrize(
    "start",
    [
        "grid = { rectangle = [-2, 2, -1, 3], columns = 4, rows = 4096 }",
        "grid = { rectangle = [-2, 2, -1, 3], columns = 100, rows = 100 }",
        "circle = { center = [0, 1], radius = 2, count = 9999 }",
    ],
)
@pytest.mark.parametrize("kernels", ["numpy", "split"])
def test_a_swarm_that_begins_in_order_is_represented_by_particles_from_all_over(
    start: str, kernels: Kernels
) -> None:
    spread = loads(SMALL.replace("points = [[0, 0]]", start).replace("himmelblau", "rosenbrock"))
    resolved = resolve(spread)
    channel = Channel(resolved, 0, build_runs(resolved, kernels)[0])
    channel.advance(3)
    loss, _ = channel.run.value_and_gradient()
    columns = channel.meter.columns()
    for name, share in (("", 0.5), (":q10", 0.1), (":q25", 0.25), (":q75", 0.75), (":q90", 0.9)):
        place = np.mean(loss <= columns[f"loss{name}"][-1])
        assert place == pytest.approx(share, abs=0.015)


def test_a_swarm_that_went_back_is_written_down_between_the_steps_that_are_known() -> None:
    rng = np.random.default_rng(6)
    run, meter = make(rng.normal(0.0, 1.0, (300, 2)))
    first = run.snapshot()
    for _ in range(4):
        run.advance(25)
        meter.record()
    before = meter.columns()
    run.restore(first)
    run.advance(40)
    meter.fill()
    after = meter.columns()
    assert list(after["t"]) == [0.0, 25.0, 40.0, 50.0, 75.0, 100.0]
    loss, _ = run.value_and_gradient()
    assert after["loss"][2] == pytest.approx(np.median(loss))
    assert np.array_equal(np.delete(after["rms:q90"], 2), before["rms:q90"])
    meter.fill()
    assert meter.columns() is after


def test_quantiles_leave_out_what_is_not_a_number() -> None:
    table = np.array([[4.0, np.nan, 1.0, 3.0, 2.0, 5.0], [np.nan] * 6])
    found = quantiles(table)
    assert list(found[0]) == pytest.approx([3.0, 1.4, 2.0, 4.0, 4.6])
    assert np.isnan(found[1]).all()


def test_a_long_record_is_thinned_and_keeps_the_present_step() -> None:
    run, meter = make(STARTS[:1], "momentum")
    count = MOST_ROWS + 100
    rows = {name: np.repeat(array[np.newaxis], count, axis=0) for name, array in rows_of(run).items()}
    rows["theta"] = rows["theta"] + np.arange(count)[:, np.newaxis, np.newaxis]
    meter.extend(rows, np.arange(1, count + 1))
    assert meter.every == 2
    steps = meter.steps
    assert steps[-1] == count
    assert np.array_equal(steps[:-1], np.arange(0, steps[-2] + 1, 2))
    assert meter.columns()["t"][-1] == count
    assert np.array_equal(meter.trace()[1:, 0, 0] - STARTS[0, 0], steps[1:] - 1)


def test_a_signal_has_the_rows_of_the_first_particle() -> None:
    resolved = resolve(scenarios.load("rmsprop_recovers"))
    run = build_runs(resolved, "numpy")[0]
    meter = Meter(run, resolved.runs[0].optimizer)
    expected = []
    for _ in range(30):
        run.advance(1)
        meter.record()
        row = {"t": float(run.step), "gradient": run.last_gradient()[0, 0], "update": run.last_move()[0, 0]}
        row.update({"theta": run.positions()[0, 0]})
        row.update({name: run.state(name)[0, 0] for name in run.state_names})
        expected.append(row)
    columns = meter.columns()
    assert np.isnan(columns["gradient"][0])
    assert columns["update"][0] == 0.0
    assert_equal({name: column[1:] for name, column in columns.items()}, expected)


def test_a_table_keeps_the_first_row_of_each_stretch_of_steps() -> None:
    table = Table(most=8)
    for step in range(0, 60, 3):
        table.append(np.array([step]), {"a": np.array([float(step)])})
        assert table.steps[-1] == step
        assert len(table) <= 9
    assert np.array_equal(table["a"], table.steps)
    assert np.array_equal(np.unique(table.steps // table.every), np.arange(57 // table.every + 1))
    table.truncate(30)
    assert table.steps[-1] <= 30
    table.append(np.array([31, 40]), {"a": np.array([31.0, 40.0])})
    assert table["a"][-1] == 40.0


@pytest.mark.parametrize("count", [1, FEW + 1])
def test_a_run_that_leaves_all_numbers_is_recorded_in_silence(count: int) -> None:
    descent = engine.optimizer("theta = theta - 0.9*g")
    bowl = engine.landscape("x^2 + 2*y^2", domain=(-3.0, 3.0, -3.0, 3.0))
    # each step is 2.6 times as long as the one before, and the other way
    run = Run(
        descent, bowl, np.full((count, 2), (1.0, 2.0)), total_steps=200, kernels="numpy", dtype="float32"
    )
    meter = Meter(run, descent)
    for _ in range(100):
        run.advance(1)
        meter.record()
    assert run.count_stopped() == count
    assert np.nanmax(meter.columns()["step"]) > 1e37
