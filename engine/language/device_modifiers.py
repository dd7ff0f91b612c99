"""Noise, missing coordinates and clipping of a gradient, in a device's kernel; see `engine.modifiers`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.numerics import philox

from .common_kernels import write_across
from .device_writer import DeviceWriter
from .normal import normal_program
from .program import contracted

#: Entries of `amounts`.
SIGMA, VALUE_BOUND, NORM_BOUND, AMOUNTS = range(4)

#: Entries of `key`: the seed, the bound under which a sparse coordinate is present, the first particle.
SEED_LOW, SEED_HIGH, PRESENT, FIRST_LOW, FIRST_HIGH, KEY = range(6)


@dataclass(frozen=True)
class Modifiers:
    """Which of the things that may happen to a gradient do happen; see `engine.modifiers`.

    rare: the one coordinate that is sparse, None for each.
    """

    noisy: bool = False
    sparse: bool = False
    rare: int | None = None
    clip_value: bool = False
    clip_norm: bool = False


class Modifying:
    """Writes what happens to the gradient samples of one particle, inside its loop over the steps.

    particle: the name of its number, counted from `key`'s first one on. sigma: names of the strength of the
    noise by coordinate, where it is not that of `amounts`.
    """

    def __init__(
        self,
        writer: DeviceWriter,
        chosen: Modifiers,
        dims: int,
        particle: str = "i",
        sigma: Sequence[str] | None = None,
    ) -> None:
        self.writer = writer
        self.chosen = chosen
        self.dims = dims
        self.particle = particle
        self.sigma = sigma or [f"amounts[{SIGMA}]"] * dims

    def write(self, gradient: list[str], sample: int, number: int) -> list[str]:
        """Write it for a sample, the rule's `number`-th barrier; the names of the result's coordinates."""
        chosen = self.chosen
        if chosen.noisy or chosen.sparse:
            gradient = [self._disturbed(g, d, sample, f"z{number}_{d}_") for d, g in enumerate(gradient)]
        if chosen.clip_value:
            gradient = [self._clipped(g, f"v{number}_{d}") for d, g in enumerate(gradient)]
        if chosen.clip_norm:
            gradient = self._shortened(gradient, f"v{number}_")
        return gradient

    def _disturbed(self, gradient: str, d: int, sample: int, prefix: str) -> str:
        line = self.writer.line
        words = self._philox(d, sample, prefix)
        result = f"{prefix}g"
        line(3, f"{result} = {gradient}")
        if self.chosen.noisy:
            normal = self._normal(words[0], words[1], prefix)
            line(3, f"{result} = " + self.writer.forms["fma"].format(self.sigma[d], normal, gradient))
        if self.chosen.sparse and self.chosen.rare in (None, d):
            zero = self.writer.constant(("literal", "0.0"))
            line(3, f"{result} = select({words[2]} < key[{PRESENT}], {result}, {zero})")
        return result

    def _philox(self, d: int, sample: int, prefix: str) -> list[str]:
        """Write the rounds of `engine.numerics.philox` for this particle, step and coordinate."""
        writer, line = self.writer, self.writer.line
        w = [f"{prefix}w{k}" for k in range(4)]
        line(3, f"{w[0]} = lower_word({self.particle}, key[{FIRST_LOW}])")
        line(3, f"{w[1]} = lower_word(done + taken, {writer.word(0)})")
        line(3, f"{w[2]} = {writer.word(d)}")
        first = f"key[{FIRST_LOW}], key[{FIRST_HIGH}]"
        line(3, f"{w[3]} = stream_word({self.particle}, {first}, {writer.word(sample)})")
        line(3, f"{prefix}a = key[{SEED_LOW}]")
        line(3, f"{prefix}b = key[{SEED_HIGH}]")
        for k in range(philox.ROUNDS):
            for part, weyl in zip("ab", philox.WEYL if k else (), strict=False):
                line(3, f"{prefix}{part} = ladd({prefix}{part}, {writer.word(weyl)})")
            first, second = (writer.word(m) for m in philox.MULTIPLIERS)
            high = (f"higher({w[2]}, {second})", f"higher({w[0]}, {first})")
            new = (
                f"lxor(lxor({high[0]}, {w[1]}), {prefix}a)",
                f"lmul({w[2]}, {second})",
                f"lxor(lxor({high[1]}, {w[3]}), {prefix}b)",
                f"lmul({w[0]}, {first})",
            )
            line(3, f"{', '.join(w)} = {', '.join(new)}")
        return w

    def _normal(self, first: str, second: str, prefix: str) -> str:
        program, inputs, result = normal_program(self.writer.target.real)
        names = dict(zip(inputs, (f"{prefix}u", f"{prefix}v"), strict=True))
        for name, word in zip(names.values(), (first, second), strict=True):
            self.writer.line(3, f"{name} = number({word}, {self.writer.constant(('literal', '0.0'))})")
        return self.writer.statements(3, contracted(program, [result]), [result], names, prefix)[0]

    def _clipped(self, gradient: str, name: str) -> str:
        bound = f"amounts[{VALUE_BOUND}]"
        self.writer.line(3, f"{name} = select({bound} < {gradient}, {bound}, {gradient})")
        self.writer.line(3, f"{name} = select({name} < -{bound}, -{bound}, {name})")
        return name

    def _shortened(self, gradient: list[str], prefix: str) -> list[str]:
        line, forms = self.writer.line, self.writer.forms
        length = write_across(self.writer, 3, "norm", gradient, f"{prefix}n")[0]
        bound, one = f"amounts[{NORM_BOUND}]", self.writer.constant(("literal", "1.0"))
        quotient = forms["div"].format(bound, length)
        line(3, f"{prefix}share = select({bound} < {length}, {quotient}, {one})")
        results = [f"{prefix}short{d}" for d in range(self.dims)]
        for result, name in zip(results, gradient, strict=True):
            line(3, f"{result} = " + forms["mul"].format(name, f"{prefix}share"))
        return results
