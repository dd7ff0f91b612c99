"""The shape of a catalogue file, and the way from its bytes to that shape.

Every number is bounded, so infinity and NaN are refused by the bounds themselves. A file may be a stranger's:
it is read up to 64 KB, never executed, and every fault is a FileError that names the line or field.
"""

from __future__ import annotations

import re
import stat
from os import PathLike, fspath
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import msgspec
import tomli
from msgspec import Meta, Struct

from engine.errors import FileError, shorten
from engine.files import reason
from engine.foreign import tail
from engine.mismatch import FORM, first_mismatch
from engine.phrase import Phrase

MOST_BYTES = 64 * 1024

Number = Annotated[float, Meta(ge=-1e12, le=1e12)]
Name = Annotated[
    str,
    Meta(
        pattern=r"^[A-Za-z][A-Za-z0-9_]{0,31}$",
        extra={FORM: Phrase("a name of up to 32 letters, digits and _, a letter first")},
    ),
]
Title = Annotated[str, Meta(min_length=1, max_length=80)]
Sentence = Annotated[str, Meta(min_length=1, max_length=400)]
Text = Annotated[str, Meta(min_length=1, max_length=20_000)]
Sign = Annotated[str, Meta(min_length=1, max_length=16)]
Value = Number | Annotated[str, Meta(min_length=1, max_length=1000)]
Scale = Literal["linear", "log", "complement"]

_FIELD = re.compile(r"^(?P<what>.*?)(?: - at `\$\.?(?P<field>.*?)`)?$", re.DOTALL)
_LINE = re.compile(r"^(?P<what>.*?) \(at line (?P<line>\d+), column \d+\)$", re.DOTALL)


class Record(Struct, frozen=True, forbid_unknown_fields=True):
    """What all parts of a file have in common: frozen, and no field that is not declared."""


class Names(Record, frozen=True):
    """A title in both languages."""

    en: Title
    ru: Title


class Sentences(Record, frozen=True):
    """A sentence or two in both languages."""

    en: Sentence
    ru: Sentence


class Signs(Record, frozen=True):
    """A parameter's sign, where it is a word, in both languages."""

    en: Sign
    ru: Sign


class ParameterShape(Record, frozen=True):
    """One entry of [parameters]."""

    default: Number
    range: tuple[Number, Number]
    en: Sentence
    ru: Sentence
    scale: Scale = "linear"
    symbol: Sign | Signs | None = None
    integer: bool = False


class ExampleShape(Record, frozen=True):
    """One entry of [[examples]]: `gradients` per step, or `gradient` as a formula in theta."""

    start: Number
    theta: Annotated[list[Value], Meta(min_length=1, max_length=1000)]
    parameters: dict[Name, Number] = {}
    gradients: list[Number] | None = None
    gradient: Text | None = None
    state: dict[Name, list[Value]] = {}


class MinimumShape(Record, frozen=True, rename={"is_global": "global"}):
    """One entry of `minima`: coordinates as numbers or formulas over the parameters."""

    x: Value
    y: Value
    is_global: bool = True


class EntryShape(Record, frozen=True, kw_only=True):
    """What every catalogue file declares."""

    name: Names
    source: Sentence | Sentences = ""
    summary: Sentences | None = None
    # Checked one by one, so that an error names the parameter and not "[...]".
    parameters: dict[Name, Any] = {}


class OptimizerShape(EntryShape, frozen=True, kw_only=True):
    """A file of engine/optimizers."""

    rule: Text
    equations: list[Annotated[str, Meta(max_length=40)]] = []
    state: dict[Name, Value] = {}
    examples: list[ExampleShape] = []


class LandscapeShape(EntryShape, frozen=True, kw_only=True):
    """A file of engine/landscapes."""

    formula: Text
    domain: tuple[Number, Number, Number, Number]
    starts: Annotated[list[tuple[Number, Number]], Meta(max_length=100)] = []
    minima: Annotated[list[MinimumShape], Meta(max_length=1000)] = []
    log_height: bool = False


class CurveShape(EntryShape, frozen=True, kw_only=True):
    """A file of engine/curves."""

    formula: Text
    span: tuple[Number, Number]
    starts: Annotated[list[Number], Meta(max_length=100)] = []


class SignalShape(EntryShape, frozen=True, kw_only=True):
    """A file of engine/signals."""

    formula: Text
    epochs: Annotated[int, Meta(ge=1, le=1_000_000)] = 300


class ScheduleShape(EntryShape, frozen=True, kw_only=True):
    """A file of engine/schedules."""

    formula: Text


S = TypeVar("S", bound=Record)


def text_of(path: str | PathLike[str]) -> str:
    """The UTF-8 text of an ordinary file of at most 64 KB; raises FileError."""
    try:
        # Opening a pipe or a device would wait for ever, or never end.
        ordinary = stat.S_ISREG(Path(path).stat().st_mode)
        content = b""
        if ordinary:
            with Path(path).open("rb") as file:
                content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise FileError(path, Phrase("cannot be read: {reason}", reason=reason(error))) from None
    except ValueError:
        raise FileError(shorten(fspath(path)), Phrase("is not a path")) from None
    if not ordinary:
        raise FileError(path, Phrase("is not a file"))
    if len(content) > MOST_BYTES:
        raise FileError(
            path, Phrase("is larger than {size} KB, which no entry needs", size=MOST_BYTES // 1024)
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FileError(path, Phrase("is not UTF-8 text"), line=line) from None


def document_of(text: str, path: str | PathLike[str]) -> dict[str, Any]:
    """The document that TOML text describes; raises FileError with the line."""
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        raise FileError(
            path, Phrase("is larger than {size} KB, which no entry needs", size=MOST_BYTES // 1024)
        )
    try:
        return tomli.loads(text)
    except RecursionError:
        raise FileError(path, Phrase("is nested too deeply")) from None
    except ValueError as error:
        found = _LINE.match(str(error))
        what, line = (found["what"], int(found["line"])) if found else (str(error), None)
        raise FileError(path, Phrase("is not TOML: {what}", what=tail(what)), line=line) from None


def shaped(data: Any, shape: type[S], path: str | PathLike[str], field: str = "") -> S:
    """`data` as a `shape`; raises FileError naming the field, whose path begins with `field`."""
    try:
        return msgspec.convert(data, shape, strict=True)
    except msgspec.ValidationError as error:
        found = _FIELD.match(str(error))
        assert found is not None
        inner, what = (found["field"] or "").replace("`", ""), tail(found["what"])
        inner, what = first_mismatch(data, shape) or (inner, what)
        place = f"{field}.{inner}" if field and inner else field or inner
        raise FileError(path, what, field=place or None) from None
