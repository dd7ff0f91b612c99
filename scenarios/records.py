"""What every part of a scenario file is made of: frozen records, bounded numbers and names."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

MOST_STEPS = 10_000_000
MOST_PARTICLES = 100_000_000

Number = Annotated[float, Meta(ge=-1e12, le=1e12)]
Line = Annotated[str, Meta(min_length=1, max_length=400)]
Name = Annotated[str, Meta(min_length=1, max_length=64)]
RunNumber = Annotated[int, Meta(ge=0, le=31)]

NotNegative = Annotated[float, Meta(ge=0, le=1e12)]
Positive = Annotated[float, Meta(gt=0, le=1e12)]
Probability = Annotated[float, Meta(ge=0, le=1)]
Count = Annotated[int, Meta(ge=1, le=MOST_PARTICLES)]
Label = Annotated[str, Meta(min_length=1, max_length=80)]
Height = Annotated[float, Meta(ge=-1e9, le=1e9)]
Formula = Annotated[str, Meta(min_length=1, max_length=20_000)]
Parameters = Annotated[dict[Name, Number], Meta(max_length=64)]
Point = tuple[Number, Number]
Points = Annotated[tuple[Point, ...], Meta(min_length=1, max_length=4096)]
Rectangle = tuple[Number, Number, Number, Number]
Span = tuple[Number, Number]
Samples = Annotated[tuple[Number, ...], Meta(min_length=2, max_length=4096)]
Places = Annotated[tuple[Number, ...], Meta(min_length=1, max_length=4096)]
StepNumber = Annotated[int, Meta(ge=0, le=MOST_STEPS)]


class Record(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What all parts of a scenario have in common: frozen, and no field that is not declared."""


class Text(Record, frozen=True):
    """One short text in both languages."""

    en: Line
    ru: Line

    def get(self, language: str) -> str:
        return self.ru if language == "ru" else self.en
