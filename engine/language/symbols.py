"""How a name looks: beta1 as β₁, m_hat as m with a hat, E_g2 as E[g²] (the article's symbols).

name            LaTeX                  plain text
eta             \\eta                   η
beta1           \\beta_{1}              β₁
v_hat           \\hat{v}                v̂
g_prev          g_{\\mathrm{prev}}      gₚᵣₑᵥ
E_dx2           E[\\Delta\\theta^{2}]    E[Δθ²]
eps_root, eps   \\varepsilon, \\varepsilon'   ε, ε′      (under the root, outside it)
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_GREEK_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi "
    "chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega"
)
_GREEK = dict(zip(_GREEK_NAMES.split(), "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΦΨΩ", strict=True))

_ACCENTS = {"hat": ("\\hat", "\u0302"), "bar": ("\\bar", "\u0304"), "tilde": ("\\tilde", "\u0303")}

_WHOLE = {
    "eps": ("\\varepsilon'", "ε′"),
    "eps_root": ("\\varepsilon", "ε"),
    "weight_decay": ("\\lambda", "λ"),
    "dx": ("\\Delta\\theta", "Δθ"),
    "dtheta": ("\\Delta\\theta", "Δθ"),
    "rms0": ("\\mathrm{RMS}[\\Delta\\theta]_{0}", "RMS[Δθ]₀"),
}

_BELOW = {"inf": ("\\infty", "∞"), "plus": ("+", "+"), "minus": ("-", "-")}

_SUBSCRIPT = str.maketrans("0123456789+-aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SUBSCRIPTABLE = frozenset("0123456789+-aehijklmnoprstuvx")
_MEAN = re.compile(r"E_([a-z]+)([2-9]?)")


class Symbol(NamedTuple):
    """A name in LaTeX and in plain text."""

    latex: str
    text: str


@lru_cache(maxsize=1024)
def symbol(name: str) -> Symbol:
    """How the identifier `name` looks."""
    if name in _WHOLE:
        return Symbol(*_WHOLE[name])
    mean = _MEAN.fullmatch(name)
    if mean is not None:
        inside, power = symbol(mean[1]), mean[2]
        raised = f"^{{{power}}}" if power else ""
        return Symbol(f"E[{inside.latex}{raised}]", f"E[{inside.text}{power.translate(_SUPERSCRIPT)}]")
    first, *rest = [part for part in name.split("_") if part] or ["_"]
    if first == "_":
        return Symbol(name.replace("_", "\\_"), name)
    letters = first.rstrip("0123456789")
    base = _letters(letters) if letters else Symbol(first, first)
    accents = [part for part in rest if part in _ACCENTS]
    below = [first[len(letters) :]] if letters else []
    below += [part for part in rest if part not in _ACCENTS]
    return _below(_accented(base, accents), [part for part in below if part])


def unicode_symbol(name: str) -> str:
    """The identifier `name` in plain text, for labels."""
    return symbol(name).text


def _letters(letters: str) -> Symbol:
    if letters in _GREEK:
        return Symbol(f"\\{letters}", _GREEK[letters])
    if letters == "eps":
        return Symbol("\\varepsilon", "ε")
    return Symbol(letters if len(letters) == 1 else f"\\mathrm{{{letters}}}", letters)


def _accented(base: Symbol, accents: list[str]) -> Symbol:
    latex, text = base
    for accent in accents:
        command, mark = _ACCENTS[accent]
        latex = f"{command}{{{latex}}}"
        # A combining mark goes over one letter; over a longer name it would sit on its last one.
        text = text + mark if len(base.text) == 1 else f"{text} {accent}"
    return Symbol(latex, text)


def _below(base: Symbol, parts: list[str]) -> Symbol:
    if not parts:
        return base
    shown = [_part_below(part) for part in parts]
    text = "".join(part.text for part in shown)
    if set(text) <= _SUBSCRIPTABLE:
        text = text.translate(_SUBSCRIPT)
    elif len(text) > 1:
        text = f" {text}"
    return Symbol(f"{base.latex}_{{{','.join(part.latex for part in shown)}}}", base.text + text)


def _part_below(part: str) -> Symbol:
    if part in _BELOW:
        return Symbol(*_BELOW[part])
    return _letters(part) if part.isalpha() else Symbol(part, part)
