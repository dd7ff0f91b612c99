"""The sentences that explain a step. English here; translated like every other text of the window."""

from __future__ import annotations

from collections.abc import Mapping

from gui.translations import QT_TRANSLATE_NOOP

_LOOK = QT_TRANSLATE_NOOP(
    "window", "First the rule looks ahead: to where its momentum alone would carry the ball."
)
_LOOK_SEVERAL = QT_TRANSLATE_NOOP(
    "window", "The rule looks at several places ahead of the ball; this is one of them."
)
_GRADIENT = QT_TRANSLATE_NOOP(
    "window", "The gradient where the ball is points uphill; the rule goes against it."
)
_GRADIENT_NOISY = QT_TRANSLATE_NOOP(
    "window", "The gradient where the ball is, with this step's noise in it: all that the rule gets to know."
)
_GRADIENT_AHEAD = QT_TRANSLATE_NOOP(
    "window",
    "The gradient is taken there, where the ball is not yet: it is felt before it is reached.",
)
_MEMORY_FIRST = QT_TRANSLATE_NOOP(
    "window", "{name} remembers gradients. It was empty until now, so this one alone goes into it."
)
_MEMORY = QT_TRANSLATE_NOOP(
    "window", "{name} remembers: it keeps a part of its old self, and the gradient is added."
)
_MEMORY_KEPT = QT_TRANSLATE_NOOP(
    "window", "{name} remembers: of its old self it keeps the share {kept}, and the gradient is added."
)
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
_STATE = QT_TRANSLATE_NOOP("window", "{name} is kept for the next step.")
_VALUE = QT_TRANSLATE_NOOP("window", "From what is known by now the rule works out {name}.")
_MOVE = QT_TRANSLATE_NOOP("window", "And the ball moves.")
_MOVE_MEMORY = QT_TRANSLATE_NOOP("window", "And the ball moves: not where the gradient alone would send it.")
_STOP = QT_TRANSLATE_NOOP("window", "The next place would not be a number: the ball stops here for good.")


def sentence_of(kind: str, words: Mapping[str, str], remembers: bool) -> tuple[str, dict[str, str]]:
    """The template of a scene's sentence, to be translated, and the words that go into it."""
    parts = {key: words[key] for key in ("name", "kept") if key in words}
    return _template(kind, words, remembers), parts


def _template(kind: str, words: Mapping[str, str], remembers: bool) -> str:
    if kind == "look":
        return _LOOK if int(words["n"]) == 1 else _LOOK_SEVERAL
    if kind == "gradient":
        if words.get("ahead"):
            return _GRADIENT_AHEAD
        return _GRADIENT_NOISY if words.get("noisy") else _GRADIENT
    if kind == "memory":
        if words.get("first"):
            return _MEMORY_FIRST
        return _MEMORY_KEPT if words.get("kept") else _MEMORY
    if kind == "scale":
        return _SCALE_ROOT if words.get("root") else _SCALE
    if kind == "move" and words.get("stops"):
        return _STOP
    if kind == "move":
        return _MOVE_MEMORY if remembers else _MOVE
    return _STATE if kind == "state" else _VALUE
