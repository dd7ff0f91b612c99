"""What every part of a scenario file is made of: frozen records, bounded numbers and names."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

MOST_STEPS = 10_000_000

Number = Annotated[float, Meta(ge=-1e12, le=1e12)]
Line = Annotated[str, Meta(min_length=1, max_length=400)]
Name = Annotated[str, Meta(min_length=1, max_length=64)]
RunNumber = Annotated[int, Meta(ge=0, le=31)]


class Record(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What all parts of a scenario have in common: frozen, and no field that is not declared."""


class Text(Record, frozen=True):
    """One short text in both languages."""

    en: Line
    ru: Line

    def get(self, language: str) -> str:
        return self.ru if language == "ru" else self.en
