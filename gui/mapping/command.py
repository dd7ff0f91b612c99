"""`map`: what becomes of every starting point or hyperparameter, as data, a picture and a summary."""

from __future__ import annotations

import argparse
import json
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import Cancelled, InputError, MissingError, RangeError
from engine.files import replacing
from engine.phrase import Phrase

if TYPE_CHECKING:
    from engine.bulk.store import MapStore
    from engine.bulk.study import Study
    from scenarios.map_schema import MapSpec
    from scenarios.resolving import Resolved
    from scenarios.schema import Scenario

COLOURS = ("basin", "steps", "loss", "distance", "excursion", "outcome", "visited", "success")
STATISTICS = ("median", "mean", "q10", "q25", "q75", "q90")
INTERRUPTED = 130


def arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("scenario", help="a scenario's id, the article's figure (L3), a TOML file, or a recording")
    add("--out", required=True, type=Path, metavar="DIR", help="a new folder, or one to go on with")
    for side in ("x", "y"):
        add(
            f"--{side}",
            metavar="AXIS=lo:hi[:log]",
            help="start.x, start.y, a parameter (eta, or RUN.eta by the run's label), landscape.NAME or"
            " noise.sigma; the scenario's own map or the starts if left out",
        )
    add("--size", type=_size, metavar="WxH", help="pixels; 800 across if left out")
    add("--steps", type=int, help="of each pixel's simulation, instead of the scenario's")
    add("--run", metavar="LABEL", help="the run that the map is of; the first if left out")
    add(
        "--color",
        "--colour",
        dest="colour",
        choices=COLOURS,
        help="what the picture shows; as in the scenario's own map, or the basins, if left out",
    )
    add(
        "--measure",
        default=None,
        metavar="NAMES",
        help="distance, excursion, visited, or none; distance if left out",
    )
    add(
        "--seeds",
        type=int,
        help="simulate each pixel with so many seeds, for statistics; as in the scenario's own map, or 1, if"
        " left out",
    )
    add("--statistic", choices=STATISTICS, help="with --seeds, what of loss or steps the picture shows")
    add("--seed", type=int, help="the first seed, instead of the scenario's")
    add("--dtype", choices=("float32", "float64"), help="instead of the scenario's")
    add(
        "--backend",
        choices=("cpu", "cuda", "auto"),
        default="auto",
        help="what computes: the processor, an NVIDIA device, or whichever is sooner done",
    )
    add("--workers", type=int, metavar="N", help="use so many processes of a cluster made here")
    add("--scheduler", metavar="ADDRESS", help="use a cluster that is there, such as tcp://host:8786")
    add("--theme", choices=("dark", "light"), default="dark")
    add("--language", choices=("en", "ru"), default="en")
    add("--json", action="store_true", help="print the summary as JSON")


def execute(options: argparse.Namespace) -> int:
    from scenarios.commands.progress import stoppable

    asked = request(options)
    with stoppable() as cancel:
        return _make(options, asked, cancel)


@dataclass(frozen=True, eq=False)
class Request:
    """A map that is asked for: of what, over which axes, and how it is shown."""

    resolved: Resolved
    spec: MapSpec
    study: Study
    colour: str

    def scenario(self) -> Scenario:
        """The scenario with this map in it, which is what the picture carries: with as many of its seeds as a
        scenario's map may have."""
        from msgspec.structs import replace

        from scenarios.map_schema import MOST_SEEDS

        shown = replace(self.spec, colour=self.colour, seeds=min(self.study.seeds, MOST_SEEDS))
        view = replace(self.resolved.scenario.view, map=shown)
        return replace(self.resolved.scenario, view=view)


def request(options: argparse.Namespace) -> Request:
    """What the options ask for, and where they say nothing the scenario's own map; raises InputError before
    anything is written."""
    import msgspec

    from engine.bulk.study import MOST_SEEDS, MOST_STEPS
    from scenarios import load, locate
    from scenarios.resolving import resolve

    scenario = load(options.scenario)
    for name, value, low, high in (
        ("steps", options.steps, 1, MOST_STEPS),
        ("seeds", options.seeds, 1, MOST_SEEDS),
        ("seed", options.seed, 0, 2**63 - 1),
        ("workers", options.workers, 1, 1024),
    ):
        if value is not None and not low <= value <= high:
            raise RangeError(name, value, low, high)
    changes = {"seed": options.seed, "dtype": options.dtype}
    playback = msgspec.structs.replace(
        scenario.playback, **{name: value for name, value in changes.items() if value is not None}
    )
    scenario = msgspec.structs.replace(scenario, playback=playback)
    resolved = resolve(scenario, locate(options.scenario))
    spec = _spec(options, resolved)
    study = _study(options, resolved, spec)
    return Request(resolved, spec, study, _colour(options, spec, study))


def _spec(options: argparse.Namespace, resolved: Resolved) -> MapSpec:
    from scenarios.map_request import choose_run, parse_axis
    from scenarios.map_schema import AxisSpec, MapSpec

    own = resolved.scenario.view.map
    x0, x1, y0, y1 = resolved.rectangle
    axes = [
        parse_axis(text) if text is not None else default
        for text, default in (
            (options.x, own.x if own is not None else AxisSpec("start.x", x0, x1)),
            (options.y, own.y if own is not None else AxisSpec("start.y", y0, y1)),
        )
    ]
    number, (x, y) = choose_run(resolved, axes, options.run, own.run if own is not None else 0)
    shown = MapSpec(x, y) if own is None else own
    return MapSpec(
        x,
        y,
        colour=options.colour or shown.colour,
        run=number,
        steps=options.steps or shown.steps,
        seeds=shown.seeds,
        statistic=options.statistic or shown.statistic,
    )


