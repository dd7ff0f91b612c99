"""What the choosers offer: the entries of the catalogue as lines to search in and to look at."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import engine
from engine.catalogue import Kind, load_schedule, own_folder
from engine.entries import Entry
from engine.errors import RavineError
from gui.translations import translate

_EQUATION = re.compile(r"\((\d+)\)(?:–\((\d+)\))?")


@dataclass(frozen=True)
class Choice:
    """One line of a chooser. words: what is searched in, folded. figure: what stands at its right end."""

    id: str
    kind: str
    name: str
    summary: str
    group: str
    words: str = ""
    figure: str = ""
    source: str = ""
    entry: Entry | None = field(default=None, compare=False, repr=False)


def folded(text: str) -> str:
    """How a text is compared: without case, and ё as е, as people type it."""
    return text.casefold().replace("ё", "е")


def matching(choices: Iterable[Choice], query: str) -> list[Choice]:
    """Those in which every word of the query is found; first those whose name begins with it."""
    parts = folded(query).split()
    found = [choice for choice in choices if all(part in choice.words for part in parts)]
    if not parts:
        return found
    whole = " ".join(parts)
    order = {choice.group: k for k, choice in reversed(list(enumerate(found)))}
    return sorted(found, key=lambda c: (order[c.group], not folded(c.name).startswith(whole)))


def equations(source: str) -> list[str]:
    """Every equation number in a source, ranges written out: "(20)–(23)" has four."""
    found = []
    for first, last in _EQUATION.findall(source):
        found += [f"({number})" for number in range(int(first), int(last or first) + 1)]
    return found


def optimizer_choices(language: str) -> list[Choice]:
    """All optimizers: the article's, then others, then the person's own."""
    return _grouped("optimizers", engine.load_optimizer, language, _optimizer_group)


def landscape_choices(language: str) -> list[Choice]:
    return _grouped(
        "landscapes", engine.load_landscape, language, lambda _: translate("window", "Landscapes")
    )


def signal_choices(language: str) -> list[Choice]:
    return _grouped("signals", engine.load_signal, language, lambda _: translate("window", "Signals"))


def curve_choices(language: str) -> list[Choice]:
    return _grouped("curves", engine.load_curve, language, lambda _: translate("window", "Curves"))


def point_choices(language: str) -> list[Choice]:
    """The sets of points that networks can learn."""
    from engine.networks.data import KINDS

    group = translate("window", "Points")
    return [
        Choice(
            id,
            "points",
            kind.ru if language == "ru" else kind.en,
            "",
            group,
            folded(f"{id} {kind.en} {kind.ru}"),
        )
        for id, kind in KINDS.items()
    ]


def schedule_choices(language: str) -> list[Choice]:
    return _grouped("schedules", load_schedule, language, lambda _: translate("window", "Schedules"))


def _optimizer_group(entry: Entry) -> str:
    if equations(entry.source["en"]):
        return translate("window", "From the article")
    return translate("window", "Beyond the article")


def _grouped(
    kind: Kind, load: Callable[[str], Entry], language: str, group: Callable[[Entry], str]
) -> list[Choice]:
    own = {path.stem for path in own_folder(kind).glob("*.toml")}
    found = []
    for id in engine.list_ids(kind):
        try:
            entry = load(id)
        except RavineError:
            continue  # a faulty file of the person's own is told of where it is asked for by name
        of = translate("window", "Your own") if id in own else group(entry)
        found.append(_choice(kind, entry, of, language))
    order = list(dict.fromkeys(choice.group for choice in found))
    first = translate("window", "From the article")
    order.sort(key=lambda name: (name == translate("window", "Your own"), name != first))
    return sorted(found, key=lambda c: (order.index(c.group), c.name.casefold()))


def _choice(kind: str, entry: Entry, group: str, language: str) -> Choice:
    numbers = equations(entry.source["en"])
    shown = _EQUATION.search(entry.source["en"])
    words = [entry.id, *entry.name.values(), *entry.summary.values(), *entry.source.values(), *numbers]
    return Choice(
        entry.id,
        kind,
        entry.name[language],
        entry.summary[language],
        group,
        folded(" ".join(words)),
        shown[0] if shown else "",
        entry.source[language],
        entry,
    )
