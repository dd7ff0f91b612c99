"""Formulas of the catalogue in lines that fit the panel."""

from __future__ import annotations

import pytest

import engine
from engine.entries import KAPPA
from engine.language.typeset import latex
from gui.panels.typeset_lines import WIDE, typeset, value_lines, width
from gui.stage.formulas import formula_svg


def test_a_short_formula_stays_on_its_line() -> None:
    booth = engine.load_landscape("booth").formula
    assert value_lines("f", booth, "otherwise") == [f"f = {latex(booth)}"]


def test_a_long_sum_goes_on_under_itself_with_its_signs() -> None:
    formula = engine.landscape(
        "x**2 + y**2 - deep*exp(-(x + 1)**2/width) - shallow*exp(-(x - 1)**2/width)"
    ).formula
    first, *rest = value_lines("f(x, y)", formula, "otherwise")
    assert first == "f(x, y) = x^{2} + y^{2}"
    assert [line.split()[:2] for line in rest] == [["\\quad", "-"], ["\\quad", "-"]]
    assert "shallow" in rest[-1]


@pytest.mark.parametrize("id", engine.list_ids("landscapes"))
def test_no_term_is_lost_and_every_line_can_be_set(id: str) -> None:
    landscape = engine.load_landscape(id)
    lines, _ = typeset(landscape, "otherwise")
    together = "".join(lines)
    for name in landscape.formula.parameters:
        if name != KAPPA.name:
            assert name.split("_")[0].rstrip("0123456789")[:3] in together
    for line in lines:
        assert formula_svg(line, "#000000", 17.0)


@pytest.mark.parametrize("id", ["hills", "two_wells", "levy", "rastrigin", "beale"])
def test_a_line_is_wide_only_where_one_term_is(id: str) -> None:
    for line in typeset(engine.load_landscape(id), "otherwise")[0]:
        terms = line.count(" + ") + line.count(" - ")
        assert width(line) <= WIDE or terms <= 4, line
    assert len(typeset(engine.load_landscape(id), "otherwise")[0]) > 2
