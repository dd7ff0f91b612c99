"""Sources executed from memory: once a process, from any thread, with readable tracebacks."""

from __future__ import annotations

import threading
import traceback
from pathlib import Path

import pytest

from engine import kernel_cache


@pytest.fixture(autouse=True)
def own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RAVINE_CACHE", str(tmp_path / "cache"))


def test_a_source_is_executed_once() -> None:
    first = kernel_cache.load("token = object()", "once")
    assert kernel_cache.load("token = object()", "another name") is first
    assert kernel_cache.load("token = object() ", "once")["token"] is not first["token"]


def test_threads_share_one_execution() -> None:
    source = "import time\ntime.sleep(0.05)\ntoken = object()"
    found: list[object] = []
    threads = [
        threading.Thread(target=lambda: found.append(kernel_cache.load(source, "threads")["token"]))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(map(id, found))) == 1


def test_an_error_shows_the_generated_line_and_the_next_call_tries_again() -> None:
    source = (
        "import engine.kernel_cache as k\nk.tries = getattr(k, 'tries', 0) + 1\nraise ValueError('broken')"
    )
    for _ in range(2):
        with pytest.raises(ValueError, match="broken") as caught:
            kernel_cache.load(source, "broken")
        assert caught.type is ValueError
    assert kernel_cache.tries == 2  # type: ignore[attr-defined]
    frames = traceback.extract_tb(caught.tb)
    assert frames[-1].name == "<module>"


def test_a_traceback_out_of_a_loaded_function_finds_its_line() -> None:
    ratio = kernel_cache.load("def ratio(a, b):\n    return a / b  # here\n", "lines")["ratio"]
    with pytest.raises(ZeroDivisionError) as caught:
        ratio(1, 0)
    assert traceback.extract_tb(caught.tb)[-1].line == "return a / b  # here"


def test_prewarming_makes_a_later_load_immediate() -> None:
    sources = [(f"number = {n}\nbox = []", f"warm {n}") for n in range(3)]
    thread = kernel_cache.prewarm([*sources, ("1/0", "bad")])
    thread.join(60)
    assert [name for name, _ in thread.failures] == ["bad"]
    boxes = [kernel_cache.load(*source)["box"] for source in sources]
    assert [kernel_cache.load(*source)["box"] is box for source, box in zip(sources, boxes, strict=True)]
    assert len(set(map(id, boxes))) == 3


def test_prewarming_stops_when_asked() -> None:
    gate = threading.Event()
    kernel_cache.load("gate = None", "gate")["gate"] = gate
    waiting = "import sys\nfrom engine import kernel_cache as k\nk.load('gate = None', '')['gate'].wait(30)"
    thread = kernel_cache.prewarm(
        [(waiting, "first"), ("from engine import kernel_cache as k\nk.late = 1", "x")]
    )
    thread.stop()
    gate.set()
    thread.join(60)
    assert not thread.is_alive()
    assert not hasattr(kernel_cache, "late")
