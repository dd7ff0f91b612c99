"""`deck`: a PowerPoint file with a film for each scenario."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from engine.phrase import Phrase
from gui.recording.command import size


def arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("scenarios", nargs="+", metavar="SCENARIO", help="ids, figures, TOML files or recordings")
    add("--out", required=True, type=Path, metavar="FILE.pptx")
    add("--title", default="", help="of the first slide")
    add("--size", type=size, default=(1920, 1080), metavar="SIZE", help="of the films; 1080p if left out")
    add("--fps", type=int, default=30, help="frames a second; 30 if left out")
    add("--seconds", type=float, help="the films' length")
    add("--theme", choices=("dark", "light"), default="light")
    add("--language", choices=("en", "ru"), default="en")
    add("--json", action="store_true", help="print what was written as JSON")


def execute(options: argparse.Namespace) -> int:
    from gui.recording.application import ensure_application

    ensure_application()  # where Qt cannot be loaded it says so, and what follows would not
    from gui.recording.deck import write_deck
    from scenarios import load
    from scenarios.commands.progress import progress_bar, stoppable

    found = [load(name) for name in options.scenarios]
    with stoppable() as cancel, progress_bar(1, Phrase("recording"), say=options.say) as bar:
        count = write_deck(
            found,
            options.out,
            title=options.title,
            size=options.size,
            fps=options.fps,
            seconds=options.seconds,
            theme=options.theme,
            language=options.language,
            progress=bar,
            cancel=cancel,
        )
    told = {"file": str(options.out), "slides": count, "bytes": options.out.stat().st_size}
    print(json.dumps(told, ensure_ascii=False) if options.json else options.out)
    return 0
