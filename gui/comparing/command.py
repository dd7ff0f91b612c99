"""`compare`: every optimizer tuned with the same budget, then judged from other starts.

The budget is the number of settings that are tried of each optimizer, and each is trained in full from every
start. By itself the learning rate is tuned (of a rule without one its first number on a logarithmic scale):
values evenly spaced in the logarithm, from a thousandth of the catalogue's default to a thousand times it,
within the parameter's range. The setting with the lowest median final loss is chosen; a run that diverged
counts as infinite loss.
"""

from __future__ import annotations

import argparse
import json
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import InputError, MissingError, OutputError, RangeError
from engine.files import check_writable, reason
from engine.phrase import Phrase

if TYPE_CHECKING:
    from engine.comparing.contest import Contest
    from engine.comparing.verdict import Comparison
    from scenarios.commands.progress import Say
    from scenarios.resolving import Resolved

PICTURE, SUMMARY = "compare.png", "summary.json"


def arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("scenario", help="a scenario's id, the article's figure (L3), a TOML file, or a recording")
    add("--budget", required=True, type=int, metavar="N", help="settings that are tried of each optimizer")
    add("--out", metavar="DIR", help="a folder for table.csv, curves.npz, the picture and JSON")
    add(
        "--optimizers",
        metavar="A,B,…|all",
        help="of the catalogue, with its defaults, instead of the scenario's runs",
    )
    add(
        "--tune",
        action="append",
        default=[],
        metavar="NAME=lo:hi[:log|:complement]",
        help="another range of the learning rate, or another parameter to tune with it: evenly, or evenly"
        " in the logarithm of it or of 1 − NAME",
    )
    add("--starts", type=int, default=None, metavar="N", help="starts of tuning, and of judging; 32")
    add("--seeds", type=int, metavar="N", help="trainings from each start, with noise; 4")
    add("--steps", type=int, help="of each training, instead of the scenario's")
    add("--seed", type=int, help="of starts, settings and noise, instead of the scenario's")
    add("--tolerance", type=float, default=1e-3, help="when a run has arrived; 0.001")
    add("--theme", choices=("dark", "light"), default="dark")
    add("--language", choices=("en", "ru"), default="en")
    add("--json", action="store_true", help="print everything as JSON instead of a table")


def execute(options: argparse.Namespace) -> int:
    from scenarios.commands.progress import stoppable

    resolved, contest = request(options)
    if options.out is not None:
        options.out = _folder(options.out)
    with stoppable() as cancel:
        comparison = _compare(contest, cancel, options.say)
    summary = _summary(comparison, resolved)
    if options.out is not None:
        _write(options, resolved, comparison)
    _tell(options, comparison, summary)
    return 0


def request(options: argparse.Namespace) -> tuple[Resolved, Contest]:
    """What the options ask for; raises InputError before anything is written."""
    from scenarios import load, locate
    from scenarios.comparing import STARTS, Asked, contest_of, parse_range
    from scenarios.resolving import resolve

    if options.seed is not None and not 0 <= options.seed < 2**63:
        raise RangeError(Phrase("seed"), options.seed, 0, 2**63 - 1)
    resolved = resolve(load(options.scenario), locate(options.scenario))
    asked = Asked(
        budget=options.budget,
        optimizers=_ids(options.optimizers),
        tuned=tuple(parse_range(text) for text in options.tune),
        starts=STARTS if options.starts is None else options.starts,
        seeds=options.seeds,
        steps=options.steps,
        seed=options.seed,
        tolerance=options.tolerance,
    )
    return resolved, contest_of(resolved, asked)


def _ids(text: str | None) -> tuple[str, ...]:
    """What is to be compared; nothing for the scenario's own runs."""
    found = tuple(word.strip() for word in (text or "").split(",") if word.strip())
    if text is not None and not found:
        raise InputError(
            Phrase("'{text}' names no optimizer; an example is --optimizers adam,momentum", text=text[:80])
        )
    return found


def _compare(contest: Contest, cancel: threading.Event, say: Say) -> Comparison:
    from engine.comparing.verdict import compare
    from scenarios.commands.progress import progress_bar

    with progress_bar(contest.particle_steps, Phrase("comparing"), True, say) as bar:
        return compare(contest, cancel, bar)


def _summary(comparison: Comparison, resolved: Resolved) -> dict[str, Any]:
    from scenarios.comparison_files import summary_of

    return summary_of(comparison, resolved.scenario.title.en)


def _folder(name: str) -> Path:
    """The folder to write to, made. Raises InputError, and OutputError."""
    if not name:
        # to Path it is the folder where one is
        raise InputError(Phrase("--out needs the name of a folder, and has none"))
    folder = Path(name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            Phrase("cannot make the folder {folder}: {reason}", folder=folder, reason=reason(error))
        ) from None
    check_writable(folder / SUMMARY)
    return folder


def _write(options: argparse.Namespace, resolved: Resolved, comparison: Comparison) -> None:
    import sys

    from scenarios.comparison_files import CURVES, TABLE, write_curves, write_summary, write_table

    write_table(options.out / TABLE, comparison)
    write_curves(options.out / CURVES, comparison, resolved.scenario)
    try:
        from .picture import write_picture

        write_picture(options.out / PICTURE, comparison, resolved.scenario, options.theme, options.language)
    except MissingError as error:
        print(options.say(error.sentence), file=sys.stderr)
    write_summary(options.out / SUMMARY, comparison, resolved.scenario.title.en)


def _tell(options: argparse.Namespace, comparison: Comparison, summary: dict[str, Any]) -> None:
    if options.json:
        print(json.dumps(summary, ensure_ascii=False, indent=2))
        return
    from .report import report

    print(report(comparison, options.language))
    if options.out is not None:
        print(f"\n{options.out}")
