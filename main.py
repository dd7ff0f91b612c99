"""Ravine's command line: parse, dispatch, print. A command loads only what it needs."""

from __future__ import annotations

import argparse
import contextlib
import io
import itertools
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import NoReturn

from engine.errors import Cancelled, InputError, RavineError, UnknownNameError
from engine.foreign import not_installed, recognised
from engine.phrase import Phrase

WRONG = 2
INTERRUPTED = 130
THEMES = ("dark", "light")
LANGUAGES = ("en", "ru")

_SHOWN = 400
"""The longest argument that is repeated."""

_OF_OTHER_PROGRAMS = ("NUMBA_DISABLE_JIT", "NUMBA_NUM_THREADS")
"""Variables that somebody has set for another program, and that can keep this one from compiling anything."""

_NEGATIVE = re.compile(r"-((\d+\.?\d*|\.\d+)(e[-+]?\d+)?|inf|nan)$", re.IGNORECASE)

_HELP = frozenset(("-h", "--help"))
_USAGE_WORD, _POSITIONALS, _OPTIONS = Phrase("usage:"), Phrase("positional arguments"), Phrase("options")
_OF_HELP = Phrase("show this help message and exit")
_USAGE = Phrase(
    """\
usage: main.py [SCENARIO] [--theme dark|light] [--language en|ru] [--screenshot FILE [--after SECONDS]]
       main.py list [optimizers|landscapes|curves|signals|scenarios] [--json] [--language en|ru]
       main.py run SCENARIO --out FILE.npz|.csv|.parquet [--backend cpu|cuda|auto]
       main.py map SCENARIO --x AXIS=lo:hi[:log] --y AXIS=lo:hi[:log] --size WxH --steps N --out DIR
       main.py compare SCENARIO --budget N [--optimizers A,B,…|all] [--out DIR]
       main.py record SCENARIO --out FILE.mp4|.webm|.gif|.webp|.png|.svg|.pdf|…
       main.py deck SCENARIO … --out FILE.pptx
       main.py heights FILE.png|FILE.npy --out SCENARIO.toml [--domain X0 X1 Y0 Y1]
       main.py bench [--json] [--quick] [--backend cpu|cuda] [--language en|ru]
       main.py doctor [--json] [--language en|ru]

Without a command the window opens, with what was open last. SCENARIO is an id from 'main.py list
scenarios', a figure of the article such as L3, a TOML file, or a recording, which
carries its scenario. 'main.py COMMAND --help' tells a command's
options."""
)


class Parser(argparse.ArgumentParser):
    """argparse, with one sentence instead of a usage dump when something is wrong."""

    def __init__(self, name: str, about: str | None) -> None:
        super().__init__(prog=f"main.py {name}".rstrip(), description=about, allow_abbrev=False)
        self._usage_word: str = _USAGE_WORD
        # argparse takes a negative number with an exponent for an option
        self._negative_number_matcher = _NEGATIVE
        # argparse would say that 'nan' is an invalid int value, in the words of a programming language
        self.register("type", int, _whole)
        self.register("type", float, _number)
        self.register("type", Path, _path)

    def speak(self, say: Callable[[str], str]) -> None:
        """Put everything that --help tells into another language."""
        self.description = say(" ".join((self.description or "").split()))
        self._usage_word = say(_USAGE_WORD)
        for action in self._actions:
            if action.help is not None and action.help is not argparse.SUPPRESS:
                action.help = say(action.help)
        self._positionals.title, self._optionals.title = say(_POSITIONALS), say(_OPTIONS)

    def format_help(self) -> str:
        return super().format_help().replace(_USAGE_WORD, self._usage_word, 1)

    def error(self, message: str) -> NoReturn:
        from engine.errors import shorten

        said = recognised(message, lambda value: shorten(value, _SHOWN))
        raise InputError(Phrase("{message}; see {prog} --help", message=said, prog=self.prog))


def _whole(text: str) -> int:
    try:
        return int(_plain(text))
    except ValueError:
        raise argparse.ArgumentTypeError(f"needs a whole number, not {text!r}") from None


def _plain(text: str) -> str:
    """The text, unless it groups digits as a programming language does: to a person 1_0 is no ten."""
    if "_" in text:
        raise ValueError
    return text


def _number(text: str) -> float:
    try:
        return float(_plain(text))
    except ValueError:
        raise argparse.ArgumentTypeError(f"needs a number, not {text!r}") from None


