"""What keeps the event loop smooth: others give way to it, and garbage is collected on its thread only."""

from __future__ import annotations

import gc
import os
import sys
import threading
import time
import weakref
from collections.abc import Callable

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui import courtesy, tidying
from gui.app import SWITCH_SECONDS, smooth
from gui.courtesy import NICENESS, Crew, PoliteThread, claim, errand, give_way
from gui.tidying import FEW, Tidying


class Cycle:
    def __init__(self) -> None:
        self.me = self


def on_a_thread(work: Callable[[], object], kind: type[threading.Thread] = threading.Thread) -> None:
    thread = kind(target=work)
    thread.start()
    thread.join()


@pytest.mark.skipif(sys.platform != "linux", reason="niceness belongs to whole processes elsewhere")
def test_a_polite_thread_and_those_it_starts_come_after_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courtesy, "NICENESS", NICENESS)
    found: list[int] = []

    def look() -> None:
        found.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))

    look()
    on_a_thread(lambda: (look(), on_a_thread(look)), PoliteThread)
    look()
    own, polite, started, after = found
    assert own == after
    assert polite == started == min(own + NICENESS, 19)


def test_others_wait_while_events_are_handled_and_the_window_never_does(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courtesy, "MOST", 30.0)
    passed: list[str] = []
    with smooth(qapp):

        def handle() -> None:
            claim()
            other = PoliteThread(target=lambda: (give_way(), passed.append("other")))
            other.start()
            give_way()
            other.join(0.05)
            passed.append("window")

        QTimer.singleShot(0, handle)
        qtbot.waitUntil(lambda: len(passed) == 2)
    assert passed == ["window", "other"]


def test_an_errand_waits_before_the_next_function_it_calls(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courtesy, "MOST_AT_A_CALL", 30.0)
    counts = [0]
    started = threading.Event()

    def count() -> None:
        counts[0] += 1
        started.set()

    def work() -> None:
        with errand:
            while counts[0] < 1_000_000 and not ended.is_set():
                count()

    ended = threading.Event()
    with smooth(qapp):
        thread = PoliteThread(target=work)
        thread.start()
        assert started.wait(30)
        claim()
        time.sleep(0.05)  # it may be amid a call yet
        before = counts[0]
        time.sleep(0.1)
        assert counts[0] - before <= 1
        courtesy._rests.set()
        while counts[0] == before and thread.is_alive():
            time.sleep(0.001)
        ended.set()
        thread.join(30)
    assert counts[0] > before
    assert not thread.is_alive()


def test_an_errand_amid_a_lock_of_threads_does_not_wait_for_the_window(qapp: QApplication) -> None:
    """The window's thread may want that very lock: here it claims and lets go all the time."""
    done = threading.Event()

    def work() -> None:
        with errand:
            for _ in range(300):
                give_way()
                threading.Event().set()
        done.set()

    with smooth(qapp):
        thread = PoliteThread(target=work)
        thread.start()
        until = time.monotonic() + 60
        while not done.is_set() and time.monotonic() < until:
            claim()
            courtesy._rests.set()
        thread.join(30)
    assert done.is_set()


def test_of_threads_on_one_work_one_goes_on_while_the_window_is_at_work(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courtesy, "MOST", 30.0)
    courtesy.attend()
    crew, passed = Crew(3), threading.Semaphore(0)
    try:
        claim()
        threads = [PoliteThread(target=lambda: (crew.give_way(), passed.release())) for _ in range(5)]
        for thread in threads:
            thread.start()
        # two of three wait: a third that comes does not, nor do those who come in its place
        assert all(passed.acquire(timeout=20) for _ in range(3))
        assert not passed.acquire(timeout=0.2)
        courtesy._rests.set()
        assert all(passed.acquire(timeout=20) for _ in range(2))
    finally:
        courtesy.leave()
        for thread in threads:
            thread.join()


def test_nobody_waits_once_the_window_is_gone(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courtesy, "MOST", 30.0)
    courtesy.attend()
    claim()
    courtesy.leave()
    thread = PoliteThread(target=give_way)
    thread.start()
    thread.join(10.0)
    assert not thread.is_alive()


def test_what_was_set_for_the_window_is_put_back(qapp: QApplication) -> None:
    gc.enable()
    before = sys.getswitchinterval()
    with smooth(qapp):
        assert (sys.getswitchinterval(), gc.isenabled()) == (pytest.approx(SWITCH_SECONDS), False)
    assert (sys.getswitchinterval(), gc.isenabled()) == (before, True)


def test_garbage_of_other_threads_is_collected_on_the_windows_thread(qtbot: QtBot) -> None:
    collected_on: list[threading.Thread] = []
    kept: list[Cycle] = []

    def make() -> None:
        weakref.finalize(Cycle(), lambda: collected_on.append(threading.current_thread()))
        kept.extend(Cycle() for _ in range(2 * FEW))

    tidying = Tidying(starting=0.0, every=0.01)
    tidying.start()
    on_a_thread(make)
    assert not collected_on
    qtbot.waitUntil(lambda: bool(collected_on))
    tidying.stop()
    assert collected_on == [threading.main_thread()]


def test_free_memory_is_given_back_now_and_then_and_not_by_the_windows_thread(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tidying, "RETURNED", 0.05)
    given_back: list[threading.Thread] = []
    monkeypatch.setattr(tidying, "give_back", lambda: given_back.append(threading.current_thread()))
    work = Tidying(starting=0.0, every=0.01)
    work.start()
    try:
        qtbot.waitUntil(lambda: len(given_back) >= 2)
    finally:
        work.stop()
    assert threading.main_thread() not in given_back
