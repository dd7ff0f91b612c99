"""100,000 texts, a third of them valid: nothing but a FormulaError, no hang, no growing memory."""

from __future__ import annotations

import gc
import random
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import psutil
import pytest

from engine.errors import FormulaError
from engine.language.differentiate import gradient, hessian
from engine.language.evaluate import evaluate
from engine.language.formula import parse_formula
from engine.language.rule import parse_rule
from engine.language.typeset import formula_latex, rule_latex
from tests.language.texts import Grammar, damaged

CHUNKS = 10
PER_CHUNK = 10_000
VALID_SHARE = 0.38
GROWTH = 64 * 2**20
HANG_SECONDS = 60


@contextmanager
def no_hang() -> Iterator[None]:
    """Ends a text that never ends; where there are no such signals, the test run's own limit must do."""

    def stop(*_: object) -> None:
        raise AssertionError("this text is never done")

    if not hasattr(signal, "SIGALRM"):
        yield
        return
    before = signal.signal(signal.SIGALRM, stop)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def check_error(error: FormulaError, text: str) -> None:
    message = str(error)
    assert error.message
    assert "\n" not in message
    assert len(message) < 400
    if error.line:
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert error.line <= len(lines)
        assert 1 <= error.column <= len(lines[error.line - 1]) + 2
        assert error.excerpt().endswith("^")


def use_formula(text: str, thoroughly: bool) -> None:
    formula = parse_formula(text)
    if not thoroughly:
        return
    formula_latex(formula)
    try:
        slopes = gradient(formula.graph, formula.root, formula.variables)
        if len(formula.graph.nodes) < 2_000:
            slopes += hessian(formula.graph, formula.root, formula.variables)[0]
    except FormulaError as error:
        if "operations" in error.message or "too long" in error.message:
            return
        raise
    values = {"x": 0.3, "y": -0.7, **dict.fromkeys(formula.parameters, 1.1)}
    assert all(v.shape == () for v in evaluate(formula.graph, [formula.root, *slopes], values))


def use_rule(text: str, thoroughly: bool) -> None:
    rule = parse_rule(text)
    assert "theta" not in rule.states
    assert set(rule.states) == set(rule.updated)
    if thoroughly:
        assert len(rule_latex(rule)) == len(rule.statements)


def accepted(text: str, is_rule: bool, thoroughly: bool) -> bool:
    if hasattr(signal, "alarm"):
        signal.alarm(HANG_SECONDS)
    try:
        (use_rule if is_rule else use_formula)(text, thoroughly)
    except FormulaError as error:
        check_error(error, text)
        return False
    return True


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_any_text_is_read_or_refused(chunk: int) -> None:
    grammar, draw = Grammar(chunk), random.Random(1000 + chunk)
    process = psutil.Process()
    valid = taken = 0
    start = 0
    with no_hang():
        for i in range(PER_CHUNK):
            if i == PER_CHUNK // 4:
                gc.collect()
                start = process.memory_info().rss
            is_rule = draw.random() < 0.3
            text = grammar.rule() if is_rule else grammar.formula()
            whole = draw.random() < VALID_SHARE
            if not whole:
                text = damaged(text, draw)
            read = accepted(text, is_rule, thoroughly=i % 3 == 0)
            valid += whole and read
            taken += read
    gc.collect()
    assert valid > PER_CHUNK / 3
    assert taken < 0.7 * PER_CHUNK
    assert process.memory_info().rss - start < GROWTH


def refusal(text: str) -> str:
    try:
        parse_formula(text)
    except FormulaError as error:
        return error.message
    return ""


@pytest.mark.parametrize("seed", range(4))
def test_what_the_grammar_makes_is_refused_only_for_constants(seed: int) -> None:
    grammar = Grammar(100 + seed)
    refusals = [message for message in (refusal(grammar.formula()) for _ in range(500)) if message]
    assert all("is not a finite number" in message for message in refusals)
    assert len(refusals) < 50
