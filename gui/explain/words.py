"""The sentences that explain a step. English here; translated like every other text of the window."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from gui.explain.facts import Division, Kept, Place
from gui.translations import QT_TRANSLATE_NOOP

_LOOK = QT_TRANSLATE_NOOP(
    "window", "First the rule looks ahead: to where its momentum alone would carry the ball."
)
_LOOK_SEVERAL = QT_TRANSLATE_NOOP(
    "window", "The rule looks at several places ahead of the ball; this is one of them."
)
_LOOK_LEVEL = QT_TRANSLATE_NOOP(
    "window", "The rule looks at another place, but in this step that is where the ball is."
)
_LOOK_ELSEWHERE = QT_TRANSLATE_NOOP(
    "window", "The rule looks not where the ball is, but at a place of its own choice."
)
_GRADIENT = QT_TRANSLATE_NOOP(
    "window", "The gradient where the ball is points uphill; the rule goes against it."
)
_GRADIENT_FIRST = QT_TRANSLATE_NOOP("window", "The gradient where the ball is points uphill.")
_GRADIENT_LEVEL = QT_TRANSLATE_NOOP("window", "Where the ball is, the gradient is 0: nothing leads uphill.")
_GRADIENT_NOISY = QT_TRANSLATE_NOOP(
    "window", "The gradient where the ball is, with this step's noise in it: all that the rule gets to know."
)
_GRADIENT_CLIPPED = QT_TRANSLATE_NOOP(
    "window", "The gradient where the ball is, clipped: all that the rule gets to know."
)
_GRADIENT_BOTH = QT_TRANSLATE_NOOP(
    "window",
    "The gradient where the ball is, with this step's noise in it and then clipped: all that the rule gets "
    "to know.",
)
_GRADIENT_AHEAD = QT_TRANSLATE_NOOP(
    "window",
    "The gradient is taken there, where the ball is not yet: it is felt before it is reached.",
)
_GRADIENT_ELSEWHERE = QT_TRANSLATE_NOOP("window", "The gradient is taken there, not where the ball is.")
_MEMORY_FIRST = QT_TRANSLATE_NOOP(
    "window", "{name} remembers gradients. It was empty until now, so this one alone goes into it."
)
_MEMORY_EMPTY = QT_TRANSLATE_NOOP(
    "window", "{name} remembers gradients. It is empty, and nothing goes into it in this step."
)
_MEMORY_OTHER = QT_TRANSLATE_NOOP(
    "window", "{name} remembers: what it becomes depends on what it was and on the gradient."
)
_MEMORY = {
    ("named", False): QT_TRANSLATE_NOOP(
        "window", "{name} remembers: of its old self it keeps the share {kept}, and the gradient is added."
    ),
    ("named", True): QT_TRANSLATE_NOOP(
        "window",
        "{name} remembers: of its old self it keeps the share {kept}, and the gradient is subtracted.",
    ),
    ("part", False): QT_TRANSLATE_NOOP(
        "window", "{name} remembers: it keeps a part of its old self, and the gradient is added."
    ),
    ("part", True): QT_TRANSLATE_NOOP(
        "window", "{name} remembers: it keeps a part of its old self, and the gradient is subtracted."
    ),
    ("all", False): QT_TRANSLATE_NOOP(
        "window", "{name} remembers: it keeps all of its old self, and the gradient is added."
    ),
    ("all", True): QT_TRANSLATE_NOOP(
        "window", "{name} remembers: it keeps all of its old self, and the gradient is subtracted."
    ),
}
_SCALE = QT_TRANSLATE_NOOP(
    "window",
    "{name} holds how large the gradients of each coordinate have been. The step will be divided by it: "
    "a coordinate with large gradients is slowed down.",
)
_SCALE_ROOT = QT_TRANSLATE_NOOP(
    "window",
    "{name} holds how large the gradients of each coordinate have been, squared. The step will be divided by "
    "its root: a coordinate with large gradients is slowed down.",
)
_SCALE_ROOT_SIZE = QT_TRANSLATE_NOOP(
    "window",
    "{name} holds how large the gradients of each coordinate have been. The step will be divided by its "
    "root: a coordinate with large gradients is slowed down.",
)
_SCALE_ALIKE = QT_TRANSLATE_NOOP(
    "window",
    "{name} holds how large the gradients have been, those of all coordinates together. The larger it is, "
    "the shorter is the step, in every coordinate alike.",
)
_SCALE_OTHER = QT_TRANSLATE_NOOP(
    "window", "The step will be divided by what follows from {name}: the larger it is, the shorter the step."
)
_STATE = QT_TRANSLATE_NOOP("window", "{name} is kept for the next step.")
_VALUE = QT_TRANSLATE_NOOP("window", "From what is known by now the rule works out {name}.")
_MOVE = QT_TRANSLATE_NOOP("window", "And the ball moves.")
_MOVE_MEMORY = QT_TRANSLATE_NOOP("window", "And the ball moves: not where the gradient alone would send it.")
_STAY = QT_TRANSLATE_NOOP("window", "And the ball stays where it is: this step is 0.")
_STOP = QT_TRANSLATE_NOOP("window", "The next place would not be a number: the ball stops here for good.")


@dataclass(frozen=True)
class Facts:
    """What is true of a scene, as far as its sentence asks.

    place: where a sample of the gradient is taken; away: how many the rule takes where the ball is not.
    noisy, clipped: what the sample met. level: what the scene is about is 0. kept, share, subtracted: what a
    memory does, see `facts`; first: it was empty. divides, sizes: what a divisor does, see `facts`.
    carried: the ball goes with what the rule remembered. stops: it will not move any more.
    """

    name: str = ""
    place: Place = "here"
    away: int = 0
    noisy: bool = False
    clipped: bool = False
    level: bool = False
    kept: Kept = "other"
    share: str = ""
    subtracted: bool = False
    first: bool = False
    divides: Division | None = None
    sizes: Collection[str] = ()
    carried: bool = False
    stops: bool = False


def sentence_of(kind: str, facts: Facts) -> tuple[str, dict[str, str]]:
    """The template of a scene's sentence, to be translated, and the words that go into it."""
    template = _template(kind, facts)
    words = {"name": facts.name, "kept": facts.share}
    return template, {key: word for key, word in words.items() if f"{{{key}}}" in template}


