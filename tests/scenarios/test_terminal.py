"""What commands show on a terminal and elsewhere: the progress bar, a clean stop, tables."""

from __future__ import annotations

import io
import signal

import pytest

from scenarios.commands import progress
from scenarios.commands.table import table


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_bar_redraws_one_line_on_a_terminal_and_leaves_it_empty():
    stream = Terminal()
    bar = progress.ProgressBar(10, "doing", stream)
    bar(5)
    bar(10)
    bar.close()
    assert "50%" in stream.getvalue()
    assert "100%" in stream.getvalue()
    assert "\n" not in stream.getvalue()
    assert stream.getvalue().endswith("\r\x1b[2K")


def test_the_bar_writes_four_lines_elsewhere():
    stream = io.StringIO()
    bar = progress.ProgressBar(100, "doing", stream)
    for done in range(101):
        bar(done)
    bar.close()
    assert stream.getvalue().split("\n") == ["doing  25%", "doing  50%", "doing  75%", "doing 100%", ""]


def test_a_bar_of_steps_tells_the_rate_and_the_time_left(monkeypatch):
    clock = iter([0.0, 2.0, 5.0])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    stream = io.StringIO()
    bar = progress.ProgressBar(4000, "doing", stream, of_steps=True)
    for done in (0, 1000, 2000):
        bar(done)
    assert stream.getvalue().split("\n") == [
        "doing  25%  5e+02 steps/s, 6 s left",
        "doing  50%  4e+02 steps/s, 5 s left",
        "",
    ]


def test_the_first_signal_asks_and_the_second_insists():
    before = signal.getsignal(signal.SIGINT)
    with progress.stoppable() as event:
        signal.raise_signal(signal.SIGINT)
        assert event.is_set()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def test_tables_align_whatever_the_letters():
    lines = table(("имя", "n"), [("e\u0301a", "1"), ("日本", "10")], right=(1,)).split("\n")
    assert lines[0] == "имя    n"
    assert lines[2:] == ["e\u0301a     1", "日本  10"]


@pytest.mark.parametrize("letter", ["\x1b", "\x07", "\r", "\n", "\u2028", "\u202e", "\u2066"])
def test_a_name_from_a_stranger_s_file_gives_the_terminal_no_orders(letter: str) -> None:
    shown = table(("run",), [(f"a{letter}[31mb",)])
    assert letter not in shown.split("\n")[2]
    assert len(shown.split("\n")) == 3
    assert "a\N{REPLACEMENT CHARACTER}[31mb" in shown


def test_letters_that_belong_together_stay_so() -> None:
    assert "👩\u200d🔬" in table(("run",), [("👩\u200d🔬",)])