def _colour(options: argparse.Namespace, spec: MapSpec, study: Study) -> str:
    colour = spec.colour
    if colour == "success" and study.seeds == 1:
        if options.colour is None:
            # the scenario's own colour, without its noise: of a single seed it says where this converged
            return "outcome"
        raise InputError(Phrase("the share of seeds that converged is known of several --seeds only"))
    if options.statistic is not None and (study.seeds == 1 or colour not in ("loss", "steps")):
        raise InputError(
            Phrase("--statistic is of the loss or the steps of several --seeds: add --color loss or steps")
        )
    return colour


def _study(options: argparse.Namespace, resolved: Resolved, spec: MapSpec) -> Study:
    from scenarios.studying import study_of

    words = "distance" if options.measure is None else options.measure
    measures = {word.strip() for word in words.split(",") if word.strip() not in ("", "none")}
    if spec.colour in ("distance", "excursion", "visited"):
        measures.add(spec.colour)
    size = options.size or _size_for(spec)
    study = study_of(resolved, spec.run, spec.x, spec.y, size, steps=spec.steps, measures=measures)
    if options.seeds is None:
        return study.replaced(seeds=spec.seeds if study.noisy else 1)
    if options.seeds > 1 and not study.noisy:
        raise InputError(Phrase("without noise all seeds give the same map; leave --seeds out"))
    return study.replaced(seeds=options.seeds)


def _size_for(spec: MapSpec) -> tuple[int, int]:
    """Square pixels where both axes are starts."""
    from scenarios.mapping import START

    if {spec.x.name, spec.y.name} != set(START):
        return 800, 640
    height = 800 * (spec.y.high - spec.y.low) / (spec.x.high - spec.x.low)
    return 800, round(min(max(height, 200), 1600))


def _make(options: argparse.Namespace, asked: Request, cancel: threading.Event) -> int:
    import time

    from engine.bulk.choosing import traits
    from engine.bulk.production import produce
    from engine.bulk.store import MapStore
    from gui.mapping.foretelling import warnings_of
    from gui.mapping.workshops import place_of, workshop_of
    from scenarios.commands.progress import progress_bar

    for sentence in warnings_of(asked.study, options.out):
        print(_in_language(sentence, options.language), file=sys.stderr)
    place = place_of(options, asked.study)
    started = time.perf_counter()
    with (
        workshop_of(options, asked.study, place) as workshop,
        MapStore(options.out, asked.study, traits(place)) as store,
    ):
        missing = store.missing()
        todo = sum(unit.pixels for unit in missing) * asked.study.steps * asked.study.seeds
        try:
            total, what = asked.study.particle_steps, Phrase("mapping")
            with progress_bar(total, what, True, options.say) as bar:
                produce(store, missing, workshop, cancel, bar)
        except Cancelled:
            left = len(store.missing())
            print(_stopped(options, left), file=sys.stderr)
            return INTERRUPTED
        seconds = time.perf_counter() - started
        summary = _finish(options, asked, store)
    _tell(options, summary, todo, seconds)
    return 0


def _stopped(options: argparse.Namespace, left: int) -> str:
    sentence = Phrase(
        "stopped on request; the same command goes on with the {left} parts that are left", left=left
    )
    return _in_language(sentence, options.language)


def _in_language(sentence: Phrase, language: str) -> str:
    if language == "en":
        return sentence
    from gui.translations import sentence as in_language

    return in_language(sentence, language)


def _finish(options: argparse.Namespace, asked: Request, store: MapStore) -> dict[str, Any]:
    """The summary and the picture beside the data."""
    from scenarios.map_summary import Survey, summary_of

    survey = Survey(store)
    run = asked.resolved.runs[asked.spec.run]
    summary = summary_of(survey, asked.resolved.scenario.title.en, run.label.en)
    try:
        from gui.mapping.picture import write_picture

        summary["picture"] = write_picture(
            options.out / "map.png", asked, store, survey, options.theme, options.language
        )
    except MissingError as error:
        summary["picture"] = None
        print(options.say(error.sentence), file=sys.stderr)
    with replacing(options.out / "summary.json") as file:
        file.write(json.dumps(summary, ensure_ascii=False, indent=2).encode())
    return summary


def _tell(options: argparse.Namespace, summary: dict[str, Any], todo: int, seconds: float) -> None:
    rate = todo / seconds if todo else 0.0
    if options.json:
        print(
            json.dumps(
                {**summary, "seconds": seconds, "steps_per_second": rate}, ensure_ascii=False, indent=2
            )
        )
        return
    from gui.mapping.report import report

    print(report(summary, options.out, options.language))
    if todo:
        pace = Phrase(
            "{steps:.3g} particle-steps in {seconds:.1f} s, {rate:.3g} a second",
            steps=todo,
            seconds=seconds,
            rate=rate,
        )
        print(options.say(pace), file=sys.stderr)


def _size(text: str) -> tuple[int, int]:
    width, cross, height = text.partition("x")
    if not (cross and width.isdecimal() and height.isdecimal() and len(text) <= 15):
        raise argparse.ArgumentTypeError(f"'{text[:20]}' is not a size such as 1920x1080")
    return int(width), int(height)
