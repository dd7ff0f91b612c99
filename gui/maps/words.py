"""What is written about a map: the names of axes and colours, the legend, the numbers of a pixel."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from engine.outcome import Outcome
from gui.maps import colouring, ramps
from gui.maps.legend import Item
from gui.model.numbers import format_loss
from gui.theme.colours import Theme
from gui.translations import QT_TRANSLATE_NOOP
from gui.translations import spoken as translate
from scenarios.map_schema import AxisSpec, MapColour, Statistic

if TYPE_CHECKING:
    from engine.entries import Parameter
    from gui.maps.facts import Facts
    from gui.maps.renderer import Comparison, Job, Picture

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

MOST_BASINS = 8
"""Basins that the legend names; the smaller ones are counted together."""

_OF_ENDS: tuple[MapColour, ...] = ("basin", "outcome", "steps")
"""Colours that tell where it ends: beside them it is said how entangled the ends are."""

_SYMBOL = 4  # letters that a symbol has at the most

_ENTROPY = QT_TRANSLATE_NOOP(
    "window",
    "Basin entropy: the map is cut into boxes of 5 × 5 pixels; in each, S = −Σ pᵢ ln pᵢ over the ends found "
    "in it; S_b is the mean over all boxes, S_bb over those with more than one end. S_bb > ln 2 tells of a "
    "fractal boundary. Daza, Wagemakers, Georgeot, Guéry-Odelin, Sanjuán, “Basin entropy: a new tool to "
    "analyze uncertainty in dynamical systems”, Scientific Reports 6, 31416 (2016).",
)
_EXPONENT = QT_TRANSLATE_NOOP(
    "window",
    "Uncertainty exponent: the share f(ε) of places with another end at a distance ε goes as ε to the power "
    "of α, and the boundary has the dimension D = 2 − α; 1 is a smooth line. McDonald, Grebogi, Ott, Yorke, "
    "“Fractal basin boundaries”, Physica D 17, 125–153 (1985).",
)


def colour_name(colour: MapColour) -> str:
    return translate("window", COLOURS[colour])


def statistic_name(statistic: Statistic) -> str:
    return translate("window", STATISTICS[statistic])


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


def percent(share: float) -> str:
    """A share as people read it: whole per cents, but never 0 or 100 where it is neither."""
    if 0 < share < 0.005:
        return "< 1\u202f%" if share < 0.001 else f"{100 * share:.1f}\u202f%"
    if 0.995 <= share < 1:
        return "> 99\u202f%"
    return f"{100 * share:.0f}\u202f%"


def legend_of(picture: Picture, theme: Theme) -> list[Item]:
    """What the colours of a picture mean, and what can be said of all of it."""
    facts, colour = picture.facts, picture.job.colour
    if facts is None:
        return []
    items = _basins(facts, theme) if colour == "basin" else []
    items += _ramps(picture, theme)
    items += _others(picture, facts, theme)
    return [*items, *_entanglement(facts)] if colour in _OF_ENDS else items


def _basins(facts: Facts, theme: Theme) -> list[Item]:
    shades = ramps.basin_shades(max(facts.count, 1), theme)
    middle = ramps.SHADES // 5
    order = sorted(range(facts.count), key=lambda k: -facts.fractions[k])
    reached = [k for k in order if facts.fractions[k] > 0]
    items = []
    for k in reached[:MOST_BASINS]:
        place = facts.minima[k]
        text = f"({format_place(place.x)}, {format_place(place.y)})  {percent(facts.fractions[k])}"
        tip = translate(
            "window", "The minimum at ({0}, {1}), where the loss is {2}: reached from {3}"
        ).format(
            format_place(place.x),
            format_place(place.y),
            format_loss(place.value),
            percent(facts.fractions[k]),
        )
        items.append(Item(text, int(shades[k, middle]), tip=tip))
    if len(reached) > MOST_BASINS:
        rest = sum(facts.fractions[k] for k in reached[MOST_BASINS:])
        text = translate("window", "%n more", "", len(reached) - MOST_BASINS)
        items.append(Item(f"{text}  {percent(rest)}"))
    return items


def _ramps(picture: Picture, theme: Theme) -> list[Item]:
    colour, found = picture.job.colour, []
    if "" not in picture.scales:
        return []
    scale = picture.scales[""]
    ends = (_number(scale.low, colour), _number(scale.high, colour))
    if colour == "basin":
        neutral = ramps.ramp(("#F4F5F8", "#1A1D28") if theme.dark else ("#E4E6EC", "#2A3142"))
        found.append(Item(translate("window", "steps"), ramp=neutral, ends=ends))
    elif colour == "outcome":
        calm, fiery = ramps.named("calm", theme.dark), ramps.named("fiery", theme.dark)
        facts = picture.facts
        if facts is not None and facts.diverged + facts.wandering < 1:
            text = translate("window", "steps to converge")
            found.append(Item(text, ramp=calm, ends=ends))
        if facts is not None and facts.diverged > 0 and "rate" in picture.scales:
            rate = picture.scales["rate"]
            tip = translate("window", "By how much ln |θ| grows in a step, on the average until it was lost")
            ends = (_number(rate.low, "loss"), _number(rate.high, "loss"))
            found.append(Item(translate("window", "rate of divergence"), ramp=fiery, ends=ends, tip=tip))
    else:
        text = translate("window", COLOURS[colour]).lower()
        if picture.job.study.seeds > 1 and colour in colouring.STATED:
            text = f"{text}, {statistic_name(picture.job.statistic)}"
        found.append(Item(text, ramp=ramps.named("sequence", theme.dark), ends=ends))
    return found


def _others(picture: Picture, facts: Facts, theme: Theme) -> list[Item]:
    """What has no place on a ramp."""
    colour, items = picture.job.colour, []
    converged = sum(facts.fractions) + facts.elsewhere
    if colour == "outcome":
        shade = int(ramps.named("calm", theme.dark)[ramps.SHADES // 2])
        items.append(Item(f"{translate('window', 'converged')}  {percent(converged)}", shade))
    if colour == "basin" and facts.elsewhere > 0:
        items.append(
            Item(f"{translate('window', 'elsewhere')}  {percent(facts.elsewhere)}", colouring.unlisted(theme))
        )
    if facts.diverged > 0 and colour != "success":
        fiery = int(ramps.named("fiery", theme.dark)[ramps.SHADES // 3])
        shade = fiery if colour == "outcome" else colouring.gone(theme)
        items.append(Item(f"{translate('window', 'diverged')}  {percent(facts.diverged)}", shade))
    if facts.wandering > 0 and colour in ("basin", "steps", "outcome"):
        tip = translate("window", "All steps done without coming to rest beside a minimum")
        shade = colouring.wandering(theme)
        items.append(Item(f"{translate('window', 'wandering')}  {percent(facts.wandering)}", shade, tip=tip))
    return items


def _entanglement(facts: Facts) -> list[Item]:
    found = (
        (QT_TRANSLATE_NOOP("window", "basin entropy {0}"), facts.entropy, 3, _ENTROPY),
        (QT_TRANSLATE_NOOP("window", "at the boundary {0}"), facts.boundary_entropy, 3, _ENTROPY),
        (QT_TRANSLATE_NOOP("window", "uncertainty exponent {0}"), facts.exponent, 2, _EXPONENT),
        (QT_TRANSLATE_NOOP("window", "dimension {0}"), facts.dimension, 2, _EXPONENT),
    )
    return [
        Item(translate("window", text).format(f"{value:.{digits}f}"), tip=translate("window", tip))
        for text, value, digits, tip in found
        if value is not None and value >= 0
    ]


def legend_of_comparison(comparison: Comparison, theme: Theme) -> list[Item]:
    """What the colours of a difference mean."""
    share = percent(comparison.share)
    other = Item(translate("window", "another end: {0}").format(share), strong=True)
    if comparison.scale is None:
        same, another = colouring.sameness(theme)
        return [
            Item(translate("window", "the same end"), same),
            Item(translate("window", "another end: {0}").format(share), another),
        ]
    ends = (_number(comparison.scale.low, "loss"), _number(comparison.scale.high, "loss"))
    text = translate("window", "first minus second")
    return [Item(text, ramp=ramps.named("diverging", theme.dark), ends=ends), other]


def _number(value: float, colour: MapColour) -> str:
    if colour in ("basin", "steps", "outcome", "visited"):
        return f"{value:.0f}"
    if colour == "success":
        return percent(value)
    if value != 0 and not 1e-3 <= abs(value) < 1e4:
        return format_loss(value)
    return f"{value:.3g}".replace("-", "−")


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
    rows.append((translate("window", "final loss"), format_loss(float(arrays["loss"][row, column]))))
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
            show = format_loss if name == "loss" else "{:.0f}".format
            rows += [(mean, show(middle)), (between, f"{show(low)} … {show(high)}")]
    return rows


def _end(picture: Picture, outcome: Outcome, basin: int) -> str:
    if outcome == Outcome.CONVERGED:
        facts = picture.facts
        if facts is None or not 0 <= basin < facts.count:
            return translate("window", "converged")
        place = facts.minima[basin]
        return f"({format_place(place.x)}, {format_place(place.y)})"
    if outcome in (Outcome.DIVERGED, Outcome.NOT_FINITE):
        return translate("window", "diverged")
    return translate("window", "wandering")


def format_axis(value: float, axis: AxisSpec) -> str:
    """A value along an axis, with as many digits as tell it from its neighbours there."""
    spans = abs(value) / max(axis.high - axis.low, 5e-324)
    digits = min(max(5, math.ceil(math.log10(max(spans, 1))) + 4), 17)
    return f"{value:.{digits}g}".replace("-", "−")
