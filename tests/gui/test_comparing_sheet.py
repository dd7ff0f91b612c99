"""A comparison as one sheet: table and charts, in every theme and language, whatever the losses are."""

from __future__ import annotations

import dataclasses
from itertools import pairwise

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

import scenarios
from engine.comparing.verdict import Comparison, Standing, compare
from gui.comparing import sheet
from gui.comparing.axes import Complement, place_on, ticks_of
from gui.comparing.figures import count, figures
from gui.comparing.picture import EDGE, HIGH, WIDE
from gui.comparing.report import CHOSEN, cells, chosen_text, remarks
from gui.comparing.sheet import height, laid_out, render
from gui.theme.colours import DARK, THEMES
from scenarios.comparing import Asked, contest_of, parse_range
from scenarios.map_schema import AxisSpec
from scenarios.resolving import resolve
from scenarios.schema import FieldSpec
from tests.gui.driving import LANDSCAPE


def colours_of(image: QImage) -> int:
    pixels = image.convertToFormat(QImage.Format.Format_RGB32)
    return len(np.unique(np.array(pixels.constBits()).reshape(-1, 4), axis=0))


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    resolved = resolve(scenarios.load(LANDSCAPE))
    return compare(contest_of(resolved, Asked(budget=2, starts=3, steps=5)))


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("theme", ["dark", "light"])
def test_the_sheet_in_every_theme_and_language(
    qapp: QApplication, comparison: Comparison, theme: str, language: str
) -> None:
    image = render(comparison, 640, 1.0, THEMES[theme], language)
    assert image.width() == 640
    assert image.height() == round(
        height(comparison, 640, language) * 640 / laid_out(comparison, 640, language)[0]
    )
    assert image.pixelColor(0, 0).name().upper() == THEMES[theme].window
    assert colours_of(image) > 50


