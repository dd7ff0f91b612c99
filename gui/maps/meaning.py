"""What a map's colours mean: the items of its legend, and what can be said of all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gui.maps import colouring, ramps
from gui.maps.legend import Item
from gui.maps.words import COLOURS, amount, format_place, statistic_name
from gui.model.numbers import format_loss, percent
from gui.theme.colours import Theme
from gui.translations import QT_TRANSLATE_NOOP
from gui.translations import spoken as translate
from scenarios.map_schema import MapColour

if TYPE_CHECKING:
    from gui.maps.colouring import Scale
    from gui.maps.facts import Facts
    from gui.maps.ramps import Colours
    from gui.maps.renderer import Comparison, Picture

MOST_BASINS = 8
"""Basins that the legend names; the smaller ones are counted together."""

_OF_ENDS: tuple[MapColour, ...] = ("basin", "outcome", "steps")
"""Colours that tell where it ends: beside them it is said how entangled the ends are."""

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
_NO_EXPONENT = QT_TRANSLATE_NOOP(
    "window",
    "This map tells no uncertainty exponent: at four or more of the distances from 1 to 32 pixels the places "
    "with another end must be at least 50, and at most 35 % of the map. Where boundaries fill it, zoom in.",
)


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
    if reached and facts.moving:
        tip = translate(
            "window", "An axis moves the minima: they are named by where they lie at the middle of the axes"
        )
        items.append(Item(translate("window", "places at the middle of the axes"), tip=tip))
    return items


def _ramps(picture: Picture, theme: Theme) -> list[Item]:
    colour, found = picture.job.colour, []
    if "" not in picture.scales:
        return []
    scale = picture.scales[""]
    if colour == "basin":
        neutral = ramps.ramp(("#F4F5F8", "#1A1D28") if theme.dark else ("#E4E6EC", "#2A3142"))
        found += _ramp(translate("window", "steps"), scale, neutral, colour)
    elif colour == "outcome":
        calm, fiery = ramps.named("calm", theme.dark), ramps.named("fiery", theme.dark)
        found += _ramp(translate("window", "steps to converge"), scale, calm, colour)
        facts = picture.facts
        if facts is not None and facts.diverged > 0 and "rate" in picture.scales:
            tip = translate("window", "By how much ln |θ| grows in a step, on the average until it was lost")
            text = translate("window", "rate of divergence")
            found += _ramp(text, picture.scales["rate"], fiery, "loss", tip)
    else:
        text = translate("window", COLOURS[colour]).lower()
        if picture.job.study.seeds > 1 and colour in colouring.STATED:
            text = f"{text}, {statistic_name(picture.job.statistic)}"
        found += _ramp(text, scale, ramps.named("sequence", theme.dark), colour)
    return found


def _ramp(text: str, scale: Scale, ramp: Colours, colour: MapColour, tip: str = "") -> list[Item]:
    """A ramp with the numbers at its ends; the number alone where there is but one, and nothing where none
    is: ends would be made up."""
    if scale.count == "none":
        return []
    if scale.count == "one":
        place = round(float(scale.shares(np.array(scale.only))) * (len(ramp) - 1))
        # a basin's shade has no colour of its own
        shade = int(ramp[place]) if colour != "basin" else None
        return [Item(f"{_numbers((scale.only,), colour)[0]}  {text}", shade, tip=tip)]
    if scale.log:
        text = translate("window", "{0} (log)").format(text)
    low, high = _numbers((scale.low, scale.high), colour)
    return [Item(text, ramp=ramp, ends=(low, high), tip=tip)]


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
    if colour in ("basin", "steps", "outcome"):
        items += _unsettled(facts, theme)
    return items


def _unsettled(facts: Facts, theme: Theme) -> list[Item]:
    """What neither came to rest nor was lost."""
    found = (
        (
            QT_TRANSLATE_NOOP("window", "wandering"),
            facts.wandering - facts.outside,
            colouring.wandering(theme),
            QT_TRANSLATE_NOOP("window", "All steps done without coming to rest beside a minimum"),
        ),
        (
            QT_TRANSLATE_NOOP("window", "outside the domain"),
            facts.outside,
            colouring.outside(theme),
            QT_TRANSLATE_NOOP("window", "All steps done, and beyond the landscape's edge in the end"),
        ),
    )
    return [
        Item(f"{translate('window', text)}  {percent(share)}", shade, tip=translate("window", tip))
        for text, share, shade, tip in found
        if share > 1e-12
    ]


def _entanglement(facts: Facts) -> list[Item]:
    dimension = facts.dimension if facts.exponent is not None and facts.exponent >= 0 else None
    found = (
        (QT_TRANSLATE_NOOP("window", "basin entropy {0}"), facts.entropy, 3, _ENTROPY),
        (QT_TRANSLATE_NOOP("window", "at the boundary {0}"), facts.boundary_entropy, 3, _ENTROPY),
        (QT_TRANSLATE_NOOP("window", "uncertainty exponent {0}"), facts.exponent, 2, _EXPONENT),
        (QT_TRANSLATE_NOOP("window", "dimension {0}"), dimension, 2, _EXPONENT),
    )
    items = [
        Item(translate("window", text).format(f"{value:.{digits}f}"), tip=translate("window", tip))
        for text, value, digits, tip in found
        if value is not None and value >= 0
    ]
    if facts.boundary_entropy is not None and (facts.exponent is None or facts.exponent < 0):
        tip = "\n\n".join(translate("window", each) for each in (_NO_EXPONENT, _EXPONENT))
        items.append(Item(translate("window", "no uncertainty exponent"), tip=tip))
    return items


def heading_of_comparison(comparison: Comparison | None) -> str:
    """What two maps give together: numbers that lie on a logarithmic ramp are divided."""
    if comparison is not None and comparison.scale is not None and comparison.scale.log:
        return translate("window", "Ratio")
    return translate("window", "Difference")


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
    text = translate("window", "first minus second")
    if comparison.scale.log:
        text = translate("window", "first divided by second")
    items = _ramp(text, comparison.scale, ramps.named("diverging", theme.dark), comparison.colour)
    if comparison.unknown > 0:
        text = f"{translate('window', 'not to be compared')}  {percent(comparison.unknown)}"
        tip = translate("window", "At least one of the two diverged")
        items.append(Item(text, colouring.wandering(theme), tip=tip))
    return [*items, other]


def _numbers(values: tuple[float, ...], colour: MapColour) -> list[str]:
    """With as many digits as tell them from each other."""
    texts: list[str] = []
    for digits in (3, 4, 5, 6, 8, 10, 12, 15, 17):
        texts = [_number(value, colour, digits) for value in values]
        if len(set(texts)) == len(texts):
            break
    return texts


def _number(value: float, colour: MapColour, digits: int) -> str:
    if colour in ("basin", "steps", "outcome", "visited"):
        return f"{value:.0f}".replace("-", "−")
    return percent(value) if colour == "success" else amount(value, digits)
