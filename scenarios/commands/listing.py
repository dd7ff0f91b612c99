"""`list`: what there is, as tables or as JSON."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from typing import Any

from engine.errors import UnknownNameError
from engine.phrase import Phrase

from .table import table

KINDS = ("optimizers", "landscapes", "curves", "signals", "scenarios")

_RUSSIAN = {
    "optimizer": "оптимизатор", "landscape": "ландшафт", "curve": "кривая", "signal": "сигнал",
    "scenario": "сценарий", "group": "группа", "figure": "рисунок", "title": "заголовок",
    "name": "название", "parameters": "параметры",
}  # fmt: skip
"""What stands over the columns."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", nargs="?", metavar="KIND", help=_help())
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    parser.add_argument("--language", choices=("en", "ru"), default="en", help="of everything that is said")


def _help() -> Phrase:
    return Phrase("{names}; all if left out", names=", ".join(KINDS))


def execute(options: argparse.Namespace) -> int:
    if options.kind is not None and options.kind not in KINDS:
        raise UnknownNameError(Phrase("list"), options.kind, KINDS)
    kinds = KINDS if options.kind is None else (options.kind,)
    found = {kind: _ENTRIES[kind]() for kind in kinds}
    if options.json:
        shown = found if options.kind is None else found[options.kind]
        print(json.dumps(shown, ensure_ascii=False, indent=2))
        return 0
    print("\n\n".join(_as_table(kind, entries, options.language) for kind, entries in found.items()))
    return 0


def _as_table(kind: str, entries: list[dict[str, Any]], language: str) -> str:
    if kind == "scenarios":
        shown = [(e["id"], e["group"], e["figure"] or "", e["title"][language]) for e in entries]
        return table(_head(("scenario", "group", "figure", "title"), language), shown)
    rows = [(e["id"], e["name"][language], ", ".join(e["parameters"])) for e in entries]
    return table(_head((kind.rstrip("s"), "name", "parameters"), language), rows)


def _head(words: tuple[str, ...], language: str) -> tuple[str, ...]:
    return tuple(_RUSSIAN[word] for word in words) if language == "ru" else words


def _optimizers() -> list[dict[str, Any]]:
    from engine import list_ids, load_optimizer

    found = []
    for name in list_ids("optimizers"):
        entry = load_optimizer(name)
        found.append({**_common(name, entry), "states": list(entry.rule.states), "rule": entry.rule.text})
    return found


def _landscapes() -> list[dict[str, Any]]:
    from engine import list_ids, load_landscape

    found = []
    for name in list_ids("landscapes"):
        entry = load_landscape(name)
        found.append({**_common(name, entry), "domain": list(entry.domain), "formula": entry.formula.text})
    return found


def _curves() -> list[dict[str, Any]]:
    from engine import list_ids, load_curve

    found = []
    for name in list_ids("curves"):
        entry = load_curve(name)
        found.append({**_common(name, entry), "span": list(entry.span), "formula": entry.formula.text})
    return found


def _signals() -> list[dict[str, Any]]:
    from engine import list_ids, load_signal

    found = []
    for name in list_ids("signals"):
        entry = load_signal(name)
        found.append({**_common(name, entry), "epochs": entry.epochs, "formula": entry.formula.text})
    return found


def _scenarios() -> list[dict[str, Any]]:
    from scenarios import list_scenarios

    return [
        {
            "id": entry.id,
            "group": entry.group,
            "figure": entry.figure,
            "title": {"en": entry.title.en, "ru": entry.title.ru},
            "caption": {"en": entry.caption.en, "ru": entry.caption.ru},
            "path": str(entry.path),
        }
        for entry in list_scenarios(refused=lambda error: print(f"left out: {error}", file=sys.stderr))
    ]


def _common(name: str, entry: Any) -> dict[str, Any]:
    parameters = {
        p.name: {"default": p.default, "low": p.low, "high": p.high, "scale": p.scale, "en": p.en, "ru": p.ru}
        for p in entry.parameters
    }
    return {"id": name, "name": dict(entry.name), "source": entry.source["en"], "parameters": parameters}


_ENTRIES: dict[str, Callable[[], list[dict[str, Any]]]] = {
    "optimizers": _optimizers,
    "landscapes": _landscapes,
    "curves": _curves,
    "signals": _signals,
    "scenarios": _scenarios,
}
