"""Parameters: their sliders and ranges, declared ones and guessed ones."""

from __future__ import annotations

import itertools
import math
import re

import numpy as np
import pytest

from engine.catalogue import (
    KINDS,
    list_ids,
    load_curve,
    load_landscape,
    load_optimizer,
    load_schedule,
    load_signal,
)
from engine.entries import Parameter, filled
from engine.entries.parameter import guessed
from engine.errors import InputError, RangeError, UnknownNameError

LOADERS = dict(
    zip(KINDS, (load_optimizer, load_landscape, load_curve, load_signal, load_schedule), strict=True)
)
ALL = [
    pytest.param(p, id=f"{id}.{p.name}")
    for kind in KINDS
    for id in list_ids(kind)
    for p in LOADERS[kind](id).parameters
]


def parameter(low: float, high: float, scale: str = "linear", integer: bool = False) -> Parameter:
    return Parameter("a", "a", low, low, high, scale, "a", "a", integer)


@pytest.mark.parametrize("p", ALL)
def test_the_slider_and_its_inverse_agree(p: Parameter) -> None:
    places = np.linspace(0, 1, 201)
    values = [p.at(float(f)) for f in places]
    assert values[0] == p.low
    assert values[-1] == p.high
    assert all(p.low <= v <= p.high for v in values)
    if p.integer:
        # whole numbers are fewer than the places: each is found again from its own
        assert all(a <= b for a, b in itertools.pairwise(values))
        assert [p.at(p.fraction(v)) for v in values] == values
        assert all(v == round(v) for v in values)
    else:
        assert all(a < b for a, b in itertools.pairwise(values))
        np.testing.assert_allclose([p.fraction(v) for v in values], places, atol=1e-9)
    assert p.at(p.fraction(p.default)) == pytest.approx(p.default, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("p", ALL)
def test_what_ships_is_declared_well(p: Parameter) -> None:
    assert p.low < p.high
    assert p.low <= p.default <= p.high
    assert p.symbol
    assert p.en.isprintable()
    assert any("а" <= c <= "я" for c in p.ru.lower()), "the Russian text is in Russian"
    assert not any("а" <= c <= "я" for c in p.en.lower())
    assert p.label("en") == p.symbol
    assert not re.search("[a-z]{3}", p.label("ru")), "a sign that is a word is in Russian too"


def test_scales() -> None:
    assert parameter(0, 10).at(0.25) == 2.5
    assert parameter(1e-6, 1, "log").at(0.5) == pytest.approx(1e-3)
    share = parameter(0, 0.9999, "complement")
    assert [round(share.fraction(v), 9) for v in (0, 0.9, 0.99, 0.999)] == [0, 0.25, 0.5, 0.75]
    zero = parameter(0, 1, "log")
    assert zero.zero
    assert zero.at(0) == 0
    assert zero.at(0.001) == pytest.approx(1e-12, rel=0.1)
    whole = parameter(0, 10, integer=True)
    assert whole.at(0.26) == 3.0
    assert whole.fraction(99) == 1
    assert whole.fraction(-99) == 0


def test_values_are_checked() -> None:
    p = parameter(0, 1)
    assert p.check(1) == 1.0
    for wrong in (-0.1, 1.1, math.inf, math.nan):
        with pytest.raises(RangeError):
            p.check(wrong)
    with pytest.raises(InputError, match=r"a = 0.5 is not a whole number"):
        parameter(0, 10, integer=True).check(0.5)
    assert filled([p], {"a": 0.5}) == {"a": 0.5}
    assert filled([p], None) == {"a": 0.0}
    with pytest.raises(UnknownNameError, match="did you mean 'a'"):
        filled([p], {"A": 0.5})


def test_a_name_tells_the_range() -> None:
    eta, beta2, gamma, eps = (guessed(n) for n in ("eta", "beta2", "gamma", "eps_root"))
    assert (eta.scale, eta.low, eta.high) == ("log", 1e-6, 10)
    assert (beta2.default, beta2.scale) == (0.999, "complement")
    assert (gamma.default, gamma.scale) == (0.9, "complement")
    assert (eps.default, eps.zero) == (1e-8, True)
    assert (guessed("wobble").low, guessed("wobble").high, guessed("wobble").scale) == (-10, 10, "linear")
    assert guessed("wobble").symbol == "wobble"


def test_a_guessed_range_is_its_slider_s_only() -> None:
    wobble, beta = guessed("wobble"), guessed("beta2")
    assert wobble.check(50) == 50
    assert beta.check(-3) == -3
    assert (wobble.fraction(50), beta.fraction(1), beta.fraction(2)) == (1, 1, 1)
    assert wobble.at(1) == 10
    for wrong in (1e13, -math.inf, math.nan):
        with pytest.raises(RangeError):
            wobble.check(wrong)
