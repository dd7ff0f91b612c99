"""10,000 damaged scenario files: each is read, or refused in one sentence; nothing else ever happens."""

from __future__ import annotations

import gc
import random
import tracemalloc

from engine.errors import FileError
from scenarios import loads
from scenarios.library import GROUPS, SHIPPED

from .texts import FULL, SIGNAL, SMALL

COUNT = 10_000
_TOKENS = (
    "=",
    "[",
    "]",
    "{",
    "}",
    '"',
    "'",
    "\n",
    ",",
    ".",
    "#",
    '"""',
    "[[runs]]",
    "nan",
    "inf",
    "-inf",
    "-",
    "1e400",
    "-1",
    "0",
    "true",
    "false",
    "1979-05-27",
    "9" * 400,
    "0x7f",
    "1_0",
    "\\u0000",
    "\\uD800",
    "\x00",
    "\u202e",
    "é",
    "theta",
    "grad(theta)",
    "loss(theta)",
    "x**x**x",
    "((((",
    "eta",
    "rule",
    "points",
    "count = 99999999",
    "sigma",
)


def _mutated(text: str, chance: random.Random) -> str:
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        lines = text.split("\n")
        kind, i = chance.randrange(9), chance.randrange(len(text) + 1)
        j, k = min(len(text), i + chance.randrange(1, 12)), chance.randrange(len(lines))
        if kind == 0:
            text = text[:i] + text[j:]
        elif kind == 1:
            text = text[:i] + chance.choice(_TOKENS) + text[i:]
        elif kind == 2:
            text = text[:i] + chance.choice(_TOKENS) + text[j:]
        elif kind == 3:
            text = text[:i] + chr(chance.randrange(1, 0x2FFF)) + text[j:]
        elif kind == 4:
            text = "\n".join(lines[:k] + lines[k + 1 :])
        elif kind == 5:
            text = "\n".join([*lines[:k], lines[k], *lines[k:]])
        elif kind == 6:
            other = chance.randrange(len(lines))
            lines[k], lines[other] = lines[other], lines[k]
            text = "\n".join(lines)
        elif kind == 7:
            digits = [p for p, c in enumerate(text) if c.isdigit()]
            p = chance.choice(digits) if digits else 0
            text = text[:p] + chance.choice(("-", "9e9", "0", "nan", ".", "7777")) + text[p + 1 :]
        else:
            text = text[:i]
    return text


def test_no_damaged_file_does_anything_but_be_read_or_refused():
    chance = random.Random(20_240_229)
    shipped = [path.read_text("utf-8") for group in GROUPS for path in (SHIPPED / group).glob("*.toml")]
    originals = [*sorted(shipped), SMALL, FULL, SIGNAL]
    accepted, memory = 0, []
    tracemalloc.start()
    try:
        for number in range(COUNT):
            text = _mutated(chance.choice(originals), chance)
            try:
                loads(text, "damaged.toml")
                accepted += 1
            except FileError as error:
                sentence = str(error)
                assert sentence.startswith("damaged.toml"), text
                assert "\n" not in sentence, text
                assert len(sentence) < 700, text
            if number % 2500 == 2499:
                gc.collect()
                memory.append(tracemalloc.get_traced_memory()[0])
    finally:
        tracemalloc.stop()
    assert COUNT * 0.05 < accepted < COUNT * 0.9
    assert memory[-1] - memory[0] < 2 * 2**20
