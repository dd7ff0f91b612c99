"""What a map is of: one optimizer on one landscape, with two numbers that differ from pixel to pixel."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.errors import InputError, RangeError, UnknownNameError
from engine.modifiers import Clip, Noise
from engine.phrase import Phrase
from engine.turns import Turn

from .axes import LANDSCAPE, SIGMA, START_X, START_Y, Axis

if TYPE_CHECKING:
    from engine.entries import Landscape, Optimizer, Schedule

MEASURES = ("distance", "excursion", "visited")
"""What is measured at every step, and so only where it is asked for: how far a particle walked, how far from
its start it came, and how many basins it passed through."""

MOST_STEPS = 1_000_000
MOST_PIXELS = 1 << 20
"""Along a side."""

MOST_SEEDS = 4096
QUIET, UNBOUNDED = Noise(), Clip()

FORMAT, FORMAT_OF_MOVED, FORMAT_OF_MANY_PLANES = 11, 12, 13
"""Raised whenever the same study would give other numbers than before; the second of maps over a parameter of
the landscape, the third of those that count basins which it changes."""


@dataclass(frozen=True, eq=False)
class Study:
    """A map: everything that decides its numbers.

    x, y: what the columns and the rows mean; row 0 and column 0 are the lowest values. width, height: in
    pixels. start: the coordinates that no axis varies. params, field_params: values over the defaults.
    seeds: how many times each pixel is simulated, with the seeds seed, seed + 1, …; above 1 a tile holds
    statistics. measures: of MEASURES.

    Raises UnknownNameError, RangeError or InputError for what makes no map.
    """

    optimizer: Optimizer
    field: Landscape
    x: Axis
    y: Axis
    width: int
    height: int
    steps: int
    start: tuple[float, float] = (0.0, 0.0)
    params: Mapping[str, float] = dataclasses.field(default_factory=dict)
    field_params: Mapping[str, float] = dataclasses.field(default_factory=dict)
    noise: Noise = QUIET
    clip: Clip = UNBOUNDED
    schedule: Schedule | None = None
    schedule_params: Mapping[str, float] = dataclasses.field(default_factory=dict)
    turns: tuple[Turn, ...] = ()
    seed: int = 0
    seeds: int = 1
    dtype: str = "float32"
    measures: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        for name, value, most in (
            ("width", self.width, MOST_PIXELS),
            ("height", self.height, MOST_PIXELS),
            ("steps", self.steps, MOST_STEPS),
            ("seeds", self.seeds, MOST_SEEDS),
        ):
            if not 1 <= value <= most:
                raise RangeError(name, value, 1, most)
        if self.dtype not in ("float32", "float64"):
            raise UnknownNameError(Phrase("dtype"), str(self.dtype), ("float32", "float64"))
        for name in self.measures:
            if name not in MEASURES:
                raise UnknownNameError(Phrase("measure"), name, MEASURES)
        if tuple(self.field.formula.variables) != ("x", "y"):
            raise InputError(Phrase("a map is of a landscape, not of a signal, a curve or a network"))
        self._check_axes()
        self._check_starts()

    def _check_starts(self) -> None:
        """Refuse what a run would refuse: a start that the numbers of a map cannot hold."""
        of_pixels = {axis.name: axis.at(np.array([0.5, size - 0.5]) / size)
                     for axis, size in ((self.x, self.width), (self.y, self.height))}  # fmt: skip
        for name, given in zip((START_X, START_Y), self.start, strict=True):
            with np.errstate(over="ignore"):
                values = np.asarray(of_pixels.get(name, given), np.float64).astype(self.dtype)
            if not np.isfinite(values).all():
                raise InputError(
                    Phrase("a start has coordinates that are finite in {dtype}", dtype=self.dtype)
                )

    def _check_axes(self) -> None:
        if self.x.name == self.y.name:
            raise InputError(Phrase("both axes are {name}", name=self.x.name))
        turned = {name for turn in self.turns for name in turn.params}
        turned |= {LANDSCAPE + name for turn in self.turns for name in turn.field_params}
        for axis in (self.x, self.y):
            if axis.name not in self.axis_names():
                raise UnknownNameError(Phrase("axis"), axis.name, self.axis_names())
            if axis.name in turned:
                raise InputError(
                    Phrase("{name} is turned on the way, and so cannot be an axis", name=axis.name)
                )
            if axis.name == SIGMA and axis.low < 0:
                raise RangeError(Phrase("sigma"), axis.low, 0, axis.high)

    def axis_names(self) -> tuple[str, ...]:
        """Everything that an axis of this study may be."""
        own = (p.name for p in self.optimizer.parameters)
        terrain = (LANDSCAPE + p.name for p in self.field.parameters)
        return (START_X, START_Y, *own, *terrain, SIGMA)

    @property
    def noisy(self) -> bool:
        """Whether the seed matters."""
        return not self.noise.silent or SIGMA in (self.x.name, self.y.name)

    @property
    def moves_minima(self) -> bool:
        """Whether an axis is a parameter of the landscape, so that every pixel has minima of its own."""
        return self.x.of_landscape is not None or self.y.of_landscape is not None

    @property
    def particle_steps(self) -> int:
        return self.width * self.height * self.steps * self.seeds

    def replaced(self, **changes: Any) -> Study:
        """The same with other values."""
        return dataclasses.replace(self, **changes)

    def pixel(self, row: int, column: int) -> dict[str, float]:
        """The values of both axes at the centre of a pixel, by the axes' names."""
        across = self.x.at((column + 0.5) / self.width)
        up = self.y.at((row + 0.5) / self.height)
        return {self.x.name: float(across), self.y.name: float(up)}

    def settings(self) -> dict[str, Any]:
        """Everything that decides the numbers, as plain JSON."""
        rule, terrain, schedule = self.optimizer.rule, self.field, self.schedule
        return {
            "format": self._format(),
            "optimizer": self.optimizer.id,
            "rule": rule.text,
            "initial states": {name: str(value) for name, value in rule.state_texts},
            "parameters": self._filled(self.optimizer.parameters, self.params),
            "landscape": terrain.id,
            "formula": terrain.formula.identity,
            "domain": list(terrain.domain),
            "landscape parameters": self._filled(terrain.parameters, self.field_params),
            "listed minima": [[m.x.text, m.y.text] for m in terrain.minima],
            "start": list(self.start),
            "noise": dataclasses.asdict(self.noise),
            "clipping": dataclasses.asdict(self.clip),
            "schedule": None if schedule is None else schedule.formula.text,
            "schedule parameters": {} if schedule is None
            else self._filled(schedule.parameters, self.schedule_params),
            "turns": [dataclasses.asdict(turn) for turn in self.turns],
            "x": dataclasses.asdict(self.x),
            "y": dataclasses.asdict(self.y),
            "size": [self.width, self.height],
            "steps": self.steps,
            "seed": self.seed,
            "seeds": self.seeds,
            "dtype": self.dtype,
            "measures": sorted(self.measures),
        }  # fmt: skip

    def _format(self) -> int:
        if not self.moves_minima:
            return FORMAT
        return FORMAT_OF_MANY_PLANES if "visited" in self.measures else FORMAT_OF_MOVED

    def key(self) -> str:
        """A name for the study by its content: equal studies have equal keys, on every machine."""
        text = json.dumps(self.settings(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:32]

    @staticmethod
    def _filled(declared: tuple, given: Mapping[str, float]) -> dict[str, float]:
        return {p.name: float(given.get(p.name, p.default)) for p in declared}
