"""What a worker tells last, as that a file is saved, is heard although its process is at its end."""

from __future__ import annotations

import io
import threading
import time

from gui.apart import wire
from gui.apart.process import Answers
from gui.apart.sharing import Borrower, Keeper


class Slow:
    """Tells two things; the first takes until it is let go."""

    def __init__(self, words: list[object]) -> None:
        self.words = words
        self.asked, self.go = threading.Event(), threading.Event()

    def take(self) -> tuple[list[object], None]:
        self.asked.set()
        self.go.wait(60.0)
        return ([self.words.pop(0)] if self.words else [], None)


def test_the_last_word_is_sent_though_the_one_before_it_was_on_its_way() -> None:
    out = io.BytesIO()
    words: list[object] = ["a frame", "saved"]
    worker, answers = Slow(list(words)), Answers(Keeper(), out)
    heard: list[object] = []
    answers.start(worker)  # type: ignore[arg-type]
    answers.ring()
    assert worker.asked.wait(60.0)
    ending = threading.Thread(target=answers.end)
    ending.start()
    while not answers._is_ending:
        time.sleep(0.001)
    worker.go.set()
    ending.join(60.0)
    assert not ending.is_alive()
    answers.rooms.close()
    out.seek(0)
    borrower = Borrower()
    while out.tell() < len(out.getbuffer()):
        data, arrays, _, failure = wire.read(out)
        assert failure is None
        heard += borrower.loads(data, arrays)[0] if data else []
    assert heard == words
