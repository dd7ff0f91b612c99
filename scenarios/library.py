"""Which scenarios there are: ours by group, then those in the person's own data folder. No registration."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.errors import FileError, UnknownNameError
from engine.personal import data_folder
from engine.phrase import Phrase

from .reading import read
from .schema import Text

SHIPPED = Path(__file__).parent
GROUPS = ("lessons", "momentum", "adaptive", "signals", "landscapes", "swarms", "maps", "networks")
DEFAULT = "everyone_from_one_point"


@dataclass(frozen=True)
class Entry:
    """One scenario file as a list shows it. `id` is the file's stem."""

    id: str
    path: Path
    group: str
    title: Text
    caption: Text
    figure: str | None


def list_scenarios(refused: Callable[[FileError], object] | None = None) -> list[Entry]:
    """Every readable scenario, by group and then by id.

    A person's own unreadable file is left out and told to `refused`; ours are never unreadable.
    """
    found = []
    for path, own in _paths():
        try:
            scenario = read(path)
        except FileError as error:
            if not own:
                raise
            if refused is not None:
                refused(error)
            continue
        found.append(
            Entry(path.stem, path, scenario.group, scenario.title, scenario.caption, scenario.figure)
        )
    return sorted(found, key=lambda entry: (GROUPS.index(entry.group), entry.id))


def find(name: str) -> Path:
    """The file of a scenario given by id or by the article's figure ("L3"), letter case aside.

    Raises UnknownNameError with the nearest names.
    """
    paths = {path.stem: path for path, _ in _paths()}
    if name in paths:
        return paths[name]
    wanted = name.casefold().replace("-", "_")
    for stem, path in paths.items():
        if stem.casefold() == wanted:
            return path
    for entry in list_scenarios():
        if entry.figure and entry.figure.casefold() == wanted:
            return entry.path
    raise UnknownNameError(Phrase("scenario"), name, sorted(paths))


def own_folder() -> Path:
    """Where a person's own scenarios are looked for; it need not exist."""
    return data_folder() / "scenarios"


def _paths() -> Iterator[tuple[Path, bool]]:
    for group in GROUPS:
        for path in sorted((SHIPPED / group).glob("*.toml")):
            yield path, False
    own = own_folder()
    if own.is_dir():
        for path in sorted(own.rglob("*.toml")):
            yield path, True
