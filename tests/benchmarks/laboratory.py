"""A slider held in the laboratory: what a new picture costs the window's thread.

`python tests/benchmarks/laboratory.py [--runs N] [--epochs N] [--seconds S] [--json]`. The whole window at
1920×1080, software rendering, no display needed. A parameter of one run, then the period of the signal, is
turned every 16 ms as a held slider does; what the window's thread spends on each new set of columns is
measured from taking them up to the end of painting: building the lanes, drawing the curves, and painting what
has changed. It is processor time of that thread, so that what else the machine does is not counted.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

SIZE = (1920, 1080)
HELD = 0.016
ALLOWED_MS = 16.0

SCENARIO = """
format = 1
title = {{ en = "Bench", ru = "Bench" }}
caption = {{ en = "Bench", ru = "Bench" }}
group = "signals"
field = {{ signal = "rectangles", parameters = {{ period = 150, width = 50 }} }}
playback = {{ steps = {epochs} }}
"""


def scenario(runs: int, epochs: int) -> Any:
    import scenarios

    text = SCENARIO.format(epochs=epochs)
    for k in range(runs):
        gamma = 0.5 + 0.49 * k / max(runs - 1, 1)
        text += f'[[runs]]\noptimizer = "momentum"\nparameters = {{ eta = 0.01, gamma = {gamma:.4f} }}\n'
    return scenarios.loads(text)


def measure(runs: int, epochs: int, seconds: float) -> dict[str, Any]:
    from gui.stage import raster
    from gui.theme import apply_theme
    from gui.window import Window

    app = QApplication.instance() or QApplication([])
    apply_theme(app, "dark")
    raster.wait()
    window = Window("dark", "en")
    window.resize(*SIZE)
    window.show()
    window.open(scenario(runs, epochs))
    laboratory, session = window.laboratory, window.session

    def wait(condition: Any) -> None:
        until = time.perf_counter() + 120
        while not condition():
            app.processEvents()
            assert time.perf_counter() < until, "the laboratory did not come up"

    wait(lambda: laboratory.view is not None and laboratory.view.isVisible() and laboratory._columns)
    session.pause()
    wait(lambda: session.frame is not None and session.frame.compiled)
    costs: dict[str, list[float]] = {}
    for name in ("parameter of a run", "parameter of the signal"):
        costs[name] = _hold(app, window, name, seconds)
    window.shut()
    found = {
        "runs": runs,
        "epochs": epochs,
        "ms": {
            name: {
                "least": round(min(each), 2),
                "median": round(statistics.median(each), 2),
                "p95": round(statistics.quantiles(each, n=20)[-1], 2),
                "pictures a second": round(len(each) / seconds, 1),
            }
            for name, each in costs.items()
        },
    }
    found["within"] = all(each["p95"] <= ALLOWED_MS for each in found["ms"].values())  # type: ignore[attr-defined]
    return found


def _hold(app: Any, window: Any, name: str, seconds: float) -> list[float]:
    """Turns the parameter as a held slider does; what each new picture cost, in milliseconds."""
    laboratory, session = window.laboratory, window.session
    spent: list[float] = []
    drawn: list[bool] = []
    original, redraw = laboratory._take, laboratory._redraw

    def counted() -> None:
        drawn.append(True)
        redraw()

    def timed(frame: Any) -> None:
        drawn.clear()
        began = time.thread_time()
        original(frame)
        if drawn:
            _paint(window, laboratory.view.figure.scene)
            spent.append(1000 * (time.thread_time() - began))

    laboratory._redraw = counted
    session.frame_changed.disconnect(original)
    session.frame_changed.connect(timed)
    ends, turned, k = time.perf_counter() + seconds, 0.0, 0
    while time.perf_counter() < ends:
        now = time.perf_counter()
        if now - turned >= HELD:
            turned, k = now, k + 1
            if name == "parameter of a run":
                session.set_parameter(0, "gamma", 0.5 + 0.4 * (k % 100) / 100)
            else:
                session.set_field_parameter("period", 100.0 + k % 100)
        app.processEvents()
        time.sleep(0.001)  # as the event loop does, so that the worker has the interpreter meanwhile
    session.frame_changed.disconnect(timed)
    session.frame_changed.connect(original)
    laboratory._redraw = redraw
    return spent


def _paint(window: Any, scene: Any) -> None:
    """What the event loop does next: the scene tells the view what has changed, the window paints that."""
    QCoreApplication.sendPostedEvents(scene, QEvent.Type.MetaCall)
    QCoreApplication.sendPostedEvents(window, QEvent.Type.UpdateRequest)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=8)
    parser.add_argument("--epochs", type=int, default=2000)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = measure(options.runs, options.epochs, options.seconds)
    if options.json:
        print(json.dumps(found, indent=2))
        return
    print(f"{found['runs']} runs × {found['epochs']:,} epochs, {SIZE[0]}×{SIZE[1]}")
    for name, each in found["ms"].items():
        print(f"  {name:26} least {each['least']} ms, median {each['median']} ms, 95 % {each['p95']} ms, "
              f"{each['pictures a second']} pictures a second")  # fmt: skip
    sys.exit(0 if found["within"] else 1)


if __name__ == "__main__":
    main()
