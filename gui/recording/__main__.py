"""Records in a process of its own, for the window: `python -m gui.recording SCENARIO --out FILE …`.

Takes what `main.py record` takes. Progress goes to the error stream, a number a line; the result, or what
went wrong as a sentence in the language asked for, to the output as JSON.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys

from engine.errors import Cancelled, RavineError
from engine.phrase import Phrase
from gui.recording import command
from gui.translations import sentence

_NICE = 12


def run(given: list[str]) -> int:
    parser = argparse.ArgumentParser("gui.recording")
    command.arguments(parser)
    options = parser.parse_args([*given, "--json", "--progress"])
    options.say = lambda text: sentence(text, options.language)
    with contextlib.suppress(OSError, AttributeError):
        # the window that waits for this has its frames to draw
        os.nice(_NICE)
    try:
        return command.execute(options)
    except Cancelled:
        return 130
    except (RavineError, MemoryError) as error:
        said = (
            error.sentence
            if isinstance(error, RavineError)
            else Phrase("there is not enough memory for this")
        )
        print(json.dumps({"error": sentence(said, options.language)}, ensure_ascii=False))
        return 2


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
