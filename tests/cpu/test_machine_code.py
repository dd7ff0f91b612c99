"""What compilers make of the kernels: SIMD, and no double precision in single-precision kernels."""

from __future__ import annotations

import re

import numpy as np
import pytest

import engine
from engine import Clip, Noise, kernel_cache
from engine.compiled import Programs
from engine.language.rule import parse_rule
from engine.problem import Problem, Terrain

PAIRS = [
    ("momentum", "himmelblau"),
    ("adam", "ackley"),
    ("adam_p", "rastrigin"),
    ("rprop", "levy"),
    ("radam", "hills"),
]


def _functions(rule: str, field: str, dtype: str):
    """LLVM's text of every kernel that steps rule over field, with noise and clipping and fused."""
    terrain = Terrain(engine.load_landscape(field).formula)
    options = {"rule": engine.load_optimizer(rule).rule, "terrain": terrain, "n": 1, "seed": 0}
    for noise, clip in ((Noise(), Clip()), (Noise(0.1, 0.5), Clip(1.0, 1.0))):
        problem = Problem(**options, dtype=np.dtype(dtype), noise=noise, clip=clip)
        texts = Programs(problem).texts(fused=True)
        for source in (texts.rule, texts.field, texts.norm, texts.modify, texts.fused):
            if source is not None:
                name = source[1].partition("_")[0]
                text = source[0].replace("cache=True", "cache=False")
                function = kernel_cache.load(text, "inspected")[name]
                yield name, function.inspect_llvm(function.signatures[0])


@pytest.mark.parametrize(("rule", "field"), PAIRS)
def test_single_precision_stays_single(rule, field):
    for name, code in _functions(rule, field, "float32"):
        assert "float" in code
        assert not re.search(r"\bdouble\b", code), name


@pytest.mark.parametrize(("rule", "field"), PAIRS)
def test_loops_are_simd(rule, field):
    for name, code in _functions(rule, field, "float32"):
        assert re.search(r"<\d+ x float>", code), name


@pytest.mark.parametrize(("rule", "field"), PAIRS)
def test_no_flag_lets_the_compiler_round_otherwise(rule, field):
    for name, code in _functions(rule, field, "float64"):
        flags = re.findall(
            r"\b(?:fadd|fsub|fmul|fdiv|fcmp) (fast|reassoc|nnan|ninf|arcp|contract|afn)\b", code
        )
        assert not flags, name


def test_rules_are_not_changed_by_compiling_them():
    """Columns are added to a copy: the catalogue's graph is shared by every run and thread."""
    optimizer = engine.load_optimizer("adam")
    before = list(optimizer.rule.graph.nodes)
    engine.Run(optimizer, engine.load_landscape("beale"), [[0.0, 0.0]], total_steps=1)
    assert optimizer.rule.graph.nodes == before


def test_a_rule_of_the_greatest_size_compiles():
    lines = [f"a{k} = a{k - 1}*0.5 + g" if k else "a0 = g" for k in range(400)]
    rule = parse_rule("\n".join([*lines, "theta = theta - eta*a399"]))
    terrain = Terrain(engine.landscape("x**2 + y**2").formula)
    problem = Problem(rule, terrain, 1, np.dtype("float64"), 0, Noise(), Clip())
    assert len(Programs(problem).rule.text().splitlines()) > 400
