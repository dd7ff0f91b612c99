"""From a file's bytes to a Scenario of the right shape; a FileError names the line or field at fault."""

from __future__ import annotations

import re
from os import PathLike, fspath
from pathlib import Path

import msgspec
import tomli

from engine.errors import FileError, shorten
from engine.files import reason

from .schema import FORMAT, MOST_BYTES, Scenario, convert

_PLACE = re.compile(r"^(?P<what>.*?)(?: - at `\$\.?(?P<field>.*?)`)?$", re.DOTALL)
_LINE = re.compile(r"^(?P<what>.*?) \(at line (?P<line>\d+), column \d+\)$", re.DOTALL)


def read(path: str | PathLike[str]) -> Scenario:
    """The scenario in a file, of the right shape; whether its names exist is not looked at."""
    return parse(text_of(path), path)


def text_of(path: str | PathLike[str]) -> str:
    """The text of a file that is small enough to be a scenario, as UTF-8."""
    try:
        with Path(path).open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise FileError(path, f"cannot be read: {reason(error)}") from None
    except ValueError:
        raise FileError(shorten(fspath(path)), "is not a path") from None
    try:
        return content.decode("utf-8-sig") if len(content) <= MOST_BYTES else "#" * (MOST_BYTES + 1)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FileError(path, "is not UTF-8 text", line=line) from None


def parse(text: str, path: str | PathLike[str]) -> Scenario:
    """The scenario that TOML text describes, of the right shape."""
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        raise FileError(path, f"is larger than {MOST_BYTES // 1024} KB, which no scenario needs")
    try:
        document = tomli.loads(text)
    except RecursionError:
        raise FileError(path, "is nested too deeply") from None
    except ValueError as error:
        raise _malformed(path, error) from None
    written = document.get("format")
    if isinstance(written, int) and written > FORMAT:
        raise FileError(path, f"is of a later Ravine; this one reads {FORMAT}", field="format")
    try:
        return convert(document)
    except msgspec.ValidationError as error:
        raise _misshapen(path, error) from None


def _malformed(path: str | PathLike[str], error: ValueError) -> FileError:
    found = _LINE.match(str(error))
    if found is None:
        return FileError(path, f"is not TOML: {_plain(str(error))}")
    return FileError(path, f"is not TOML: {_plain(found['what'])}", line=int(found["line"]))


def _misshapen(path: str | PathLike[str], error: msgspec.ValidationError) -> FileError:
    found = _PLACE.match(str(error))
    if found is None:
        return FileError(path, _plain(str(error)))
    return FileError(path, _plain(found["what"]), field=_plain(found["field"] or "") or None)


def _plain(message: str) -> str:
    """A reader's words as the tail of our sentence: one line, no quotation of a whole file, no code marks."""
    words = shorten(message.replace("`", "'"), 160).rstrip(".")
    return words[:1].lower() + words[1:]
