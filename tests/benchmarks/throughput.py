"""Particle-steps per second beside C, optax and torch.

`python tests/benchmarks/throughput.py [--quick] [--json]` prints what `main.py bench` prints.
"""

from __future__ import annotations

import argparse
import json
import sys

from engine import benchmark


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer particles and rounds")
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout")
    options = parser.parse_args()

    def progress(label: str, done: int, total: int) -> None:
        print(f"\r{done}/{total} {label:<30}", end="\n" if done == total else "", file=sys.stderr, flush=True)

    result = benchmark.measure(quick=options.quick, progress=progress)
    print(json.dumps(result) if options.json else benchmark.table(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
