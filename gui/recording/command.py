"""`record`: film a scenario, or a recording that carries one, without a window."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from engine.phrase import Phrase
from gui.recording.composition import Composition
from gui.recording.formats import formats

SIZES = {
    "1080p": (1920, 1080),
    "720p": (1280, 720),
    "4k": (3840, 2160),
    "square": (1080, 1080),
    "vertical": (1080, 1920),
}
_UNITS = {"": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9}
_SWITCHES = {
    "plots": Phrase("the small charts"),
    "legend": Phrase("the list of runs"),
    "title": Phrase("the title"),
    "caption": Phrase("the sentence under the title"),
    "formula": Phrase("the rule with its values"),
}


def arguments(parser: argparse.ArgumentParser) -> None:
    endings = ", ".join(formats())
    add = parser.add_argument
    add("scenario", help="a scenario's id, the article's figure (L3), a TOML file, or a recording")
    add(
        "--out",
        required=True,
        type=Path,
        metavar="FILE",
        help=Phrase("its name ends in {endings}", endings=endings),
    )
    sizes = Phrase("{names}, or WxH; the format's if left out", names=", ".join(SIZES))
    add("--size", type=size, metavar="SIZE", help=sizes)
    add("--times", type=int, default=1, help="a still in 1 … 4 times as many pixels across")
    add("--fps", type=int, help="frames a second: 60 if left out, 25 for a GIF or WebP")
    add("--seconds", type=float, help="the film's length, or a still's moment")
    add("--under", type=bytes_of, metavar="BYTES", help="keep a GIF or WebP under 5MB, say")
    add("--theme", choices=("dark", "light"), default="dark")
    add("--language", choices=("en", "ru"), default="en")
    add("--scale", type=float, default=1.0, metavar="FACTOR", help="type so many times as large: 0.5 … 3")
    for name, what in _SWITCHES.items():
        switch = add(f"--{name}", action=argparse.BooleanOptionalAction, default=True)
        # set afterwards: argparse would add to it in English
        switch.help = Phrase("{what}; there by default", what=what)
    add("--watermark", default="", metavar="TEXT", help="a line at the lower edge")
    add(
        "--explain",
        type=int,
        metavar="STEP",
        help="take the step after STEP apart instead of playing the run",
    )
    add("--json", action="store_true", help="print what was written as JSON")
    add("--progress", action="store_true", help=argparse.SUPPRESS)


def execute(options: argparse.Namespace) -> int:
    from gui.recording.journal import saved_from_kills
    from gui.recording.recorder import record
    from scenarios import load
    from scenarios.commands.progress import progress_bar, stoppable

    scenario = load(options.scenario)
    for cut in saved_from_kills():
        print(options.say(cut.sentence), file=sys.stderr)
    with stoppable() as cancel, progress_bar(1, Phrase("recording"), say=options.say) as bar:
        recorded = record(
            scenario,
            options.out,
            size=options.size,
            fps=options.fps,
            seconds=options.seconds,
            composition=_composition(options),
            under=options.under,
            explain=options.explain,
            progress=_told_in_lines if options.progress else bar,
            cancel=cancel,
        )
    if options.json:
        width, height = recorded.size
        told = {"file": str(options.out), "width": width, "height": height, "fps": recorded.fps}
        print(
            json.dumps({**told, "frames": recorded.frames, "bytes": _bytes(options.out)}, ensure_ascii=False)
        )
    else:
        print(options.out)
    return 0


def _composition(options: argparse.Namespace) -> Composition:
    return Composition(
        theme=options.theme,
        language=options.language,
        type_scale=options.scale,
        times=options.times,
        watermark=options.watermark,
        **{name: getattr(options, name) for name in _SWITCHES},
    )


def _told_in_lines(share: float) -> None:
    """For a program that reads how far it is: a number a line."""
    sys.stderr.write(f"{share:.4f}\n")
    sys.stderr.flush()


def _bytes(path: Path) -> int:
    if path.is_dir():
        return sum(file.stat().st_size for file in path.iterdir())
    return path.stat().st_size


def size(text: str) -> tuple[int, int]:
    """A size by its name, or as 1920x1080."""
    if text in SIZES:
        return SIZES[text]
    width, cross, height = text.partition("x")
    if not (cross and width.isdecimal() and height.isdecimal() and len(text) <= 11):
        raise argparse.ArgumentTypeError(f"'{text[:20]}' is not a size such as 1920x1080")
    return int(width), int(height)


def bytes_of(text: str) -> int:
    """A number of bytes, as 5MB or 800KB or 5000000."""
    number = text.strip().upper()
    unit = next((unit for unit in ("KB", "MB", "GB") if number.endswith(unit)), "")
    digits = number.removesuffix(unit).strip()
    try:
        # float would take 1_0 for ten
        value = float(digits) if len(digits) <= 20 and "_" not in digits else float("nan")
    except ValueError:
        value = float("nan")
    if not 0 < value * _UNITS[unit] < 1e12:
        raise argparse.ArgumentTypeError(f"'{text[:20]}' is not a number of bytes such as 5MB")
    return round(value * _UNITS[unit])
