"""How particles ended, told where they are: only a byte a particle travels.

The criteria are those of `engine.outcome.classify`, in float64 whatever the type of the run.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine.language.device_writer import DeviceWriter
from engine.language.differentiate import hessian
from engine.language.field_kernel import EPOCH, FieldProgram
from engine.language.generate import Target
from engine.language.program import REALS
from engine.outcome import FAR, NEAR, Outcome, Place
from engine.problem import Problem, Terrain
from engine.tables import Table

from .source import Source

if TYPE_CHECKING:
    from engine.cuda import Toolkit

#: Entries of `limits` before the minima: the domain, the lengths that count as near and as far.
X0, X1, Y0, Y1, NEAR_BY, FAR_X, FAR_Y, PLACES = range(8)

_TEXT = """
def classify(w, stopped, q, limits, codes, which, n, places, finished, moved):
    near = limits[{near}]
    for i in range(cuda.grid(1), n, cuda.gridsize(1)):
        x0 = R(w[index(i)])
        x1 = R(w[index(n + i)])
        code = {step_limit} if finished else {running}
        place = -1
        closest = near
        for k in range(places):
            across = sub(x0, limits[{places} + 2 * k])
            along = sub(x1, limits[{places} + 2 * k + 1])
            away = sqrt(fma(across, across, mul(along, along)))
            if away <= closest:
                closest = away
                place = k
        beside = place >= 0
"""

_NEWTON = """
        determinant = sub(mul({xx}, {yy}), mul({xy}, {xy}))
        if {xx} > R(0) and determinant > R(0):
            along_x = sub(mul({yy}, {gx}), mul({xy}, {gy}))
            along_y = sub(mul({xx}, {gy}), mul({xy}, {gx}))
            newton = div(sqrt(fma(along_x, along_x, mul(along_y, along_y))), determinant)
            beside = beside or newton <= near
"""

_REST = """
        if moved:
            across = sub(x0, R(w[index(2 * n + i)]))
            along = sub(x1, R(w[index(3 * n + i)]))
            beside = beside and sqrt(fma(across, across, mul(along, along))) <= near
        outside = x0 < limits[{x0}] or x0 > limits[{x1}] or x1 < limits[{y0}] or x1 > limits[{y1}]
        off_x = absolute(sub(x0, mul(add(limits[{x0}], limits[{x1}]), R(0.5))))
        off_y = absolute(sub(x1, mul(add(limits[{y0}], limits[{y1}]), R(0.5))))
        if outside:
            code = {left}
        if off_x > limits[{far_x}] or off_y > limits[{far_y}]:
            code = {diverged}
        if beside:
            code = {converged}
        if stopped[i] >= 0:
            code = {not_finite}
        if code != {converged}:
            place = -1
        codes[i] = code
        which[i] = place
"""

_NAMES = {
    "near": NEAR_BY, "places": PLACES, "x0": X0, "x1": X1, "y0": Y0, "y1": Y1, "far_x": FAR_X, "far_y": FAR_Y,
    "running": int(Outcome.RUNNING), "converged": int(Outcome.CONVERGED),
    "step_limit": int(Outcome.STEP_LIMIT), "left": int(Outcome.LEFT_DOMAIN),
    "diverged": int(Outcome.DIVERGED), "not_finite": int(Outcome.NOT_FINITE),
}  # fmt: skip


def classify_source(terrain: Terrain, real: str) -> tuple[Source, Table]:
    """The kernel for particles of type `real` on a landscape, and the table of the landscape's columns."""
    second = hessian(terrain.graph, terrain.formula.root, terrain.formula.variables)
    nodes = {"grad": terrain.nodes("grad"), "curvature": [second[0][0], second[0][1], second[1][1]]}
    target = Target(REALS["float64"], fuses=True)
    field = FieldProgram(terrain.graph, nodes, terrain.formula.variables, target, dims=2)
    writer = DeviceWriter(target)
    for line in _TEXT.format(**_NAMES).splitlines():
        writer.line(0, line)
    for k in range(len(field.columns)):
        writer.line(2, f"d{k} = q[{k}]")
    gx, gy = field.write(writer, 2, "grad", ["x0", "x1"], "g", "d", "x0")
    xx, xy, yy = field.write(writer, 2, "curvature", ["x0", "x1"], "h", "d", "x0")
    newton = _NEWTON.format(gx=gx, gy=gy, xx=xx, xy=xy, yy=yy)
    for line in (newton + _REST.format(**_NAMES)).splitlines():
        writer.line(0, line)
    signature = (
        f"{real}[::1]", "int32[::1]", "R[::1]", "R[::1]", "uint8[::1]", "int32[::1]",
        "int64", "int64", "boolean", "boolean",
    )  # fmt: skip
    source = Source(writer.text(), "classify", "float64", signature)
    return source, Table(terrain.graph, field.columns, np.dtype(np.float64))


def limits_of(domain: tuple[float, float, float, float], minima: Sequence[Place]) -> NDArray[np.float64]:
    """What the kernel is told about the domain (x0, x1, y0, y1) and the listed minima."""
    x0, x1, y0, y1 = domain
    near = NEAR * math.hypot(x1 - x0, y1 - y0)
    places = [coordinate for place in minima for coordinate in (place.x, place.y)]
    return np.array([x0, x1, y0, y1, near, FAR * (x1 - x0), FAR * (y1 - y0), *places])


class Classifier:
    """Tells the outcomes of one problem's particles on one device."""

    def __init__(self, toolkit: Toolkit, problem: Problem) -> None:
        self.toolkit = toolkit
        self.n = problem.n
        self.source, self.table = classify_source(Terrain(problem.terrain.formula), problem.dtype.name)

    def codes(
        self,
        w: Any,
        stopped: Any,
        domain: tuple[float, float, float, float],
        minima: Sequence[Place],
        field_params: Mapping[str, float],
        *,
        finished: bool,
        moved: bool,
    ) -> tuple[NDArray[np.uint8], NDArray[np.int32]]:
        """Codes of `Outcome` and numbers of minima, both (n,); see `engine.gpu.backend`."""
        one = np.ones(1)
        q = self.table.rows({**field_params, EPOCH: one}).reshape(-1)
        codes = self.toolkit.empty(self.n, np.uint8)
        which = self.toolkit.empty(self.n, np.int32)
        self.toolkit.launch(
            self.toolkit.kernel(self.source), self.n, 0,
            w, stopped, self.toolkit.array(q), self.toolkit.array(limits_of(domain, minima)), codes, which,
            self.n, len(minima), finished, moved,
        )  # fmt: skip
        return np.asarray(codes.copy_to_host()), np.asarray(which.copy_to_host())
