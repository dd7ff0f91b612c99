"""The primitives of device kernels in plain Python, against exact arithmetic and the reference generator."""

from __future__ import annotations

from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest

from engine.gpu.plain_primitives import plain_primitives
from engine.gpu.programs import StepSource, amounts_and_key
from engine.modifiers import Noise
from engine.numerics import philox
from engine.problem import Settings

from . import matrix


@pytest.mark.parametrize("real", ["float32", "float64"])
def test_products_are_added_with_one_rounding(real):
    fma, number = plain_primitives(real)["fma"], np.dtype(real).type
    random = np.random.default_rng(5)
    wrong = 0
    for _ in range(2000):
        a, b, c = (number(x) for x in random.normal(size=3) * 10.0 ** random.integers(-6, 7, 3))
        if random.random() < 0.5:
            c = -number(a * b)
        exact = Fraction(float(a)) * Fraction(float(b)) + Fraction(float(c))
        assert abs(Fraction(float(fma(a, b, c))) - exact) <= abs(exact) * Fraction(float(np.finfo(real).eps))
        wrong += float(fma(a, b, c)) != float(number(float(exact)))
    # Rounded by way of float64, one in many millions is the neighbour.
    assert wrong <= 2


def test_words_wrap_and_keep_their_sign():
    p = plain_primitives("float32")
    low, high = np.int32(-(2**31)), np.int32(2**31 - 1)
    assert p["ladd"](high, np.int32(1)) == low
    assert p["lsub"](low, np.int32(1)) == high
    assert p["lshl"](np.int32(3), np.int32(30)) == np.int32(-(2**30))
    assert p["lshr"](np.int32(-8), np.int32(2)) == -2
    assert p["asfloat"](p["asword"](np.float32(-1.5))) == -1.5
    assert p["ladd"](np.uint32(2**32 - 1), np.uint32(2)) == 1
    assert p["higher"](np.uint32(2**32 - 1), np.uint32(2**32 - 1)) == 2**32 - 2


def test_the_words_of_particles_beyond_32_bits():
    p = plain_primitives("float32")
    first, i, sample = 2**40 + 2**32 - 2, 5, 3
    particle = first + i
    low, high = np.uint32(first & 0xFFFFFFFF), np.uint32(first >> 32)
    assert p["lower_word"](i, low) == particle & 0xFFFFFFFF
    assert p["stream_word"](i, low, high, np.uint32(sample)) == (sample | (particle >> 32 << 16)) & 0xFFFFFFFF


def test_a_kernel_s_text_is_plain_python():
    """The text itself, without any toolkit: the noise alone moves a particle on a flat rule."""
    problem = matrix.problem("gradient_descent", "matyas", "float64", Noise(1.0, 0.5))
    source = StepSource(problem)
    grid = SimpleNamespace(grid=lambda dimensions: 0, gridsize=lambda dimensions: 1)
    names = {"cuda": grid, **plain_primitives("float64")}
    exec(source.source.text, names)
    n = problem.n
    w, stopped = np.zeros(len(source.rows) * 2 * n), np.full(n, -1, np.int32)
    *tables, steady = source.step_tables(0, 1, Settings({"eta": 1.0}, {}))
    names["step"](w, stopped, *tables, *amounts_and_key(problem), np.zeros(1), n, 0, 1, 0, 0, 0, steady)
    coordinates = np.arange(2)[:, np.newaxis]
    w0, w1, w2, _ = philox.words(problem.seed, np.arange(n), 1, coordinates, 0)
    expected = -np.where(w2 < 2**31, philox.normal(w0, w1), 0.0)
    np.testing.assert_allclose(w[: 2 * n].reshape(2, n), expected, rtol=0, atol=1e-13)
    assert 0 < np.count_nonzero(expected) < expected.size
