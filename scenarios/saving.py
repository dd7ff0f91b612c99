"""A Scenario back to TOML, whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike, fspath
from typing import Any

import msgspec
import tomli_w

from engine.errors import OutputError
from engine.files import replacing
from engine.phrase import Phrase

from .schema import FORMAT, MOST_BYTES, Scenario

_WIDE = 100

_SHORT = 16
"""A list of more numbers, or of more rows of them, has many to a line."""

_ESCAPED = {0xFFFE: r"\uFFFE", 0xFFFF: r"\uFFFF"}
"""Letters that TOML may hold as they are and XML may not: a drawing carries the text."""


def dumps(scenario: Scenario) -> str:
    """The TOML text of a scenario, without fields at their default; reading it gives an equal scenario."""
    built = {"format": FORMAT, **msgspec.to_builtins(scenario, builtin_types=())}
    aside: dict[str, Sequence[Any]] = {}
    rest = _laid_aside(built, _unlike(str(built)), aside)
    text = tomli_w.dumps(rest, multiline_strings=True).translate(_ESCAPED)
    for name, numbers in aside.items():
        text = text.replace(f'"{name}"', _packed(numbers), 1)
    return text


def _unlike(text: str) -> str:
    """A word that the text does not have: what stands in for numbers is not to be taken for a person's."""
    word = "numbers"
    while word in text:
        word += "_"
    return word


def _laid_aside(value: Any, word: str, aside: dict[str, Sequence[Any]]) -> Any:
    """Tuples as lists, which is all the TOML writer knows; of long ones of numbers a name, and they aside."""
    if isinstance(value, dict):
        return {key: _laid_aside(entry, word, aside) for key, entry in value.items()}
    if not isinstance(value, (list, tuple)):
        return value
    if len(value) <= _SHORT or not all(_is_numbers(entry) for entry in value):
        return [_laid_aside(entry, word, aside) for entry in value]
    name = f"{word}{len(aside)}"
    aside[name] = value
    return name


def _is_numbers(value: Any) -> bool:
    """Whether this is a number, or a row of them."""
    if isinstance(value, (list, tuple)):
        return bool(value) and all(isinstance(each, (int, float)) for each in value)
    return isinstance(value, (int, float))


def _packed(values: Sequence[Any]) -> str:
    """An array, many to a line: one in each would take more room than a scenario may have."""
    lines = [""]
    for value in values:
        told = f"{_told(value)},"
        if lines[-1] and len(lines[-1]) + len(told) >= _WIDE:
            lines.append("")
        lines[-1] += f" {told}" if lines[-1] else told
    return "[\n" + "".join(f"    {line}\n" for line in lines) + "]"


def _told(value: Any) -> str:
    """A number, or a row of them, as TOML has it."""
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(_told(each) for each in value)}]"
    if isinstance(value, float) and float(f"{value:g}") == value:
        return f"{value:g}"
    return str(value).lower()


def save(scenario: Scenario, path: str | PathLike[str]) -> None:
    """Write a scenario; raises OutputError and leaves whatever was there where that cannot be done."""
    content = dumps(scenario).encode("utf-8")
    if len(content) > MOST_BYTES:
        raise OutputError(
            Phrase(
                "{path}: the scenario would have {count:,} bytes, and may have {most:,}; "
                "give its signal fewer samples, or its landscape fewer heights",
                path=fspath(path),
                count=len(content),
                most=MOST_BYTES,
            )
        )
    with replacing(path) as file:
        file.write(content)
