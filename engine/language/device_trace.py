"""Runs of their own, one a thread: steps as in `device_kernel`, and since when each rests beside a place.

A particle is looked at after steps that follow from the step alone: so many apart as `Pace` has it, until it
is at rest. That is when its last move is no longer than `near`, and the nearest of the places no further off.
Then the steps since the last look are taken once more, from what was put away there, to find the first of
them after which it was so. Where the last look was, a launch begins; the last step of all is one, too.

What the kernel is given, every array flat and of the run's type unless it says otherwise:

    w           rows of n numbers, see `trace_rows`; a row has as many as there are coordinates
    stopped     (n,) int32, the step that was not finite, or -1
    since       (n,) int32, the first step at rest, or 0
    beside      (n,) int32, beside which place, or -1
    particles   (n,) int64, what counts as the particle's number where there is noise
    p, q, amounts, key   as in `device_kernel`
    places      (count, 2), and where `given` instead two rows of n: a place for each particle
    cells       int16, `high` lines of `wide`: the number of the basin that a cell of the plane belongs to
    frame       the left and lower edge of the cells, then cells a unit along x and y
    seen        int64, lines of n words: the basins that the particle has been in, a bit each
    n, done, steps, last   whole numbers; `last` is the number of all steps
    steady      after how many steps of this launch the tables' rows are all the same, see `engine.tables`
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from .device_modifiers import Modifiers
from .device_step import PREVIOUS, THETA, WATCH, Stepping
from .field_kernel import EPOCH, FieldProgram
from .rule_kernel import RuleProgram

#: What may be summed up on the way: the length of the path, the largest square of the distance from the
#: start, and the basins that were passed through.
DISTANCE, EXCURSION, VISITED = "distance", "excursion", "visited"

#: Rows of `w` that are there where one of the first two is asked for: the start, and both sums.
BEGIN, SUMS = "begin", "sums"

_ARRAYS = "w, stopped, since, beside, particles, p, q, amounts, key, places, cells, frame, seen"
_NUMBERS = "n, done, steps, last, steady, count, given, high, wide, near"


class Pace(NamedTuple):
    """Steps from one look to the next: at least so many, a part of those done, at most so many.

    share: that part's inverse, a power of two.
    """

    soonest: int
    share: int
    latest: int

    def after(self, done: int, last: int) -> int:
        """The step of the next look."""
        return min(done + min(max(self.soonest, done // self.share), self.latest), last)


def trace_rows(rule: RuleProgram, asked: Collection[str]) -> tuple[str, ...]:
    """The rows of `w` where so much is summed up."""
    sums = (BEGIN, SUMS) if {DISTANCE, EXCURSION} & set(asked) else ()
    return (THETA, PREVIOUS, *(f"state:{name}" for name in rule.names), *sums)


def trace_text(
    rule: RuleProgram,
    field: FieldProgram,
    modifiers: Modifiers,
    pace: Pace,
    asked: Collection[str] = (),
    changing: Collection[str] = (),
    sigma_row: int | None = None,
) -> str:
    """The kernel `trace`, of two coordinates.

    changing: parameters that differ from step to step, of the rule or of the field. sigma_row: as
    `engine.compiled.Programs` has it.
    """
    return _TraceKernel(rule, field, modifiers, pace, asked, {"t", EPOCH, *changing}, sigma_row).text()


class _TraceKernel(Stepping):
    def __init__(
        self,
        rule: RuleProgram,
        field: FieldProgram,
        modifiers: Modifiers,
        pace: Pace,
        asked: Collection[str],
        changing: set[str],
        sigma_row: int | None,
    ) -> None:
        rows = trace_rows(rule, asked)
        super().__init__(rule, field, modifiers, changing, rows, "particle", sigma_row)
        self.pace = pace
        self.asked = set(asked)
        #: Rows that no step changes.
        self.fixed = tuple(
            f"state:{name}"
            for name, value in zip(rule.names, rule.results[1:], strict=True)
            if rule.ops[value] == ("input", name)
        )

    def text(self) -> str:
        line = self.writer.line
        line(0, f"def trace({_ARRAYS}, {_NUMBERS}):")
        self.columns(1, steady=True)
        line(1, f"zero = {self.writer.constant(('literal', '0.0'))}")
        line(1, "square = mul(near, near)")
        if VISITED in self.asked:
            line(1, "lines = R(high)")
            line(1, "across_lines = R(wide)")
        line(1, "for i in range(cuda.grid(1), n, cuda.gridsize(1)):")
        self._begin()
        line(2, "while taken < steps:")
        self.step()
        if self.asked:
            line(3, "if not watching:")
            self._add_up(4)
        self._look()
        self.leave_at_rest()
        self.store(2, self.fixed)
        self._keep_sums()
        return self.writer.text()

    def watched(self) -> str:
        """What is not known to rest may not leave before it was looked at."""
        return f"(taken == until or (found != 0 and (taken & {WATCH - 1}) == 0))"

    # Around the steps ----------------------------------------------------------------------------------

    def _begin(self) -> None:
        line = self.writer.line
        self.load(2)
        for k, row in enumerate(self.field.own.values()):
            line(2, f"own{k} = {self._state(row)[0]}")
        if self.random:
            line(2, "particle = particles[index(i)]")
        line(2, "found = np.int64(since[index(i)])")
        line(2, "taken = 0")
        line(2, "begun = 0")
        line(2, "until = 0")
        line(2, "first = 0")
        line(2, "watching = False")
        line(2, "px = zero")
        line(2, "py = zero")
        line(2, "if stopped[index(i)] >= 0:")
        line(3, "taken = steps")
        line(2, "if found == 0:")
        self._set_look(3)
        self.before(2)
        self._fetch_sums()

    def _set_look(self, depth: int) -> None:
        """The next look, by its step in this launch."""
        line, pace = self.writer.line, self.pace
        line(depth, f"until = (done + taken) >> {pace.share.bit_length() - 1}")
        line(depth, f"until = taken + min(max(until, {pace.soonest}), {pace.latest})")
        line(depth, "until = min(until, last - done)")

    # What is summed up ---------------------------------------------------------------------------------

    def _fetch_sums(self) -> None:
        line = self.writer.line
        if SUMS in self.rows:
            for d in range(2):
                line(2, f"o{d} = {self.place(BEGIN, d, 'i')}")
                line(2, f"m{d} = {self.place(SUMS, d, 'i')}")
        if VISITED in self.asked:
            line(2, "here = -1")
            self._visit(2)

    def _keep_sums(self) -> None:
        if SUMS in self.rows:
            for d in range(2):
                self.writer.line(2, f"{self.place(SUMS, d, 'j')} = m{d}")

    def _add_up(self, depth: int) -> None:
        line = self.writer.line
        if DISTANCE in self.asked:
            self._square(depth, "walked", ("b0", "b1"))
            line(depth, "m0 = add(m0, sqrt(walked))")
        if EXCURSION in self.asked:
            self._square(depth, "off", ("o0", "o1"))
            line(depth, "m1 = select(off > m1, off, m1)")
        if VISITED in self.asked:
            self._visit(depth)

    def _visit(self, depth: int) -> None:
        """Note the basin that the particle is in, where it is not the one of the step before."""
        line = self.writer.line
        line(depth, "column = mul(sub(x0, frame[0]), frame[2])")
        line(depth, "row = mul(sub(x1, frame[1]), frame[3])")
        line(depth, "if column >= zero and row >= zero and column < across_lines and row < lines:")
        line(depth + 1, "label = int(cells[index(whole(row) * wide + whole(column))])")
        line(depth + 1, "if label >= 0 and label != here:")
        line(depth + 2, "here = label")
        line(depth + 2, "word = index((label >> 6) * n + again(i))")
        line(depth + 2, "seen[word] = seen[word] | (np.int64(1) << np.int64(label & 63))")

    def _square(self, depth: int, name: str, place: tuple[str, str]) -> None:
        """The square of the distance from a place."""
        line = self.writer.line
        line(depth, f"{name}_x = sub(x0, {place[0]})")
        line(depth, f"{name}_y = sub(x1, {place[1]})")
        line(depth, f"{name} = add(mul({name}_x, {name}_x), mul({name}_y, {name}_y))")

    # Arriving ------------------------------------------------------------------------------------------

    def _look(self) -> None:
        line = self.writer.line
        line(3, "if watching or taken == until:")
        self._square(4, "moved", ("b0", "b1"))
        line(4, "if watching:")
        self._square(5, "away", ("px", "py"))
        line(5, "if first == 0 and moved <= square and away <= square:")
        line(6, "first = done + taken")
        line(4, "if taken == until and watching:")
        line(5, "found = first")
        line(5, "since[index(again(i))] = first")
        line(5, "watching = False")
        line(5, "until = 0")
        line(4, "elif taken == until:")
        self._nearest(5)
        line(5, "if closest <= square:")
        self._take_back(6)
        line(5, "else:")
        self.store(6, (PREVIOUS, *self.fixed))
        line(6, "begun = taken")
        self._set_look(6)

    def _nearest(self, depth: int) -> None:
        """The nearest place and its distance's square; farther than near where the last move is too long."""
        line = self.writer.line
        line(depth, f"closest = {self.writer.constant(('literal', 'inf'))}")
        line(depth, "place = -1")
        line(depth, "if given and moved <= square:")
        line(depth + 1, "px = places[index(again(i))]")
        line(depth + 1, "py = places[index(n + again(i))]")
        self._square(depth + 1, "closest", ("px", "py"))
        line(depth, "elif moved <= square:")
        line(depth + 1, "for k in range(count):")
        self._square(depth + 2, "off", ("places[index(2 * k)]", "places[index(2 * k + 1)]"))
        line(depth + 2, "if off < closest:")
        line(depth + 3, "closest = off")
        line(depth + 3, "place = k")

    def _take_back(self, depth: int) -> None:
        """Go back to the last look, to watch the steps since then."""
        line = self.writer.line
        line(depth, "if place >= 0:")
        line(depth + 1, "px = places[index(2 * place)]")
        line(depth + 1, "py = places[index(2 * place + 1)]")
        line(depth, "beside[index(again(i))] = place")
        line(depth, "watching = True")
        line(depth, "first = 0")
        line(depth, "taken = begun")
        if self.watches:
            line(depth, "still = False")
        self.load(depth, self.fixed)
