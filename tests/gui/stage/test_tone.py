"""Heights to colours and contour lines."""

from __future__ import annotations

import numpy as np
import pytest

import engine
from gui.stage.heights import float32_shows, heights, sampled
from gui.stage.tone import GAIN, contours, equalised, nice_step, tone_of
from gui.stage.view import View


def tone_for(f: np.ndarray, log: bool = False):
    return tone_of(f, f, 1.0, float(f.min()), log)


@pytest.mark.parametrize(
    ("wanted", "step"),
    [(0.9, 1), (1.0, 1), (1.1, 2), (3, 5), (7, 10), (0.03, 0.05), (0.0, 1), (np.nan, 1), (np.inf, 1)],
)
def test_nice_steps(wanted: float, step: float) -> None:
    assert nice_step(wanted) == pytest.approx(step)


def test_linear_contours_run_at_round_heights() -> None:
    f = np.linspace(3.7, 83.2, 5000)
    log, scale, offset, major = contours(f, 3.7, False)
    assert not log
    assert major == 5
    assert 1 / scale == pytest.approx(5)
    number = (25.0 - 3.7) * scale + offset
    assert number % 5 == pytest.approx(0, abs=1e-9) or number % 5 == pytest.approx(5, abs=1e-9)


def test_logarithmic_contours_are_strong_at_powers_of_ten() -> None:
    h = np.logspace(-2, 4, 4000)
    log, scale, offset, major = contours(h, 0.0, True)
    assert log
    assert major == scale
    assert 12 <= 6 * scale <= 20
    assert (np.log10(100.0) * scale + offset) % major == pytest.approx(0)


def test_a_narrow_range_of_a_logarithmic_landscape_has_linear_contours() -> None:
    log, scale, _, _ = contours(np.linspace(100, 110, 1000), 0.0, True)
    assert not log
    assert 1 / scale == pytest.approx(1)


def test_no_line_runs_over_a_plain() -> None:
    hollow = np.linspace(-4.0, 0.0, 600) ** 3 / 16
    plain = np.zeros(1400)
    _, scale, offset, _ = contours(np.concatenate([hollow, plain]), -4.0, False)
    number = (0.0 + 4.0) * scale + offset
    assert abs(number - round(number)) == pytest.approx(0.5)
    _, scale, offset, _ = contours(np.linspace(-4.0, 0.0, 600), -4.0, False)
    number = (0.0 + 4.0) * scale + offset
    assert number == pytest.approx(round(number))


def test_the_ramp_rises_but_nowhere_too_steeply() -> None:
    rng = np.random.default_rng(0)
    u = np.concatenate([rng.normal(0, 0.01, 20_000), rng.uniform(-5, 50, 1000)])
    table = equalised(u, np.full(u.size, 1 / u.size), u.min(), u.max())
    slope = np.diff(table) * table.size
    assert table[0] == 0
    assert table[-1] == pytest.approx(1)
    assert slope.min() > 0
    assert slope.max() < GAIN * 1.35


def test_values_that_span_decades_are_taken_as_logarithms() -> None:
    f = np.exp(np.linspace(0, 30, 3000))
    assert tone_for(f).log
    assert not tone_for(np.linspace(0, 1, 3000)).log


def test_flat_and_empty_ground_have_a_tone() -> None:
    for f in (np.full(100, 3.0), np.zeros(0)):
        tone = tone_of(f, f, 1.0, np.inf, False)
        assert tone.high > tone.low
        assert np.isfinite(tone.table).all()
        assert np.isfinite([tone.contour_scale, tone.contour_offset]).all()


def test_deep_in_a_zoom_what_is_shown_has_the_ramp_to_itself() -> None:
    domain, shown = np.linspace(0, 1000, 3000), np.linspace(0, 1e-6, 3000)
    wide, deep = (tone_of(domain, shown, zoom, 0.0, False) for zoom in (1.0, 1e-5))
    assert wide.high == pytest.approx(1000)
    assert deep.high == pytest.approx(1e-6, rel=0.5)
    assert deep.table[512] == pytest.approx(0.5, abs=0.1)


def test_nothing_that_is_shown_lies_beyond_the_ramp() -> None:
    tone = tone_of(np.linspace(0, 10, 500), np.linspace(0, 400, 500), 2.0, 0.0, False)
    assert tone.high == pytest.approx(400)
    assert tone.table[500] < 0.9


def test_heights_are_those_of_the_landscape(bowl) -> None:
    view = View.fit((-2, 2, -2, 2), 80, 40)
    for fine in (False, True):
        h = heights(bowl, {"steep": 2.0}, view, 0.5, fine)
        x, y = view.columns()[None, :], view.rows()[:, None]
        expected = 2 * (x**2 + y**2) - 0.5
        assert h.dtype == np.float32
        assert np.allclose(h[:, x[0] <= 3], expected[:, x[0] <= 3], rtol=1e-5, atol=1e-5)
        assert (x > 3).any()
        assert np.isnan(h[:, x[0] > 3]).all()


def test_samples_cover_the_rectangle(bowl) -> None:
    found = sampled(bowl, {}, (2.0, 4.0, 0.0, 1.0), (10, 10))
    assert found.shape == (100,)
    assert np.isfinite(found).sum() == 50
    assert found[0] == pytest.approx(2.1**2 + 0.05**2)


class Egg:
    """A bowl that float32 cannot tell from a plain when seen from near."""

    def value(self, x, y, /):
        return 1000 + x * x + y * y


def test_float32_is_given_up_where_it_would_show(bowl) -> None:
    assert not float32_shows(bowl, {}, (-2, 2, -2, 2))
    assert float32_shows(bowl, {}, (1.0, 1.0001, 1.0, 1.0001))
    assert float32_shows(Egg(), {}, (-0.01, 0.01, -0.01, 0.01))
    assert not float32_shows(bowl, {}, (4, 5, 0, 1))


def test_heights_beyond_all_numbers_are_compared_in_silence() -> None:
    cliffs = engine.landscape("exp(x^8)", domain=(-3.0, 3.0, -3.0, 3.0))
    assert float32_shows(cliffs, {}, (-3.0, 3.0, -3.0, 3.0))
    assert len(sampled(cliffs, {}, (-1e39, 1e39, -1e39, 1e39), (4, 4), np.float32)) == 16
