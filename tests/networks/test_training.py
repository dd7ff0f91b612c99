"""Populations of networks: what they must not depend on, and every rule of the catalogue on them."""

from __future__ import annotations

import math
import re
import threading

import numpy as np
import pytest

import engine
from engine.errors import Cancelled, InputError, UnknownNameError
from engine.modifiers import Clip
from engine.networks import Training
from engine.networks.batches import orders
from engine.networks.history import EDGES, History, counted, record
from engine.networks.task import Task, task
from engine.turns import Turn

SMALL = {"hidden": (6,), "networks": 3}
LISTED = engine.list_ids("optimizers")
CURVED = {i for i in LISTED if re.search(r"\b(hess_diag|newton)\(", engine.load_optimizer(i).rule.text)}
FLAT = {i for i in LISTED if "others(" in engine.load_optimizer(i).rule.text}
FEW_POINTS = {"points": 30}


def trained(optimizer: str, what: Task, epochs: int = 4, **more) -> Training:
    training = Training(engine.load_optimizer(optimizer), what, task_params=FEW_POINTS, epochs=epochs, **more)
    training.advance(epochs)
    return training


@pytest.mark.parametrize("optimizer", sorted(set(LISTED) - CURVED - FLAT))
def test_every_rule_trains_a_network(optimizer: str) -> None:
    one = trained(optimizer, task("moons", **SMALL, batch=8), epochs=3, kernels="numpy")
    first = one.shape.first_weights(0, one.n)
    assert (one.stopped_at < 0).all()
    assert np.isfinite(one.weights()).all()
    assert (one.weights() != first).any()


@pytest.mark.parametrize("optimizer", sorted(CURVED))
def test_a_rule_that_asks_for_curvature_is_refused(optimizer: str) -> None:
    with pytest.raises(InputError, match="asks for its curvature"):
        trained(optimizer, task("moons", **SMALL), kernels="numpy")


def test_a_rule_for_two_coordinates_is_refused() -> None:
    rule = engine.optimizer("theta = theta - eta*others(grad(theta))")
    with pytest.raises(InputError, match="made for two coordinates"):
        Training(rule, task("moons", **SMALL), epochs=1, kernels="numpy")


def test_a_rule_may_speak_of_the_others_in_a_comment() -> None:
    rule = engine.optimizer("# not others(g), but\ntheta = theta - eta*sum(grad(theta))")
    Training(rule, task("moons", **SMALL), epochs=1, kernels="numpy")


@pytest.mark.parametrize("batch", [None, 7])
@pytest.mark.parametrize("optimizer", ["adam", "lars", "polyak", "sam"])
def test_compiled_and_numpy_train_alike(optimizer: str, batch: int | None) -> None:
    what = task("clusters", **SMALL, batch=batch)
    plain, quick = (trained(optimizer, what, kernels=k) for k in ("numpy", "split"))
    assert np.abs(plain.weights() - quick.weights()).max() < 1e-12
    assert np.abs(plain.last_move() - quick.last_move()).max() < 1e-12
    for name in engine.load_optimizer(optimizer).rule.states:
        assert np.abs(plain.state(name) - quick.state(name)).max() < 1e-11


def test_bits_depend_on_neither_threads_nor_company_nor_pieces() -> None:
    whole = trained("adam", task("moons", hidden=(6,), networks=5, batch=7), dtype="float32", threads=1)
    shared = trained("adam", task("moons", hidden=(6,), networks=5, batch=7), dtype="float32", threads=3)
    assert (whole.weights() == shared.weights()).all()
    alone = trained("adam", task("moons", hidden=(6,), networks=2, batch=7), dtype="float32", first=3)
    assert (whole.weights()[3:] == alone.weights()).all()
    pieces = Training(
        engine.load_optimizer("adam"), task("moons", hidden=(6,), networks=5, batch=7),
        task_params=FEW_POINTS, epochs=4, dtype="float32",
    )  # fmt: skip
    for _ in range(4):
        pieces.advance(1)
    assert (whole.weights() == pieces.weights()).all()


@pytest.mark.parametrize("kernels", ["numpy", "split"])
def test_an_epoch_may_be_taken_in_parts(kernels: str) -> None:
    what = task("clusters", **SMALL, batch=7)
    made = {"epochs": 3, "task_params": FEW_POINTS, "kernels": kernels, "turns": [Turn(1, {"eta": 0.3})]}
    whole, parts = (Training(engine.load_optimizer("adam"), what, **made) for _ in range(2))
    assert whole.updates > 4
    for epoch in range(3):
        whole.advance(1)
        calls = 1
        while not parts.advance_until(0.0):
            assert parts.epoch == epoch
            calls += 1
        assert calls == (whole.updates if kernels == "numpy" else 1)
        assert parts.epoch == epoch + 1
        assert np.array_equal(parts.weights(), whole.weights())
    mixed = Training(engine.load_optimizer("adam"), what, **made)
    mixed.advance_until(0.0)
    mixed.advance(2)
    assert mixed.advance_until(math.inf)
    assert mixed.epoch == 3 + (kernels == "split")
    if kernels == "numpy":
        assert np.array_equal(mixed.weights(), whole.weights())


