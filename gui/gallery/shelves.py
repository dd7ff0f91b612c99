"""Which scenarios stand under which heading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from scenarios.library import GROUPS, SHIPPED, Entry

RECENT, YOURS = "recent", "yours"
ORDER = (RECENT, YOURS, *GROUPS)


def name_of(entry: Entry) -> str:
    """What a scenario is remembered by: ours by id, a person's own by its path."""
    return entry.id if SHIPPED in entry.path.parents else str(entry.path)


def shelves(
    listed: Iterable[Entry], recent: Sequence[str], described: Iterable[Entry] = ()
) -> dict[str, list[Entry]]:
    """Entries by heading, in the order in which headings come.

    described: files that are remembered but stand in no folder of ours.
    """
    listed = list(listed)
    known = {name_of(entry): entry for entry in (*described, *listed)}
    found: dict[str, list[Entry]] = {heading: [] for heading in ORDER}
    found[RECENT] = [known[name] for name in recent if name in known]
    for entry in listed:
        found[entry.group if SHIPPED in entry.path.parents else YOURS].append(entry)
    return found


def unknown(listed: Iterable[Entry], recent: Sequence[str]) -> list[Path]:
    """Files that are remembered and that nobody has read yet."""
    known = {name_of(entry) for entry in listed}
    return [Path(name) for name in recent if name not in known and Path(name).is_absolute()]
