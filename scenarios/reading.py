"""From a file's bytes to a Scenario of the right shape; a FileError names the line or field at fault."""

from __future__ import annotations

import re
from os import PathLike, fspath
from pathlib import Path

import msgspec
import tomli

from engine.errors import FileError, shorten
from engine.files import reason
from engine.foreign import tail
from engine.phrase import Phrase

from .carrying import FOLDER_FILE, is_media, text_in
from .schema import FORMAT, MOST_BYTES, Scenario, convert

_PLACE = re.compile(r"^(?P<what>.*?)(?: - at `\$\.?(?P<field>.*?)`)?$", re.DOTALL)
_LINE = re.compile(r"^(?P<what>.*?) \(at line (?P<line>\d+), column \d+\)$", re.DOTALL)


def read(path: str | PathLike[str]) -> Scenario:
    """The scenario in a file, of the right shape, with the heights that it names; whether its other names
    exist is not looked at."""
    scenario = parse(text_of(path), path)
    if scenario.field.heightmap_file is None:
        return scenario
    from .heightmaps import with_heights

    return with_heights(scenario, path)


def text_of(path: str | PathLike[str]) -> str:
    """The text of a file that is small enough to be a scenario, as UTF-8; of a picture or a film, or of a
    folder of pictures, the text that it carries."""
    try:
        if Path(path).is_dir() and (Path(path) / FOLDER_FILE).is_file():
            path = Path(path) / FOLDER_FILE
        with Path(path).open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise FileError(path, Phrase("cannot be read: {reason}", reason=reason(error))) from None
    except ValueError:
        raise FileError(shorten(fspath(path)), Phrase("is not a path")) from None
    if is_media(content[:512]):
        return text_in(path)
    try:
        return content.decode("utf-8-sig") if len(content) <= MOST_BYTES else "#" * (MOST_BYTES + 1)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FileError(path, Phrase("is not UTF-8 text"), line=line) from None


def parse(text: str, path: str | PathLike[str]) -> Scenario:
    """The scenario that TOML text describes, of the right shape."""
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        raise FileError(
            path, Phrase("is larger than {size} KB, which no scenario needs", size=MOST_BYTES // 1024)
        )
    try:
        document = tomli.loads(text)
    except RecursionError:
        raise FileError(path, Phrase("is nested too deeply")) from None
    except ValueError as error:
        raise _malformed(path, error) from None
    written = document.get("format")
    if isinstance(written, int) and written > FORMAT:
        raise FileError(
            path, Phrase("is of a later Ravine; this one reads {format}", format=FORMAT), field="format"
        )
    try:
        return convert(document)
    except msgspec.ValidationError as error:
        raise _misshapen(path, document, error) from None


def _malformed(path: str | PathLike[str], error: ValueError) -> FileError:
    found = _LINE.match(str(error))
    if found is None:
        return FileError(path, Phrase("is not TOML: {what}", what=tail(str(error))))
    return FileError(path, Phrase("is not TOML: {what}", what=tail(found["what"])), line=int(found["line"]))


def _misshapen(path: str | PathLike[str], document: object, error: msgspec.ValidationError) -> FileError:
    from engine.mismatch import first_mismatch

    told = first_mismatch(document, Scenario)
    if told is not None:
        return FileError(path, told[1], field=shorten(told[0], 160) or None)
    found = _PLACE.match(str(error))
    if found is None:
        return FileError(path, tail(str(error)))
    return FileError(
        path, tail(found["what"]), field=shorten((found["field"] or "").replace("`", "'"), 160) or None
    )
