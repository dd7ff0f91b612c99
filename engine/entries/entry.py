"""What all catalogue entries have in common: titles, parameters, and texts whose faults name their field."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from os import PathLike
from typing import Any

from engine.errors import FileError, FormulaError, InputError
from engine.language.formula import Formula, parse_formula
from engine.language.graph import Graph
from engine.phrase import Phrase

from .parameter import Parameter, declared, filled
from .shape import EntryShape, Names, ParameterShape, Sentences, shaped

Bilingual = Mapping[str, str]


@dataclass(frozen=True, eq=False)
class Entry:
    """A page of the catalogue.

    id: the file's stem, or "typed" for what a person typed.
    name, summary: "en" and "ru"; so is source, where it comes from, with equation numbers.
    """

    id: str
    name: Bilingual
    summary: Bilingual
    source: Bilingual
    parameters: tuple[Parameter, ...]

    def values(self, given: Mapping[str, float] | None = None) -> dict[str, float]:
        """Every parameter's value: the given ones, checked, over the defaults.

        Raises UnknownNameError with the nearest names, RangeError with the range.
        """
        return filled(self.parameters, given, Phrase("parameter of {entry}", entry=self.id))


def bilingual(text: Names | Sentences | str | None = None) -> dict[str, str]:
    """A text of a file as the mapping that entries carry; names and years need no translation."""
    if isinstance(text, str):
        return {"en": text, "ru": text}
    return {"en": text.en, "ru": text.ru} if text else {"en": "", "ru": ""}


def common(id: str, shape: EntryShape, parameters: tuple[Parameter, ...]) -> dict[str, Any]:
    """The fields of Entry for a file."""
    return {
        "id": id,
        "name": bilingual(shape.name),
        "summary": bilingual(shape.summary),
        "source": bilingual(shape.source),
        "parameters": parameters,
    }


def declared_parameters(shape: EntryShape, path: str | PathLike[str]) -> tuple[Parameter, ...]:
    """The parameters of a file in its order; raises FileError naming the parameter at fault."""
    found = []
    for name, data in shape.parameters.items():
        field = f"parameters.{name}"
        one = shaped(data, ParameterShape, path, field)
        with at(path, field):
            found.append(declared(name, one))
    return tuple(found)


def read_formula(
    text: str, variables: tuple[str, ...], parameters: tuple[Parameter, ...], path: str | PathLike[str]
) -> Formula:
    """A file's formula, which must use every parameter and no other; raises FileError."""
    names = tuple(p.name for p in parameters)
    check_free(names, variables, path)
    with at(path, "formula"):
        formula = parse_formula(text, variables, names)
        check_used(formula.graph, names)
    return formula


def check_free(names: tuple[str, ...], given: tuple[str, ...], path: str | PathLike[str]) -> None:
    """Raise FileError for a declared parameter whose name stands for something else in the text."""
    for name in names:
        if name in given:
            message = Phrase("'{name}' is given and cannot be changed", name=name)
            raise FileError(path, message, field=f"parameters.{name}")


def check_used(graph: Graph, names: tuple[str, ...]) -> None:
    """Raise InputError for a declared parameter that the text does nothing with."""
    used = {entry[1] for entry in graph.nodes if entry[0] == "name"}
    for name in names:
        if name not in used:
            raise InputError(Phrase("the parameter '{name}' is declared and never used", name=name))


@contextlib.contextmanager
def at(path: str | PathLike[str], field: str) -> Iterator[None]:
    """Every InputError inside becomes a FileError about this field."""
    try:
        yield
    except FileError:
        raise
    except FormulaError as error:
        raise FileError(path, error.sentence, field=field) from error
    except InputError as error:
        raise FileError(path, error.sentence, field=field) from None


_HEAD = re.compile(r"^\s*(rule|formula)\s*=\s*[\"']", re.MULTILINE)


def is_document(text: str) -> bool:
    """Whether a typed text is a whole file (TOML with a rule or formula in quotes) and not the rule itself.

    A rule or formula of the language holds no quotation marks, so the two cannot be confused.
    """
    return _HEAD.search(text) is not None
