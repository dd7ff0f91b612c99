"""A Scenario back to TOML, whole or not at all."""

from __future__ import annotations

import textwrap
from os import PathLike, fspath
from typing import Any

import msgspec
import tomli_w

from engine.errors import OutputError
from engine.files import replacing
from engine.phrase import Phrase

from .schema import FORMAT, MOST_BYTES, Scenario

_WIDE = 100

_ESCAPED = {0xFFFE: r"\uFFFE", 0xFFFF: r"\uFFFF"}
"""Letters that TOML may hold as they are and XML may not: a drawing carries the text."""


def dumps(scenario: Scenario) -> str:
    """The TOML text of a scenario, without fields at their default; reading it gives an equal scenario."""
    built = _listed(msgspec.to_builtins(scenario, builtin_types=()))
    samples = built["field"].pop("signal_samples", None)
    text = tomli_w.dumps({"format": FORMAT, **built}, multiline_strings=True).translate(_ESCAPED)
    return text if samples is None else _with_samples(text, samples)


def _with_samples(text: str, samples: list[float]) -> str:
    """The text with the field's samples, many in a line: one in each would take half as much room again."""
    numbers = ", ".join(f"{value:g}" if float(f"{value:g}") == value else repr(value) for value in samples)
    lines = textwrap.wrap(numbers, _WIDE, break_long_words=False, break_on_hyphens=False)
    listed = "signal_samples = [\n" + "".join(f"    {line}\n" for line in lines) + "]\n"
    head, place, tail = text.partition("\n[field]\n")
    return head + place + listed + tail if place else f"{text}\n[field]\n{listed}"


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


def _listed(value: Any) -> Any:
    """Tuples as lists, which is all the TOML writer knows."""
    if isinstance(value, dict):
        return {key: _listed(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [_listed(entry) for entry in value]
    return value
