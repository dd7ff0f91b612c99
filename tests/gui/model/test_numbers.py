from __future__ import annotations

import pytest

from engine.entries import Parameter
from engine.entries.parameter import guessed
from engine.errors import InputError, RangeError
from gui.model.numbers import format_loss, format_number, nudged, parse_number, slider_value
from gui.panels.field_editor import edge
from gui.panels.form import whole

ETA = Parameter("eta", "η", 0.01, 1e-6, 10.0, "log", "learning rate", "скорость обучения")
EPS = Parameter("eps", "ε", 0.0, 0.0, 1.0, "log", "smoothing", "сглаживание")
BETA = Parameter("beta1", "β₁", 0.9, 0.0, 0.9999, "complement", "share kept", "доля")
PERIOD = Parameter("period", "period", 100.0, 2.0, 1000.0, "log", "period", "период", integer=True)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (0.06, "0.06"),
        (150.0, "150"),
        (1e-8, "1e-8"),
        (2.5e-5, "2.5e-5"),
        (0.9999, "0.9999"),
        (123456.0, "123456"),
        (-3.25, "-3.25"),
        (float("nan"), "—"),
    ],
)
def test_numbers_are_written_short(value: float, text: str) -> None:
    assert format_number(value) == text


def test_losses_are_written_in_few_digits() -> None:
    assert format_loss(-0.3124) == "−0.312"
    assert format_loss(1234.5) == "1234.5"
    assert format_loss(2.34e-5) == "2.3·10⁻⁵"
    assert format_loss(1e-40) == "0.000"
    assert format_loss(float("inf")) == "—"


@pytest.mark.parametrize(("text", "value"), [("0,25", 0.25), (" 1e-3 ", 1e-3), ("5", 5.0), ("+.5", 0.5)])
def test_people_write_numbers_in_many_ways(text: str, value: float) -> None:
    assert parse_number(text, ETA) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("10,000", 10_000.0),
        ("1,250,000", 1_250_000.0),
        ("10 000", 10_000.0),
        ("10\N{NARROW NO-BREAK SPACE}000", 10_000.0),
        ("10\N{THIN SPACE}000", 10_000.0),
        ("10\N{NO-BREAK SPACE}000", 10_000.0),
    ],
)
def test_the_thousands_of_a_whole_number_may_stand_apart(text: str, value: float) -> None:
    assert parse_number(text, whole("steps", 1, 10_000_000)) == value


def test_a_comma_is_the_decimal_one_wherever_a_number_need_not_be_whole() -> None:
    x = edge("x")
    assert parse_number("1,000", x) == 1.0
    assert parse_number("-12 500,5", x) == -12_500.5
    for text in ("1,000,000", "12 50", "1 2345"):
        with pytest.raises(InputError):
            parse_number(text, x)


@pytest.mark.parametrize("text", ["", "abc", "1_0", "1" * 80, "0x10", "1 2", "nan"])
def test_what_is_no_number_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(InputError, match=r"η|eta"):
        parse_number(text, ETA)


def test_a_number_outside_the_range_is_refused_with_the_range() -> None:
    with pytest.raises(RangeError, match="10"):
        parse_number("11", ETA)
    with pytest.raises(InputError, match="whole"):
        parse_number("7.5", PERIOD)


@pytest.mark.parametrize("parameter", [ETA, EPS, BETA, PERIOD])
def test_a_slider_goes_from_end_to_end_in_readable_numbers(parameter: Parameter) -> None:
    values = [slider_value(parameter, k / 200) for k in range(201)]
    assert values[0] == parameter.low
    assert values[-1] == parameter.high
    assert values == sorted(values)
    assert all(len(format_number(v)) <= 9 for v in values)
    assert all(parameter.low <= v <= parameter.high for v in values)


def test_beyond_a_slider_a_number_moves_by_a_part_of_itself() -> None:
    k = guessed("k")
    assert parse_number("50", k) == 50
    assert nudged(k, 50.0, 0.01) == 50.5
    assert nudged(k, -50.0, -0.01) == -50.5
    assert nudged(k, 9.99, 0.01) == 10
    assert nudged(k, 1e12, 0.01) == 1e12
    assert nudged(ETA, 10.0, 0.01) == 10
    with pytest.raises(InputError, match="between -1e12 and 1e12"):
        parse_number("many", k)