@pytest.mark.parametrize("kernels", ["numpy", "split"])
def test_a_network_that_is_lost_stops_and_the_others_go_on(kernels: str) -> None:
    rule = engine.optimizer("theta = theta - eta*grad(theta) + where(t > 3, 1e308*theta*theta, 0)")
    what = task("moons", hidden=(4,), networks=2)
    one = Training(rule, what, task_params=FEW_POINTS, epochs=9, kernels=kernels)
    one.advance(9)
    assert (one.stopped_at > 3).all()
    assert np.isfinite(one.weights()).all()
    before = one.weights()
    one.advance(1)
    assert (one.weights() == before).all()


@pytest.mark.parametrize("kernels", ["numpy", "split"])
def test_clipping_bounds_what_the_rule_sees(kernels: str) -> None:
    rule = engine.optimizer("theta = theta - grad(theta)")
    for clip in (Clip(value=1e-3), Clip(norm=2e-3)):
        one = Training(
            rule, task("moons", **SMALL), task_params=FEW_POINTS, epochs=1, kernels=kernels, clip=clip
        )
        one.advance(1)
        moves = one.last_move()
        if clip.value:
            assert np.abs(moves).max() == pytest.approx(1e-3)
        else:
            assert np.linalg.norm(moves, axis=1) == pytest.approx(2e-3)


@pytest.mark.parametrize("kernels", ["numpy", "split"])
def test_what_is_turned_takes_effect_at_its_epoch(kernels: str) -> None:
    what = task("moons", **SMALL, batch=10)
    turned = trained("gradient_descent", what, 4, turns=[Turn(2, {"eta": 0.0})], kernels=kernels)
    early = trained("gradient_descent", what, 2, kernels=kernels)
    assert (turned.weights() == early.weights()).all()


def test_a_schedule_counts_steps_up_to_the_last_epoch() -> None:
    schedule = engine.load_schedule("cosine")
    one = Training(
        engine.load_optimizer("gradient_descent"), task("moons", **SMALL, batch=10), task_params=FEW_POINTS,
        epochs=3, schedule=schedule, kernels="numpy",
    )  # fmt: skip
    one.advance(3)
    last = np.abs(one.last_move()).max()
    two = trained("gradient_descent", task("moons", **SMALL, batch=10), 3, kernels="numpy")
    assert last < 0.1 * np.abs(two.last_move()).max()


def test_stopping_on_request() -> None:
    cancel = threading.Event()
    cancel.set()
    one = Training(engine.load_optimizer("adam"), task("moons", **SMALL), epochs=3, kernels="numpy")
    with pytest.raises(Cancelled, match="after epoch 0"):
        one.advance(3, cancel)
    with pytest.raises(UnknownNameError, match="state"):
        one.state("w")


def test_an_epoch_s_order_is_a_shuffle_of_its_own() -> None:
    found = np.stack([orders(24, 7, 400, epoch) for epoch in range(2)])
    assert (np.sort(found, axis=-1) == np.arange(24)).all()
    assert (orders(24, 7, 3, 1) == found[1, :3]).all()
    # every point is at every place about as often: 800 shuffles, 24 places, so 33 times each
    counts = np.stack([(found == point).sum(axis=(0, 1)) for point in range(24)])
    assert counts.min() > 10
    assert counts.max() < 64


def test_first_weights_have_the_variance_that_their_layers_want() -> None:
    from engine.networks.shape import Shape

    for activation, wanted in (("tanh", 2 / 96), ("relu", 2 / 64)):
        shape = Shape((2, 64, 32, 2), activation)
        matrix, bias = shape.layers(shape.first_weights(1, 4))[1]
        assert matrix.var() == pytest.approx(wanted, rel=0.05)
        assert (bias == 0).all()
    shape = Shape((2, 8, 2))
    assert (shape.first_weights(2, 9)[:4] == shape.first_weights(2, 4)).all()


def test_a_history_keeps_every_epoch() -> None:
    what = task("moons", **SMALL)
    history = record(Training(engine.load_optimizer("adam"), what, epochs=5, kernels="numpy"))
    one = Training(engine.load_optimizer("adam"), what, epochs=5, kernels="numpy")
    for epoch in range(6):
        if epoch:
            one.advance(1)
        loss, accuracy = one.loss_and_accuracy()
        assert (history.losses[epoch] == loss).all()
        assert (history.accuracies[epoch] == accuracy).all()
        assert (history.weights(epoch, 1) == one.weights()[1].astype(np.float32)).all()
        moves = one.last_move()
        assert history.steps[epoch].sum() == np.count_nonzero(moves)
    assert history.path(2).shape == (6, one.shape.count)


def test_a_long_history_keeps_fewer_weights() -> None:
    one = Training(engine.load_optimizer("adam"), task("moons", **SMALL), epochs=40, kernels="numpy")
    history = History(one, most_bytes=4 * 10 * one.n * one.shape.count)
    assert history.every == 5
    while not history.is_whole:
        one.advance(1)
        history.take()
    assert len(history.path(0)) == 9
    assert np.isfinite(history.losses).all()


def test_steps_are_counted_by_their_size() -> None:
    assert counted(np.array([0.0, 1e-20, -1e-20, 1e3])).tolist() == [2, *[0] * (len(EDGES) - 3), 1]
    found = counted(np.array([[0.0011, -0.0012]]))
    assert EDGES[found.argmax()] == pytest.approx(1e-3)
    assert found.sum() == 2
