"""`bench`: how fast the engine is, side by side with what is installed of C, optax and torch."""

from __future__ import annotations

import argparse
import json

from .progress import progress_bar


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--quick", action="store_true", help="fewer particles and rounds")


def execute(options: argparse.Namespace) -> int:
    from engine import benchmark

    with progress_bar(1, "measuring") as bar:
        result = benchmark.measure(options.quick, lambda label, done, total: bar(done / max(1, total)))
    print(json.dumps(result, indent=2) if options.json else benchmark.table(result))
    return 0
