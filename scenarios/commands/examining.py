"""`doctor`: what this machine has, and the remedy for what it lacks."""

from __future__ import annotations

import argparse
import json


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")
    parser.add_argument("--language", choices=("en", "ru"), default="en", help="of everything that is said")


def execute(options: argparse.Namespace) -> int:
    from engine import machine

    found = machine.report()
    print(
        json.dumps(found, ensure_ascii=False, indent=2) if options.json else machine.text(found, options.say)
    )
    return 0
