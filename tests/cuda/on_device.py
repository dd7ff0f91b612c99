"""What is tried on the simulator, on a device: python -m tests.cuda.on_device [--only WORDS] [--out FILE].

Each check runs in one of as many processes as there are cores, since compilers take the most of it. Prints
what was worst of each kind of check, every failure, and fails where there was any. Needs the extra `cuda` and
a device (or the simulator, where a few checks are named).
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import sys
import time
import traceback
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Any

from engine import cuda
from engine.catalogue import list_ids

from . import simulated, simulated_arithmetic, simulated_maps
from .simulated_arithmetic import landscapes, rules, rules_on_processor, signals

TOLERANCE = 1e-12
MAGNIFIED = {"cocob": 1e-11}
"""Rules in which rounding grows: NumPy, which rounds products and sums apart, is farther from a device."""

MOVING = ("by t, frames",)
"""Yes only for particles at rest, which these are not."""

WHOLE: dict[str, Callable[[Any], bool]] = {
    "images": lambda found: found["drawn"] > 0 and found["density"] == found["codes"] == found["which"] == 0,
    "stopping": lambda found: found["stopped"] == found["expected"] and max(distances(found)) <= TOLERANCE,
    "too_large": lambda found: "on the device" in found,
}
"""What an answer is to be that is not all differences."""

WAYS = ("beginnings", "cuts", "cancelled", "too_large")

Task = tuple[str, Callable[..., Any], tuple[Any, ...]]


def tasks() -> Iterator[Task]:
    """Every check with its name, the longest first."""
    for name in simulated_maps.studies():
        yield f"maps: {name}", simulated_maps.beside, ([name],)
    for name in list_ids("optimizers"):
        yield f"rules beside NumPy: {name}", rules, ([name],)
        yield f"rules beside the processor's kernels: {name}", rules_on_processor, ([name],)
    for name in list_ids("landscapes"):
        yield f"landscapes: {name}", landscapes, ([name],)
    for name in list_ids("signals"):
        yield f"signals: {name}", signals, ([name],)
    known = {rules, rules_on_processor, simulated_arithmetic.fields, simulated.device}
    for check in simulated.CHECKS:
        if check not in known:
            yield f"runs: {check.__name__}", check, ()
    for check in simulated_maps.CHECKS:
        if check.__name__ in WAYS:
            yield f"ways: {check.__name__}", check, ()


def tried(check: Callable[..., Any], given: tuple[Any, ...]) -> Any:
    warnings.simplefilter("ignore")
    try:
        return check(*given)
    except Exception:
        return {"failed": traceback.format_exc(limit=-4).splitlines()}


def distances(found: Any) -> Iterator[float]:
    """What in an answer is a difference, or is a yes that should be one."""
    if isinstance(found, dict) and isinstance(found.get("apart"), dict):
        yield from found["apart"].values()
    elif isinstance(found, dict):
        for name, value in found.items():
            if name not in MOVING:
                yield from distances(value)
    elif isinstance(found, list):
        for value in found:
            yield from distances(value)
    elif isinstance(found, bool):
        yield 0.0 if found else float("inf")
    elif isinstance(found, float):
        yield found


def holds(name: str, found: Any) -> bool:
    if isinstance(found, dict) and "failed" in found:
        return False
    kind, _, of = name.partition(": ")
    if of in WHOLE:
        return WHOLE[of](found)
    if kind == "maps":
        return all(far <= (1e-4 if "float32" in of else TOLERANCE) for far in distances(found))
    return all(far <= MAGNIFIED.get(of, TOLERANCE) for far in distances(found))


def report(found: dict[str, Any]) -> bool:
    kinds: dict[str, list[str]] = defaultdict(list)
    for name in found:
        kinds[name.partition(": ")[0]].append(name)
    bad = [name for name in found if not holds(name, found[name])]
    for kind, names in kinds.items():
        far = [(max(distances(found[name]), default=0.0), name) for name in names if name not in bad]
        worst, where = max(far, default=(0.0, "none"))
        same = sum(one == 0 for one, _ in far)
        count = f"{len(names)} checks, {len(far)} hold, {same} of them to the bit"
        print(f"{kind}: {count}; worst {worst:.2g} ({where})")
    for name in bad:
        print(f"FAILED {name}: {found[name]}")
    return not bad


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="checks whose names hold this")
    parser.add_argument("--out", type=Path, help="a file for all that was found, as JSON")
    options = parser.parse_args()
    chosen = [task for task in tasks() if options.only in task[0]]
    began, found = time.perf_counter(), {}
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(os.cpu_count() or 1, len(chosen)), mp_context=context) as pool:
        waiting = {pool.submit(tried, check, given): name for name, check, given in chosen}
        for done in as_completed(waiting):
            found[waiting[done]] = done.result()
            if options.out is not None:
                options.out.write_text(json.dumps(found, indent=1, default=str))
    print(f"{cuda.find()}\n{len(found)} checks in {time.perf_counter() - began:.0f} s")
    return 0 if report(found) else 1


if __name__ == "__main__":
    sys.exit(main())
