"""The themes: contrast, and runs that can be told apart."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from engine.errors import InputError, UnknownNameError
from gui.stage.colours import from_oklab, packed, ramp_table, rgb, to_oklab
from gui.theme import DARK, LIGHT, Theme, theme

BOTH = pytest.mark.parametrize("colours", [DARK, LIGHT], ids=["dark", "light"])


def luminance(colour: str) -> float:
    value = np.array(rgb(colour)) / 255
    linear = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def contrast(a: str, b: str) -> float:
    """The contrast ratio of WCAG 2, 1 … 21."""
    low, high = sorted([luminance(a), luminance(b)])
    return (high + 0.05) / (low + 0.05)


def hex_of(row: np.ndarray) -> str:
    return "#" + "".join(f"{round(float(v)):02X}" for v in row)


@BOTH
def test_text_reads_well_on_every_ground(colours: Theme) -> None:
    for ground in (colours.window, colours.panel, colours.field, colours.hover):
        assert contrast(colours.text, ground) >= 7
        assert contrast(colours.muted, ground) >= 4.5
    assert contrast(colours.on_accent, colours.accent) >= 3
    assert contrast(colours.danger, colours.panel) >= 4.5


@BOTH
def test_runs_differ_from_each_other(colours: Theme) -> None:
    places = to_oklab(np.array([rgb(c) for c in colours.runs]) / 255)
    assert min(np.linalg.norm(a - b) for a, b in itertools.combinations(places, 2)) > 0.08


@BOTH
def test_runs_stand_out_from_the_lower_ground_and_the_panel(colours: Theme) -> None:
    table = ramp_table(colours.stage.ramp)
    for run in colours.runs:
        assert contrast(run, colours.panel) >= 3
        assert contrast(run, hex_of(table[600])) >= 1.7


@BOTH
def test_the_ramp_grows_evenly_lighter(colours: Theme) -> None:
    lightness = to_oklab(ramp_table(colours.stage.ramp) / 255)[:, 0]
    steps = np.diff(lightness)
    assert steps.min() > 0
    assert steps.max() < 1.05 * steps.mean()


def test_a_run_keeps_its_hue_on_the_other_theme() -> None:
    for dark, light in zip(DARK.runs[:7], LIGHT.runs[:7], strict=True):
        a, b = to_oklab(np.array([rgb(dark), rgb(light)]) / 255)
        turn = np.angle(complex(a[1], a[2]) / complex(b[1], b[2]), deg=True)
        assert abs(turn) < 25


def test_colours_of_runs_begin_again_after_the_last() -> None:
    assert DARK.run_colour(len(DARK.runs) + 2) == DARK.runs[2]


def test_oklab_there_and_back() -> None:
    colours = np.random.default_rng(1).random((50, 3))
    assert np.allclose(from_oklab(to_oklab(colours)), colours, atol=1e-6)


def test_a_colour_is_read_or_refused() -> None:
    assert rgb("#0a10FF") == (10, 16, 255)
    assert packed("#0A10FF") == 0xFF0A10FF
    for wrong in ("", "0A10FF", "#0A10F", "#0A10FG", "#0A10FF00"):
        with pytest.raises(InputError):
            rgb(wrong)


def test_a_ramp_must_grow_lighter() -> None:
    with pytest.raises(InputError):
        ramp_table(("#000000", "#FFFFFF", "#808080"))


def test_an_unknown_theme_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="dark"):
        theme("drak")
