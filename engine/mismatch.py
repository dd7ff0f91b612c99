"""Where a document first differs from the shape that it should have, and what is allowed there.

The reader of shapes names a type and a place; this looks again, and tells the value and all that would do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, reduce
from typing import Any

from msgspec import inspect

from .errors import exactly, shorten, suggestion
from .phrase import Phrase

FORM = "form"
"""In the `extra` of a text's Meta: what its pattern means, as a phrase."""

_QUOTED = 40
"""The longest text that is repeated rather than counted."""

_WIDEST = 1e9
"""The end of a range that says no more than that there is one."""

Mismatch = tuple[str, Phrase]
"""The field, as a path from the whole, and what is wrong with it."""


def first_mismatch(document: Any, shape: type) -> Mismatch | None:
    """The first one in the order of the document; None where the document is of that shape after all."""
    return next(_mismatches(document, _kind_of(shape), ""), None)


@cache
def _kind_of(shape: type) -> inspect.Type:
    return inspect.type_info(shape)


def _mismatches(value: Any, kind: Any, place: str) -> Iterator[Mismatch]:
    match kind:
        case inspect.Metadata(type=inner, extra=extra):
            form = (extra or {}).get(FORM)
            yield from (
                (at, _wrong(form, value) if form else what) for at, what in _mismatches(value, inner, place)
            )
        case inspect.UnionType():
            yield from _in_union(value, kind, place)
        case inspect.StructType() if isinstance(value, dict):
            yield from _in_record(value, kind, place)
        case inspect.DictType() if isinstance(value, dict):
            yield from _in_table(value, kind, place)
        case inspect.TupleType() if isinstance(value, list) and len(value) == len(kind.item_types):
            for number, (entry, inner) in enumerate(zip(value, kind.item_types, strict=True)):
                yield from _mismatches(entry, inner, f"{place}[{number}]")
        case inspect.VarTupleType() | inspect.ListType() if isinstance(value, list):
            if not _is_between(len(value), kind):
                yield place, _wrong(_wanted(kind, value), value)
            for number, entry in enumerate(value):
                yield from _mismatches(entry, kind.item_type, f"{place}[{number}]")
        case _ if not _fits(value, kind):
            yield place, _wrong(_wanted(kind, value), value)


def _in_record(value: dict[str, Any], kind: inspect.StructType, place: str) -> Iterator[Mismatch]:
    fields = {field.encode_name: field for field in kind.fields}
    for name, entry in value.items():
        if name not in fields:
            yield place, _unknown(name, fields)
        else:
            yield from _mismatches(entry, fields[name].type, f"{place}.{name}" if place else name)
    for name, field in fields.items():
        if field.required and name not in value:
            yield place, Phrase("needs {wanted}, and has none", wanted=name)


def _in_table(value: dict[str, Any], kind: inspect.DictType, place: str) -> Iterator[Mismatch]:
    if not _is_between(len(value), kind):
        low, high = kind.min_length or 0, kind.max_length
        yield place, _wrong(Phrase("a table of length {low:,} to {high:,}", low=low, high=high), value)
    for name, entry in value.items():
        yield from _mismatches(name, kind.key_type, place)
        yield from _mismatches(entry, kind.value_type, f"{place}.{shorten(name)}" if place else shorten(name))


def _in_union(value: Any, kind: inspect.UnionType, place: str) -> Iterator[Mismatch]:
    """What is wrong by the one alternative that was meant, or that there is none such."""
    meant = [one for one in kind.types if not isinstance(one, inspect.NoneType)]
    alike = [one for one in meant if _is_alike(value, one)]
    if alike or len(meant) == 1:
        yield from _mismatches(value, (alike or meant)[0], place)
        return
    wanted = reduce(
        lambda some, other: Phrase("{some} or {other}", some=some, other=other),
        (_wanted(one, value) for one in meant),
    )
    yield place, _wrong(wanted, value)


