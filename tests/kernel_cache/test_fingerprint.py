"""What the digest of a function tells apart, and what it does not."""

from __future__ import annotations

import types
from typing import Any

import numpy as np
import pytest

from engine.kernel_cache.fingerprint import Unfit, describe, function_digest


def make(source: str, **names: Any) -> types.FunctionType:
    scope: dict[str, Any] = {"__name__": "made", **names}
    exec(compile(source, "<made>", "exec"), scope)
    return scope["f"]


def digest(source: str, options: Any = None, **names: Any) -> bytes:
    return function_digest(make(source, **names), options)


PLAIN = "def f(x): return x * K"


def test_equal_functions_have_equal_digests() -> None:
    assert digest(PLAIN, K=2) == digest(PLAIN, K=2, unused=object())


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (2, 3),
        (2, 2.0),
        (0.0, -0.0),
        (np.float32(2), np.float64(2)),
        ((1, 2), (2, 1)),
        (np.arange(2000), np.arange(2000)[::-1]),
        (np.zeros(4, np.int32), np.zeros(2, np.int64)),
        (make("def f(x): return x"), make("def f(x): return -x")),
        (make("def f(x): return K", K=1), make("def f(x): return K", K=2)),
        ({1: 2}.__getitem__, {1: 3}.__getitem__),
        ({1: 2}.__getitem__, {1: 2}.__contains__),
    ],
)
def test_global_values_count(left: Any, right: Any) -> None:
    assert digest(PLAIN, K=left) != digest(PLAIN, K=right)


def test_code_constants_defaults_and_options_count() -> None:
    texts = [
        "def f(x): return x + 1",
        "def f(x): return x + 2",
        "def f(x, y=1): return x",
        "def f(x, y=2): return x",
    ]
    texts.append("def f(x): return (lambda: 3)()")
    texts.append("def f(x): return (lambda: 4)()")
    assert len({digest(text) for text in texts}) == len(texts)
    assert digest(texts[0], {"fastmath": {"a", "b"}}) != digest(texts[0], {"fastmath": {"a"}})


def test_bound_methods_of_plain_values_can_be_described() -> None:
    assert digest(PLAIN, K={1: 2}.__getitem__) == digest(PLAIN, K={1: 2}.__getitem__)
    assert digest(PLAIN, K=len) == digest(PLAIN, K=len)


def test_sets_are_described_in_one_order() -> None:
    names = [f"flag{n}" for n in range(50)]
    assert describe(set(names)).index("flag10") < describe(set(names)).index("flag11")
    assert describe(set(names)) == describe(frozenset(names[::-1]))
    assert describe({"b": {2, 1}, "a": [1]}) == describe({"a": [1], "b": {1, 2}})


def test_functions_that_call_each_other_come_to_an_end() -> None:
    scope: dict[str, Any] = {"__name__": "made"}
    exec("def f(x): return g(x)\ndef g(x): return f(x)", scope)
    assert function_digest(scope["f"], None) == function_digest(scope["f"], None)


def test_a_library_s_function_is_known_by_its_name() -> None:
    def fresh() -> types.FunctionType:
        return make("def f(x): return x * K", K=object(), __name__="numpy.somewhere")

    assert digest(PLAIN, K=fresh()) == digest(PLAIN, K=fresh())


def test_a_value_without_lasting_description_is_refused() -> None:
    with pytest.raises(Unfit):
        digest(PLAIN, K=object())
