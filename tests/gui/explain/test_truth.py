"""What is said of a step is true of its numbers."""

from __future__ import annotations

import numpy as np
import pytest

from engine import Clip, Noise, Optimizer, Run, load_landscape, load_optimizer, optimizer
from engine.anatomy import anatomy
from gui.explain.script import Scene, scenes_of
from gui.player.probe import make_probe

MINIMUM = [3.0, 2.0]


def taken(what: Optimizer | str, steps: int = 7, start: list[float] | None = None, **options: object) -> list:
    rule = load_optimizer(what) if isinstance(what, str) else what
    place = [start or [-1.2, 1.5]]
    run = Run(rule, load_landscape("himmelblau"), place, total_steps=100, kernels="numpy", **options)
    run.advance(steps)
    return scenes_of(rule, anatomy(run, 0), make_probe(run, rule, 0))


def said(scenes: list[Scene], kind: str) -> str:
    scene = next(scene for scene in scenes if scene.kind == kind)
    return scene.template.format(**scene.words)


def test_an_empty_memory_moves_the_ball_where_the_gradient_alone_would() -> None:
    assert said(taken("momentum", 0), "move") == "And the ball moves."
    assert said(taken("momentum", 3), "move").endswith("not where the gradient alone would send it.")


def test_what_is_measured_by_a_memory_is_not_carried_by_it() -> None:
    assert said(taken("acprop"), "move") == "And the ball moves."


@pytest.mark.parametrize("what", ["adopt", "soap"])
def test_a_step_of_nothing_is_told_as_one(what: str) -> None:
    scenes = taken(what, 0)
    assert said(scenes, "move") == "And the ball stays where it is: this step is 0."
    assert "nothing goes into it" in said(scenes, "memory")


def test_at_the_bottom_nothing_leads_uphill() -> None:
    scenes = taken("gradient_descent", 0, MINIMUM)
    assert said(scenes, "gradient") == "Where the ball is, the gradient is 0: nothing leads uphill."
    assert "stays where it is" in said(scenes, "move")


def test_before_there_is_momentum_nesterov_looks_where_the_ball_is() -> None:
    scenes = taken("nesterov", 0)
    assert "that is where the ball is" in said(scenes, "look")
    assert "points uphill; the rule goes against it" in said(scenes, "gradient")
    later = taken("nesterov", 3, params={"eta": 0.002})
    assert "where its momentum alone would carry the ball" in said(later, "look")
    assert "where the ball is not yet" in said(later, "gradient")


@pytest.mark.parametrize("what", ["sam", "schedule_free_sgd", "schedule_free_adamw"])
def test_a_place_that_no_momentum_leads_to_is_not_told_as_ahead(what: str) -> None:
    scenes = taken(what)
    assert "a place of its own choice" in said(scenes, "look")
    assert scenes[-1].kind == "move"
    assert not any("ahead" in scene.template or "not yet" in scene.template for scene in scenes)
    assert "goes against it" not in said(scenes, "gradient")


@pytest.mark.parametrize(
    ("options", "noisy", "clipped"),
    [
        ({}, False, False),
        ({"noise": Noise(sigma=0.2)}, True, False),
        ({"clip": Clip(norm=0.01)}, False, True),
        ({"clip": Clip(value=1e9)}, False, False),
        ({"noise": Noise(sigma=0.2), "clip": Clip(value=0.01)}, True, True),
    ],
)
def test_noise_and_clipping_are_told_where_they_are(options: dict, noisy: bool, clipped: bool) -> None:
    sentence = said(taken("adam", **options), "gradient")
    assert ("noise" in sentence, "clipped" in sentence) == (noisy, clipped)


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("momentum", "the share γ, and the gradient is added"),
        ("momo", "a part of its old self, and the gradient is added"),
        ("madgrad", "all of its old self, and the gradient is added"),
        ("cocob", "all of its old self, and the gradient is subtracted"),
        ("lbfgs", "depends on what it was and on the gradient"),
    ],
)
def test_a_memory_keeps_what_is_said(what: str, words: str) -> None:
    assert words in said(taken(what), "memory")


def test_the_share_is_named_only_where_it_is_one() -> None:
    against = optimizer("v = gamma*v - eta*g\ntheta = theta + v")
    memory = said(taken(against, params={"gamma": 0.5}), "memory")
    assert "the share γ, and the gradient is subtracted" in memory
    mean = optimizer("m = m - a*m + a*g\ntheta = theta - eta*m")
    assert "a part of its old self" in said(taken(mean, params={"a": 0.1}), "memory")


def test_a_gradient_that_is_put_by_is_not_told_twice() -> None:
    scenes = taken("diffgrad")
    assert [scene.kind for scene in scenes].count("gradient") == 1
    assert "gₚᵣₑᵥ is kept for the next step." in [scene.template.format(**scene.words) for scene in scenes]


EACH, ALIKE, FOLLOWS, NEXT = "each coordinate", "coordinates together", "what follows from", "is kept for"


@pytest.mark.parametrize(
    ("what", "words"),
    [
        *((id, (EACH, ", squared.", "by its root")) for id in ("adam", "adagrad", "lamb", "amsgrad", "yogi")),
        ("adagrad_abs", (EACH, "have been. ", "by its root")),
        *((id, (EACH, "divided by it:")) for id in ("adamax", "adagrad_no_root", "adam_p")),
        *((id, (ALIKE, "in every coordinate alike")) for id in ("dog", "dowg", "novograd")),
        *((id, (FOLLOWS,)) for id in ("adabelief", "adahessian", "madgrad", "padam", "shampoo", "adan")),
        *((id, (NEXT,)) for id in ("adopt", "acprop", "sophia")),
    ],
)
def test_a_divisor_is_told_as_what_it_is(what: str, words: tuple[str, ...]) -> None:
    sentence = said(taken(what), "scale")
    assert all(part in sentence for part in words), sentence


def test_what_does_not_divide_this_step_is_kept_for_later() -> None:
    early, late = (said(taken("radam", steps), "scale") for steps in (2, 20))
    assert early == "v is kept for the next step."
    assert "divided by its root" in late


def test_a_sum_of_one_gradient_is_as_large_in_every_coordinate() -> None:
    """Those that are told as alike are, and the others are not."""
    for what, alike in (("dog", True), ("novograd", True), ("adam", False)):
        scene = next(scene for scene in taken(what) if scene.kind == "scale")
        assert (len(scene.rows) == 1 or len({row.rpartition("= ")[2] for row in scene.rows}) == 1) == alike
        assert (ALIKE in scene.template) == alike


def test_noise_is_the_same_with_and_without_clipping() -> None:
    run = Run(
        load_optimizer("adam"), load_landscape("himmelblau"), [[-1.2, 1.5]], total_steps=9, kernels="numpy",
        noise=Noise(sigma=0.3, keep=0.8), clip=Clip(value=0.5), seed=4,
    )  # fmt: skip
    run.advance(3)
    (sample,) = anatomy(run, 0).samples
    assert np.array_equal(np.clip(sample.noisy, -0.5, 0.5), sample.gradient)
    assert not np.array_equal(sample.noisy, sample.exact)