def _path(text: str) -> Path:
    if not text.strip():
        # an empty one is the folder where one is, to Path
        raise argparse.ArgumentTypeError("needs a name, and has none")
    return Path(text)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; its exit code is 0, 2 for what a person can put right, or 130 if stopped."""
    _never_fail_to_print()
    for name in _OF_OTHER_PROGRAMS:
        os.environ.pop(name, None)
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = _COMMANDS[given[0]](given[1:]) if given and given[0] in _COMMANDS else _window(given)
        # Now: while the interpreter closes, nobody could answer for a reader that has gone.
        sys.stdout.flush()
        return code
    except (Cancelled, KeyboardInterrupt):
        return _say(Phrase("stopped on request; nothing was written"), given, INTERRUPTED)
    except RavineError as error:
        return _say(error.sentence, given, WRONG)
    except MemoryError:
        return _say(Phrase("there is not enough memory for this"), given, WRONG)
    except ModuleNotFoundError as error:
        return _say(not_installed(error), given, WRONG)
    except BrokenPipeError:
        # Whoever read the output has gone; the interpreter must not complain about it while closing.
        with contextlib.suppress(OSError, ValueError, io.UnsupportedOperation):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _list(given: list[str]) -> int:
    from scenarios.commands import listing

    return _execute(listing, "list", given)


def _run(given: list[str]) -> int:
    from scenarios.commands import running

    return _execute(running, "run", given)


def _heights(given: list[str]) -> int:
    from scenarios.commands import heights

    return _execute(heights, "heights", given)


def _bench(given: list[str]) -> int:
    from scenarios.commands import measuring

    return _execute(measuring, "bench", given)


def _doctor(given: list[str]) -> int:
    from scenarios.commands import examining

    return _execute(examining, "doctor", given)


def _map(given: list[str]) -> int:
    from gui.mapping import command

    return _execute(command, "map", given)


def _compare(given: list[str]) -> int:
    from gui.comparing import command

    return _execute(command, "compare", given)


def _record(given: list[str]) -> int:
    from gui.recording import command

    return _execute(command, "record", given)


def _deck(given: list[str]) -> int:
    from gui.recording import deck_command

    return _execute(deck_command, "deck", given)


_COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "list": _list,
    "run": _run,
    "map": _map,
    "compare": _compare,
    "record": _record,
    "deck": _deck,
    "heights": _heights,
    "bench": _bench,
    "doctor": _doctor,
}


def _execute(command: ModuleType, name: str, given: list[str]) -> int:
    parser = Parser(name, command.__doc__)
    command.arguments(parser)
    if _HELP.intersection(given):
        parser.speak(lambda text: _told(text, given))
    options = parser.parse_args(given)
    options.say = lambda text: _told(text, given)
    return command.execute(options)


def _window(given: list[str]) -> int:
    if _HELP.intersection(given):
        print(_told(_USAGE, given))
        return 0
    options = _window_parser().parse_args(given)
    if options.after is not None and not 0 <= options.after <= 3600:
        raise InputError(Phrase("--after {after:g} is outside 0 … 3600 seconds", after=options.after))
    if options.after is not None and options.screenshot is None:
        raise InputError(Phrase("--after tells when to take a --screenshot, and none was asked for"))
    if options.screenshot is not None:
        from engine.files import check_writable

        check_writable(options.screenshot)
    from scenarios import DEFAULT

    # a picture of the window shows the same wherever it is taken; a person goes on where they were
    name = options.scenario or (DEFAULT if options.screenshot is not None else None)
    scenario = _checked(name) if name is not None else None
    from gui import app

    return app.run(
        scenario,
        screenshot=options.screenshot,
        after=options.after,
        theme=options.theme,
        language=options.language,
    )


def _window_parser() -> Parser:
    parser = Parser("", None)
    parser.add_argument("scenario", nargs="?")
    parser.add_argument("--screenshot", type=Path, metavar="FILE")
    parser.add_argument("--after", type=float, metavar="SECONDS")
    parser.add_argument("--theme", choices=THEMES)
    parser.add_argument("--language", choices=LANGUAGES)
    return parser


def _checked(name: str) -> Path:
    """The file of a scenario that can be opened."""
    import scenarios

    try:
        path = scenarios.locate(name)
        scenarios.load(path)
        return path
    except UnknownNameError as error:
        # The word may have been meant as a command.
        raise UnknownNameError(
            Phrase("scenario or command"), error.name, (*error.known, *_COMMANDS)
        ) from None


def _say(sentence: Phrase, given: list[str], code: int) -> int:
    with contextlib.suppress(OSError, ValueError):
        print(_told(sentence, given), file=sys.stderr, flush=True)
    return code


def _told(sentence: str, given: list[str]) -> str:
    """A sentence in the language that --language asks for, if only in a command that went wrong."""
    if "--language=ru" not in given and ("--language", "ru") not in itertools.pairwise(given):
        return sentence
    try:
        from gui.translations import sentence as in_language
    except ImportError:
        # Qt translates, and what goes wrong may be that it cannot be loaded.
        return sentence
    return in_language(sentence, "ru")


def _never_fail_to_print() -> None:
    """Let a terminal that lacks a letter show a stand-in instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


if __name__ == "__main__":
    sys.exit(main())
