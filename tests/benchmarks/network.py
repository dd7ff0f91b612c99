"""Small networks trained by Ravine and by PyTorch on the processor: python -m tests.benchmarks.network

Prints microseconds of processor time for one step of one network, under Adam: a network alone, and 64 at
once. PyTorch is run as one trains a network, and as one would train 64 together: with batched matrix products
and one optimizer for all. Both use one thread, so that other work on the machine blurs less.

--torch PYTHON: an interpreter that has PyTorch; without it only Ravine is measured.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import time
from collections.abc import Callable

HIDDEN = (16, 16)
POINTS = 200
SEEDS = 64
CASES = [(dtype, batch) for dtype in ("float32", "float64") for batch in (POINTS, 20)]

TORCH = """
import json, sys, time, torch
torch.set_num_threads(1)
points, seeds, cases = json.loads(sys.argv[1])

def spent(step, times):
    for _ in range(5):
        step()
    best = 1e9
    for _ in range(3):
        begin = time.process_time()
        for _ in range(times):
            step()
        best = min(best, (time.process_time() - begin) / times)
    return best * 1e6

def alone(dtype, batch):
    x, y = torch.randn(batch, 2, dtype=dtype), torch.randint(0, 2, (batch,))
    model = torch.nn.Sequential(torch.nn.Linear(2, 16), torch.nn.Tanh(), torch.nn.Linear(16, 16),
                                torch.nn.Tanh(), torch.nn.Linear(16, 2)).to(dtype)
    adam = torch.optim.Adam(model.parameters(), lr=0.01)
    def step():
        adam.zero_grad()
        torch.nn.functional.cross_entropy(model(x), y).backward()
        adam.step()
    return spent(step, 100)

def together(dtype, batch):
    layers = []
    for a, b in ((2, 16), (16, 16), (16, 2)):
        layers.append(torch.randn(seeds, a, b, dtype=dtype).requires_grad_())
        layers.append(torch.zeros(seeds, 1, b, dtype=dtype).requires_grad_())
    x = torch.randn(seeds, batch, 2, dtype=dtype)
    y = torch.randint(0, 2, (seeds * batch,))
    adam = torch.optim.Adam(layers, lr=0.01)
    def step():
        adam.zero_grad()
        h = torch.tanh(torch.baddbmm(layers[1], x, layers[0]))
        h = torch.tanh(torch.baddbmm(layers[3], h, layers[2]))
        said = torch.baddbmm(layers[5], h, layers[4]).reshape(-1, 2)
        (torch.nn.functional.cross_entropy(said, y, reduction="sum") / batch).backward()
        adam.step()
    return spent(step, 20) / seeds

found = [(alone(getattr(torch, d), b), together(getattr(torch, d), b)) for d, b in cases]
print(json.dumps([torch.__version__, found]))
"""


def spent(work: Callable[[], object], steps: int) -> float:
    """Microseconds of processor time for a step, the best of three."""
    best = 1e9
    for _ in range(3):
        begin = time.process_time()
        work()
        best = min(best, (time.process_time() - begin) / steps)
    return best * 1e6


def ours(dtype: str, batch: int, networks: int) -> float:
    """Of one network among so many."""
    import engine
    from engine.networks import Training
    from engine.networks.task import task

    what = task("spirals", hidden=HIDDEN, networks=networks, batch=None if batch == POINTS else batch)
    one = Training(engine.load_optimizer("adam"), what, epochs=10_000, dtype=dtype, threads=1)
    one.advance(1)
    epochs = max(1, 4000 // networks // one.updates)
    return spent(lambda: one.advance(epochs), epochs * one.updates * networks)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--torch", metavar="PYTHON", help="an interpreter that has PyTorch")
    options = parser.parse_args()
    theirs: list[list[float]] = []
    version = "not measured"
    if options.torch:
        said = subprocess.run(
            [options.torch, "-c", TORCH, json.dumps([POINTS, SEEDS, CASES])],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        version, theirs = json.loads(said.stdout)
    layers = " → ".join(str(units) for units in (2, *HIDDEN, 2))
    print(f"{layers}, tanh, Adam, {POINTS} points; µs of one thread for a step of one network")
    print(f"PyTorch {version}")
    print(f"{'':20}{'alone':>10}{'PyTorch':>10}{'':>8}{f'{SEEDS} at once':>12}{'PyTorch':>10}")
    for number, (dtype, batch) in enumerate(CASES):
        own = ours(dtype, batch, 1), ours(dtype, batch, SEEDS)
        row = f"{f'{dtype}, batch {batch}':20}"
        for mine, other in zip(own, theirs[number] if theirs else (None, None), strict=True):
            row += f"{mine:10.1f}"
            row += f"{other:10.1f}{f'×{other / mine:.1f}':>8}" if other is not None else f"{'–':>10}{'':>8}"
        print(row)


if __name__ == "__main__":
    main()