def _is_alike(value: Any, kind: Any) -> bool:
    """Whether it is at least of the kind, whatever its bounds."""
    match kind:
        case inspect.Metadata(type=inner):
            return _is_alike(value, inner)
        case inspect.StructType() | inspect.DictType():
            return isinstance(value, dict)
        case inspect.VarTupleType() | inspect.ListType() | inspect.TupleType():
            return isinstance(value, list)
        case inspect.StrType() | inspect.LiteralType():
            return isinstance(value, str)
        case inspect.BoolType():
            return isinstance(value, bool)
        case inspect.IntType():
            return isinstance(value, int) and not isinstance(value, bool)
        case inspect.FloatType():
            return isinstance(value, (int, float)) and not isinstance(value, bool)
    return True


def _fits(value: Any, kind: Any) -> bool:
    if not _is_alike(value, kind):
        return False
    match kind:
        case inspect.LiteralType():
            return value in kind.values
        case inspect.IntType() | inspect.FloatType():
            low = kind.ge if kind.ge is not None else kind.gt
            reached = low is None or (value >= low if kind.gt is None else value > low)
            return bool(reached and (kind.le is None or value <= kind.le))
        case inspect.StrType():
            formed = kind.pattern is None or re.search(kind.pattern, value) is not None
            return formed and _is_between(len(value), kind)
        case inspect.TupleType():
            return len(value) == len(kind.item_types)
    return True


def _is_between(count: int, kind: Any) -> bool:
    return (kind.min_length or 0) <= count and (kind.max_length is None or count <= kind.max_length)


# -- words -----------------------------------------------------------------------------------------------


def _unknown(name: str, fields: Iterable[str]) -> Phrase:
    hint = suggestion(name, fields) or Phrase("; there is {names}", names=", ".join(fields))
    return Phrase("no {kind} '{name}'{hint}", kind=Phrase("field"), name=shorten(name), hint=hint)


def _wrong(wanted: str, value: Any) -> Phrase:
    return Phrase("needs {wanted}, not {found}", wanted=wanted, found=_told(value))


def _told(value: Any) -> str:
    match value:
        case dict():
            return Phrase("a table of length {count:,}", count=len(value))
        case list():
            return Phrase("a list of length {count:,}", count=len(value))
        case str() if len(value) > _QUOTED:
            return Phrase("text of {count:,} letters", count=len(value))
        case str():
            return Phrase("'{name}'", name=shorten(value))
        case bool():
            return str(value).lower()
        case int():
            return exactly(value)
    return shorten(str(value))


def _wanted(kind: Any, value: Any) -> str:
    """What would do. A number's widest bounds are not worth telling of what is no number at all."""
    match kind:
        case inspect.Metadata(type=inner, extra=extra):
            return (extra or {}).get(FORM) or _wanted(inner, value)
        case inspect.LiteralType():
            return Phrase("one of {names}", names=", ".join(map(str, kind.values)))
        case inspect.BoolType():
            return Phrase("true or false")
        case inspect.IntType() | inspect.FloatType():
            is_told = kind.le is not None and (kind.le < _WIDEST or _is_alike(value, kind))
            return _number(kind, is_told)
        case inspect.StrType() if kind.pattern is not None:
            return Phrase("text of the form {pattern}", pattern=kind.pattern)
        case inspect.StrType() if kind.max_length is not None:
            return Phrase(
                "text of {low:,} to {high:,} letters", low=kind.min_length or 0, high=kind.max_length
            )
        case inspect.StrType():
            return Phrase("text")
        case inspect.TupleType():
            return Phrase("a list of length {count:,}", count=len(kind.item_types))
        case inspect.VarTupleType() | inspect.ListType() if kind.max_length is not None:
            low, high = kind.min_length or 0, kind.max_length
            return Phrase("a list of length {low:,} to {high:,}", low=low, high=high)
        case inspect.VarTupleType() | inspect.ListType():
            return Phrase("a list")
    return Phrase("a table")


def _number(kind: Any, is_told: bool) -> str:
    low = kind.ge if kind.ge is not None else kind.gt
    ends = {"low": low, "high": kind.le}
    whole = isinstance(kind, inspect.IntType)
    if not is_told or low is None:
        return Phrase("a whole number") if whole else Phrase("a number")
    if low == kind.le:
        return str(low)
    if kind.gt is not None:
        return Phrase("a number above {low:.12g} and up to {high:.12g}", **ends)
    if whole:
        return Phrase("a whole number from {low:.12g} to {high:.12g}", **ends)
    return Phrase("a number from {low:.12g} to {high:.12g}", **ends)