def _template(kind: str, facts: Facts) -> str:
    match kind:
        case "look":
            return _look(facts)
        case "gradient":
            return _gradient(facts)
        case "memory":
            return _memory(facts)
        case "scale":
            return _scale(facts)
        case "move":
            return _STOP if facts.stops else _move(facts)
    return _STATE if kind == "state" else _VALUE


def _look(facts: Facts) -> str:
    if facts.place == "ahead":
        return _LOOK if facts.away == 1 else _LOOK_SEVERAL
    return _LOOK_LEVEL if facts.place == "level" else _LOOK_ELSEWHERE


def _gradient(facts: Facts) -> str:
    if facts.place in ("ahead", "elsewhere"):
        return _GRADIENT_AHEAD if facts.place == "ahead" else _GRADIENT_ELSEWHERE
    if facts.clipped:
        return _GRADIENT_BOTH if facts.noisy else _GRADIENT_CLIPPED
    if facts.noisy:
        return _GRADIENT_NOISY
    if facts.level:
        return _GRADIENT_LEVEL
    # what goes on to look elsewhere goes against what it finds there
    return _GRADIENT_FIRST if facts.place == "here" and facts.away else _GRADIENT


def _memory(facts: Facts) -> str:
    if facts.first:
        return _MEMORY_EMPTY if facts.level else _MEMORY_FIRST
    return _MEMORY.get((facts.kept, facts.subtracted), _MEMORY_OTHER)


def _scale(facts: Facts) -> str:
    if facts.divides is None:
        return _STATE
    if "size" in facts.sizes and "alike" in facts.sizes:
        return _SCALE_ALIKE
    if "size" not in facts.sizes or facts.divides == "other":
        return _SCALE_OTHER
    if facts.divides == "plain":
        return _SCALE
    return _SCALE_ROOT if "squared" in facts.sizes else _SCALE_ROOT_SIZE


def _move(facts: Facts) -> str:
    if facts.level:
        return _STAY
    return _MOVE_MEMORY if facts.carried else _MOVE
