"""`run`: simulate a scenario without a window and keep what happened."""

from __future__ import annotations

import argparse
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from engine.errors import InputError, RangeError
from engine.files import check_writable
from engine.phrase import Phrase

from .progress import Say, progress_bar, shifted, stoppable

if TYPE_CHECKING:
    from engine.simulation import Result
    from scenarios.building import Where
    from scenarios.resolving import Resolved

HISTORY_BYTES = 256 * 2**20
"""Without --every, frames are thinned until the recorded history is no larger than this."""

CSV_ROWS = 1_000_000
"""Without --every, frames are thinned until a CSV file has no more rows than this."""

_ENDINGS = (".npz", ".csv", ".parquet")

BULK = 500_000_000
"""Particle-steps between two frames from which the fused kernels repay their compilation."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("scenario", help="a scenario's id, the article's figure (L3), or a TOML file")
    parser.add_argument("--out", required=True, type=Path, metavar="FILE", help="FILE.npz, .csv or .parquet")
    parser.add_argument("--steps", type=int, help="instead of the scenario's number of steps")
    parser.add_argument("--seed", type=int, help="instead of the scenario's seed")
    parser.add_argument("--every", type=int, help="keep every N-th frame; all of them if they are few")
    parser.add_argument(
        "--backend",
        choices=("cpu", "cuda", "auto"),
        default="auto",
        help="what steps: the processor, an NVIDIA device, or whichever is sooner done",
    )
    parser.add_argument("--language", choices=("en", "ru"), default="en", help="of everything that is said")


def execute(options: argparse.Namespace) -> int:
    from scenarios import load, locate
    from scenarios.resolving import resolve

    from .networks import check_asked, train_and_write

    if options.out.suffix.lower() not in _ENDINGS:
        raise InputError(Phrase("{out} ends neither in .npz nor in .csv or .parquet", out=options.out))
    if options.out.suffix.lower() == ".parquet":
        from .parquet import check_library

        check_library()
    scenario = load(options.scenario)
    changes = {"steps": options.steps, "seed": options.seed}
    _check("steps", options.steps, 1, 10_000_000)
    _check("seed", options.seed, 0, 2**63 - 1)
    playback = msgspec.structs.replace(
        scenario.playback, **{name: value for name, value in changes.items() if value is not None}
    )
    _check("every", options.every, 1, playback.steps)
    path = locate(options.scenario)
    # what its lesson and its shots say of later steps is no reason to refuse fewer
    resolved = resolve(msgspec.structs.replace(scenario, playback=playback), path, resolve(scenario, path))
    if resolved.is_network:
        check_asked(options.out, options.backend)
        check_writable(options.out)
        print(train_and_write(resolved, options.out, options.every or 1, options.language, options.say))
        return 0
    check_writable(options.out)
    every = options.every or _spacing(resolved, options.out.suffix.lower() == ".csv")
    with stoppable() as cancel:
        results = simulate_all(resolved, every, cancel, options.backend, options.say)
    _write(options.out, resolved, results)
    print(_summary(resolved, results, every, options))
    return 0


def simulate_all(
    resolved: Resolved, every: int, cancel: threading.Event, backend: Where = "auto", say: Say = str
) -> list[Result]:
    """One result for each run of the scenario, told on the error stream while it is made."""
    from engine import memory
    from engine.simulation import frame_steps, record
    from scenarios.building import build_runs, run_memory

    steps = resolved.scenario.playback.steps
    frames = len(frame_steps(steps, every))
    kept = frames * frame_memory(resolved)
    memory.require(Phrase("this scenario with {frames:,} frames", frames=frames), kept + run_memory(resolved))
    particles = max(counts(resolved))
    runs = build_runs(resolved, "fused" if particles * every >= BULK else "split", backend)
    with progress_bar(len(runs) * steps, Phrase("simulating"), say=say) as bar:
        return [record(run, steps, every, shifted(bar, i * steps), cancel) for i, run in enumerate(runs)]


def counts(resolved: Resolved) -> list[int]:
    """The number of particles of each run."""
    from scenarios.building import run_count

    return [run_count(run) for run in resolved.runs]


def frame_memory(resolved: Resolved) -> int:
    """Bytes of one recorded frame of all runs."""
    from engine import memory

    size = 4 if resolved.scenario.playback.dtype == "float32" else 8
    dims = 1 if resolved.is_signal else 2
    return sum(
        memory.frame_bytes(count, dims, len(run.optimizer.rule.states), size)
        for count, run in zip(counts(resolved), resolved.runs, strict=True)
    )


def _spacing(resolved: Resolved, as_rows: bool) -> int:
    steps = resolved.scenario.playback.steps
    most = max(1, HISTORY_BYTES // frame_memory(resolved))
    if as_rows:
        most = min(most, max(1, CSV_ROWS // sum(counts(resolved))))
    return max(1, -(-steps // most))


def _write(path: Path, resolved: Resolved, results: list[Result]) -> None:
    from .parquet import write_parquet
    from .tabular import write_csv, write_npz

    write = {".npz": write_npz, ".csv": write_csv, ".parquet": write_parquet}[path.suffix.lower()]
    write(path, resolved, results)


def _summary(resolved: Resolved, results: list[Result], every: int, options: argparse.Namespace) -> str:
    from .closing import closing_table, of_kept_frames

    frames = len(results[0].steps)
    written = (
        Phrase("{path}: {frames} frames, one in {every}", path=options.out, frames=frames, every=every)
        if every > 1
        else Phrase("{path}: {frames} frames", path=options.out, frames=frames)
    )
    told = closing_table(resolved, results, options.language, options.say)
    if every > 1:
        told += f"\n{options.say(of_kept_frames(resolved))}"
    return f"{told}\n\n{options.say(written)}"


def _check(name: str, value: int | None, low: int, high: int) -> None:
    if value is not None and not low <= value <= high:
        raise RangeError(name, value, low, high)
