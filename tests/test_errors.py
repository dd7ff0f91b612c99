import pickle

import pytest

from engine.errors import (
    Cancelled,
    FileError,
    FormulaError,
    InputError,
    MissingError,
    OutputError,
    RangeError,
    RavineError,
    TooLargeError,
    UnknownNameError,
    nearest,
    shorten,
)

EXAMPLES = [
    (
        FormulaError("no function 'sinn'", 2, 9, "a = 1\nx + y + sinn(x)"),
        "line 2, column 9: no function 'sinn'",
    ),
    (FormulaError("too long"), "too long"),
    (UnknownNameError("optimizer", "adamm", ("adam", "lion")), "no optimizer 'adamm'; did you mean 'adam'?"),
    (UnknownNameError("signal", "zzz", ("sine", "step")), "no signal 'zzz'; there is sine, step"),
    (UnknownNameError("signal", "zzz"), "no signal 'zzz'"),
    (RangeError("eta", 20.0, 1e-6, 10.0), "eta = 20 is outside 1e-06 … 10"),
    (RangeError("seed", 2**63, 0, 2**63 - 1), f"seed = {2**63} is outside 0 … {2**63 - 1}"),
    (RangeError("n", -(10**399), 1, 5), "n = a number of more than 398 digits is outside 1 … 5"),
    (RangeError("n", 10**4999, 1.5, 5), "n = a number of more than 4,998 digits is outside 1.5 … 5"),
    (FileError("a/b.toml", "unknown field", field="runs[0].x"), "a/b.toml, runs[0].x: unknown field"),
    (FileError("a.toml", "not TOML", line=3), "a.toml, line 3: not TOML"),
    (
        TooLargeError("a run of 10 particles", 12_340_000_000, 4_000_000_000),
        "a run of 10 particles would take 12.3 GB of memory, and 4 GB may be taken",
    ),
    (OutputError("cannot write x.npz"), "cannot write x.npz"),
    (MissingError("no display; use --screenshot"), "no display; use --screenshot"),
    (Cancelled("stopped"), "stopped"),
]


@pytest.mark.parametrize(("error", "sentence"), EXAMPLES)
def test_every_error_is_one_sentence(error: RavineError, sentence: str) -> None:
    assert str(error) == sentence
    assert isinstance(error, RavineError)


@pytest.mark.parametrize("error", [e for e, _ in EXAMPLES])
def test_errors_travel_between_processes(error: RavineError) -> None:
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert str(copy) == str(error)
    assert vars(copy) == vars(error)


def test_bad_input_is_a_value_error() -> None:
    assert issubclass(InputError, ValueError)
    for kind in (FormulaError, UnknownNameError, RangeError, FileError, TooLargeError):
        assert issubclass(kind, InputError)
    for kind in (OutputError, MissingError, Cancelled):
        assert not issubclass(kind, InputError)


def test_excerpt_points_at_the_place() -> None:
    assert FormulaError("m", 2, 3, "ab\ncd+ef").excerpt() == "cd+ef\n  ^"
    assert FormulaError("m", 2, 1, "ab\r\ncd").excerpt() == "cd\n^"
    assert FormulaError("m", 1, 2, "\tx").excerpt() == " x\n ^"
    assert FormulaError("m").excerpt() == ""


def test_excerpt_of_a_long_line_is_cut_around_the_place() -> None:
    line, caret = FormulaError("m", 1, 5001, "a" * 5000 + "b" + "a" * 4000).excerpt().split("\n")
    assert len(line) <= 100
    assert line[caret.index("^")] == "b"


def test_names_are_shown_safely() -> None:
    assert shorten("a\x1b[2Jb") == "a\N{REPLACEMENT CHARACTER}[2Jb"
    assert len(str(UnknownNameError("optimizer", "x" * 100_000, ("adam",)))) < 120


def test_nearest_ignores_case_and_keeps_order() -> None:
    assert nearest("ADAM", ("lion", "adamw", "adam")) == ["adam", "adamw"]
    assert nearest("qqqq", ("lion", "adam")) == []
