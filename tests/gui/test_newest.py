"""Of several requests only the newest is met, and what is given up hears of it."""

from __future__ import annotations

import threading

from gui.newest import Newest


def test_the_newest_takes_the_place_of_what_waits_and_of_what_is_worked_on() -> None:
    begun, go_on, done = threading.Semaphore(0), threading.Event(), []

    def work(request: int, given_up: threading.Event) -> None:
        begun.release()
        go_on.wait(30)
        done.append((request, given_up.is_set()))

    newest = Newest(work, "test")
    newest.ask(1)
    assert begun.acquire(timeout=30)
    assert (newest.pending, newest.is_waiting) == (1, False)
    newest.ask(2)
    newest.ask(3, give_up=False)
    assert (newest.pending, newest.is_waiting) == (3, True)
    go_on.set()
    assert begun.acquire(timeout=30)
    newest.close()
    assert done[0] == (1, True)
    assert done[1][0] == 3
    newest.ask(4)
    assert len(done) == 2


def test_what_is_forgotten_is_given_up_and_not_begun() -> None:
    begun, go_on, done = threading.Event(), threading.Event(), []

    def work(request: int, given_up: threading.Event) -> None:
        begun.set()
        go_on.wait(30)
        done.append((request, given_up.is_set()))

    newest = Newest(work, "test")
    newest.ask(1)
    assert begun.wait(30)
    newest.ask(2, give_up=False)
    newest.forget()
    assert newest.pending is None
    go_on.set()
    newest.close()
    assert done == [(1, True)]
