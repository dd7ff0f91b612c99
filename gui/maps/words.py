"""What is written about a map: the names of axes and colours, numbers, what is known of a pixel."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from engine.outcome import Outcome
from gui.maps import colouring
from gui.model.numbers import format_loss, percent
from gui.plots.ticks import power_text
from gui.translations import QT_TRANSLATE_NOOP
from gui.translations import spoken as translate
from scenarios.map_schema import AxisSpec, MapColour, Statistic

if TYPE_CHECKING:
    from engine.entries import Parameter
    from gui.maps.axis import End
    from gui.maps.renderer import Job, Picture

COLOURS: dict[MapColour, str] = {
    "basin": QT_TRANSLATE_NOOP("window", "Basin reached"),
    "steps": QT_TRANSLATE_NOOP("window", "Steps to converge"),
    "loss": QT_TRANSLATE_NOOP("window", "Final loss"),
    "distance": QT_TRANSLATE_NOOP("window", "Distance travelled"),
    "excursion": QT_TRANSLATE_NOOP("window", "Largest excursion"),
    "outcome": QT_TRANSLATE_NOOP("window", "Converged or diverged"),
    "visited": QT_TRANSLATE_NOOP("window", "Basins visited"),
    "success": QT_TRANSLATE_NOOP("window", "Share of seeds that converged"),
}

STATISTICS: dict[Statistic, str] = {
    "median": QT_TRANSLATE_NOOP("window", "median"),
    "mean": QT_TRANSLATE_NOOP("window", "mean"),
    "q10": QT_TRANSLATE_NOOP("window", "10 % quantile"),
    "q25": QT_TRANSLATE_NOOP("window", "25 % quantile"),
    "q75": QT_TRANSLATE_NOOP("window", "75 % quantile"),
    "q90": QT_TRANSLATE_NOOP("window", "90 % quantile"),
}

_ENDS: dict[End, str] = {
    "float64": QT_TRANSLATE_NOOP(
        "window", "This is as deep as 64-bit numbers go: neighbouring pixels would begin at the same number."
    ),
    "range": QT_TRANSLATE_NOOP("window", "This is all that both axes may span."),
}

_SYMBOL = 4  # letters that a symbol has at the most


def colour_name(colour: MapColour) -> str:
    return translate("window", COLOURS[colour])


def statistic_name(statistic: Statistic) -> str:
    return translate("window", STATISTICS[statistic])


def end_of_zoom(end: End) -> str:
    """Why the map goes no further in or out."""
    return translate("window", _ENDS[end])


def about(job: Job) -> str:
    """What a map's colours tell, and of how many seeds."""
    parts = [colour_name(job.colour)]
    if job.study.seeds > 1:
        # of an end there is no mean: it is the most frequent one
        if job.colour not in ("basin", "outcome", "success"):
            parts.append(statistic_name(job.statistic if job.colour in colouring.STATED else "median"))
        parts.append(translate("window", "%n seeds", "", job.study.seeds))
    return " · ".join(parts)


def axis_name(parameter: Parameter, language: str) -> str:
    """The meaning and the symbol of what changes along an axis. A symbol that is a word says it twice, and so
    does one that is all there is to be said."""
    meaning, label = parameter.meaning(language), parameter.label(language)
    return meaning if len(label) > _SYMBOL or label == meaning else f"{meaning} {label}"


def amount(value: float, digits: int = 3) -> str:
    """A number of any size in few digits; one that is tiny is not written as 0."""
    if value == 0:
        return "0"
    if not math.isfinite(value):
        return "—"
    if 1e-3 <= abs(value) < 1e4:
        whole = math.floor(math.log10(abs(value))) + 1
        text = f"{value:.{max(digits - whole, 0)}f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    else:
        mantissa, exponent = f"{value:.{max(digits - 2, 1)}e}".split("e")
        text = f"{mantissa}·{power_text(int(exponent))}"
    return text.replace("-", "−")


def _loss(value: float) -> str:
    """A loss as it is written everywhere; one that is shown there as 0, and is not, in powers of ten."""
    return amount(value) if 0 < abs(value) < 1e-12 else format_loss(value)


def format_place(value: float) -> str:
    """A coordinate of a minimum in few digits."""
    text = f"{value:.3g}" if abs(value) >= 0.01 else f"{round(value, 3) + 0.0:g}"
    return text.replace("-", "−")


# -- the numbers of a pixel --------------------------------------------------------------------------------


def told(picture: Picture, row: int, column: int) -> list[tuple[str, str]]:
    """What is known of one pixel, as names and values."""
    arrays = picture.numbers.arrays
    outcome = Outcome(int(arrays["outcome"][row, column]))
    basin, steps = int(arrays["basin"][row, column]), int(arrays["steps"][row, column])
    rows = [(translate("window", "end"), _end(picture, outcome, basin))]
    if outcome in (Outcome.CONVERGED, Outcome.NOT_FINITE):
        rows.append((translate("window", "after steps"), f"{steps}"))
    rows.append((translate("window", "final loss"), _loss(float(arrays["loss"][row, column]))))
    rate = float(arrays["rate"][row, column]) if "rate" in arrays else math.nan
    if math.isfinite(rate):
        rows.append((translate("window", "rate of divergence"), f"{rate:.3g}"))
    for name in ("distance", "excursion", "visited"):
        if name in arrays:
            value = float(arrays[name][row, column])
            text = f"{value:.0f}" if name == "visited" else format_loss(value)
            rows.append((colour_name(name).lower(), text))
    rows += _over_seeds(picture, row, column)
    if "success" in arrays:
        share = float(arrays["success"][row, column])
        rows.append((translate("window", "seeds that converged"), percent(share)))
    return rows


def _over_seeds(picture: Picture, row: int, column: int) -> list[tuple[str, str]]:
    """How loss and steps spread over the seeds of a pixel."""
    arrays, rows = picture.numbers.arrays, []
    names = (
        ("loss", translate("window", "loss, mean"), translate("window", "loss, 10–90 %")),
        ("steps", translate("window", "steps, mean"), translate("window", "steps, 10–90 %")),
    )
    for name, mean, between in names:
        if f"{name}:mean" in arrays:
            low, high, middle = (float(arrays[f"{name}:{q}"][row, column]) for q in ("q10", "q90", "mean"))
            show = _loss if name == "loss" else "{:.0f}".format
            rows += [(mean, show(middle)), (between, f"{show(low)} … {show(high)}")]
    return rows


def _end(picture: Picture, outcome: Outcome, basin: int) -> str:
    if outcome == Outcome.CONVERGED:
        facts = picture.facts
        # where an axis moves the minima, this pixel's lies elsewhere than the one that names the basin
        if facts is None or facts.moving or not 0 <= basin < facts.count:
            return translate("window", "converged")
        place = facts.minima[basin]
        return f"({format_place(place.x)}, {format_place(place.y)})"
    if outcome in (Outcome.DIVERGED, Outcome.NOT_FINITE):
        return translate("window", "diverged")
    if outcome == Outcome.LEFT_DOMAIN:
        return translate("window", "outside the domain")
    return translate("window", "wandering")


def format_axis(value: float, axis: AxisSpec) -> str:
    """A value along an axis, with as many digits as tell it from its neighbours there."""
    spans = abs(value) / max(axis.high - axis.low, 5e-324)
    digits = min(max(5, math.ceil(math.log10(max(spans, 1))) + 4), 17)
    return f"{value:.{digits}g}".replace("-", "−")
