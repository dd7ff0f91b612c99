"""Parameters that differ between the particles of one run.

A parameter with a value for each particle is a state that stays as it is: the rule gains the statement
`gamma = gamma`, and the state is filled with the values before the first step. So a run over thousands of
values of one parameter is an ordinary run, compiled by what compiles every rule; a parameter of the field is
read from its state's row in the same way.

A learning rate that is scheduled as well is both: a state for what the particle brings, and a parameter for
what the schedule makes of it at a step, which then has 1 for its own value.

With NumPy a particle moves to the bits of a run that has its value as a parameter (of one that float32 has,
in a run of float32). Compiled kernels gather parameters into the numbers of a step, where a state's value
stays in the particle's arithmetic: the last bits differ.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .errors import InputError, RangeError, UnknownNameError
from .language.rule import Rule, parse_rule
from .phrase import Phrase
from .problem import OWN_SIGMA, Float

OF_FIELD = "landscape."
"""Before the name of a field's parameter, which the rule may have one of, too."""

_FIELD = "own_"
RATE, OWN_RATE = "eta", "own_eta"
_IS_RATE = re.compile(r"(?<!\w)(?:eta|η)(?!\w)")


@dataclass(frozen=True)
class Own:
    """The rule that carries them, their values by state, (n, 1), and the field's among them.

    carried: by state, the name under which its values were given.
    """

    rule: Rule
    states: Mapping[str, Float] = field(default_factory=dict)
    rules: Mapping[str, Float] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    carried: Mapping[str, str] = field(default_factory=dict)

    @property
    def schedules_rate(self) -> bool:
        """Whether the learning rate is carried, and the parameter is what a schedule makes of it."""
        return OWN_RATE in self.states

    def rated(self, params: Mapping[str, float]) -> dict[str, float]:
        """The rule's parameters with what is left of the learning rate where it is carried: 1."""
        return {**params, **({RATE: 1.0} if self.schedules_rate else {})}


def owned(
    rule: Rule,
    field_names: tuple[str, ...],
    given: Mapping[str, ArrayLike],
    n: int,
    dims: int,
    scheduled: bool = False,
) -> Own:
    """What `given` makes of a rule: values (n,) by parameter of the rule or of the field, or "noise.sigma".

    A name that both have is the rule's; the field's is said with `OF_FIELD` before it.
    scheduled: a learning rate among them is multiplied by the parameter of that name, the schedule's factor.
    Raises UnknownNameError, and InputError for values that are not n finite numbers.
    """
    if not given:
        return Own(rule)
    states, rules, fields, carried = {}, {}, {}, {}
    text = rule.text
    for name, values in given.items():
        bare = name.removeprefix(OF_FIELD)
        column = np.broadcast_to(_checked(name, values, n)[:, np.newaxis], (n, dims))
        if name in rule.parameters:
            state = OWN_RATE if scheduled and name == RATE else name
            if state == OWN_RATE:
                text = _IS_RATE.sub(f"({OWN_RATE}*{RATE})", text)
            states[state] = rules[name] = column
        elif bare in (*field_names, OWN_SIGMA):
            state = _FIELD + bare.replace(".", "_")
            states[state] = column
            fields[bare] = state
        else:
            raise UnknownNameError(Phrase("parameter"), name, (*rule.parameters, *field_names))
        carried[state] = name
    kept = "\n".join(f"{state} = {state}" for state in states)
    rest = tuple(name for name in rule.parameters if name not in states)
    # the first values of states are computed from the rule as it was
    return Own(parse_rule(f"{text}\n{kept}", {}, rest), states, rules, fields, carried)


def _checked(name: str, values: ArrayLike, n: int) -> NDArray[np.float64]:
    column = np.asarray(values, np.float64)
    if column.shape != (n,) or not np.isfinite(column).all():
        raise InputError(Phrase("{name} needs {n} finite numbers, one for each particle", name=name, n=n))
    if name == OWN_SIGMA and (column < 0).any():
        raise RangeError(Phrase("sigma"), float(column.min()), 0, np.inf)
    return column