def test_shares_and_signs_are_written_as_in_maps(
    comparison: Comparison, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never all or none where it is neither."""
    shares = {"arrived": 0.999, "fastest": 0.003, "lost": 0.0, "forgiving": 0.5}
    own = {each.name for each in dataclasses.fields(Standing)} & shares.keys()
    for name in shares.keys() - own:
        monkeypatch.setattr(Standing, name, shares[name])
    first = dataclasses.replace(comparison.standings[0], **{name: shares[name] for name in own})
    shown = dataclasses.replace(comparison, standings=(first,), floor=-3.5)
    row = cells(shown, "ru")[1][0]
    assert row[5] == "> 99\u202f%"
    assert row[7:] == ["0.3\u202f%", "0\u202f%", "50\u202f%"]
    assert remarks(shown, "en")[1].endswith("known, −3.5")


@pytest.mark.parametrize("formula", ["log(-1 - x^2)", "1e308*x^2"])
def test_losses_that_are_no_numbers_and_the_largest_have_a_sheet(qapp: QApplication, formula: str) -> None:
    field = FieldSpec(landscape_formula=formula, domain=(-2.0, 2.0, -2.0, 2.0))
    scenario = replace(scenarios.load(LANDSCAPE), field=field)
    found = compare(contest_of(resolve(scenario), Asked(budget=2, starts=3, steps=5)))
    assert colours_of(render(found, 640, 1.0, DARK, "en")) > 50


def test_a_rate_that_was_rounded_is_told_as_it_is_meant() -> None:
    asked = Asked(budget=25, optimizers=("gradient_descent",), starts=1, steps=1)
    (standing,) = compare(contest_of(resolve(scenarios.load(LANDSCAPE)), asked)).standings
    one = int(np.argmin(np.abs(standing.settings[:, 0] - 1)))
    assert 1 - 1e-14 < standing.settings[one, 0] < 1
    assert chosen_text(dataclasses.replace(standing, chosen=one), "en") == "η = 1"


def test_what_else_was_tuned_has_a_chart_on_an_axis_of_its_scale(
    qapp: QApplication, comparison: Comparison
) -> None:
    assert len(figures(comparison, DARK)) == count(comparison) == 3
    resolved = resolve(scenarios.loads(scenarios.dumps(scenarios.load(LANDSCAPE))))
    ranges = (parse_range("beta2=0.5:0.9999:complement"), parse_range("gamma=0.1:0.9"))
    more = compare(contest_of(resolved, Asked(budget=6, starts=3, steps=5, tuned=ranges)))
    charts = {chart.heading: chart for chart in figures(more, DARK)}
    assert list(charts)[3:] == ["Sensitivity to γ", "Sensitivity to β₂"]
    assert height(more, 1280, "en") - height(comparison, 1280, "en") >= HIGH
    kept, even = charts["Sensitivity to β₂"], charts["Sensitivity to γ"]
    assert isinstance(kept.x, Complement)
    assert isinstance(even.x, AxisSpec)
    assert not even.x.log
    tuned = [s for s in more.standings if "beta2" in s.setting]
    assert len(kept.lines) == len(tuned) > 0
    for line, standing in zip(kept.lines, tuned, strict=True):
        assert line.mark is not None
        assert line.x[line.mark] == standing.setting["beta2"]
        shares = [place_on(kept.x, x) for x in line.x]
        assert 0 <= min(shares) < max(shares) <= 1
        # one in each sixth of the range that was asked for, however near to 1
        logs = np.sort(np.log(1 - line.x) / np.log(1e-4 / 0.5))
        assert max(np.diff(logs)) < 2 / 6 + 1e-9


def test_an_axis_of_what_is_not_kept() -> None:
    axis = Complement(0.0, 0.9999)
    for value, share in ((0.0, 0.0), (0.9, 0.25), (0.99, 0.5), (0.999, 0.75), (0.9999, 1.0)):
        assert place_on(axis, value) == pytest.approx(share)
    assert place_on(axis, 1.0) == np.inf

    def numbered(axis: Complement, most: int) -> dict[str, float]:
        return {tick.text: tick.share for tick in ticks_of(axis, most).ticks if tick.text}

    assert list(numbered(axis, 5)) == ["0", "0.9", "0.99", "0.999", "0.9999"]
    assert list(numbered(axis, 2)) == ["0", "0.99", "0.9999"]
    assert list(numbered(Complement(0.4, 0.96), 5)) == ["0.5", "0.9", "0.95"]
    for text, share in numbered(axis, 12).items():
        assert place_on(axis, float(text)) == pytest.approx(share, abs=1e-9)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_texts_keep_their_size_where_there_is_little_room(
    qapp: QApplication, comparison: Comparison, language: str
) -> None:
    """At 960 × 600 all was shown at 0.7 of its size."""
    assert laid_out(comparison, 1280, language) == (WIDE, 3)
    width, abreast = laid_out(comparison, 880, language)
    assert abreast == 2
    assert 880 / width > 0.85
    edges = sheet._columns(*cells(comparison, language), width)
    assert edges[-1][1] <= width - EDGE + 1
    image = render(comparison, 880, 1.0, DARK, language)
    assert image.height() > render(comparison, 1280, 1.0, DARK, language).height()


@pytest.mark.parametrize("language", ["en", "ru"])
def test_many_chosen_values_push_nothing_out(
    qapp: QApplication, comparison: Comparison, language: str
) -> None:
    head, rows = cells(comparison, language)
    rows[1][CHOSEN] = ", ".join(f"ε{k} = {k}.23e-07*" for k in range(20))
    edges, folded = sheet._columns(head, rows, WIDE), sheet._folded(head, rows, WIDE)
    assert edges[-1][1] <= WIDE - EDGE + 1
    assert all(right < left for (_, right), (left, _) in pairwise(edges))
    assert len(folded[1]) > 1
    for lines, row in zip(folded, rows, strict=True):
        assert ", ".join(lines) == row[CHOSEN]
