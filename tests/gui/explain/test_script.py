"""The scenes of a step: for every optimizer, from its rule's text, with the numbers that the run has."""

from __future__ import annotations

import re

import numpy as np
import pytest

from engine import Noise, Optimizer, Run, list_ids, load_landscape, load_optimizer, load_schedule, optimizer
from engine.anatomy import anatomy
from gui.explain.motion import at, seconds
from gui.explain.script import Scene, scenes_of
from gui.player.probe import make_probe

STEPS = 7


def taken(what: Optimizer, landscape: str = "himmelblau", **options: object) -> tuple[Run, list[Scene]]:
    place = load_landscape(landscape)
    run = Run(what, place, [[-1.2, 1.5]], total_steps=100, kernels="numpy", **options)
    run.advance(STEPS)
    return run, scenes_of(what, anatomy(run, 0), make_probe(run, what, 0))


def worth(row: str) -> float:
    """The number at the end of a row, back from LaTeX."""
    text = row.rpartition("= ")[2].replace("{-}", "-").replace(" \\cdot 10^{", "e").replace("}", "")
    return float(re.sub(r"^(-?)10\^\{", r"\g<1>1e", text))


@pytest.mark.parametrize("id", list_ids("optimizers"))
@pytest.mark.parametrize("noise", [None, Noise(sigma=0.2, keep=0.9)])
def test_every_optimizer_is_explained_to_where_it_really_goes(id: str, noise: Noise | None) -> None:
    what = load_optimizer(id)
    run, scenes = taken(what, noise=noise)
    statements = [scene for scene in scenes if scene.kind not in ("look", "gradient") or scene.equation]
    assert len(scenes) >= len(what.rule.statements)
    assert len(statements) <= len(scenes)
    last = scenes[-1]
    start = run.positions()[0]
    assert [scene.kind for scene in scenes].count("move") == 1
    run.advance(1)
    assert np.array_equal(last.place[0], start)
    assert np.allclose(last.place[1], run.positions()[0], rtol=1e-12, atol=1e-12)
    moves = next(scene for scene in scenes if scene.kind == "move")
    assert [worth(row) for row in moves.rows] == pytest.approx(run.positions()[0], rel=1e-5)
    for scene in scenes:
        assert scene.rows
        assert "mathrm{nan}" not in " ".join(scene.rows)


def test_adam_is_told_as_the_article_tells_it() -> None:
    run, scenes = taken(load_optimizer("adam"))
    assert [scene.kind for scene in scenes] == ["gradient", "memory", "scale", "value", "value", "move"]
    assert [scene.equation for scene in scenes] == ["", "(20)", "(21)", "(22)", "(22)", "(23)"]
    assert scenes[1].words == {"name": "m", "kept": "β₁"}
    state = run.state("m")[0]
    assert np.array_equal(scenes[1].before.momentum, state)
    run.advance(1)
    assert np.allclose(scenes[1].after.momentum, run.state("m")[0])
    assert [worth(row) for row in scenes[1].rows] == pytest.approx(run.state("m")[0], rel=5e-3)
    assert "scaling" in scenes[2].shown
    assert scenes[-1].shown == ("step",)


def test_nesterov_looks_ahead_before_it_feels() -> None:
    _, scenes = taken(load_optimizer("nesterov"), params={"eta": 0.002})
    assert [scene.kind for scene in scenes][:2] == ["look", "gradient"]
    look = scenes[0]
    assert [worth(row) for row in look.rows] == pytest.approx(look.after.looks[0].position, rel=1e-5)
    three = taken(load_optimizer("nesterov_three"), params={"eta": 0.002})[1]
    assert [scene.kind for scene in three].count("look") == 3


def test_a_typed_rule_needs_nothing_but_its_text() -> None:
    mine = optimizer("speed = 0.8*speed + eta*sign(g)\ntheta = theta - speed/(1 + norm(speed))")
    run, scenes = taken(mine)
    assert [scene.kind for scene in scenes] == ["gradient", "memory", "move"]
    run.advance(1)
    assert [worth(row) for row in scenes[-1].rows] == pytest.approx(run.positions()[0], rel=1e-5)


def test_the_first_step_fills_an_empty_memory_and_a_schedule_is_in_the_numbers() -> None:
    what = load_optimizer("momentum")
    run = Run(
        what, load_landscape("himmelblau"), [[-1.2, 1.5]], total_steps=100, kernels="numpy",
        schedule=load_schedule("cosine"), params={"eta": 0.5},
    )  # fmt: skip
    scenes = scenes_of(what, anatomy(run, 0), make_probe(run, what, 0))
    assert "empty" in next(scene for scene in scenes if scene.kind == "memory").template
    run.advance(60)
    scenes = scenes_of(what, anatomy(run, 0), make_probe(run, what, 0))
    memory = next(scene for scene in scenes if scene.kind == "memory")
    assert "0.5 \\cdot" not in memory.rows[0]


def test_a_step_that_blows_up_says_so() -> None:
    what = load_optimizer("gradient_descent")
    run = Run(
        what,
        load_landscape("rosenbrock"),
        [[-1.2, 1.5]],
        total_steps=100,
        kernels="numpy",
        params={"eta": 9.0},
    )
    while run.stopped_at[0] < 0:
        scenes = scenes_of(what, anatomy(run, 0), make_probe(run, what, 0))
        run.advance(1)
    assert "stops here" in scenes[-1].template
    assert "\\infty" in scenes[-1].rows[0]


def test_scenes_move_from_their_beginning_to_their_end() -> None:
    _, scenes = taken(load_optimizer("adam"))
    memory, scale, move = scenes[1], scenes[2], scenes[-1]
    assert np.array_equal(at(memory, 0.0)[0].momentum, memory.before.momentum)
    assert np.allclose(at(memory, 1.0)[0].momentum, memory.after.momentum)
    even = at(scale, 0.0)[0].scaling
    assert even[0] == even[1]
    assert np.allclose(at(scale, 1.0)[0].scaling, scale.after.scaling)
    assert np.array_equal(at(move, 0.0)[1], move.place[0])
    assert np.array_equal(at(move, 1.0)[1], move.place[1])
    assert seconds(move, "A long sentence. " * 20) > seconds(move, "Short.") >= 3
