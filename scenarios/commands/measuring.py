"""`bench`: how fast the engine is, side by side with what is installed of C, CUDA C++, optax and torch."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from typing import Any

from engine.phrase import Phrase

from .progress import progress_bar

Table = Callable[[dict[str, Any], Callable[[str], str]], str]


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--quick", action="store_true", help="fewer particles and rounds")
    parser.add_argument(
        "--backend",
        choices=("cpu", "cuda"),
        default="cpu",
        help="the processor's kernels, or the NVIDIA device's",
    )
    parser.add_argument("--language", choices=("en", "ru"), default="en", help="of everything that is said")


def execute(options: argparse.Namespace) -> int:
    measure, table = _device() if options.backend == "cuda" else _processor()
    with progress_bar(1, Phrase("measuring"), say=options.say) as bar:
        result = measure(options.quick, lambda label, done, total: bar(done / max(1, total)))
    print(json.dumps(result, indent=2) if options.json else table(result, options.say))
    return 0


def _processor() -> tuple[Callable[..., dict[str, Any]], Table]:
    from engine import benchmark

    return benchmark.measure, benchmark.table


def _device() -> tuple[Callable[..., dict[str, Any]], Table]:
    from engine import cuda
    from engine.benchmark import on_device

    cuda.toolkit()
    return on_device.measure_device, on_device.device_table
