"""Which values a fan proposes, and how a typed list of them is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import engine
from engine.entries import Parameter
from engine.errors import InputError, RangeError
from gui.panels.spreading import COUNT, proposed, read_values, written

ETA = engine.load_optimizer("momentum").parameters[0]
GAMMA = engine.load_optimizer("momentum").parameters[1]
EPS = next(p for p in engine.load_optimizer("adam").parameters if p.name == "eps")
DEPTH = engine.load_landscape("hills").parameters[0]
EVERY = [p for id in engine.list_ids("optimizers") for p in engine.load_optimizer(id).parameters]


def test_values_are_spread_as_the_scale_is() -> None:
    assert proposed(ETA, 0.01) == [0.001, 0.003, 0.01, 0.03, 0.1]
    assert proposed(GAMMA, 0.9) == [0.6, 0.8, 0.9, 0.95, 0.99]
    assert proposed(DEPTH, 4) == [2, 3, 4, 5, 6]
    assert proposed(EPS, 0) == [0, 1e-8, 1e-6, 1e-4, 1e-2]


def test_at_the_end_of_a_range_values_go_the_other_way() -> None:
    assert proposed(GAMMA, 0) == [0, 0.5, 0.9, 0.95, 0.99]
    assert proposed(GAMMA, 0.9999) == [0.99, 0.999, 0.9996, 0.9998, 0.9999]
    assert proposed(ETA, 10) == [0.1, 0.3, 1, 3, 10]


@given(st.sampled_from(EVERY), st.floats(0, 1))
def test_wherever_a_slider_stands_there_are_five_values_and_the_present_one(
    parameter: Parameter, place: float
) -> None:
    value = parameter.at(place)
    found = proposed(parameter, value)
    assert value in found
    assert len(found) == COUNT
    assert found == sorted(set(found))
    assert all(parameter.check(v) == v for v in found)


def test_what_is_proposed_can_be_read_again() -> None:
    for parameter in EVERY:
        values = proposed(parameter, parameter.default)
        assert read_values(written(values), parameter) == pytest.approx(values, rel=1e-4)


def test_no_digit_of_the_present_value_is_lost() -> None:
    beta2 = next(p for p in engine.load_optimizer("adam").parameters if p.name == "beta2")
    for parameter, value in ((ETA, 0.0123456789), (GAMMA, 1 / 3), (beta2, 0.9999753), (ETA, 1e-6)):
        values = proposed(parameter, value)
        assert value in values
        assert read_values(written(values), parameter) == values


@pytest.mark.parametrize("text", ["0.5 0.9 0.99", "0.5; 0.9; 0.99", "0.5, 0.9, 0.99", "0,5 0,9  0,99 0,9"])
def test_lists_are_read_as_people_write_them(text: str) -> None:
    assert read_values(text, GAMMA) == [0.5, 0.9, 0.99]


def test_what_is_no_value_of_the_parameter_is_refused() -> None:
    with pytest.raises(RangeError):
        read_values("0.5 1.5", GAMMA)
    with pytest.raises(InputError):
        read_values("0.5 much", GAMMA)
