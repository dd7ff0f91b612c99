"""What happens to a gradient between the field and the rule: noise, missing coordinates, clipping.

They apply in this order: Gaussian noise, the sparse mask, clipping by value, clipping by norm.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from .errors import InputError, RangeError
from .phrase import Phrase


@dataclass(frozen=True)
class Noise:
    """Gaussian noise of standard deviation `sigma` on every coordinate of every gradient sample, then
    presence: a coordinate keeps its gradient with probability `keep` and is 0 otherwise (article §3, L8).

    rare: the one coordinate whose presence is in question, 0 or 1; None: each on its own.

    Raises RangeError for a sigma that is negative or not finite, and a keep outside 0 … 1.
    """

    sigma: float = 0.0
    keep: float = 1.0
    rare: int | None = None

    def __post_init__(self) -> None:
        if not (math.isfinite(self.sigma) and self.sigma >= 0):
            raise RangeError(Phrase("sigma"), self.sigma, 0, math.inf)
        if not 0 <= self.keep <= 1:
            raise RangeError(Phrase("keep"), self.keep, 0, 1)
        if self.rare not in (None, 0, 1):
            raise RangeError(Phrase("rare"), self.rare, 0, 1)

    @property
    def silent(self) -> bool:
        """Whether it changes nothing."""
        return self.sigma == 0 and self.keep == 1

    def presence(self, coordinate: int) -> float:
        """The probability that this coordinate has a gradient."""
        return self.keep if self.rare in (None, coordinate) else 1.0


@dataclass(frozen=True)
class Clip:
    """Clipping of gradients: each coordinate to ±`value`, then the whole vector to length `norm`.

    None leaves that part out. Raises InputError for a bound that is not a positive finite number.
    """

    value: float | None = None
    norm: float | None = None

    def __post_init__(self) -> None:
        for name in ("value", "norm"):
            bound = getattr(self, name)
            if bound is not None and not (math.isfinite(bound) and bound > 0):
                raise InputError(
                    Phrase("clip {name} = {bound:g} is no finite number above 0", name=name, bound=bound)
                )

    @property
    def silent(self) -> bool:
        """Whether it changes nothing."""
        return self.value is None and self.norm is None
