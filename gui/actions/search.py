"""Finding things by a few letters of their names, in either language and on either keyboard layout."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")

_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_CYRILLIC = "йцукенгшщзхъфывапролджэячсмитьбюё"
_SWAPPED = str.maketrans(_LATIN + _CYRILLIC, _CYRILLIC + _LATIN)
_OTHER_LAYOUT = 0.8
"""What a match is worth that supposes the keyboard was on the other layout."""

_START, _WORD, _INSIDE, _SCATTERED = 1.0, 0.9, 0.6, 0.25


def rank(query: str, things: Iterable[T], names: Sequence[Sequence[str]]) -> list[T]:
    """The things whose names fit the query, best first, among equals in the order given; all if it is empty.

    names: for each thing, what it may be found by.
    """
    words = _folded(query).split()
    if not words:
        return list(things)
    swapped = _folded(query.casefold().translate(_SWAPPED)).split()
    found = []
    for place, (thing, known) in enumerate(zip(things, names, strict=True)):
        score = max((_score(words, swapped, name) for name in known if name), default=0.0)
        if score > 0:
            found.append((-score, place, thing))
    return [thing for _, _, thing in sorted(found, key=lambda entry: entry[:2])]


def _score(words: Sequence[str], swapped: Sequence[str], name: str) -> float:
    folded = _folded(name)
    return max(_fit(words, folded), _OTHER_LAYOUT * _fit(swapped, folded))


def _fit(words: Sequence[str], name: str) -> float:
    """How well every word is found in the name: 0 if one is not. Of equal fits the shorter name is better."""
    worth = 1.0
    for word in words:
        worth *= _fit_word(word, name)
    return worth * (1 + 1 / (8 + len(name))) if words else 0.0


def _fit_word(word: str, name: str) -> float:
    place = name.find(word)
    if place == 0:
        return _START
    if place > 0:
        return _WORD if f" {word}" in name or f"({word}" in name else _INSIDE
    return _SCATTERED if len(word) > 1 and _is_scattered(word, name) else 0.0


def _is_scattered(word: str, name: str) -> bool:
    """Whether the letters come in this order, each at most a few letters after the one before it."""
    place = name.find(word[0])
    while place >= 0:
        end = place
        for letter in word[1:]:
            end = name.find(letter, end + 1, end + 5)
            if end < 0:
                break
        else:
            return True
        place = name.find(word[0], place + 1)
    return False


def _folded(text: str) -> str:
    return text.casefold().replace("ё", "е")
