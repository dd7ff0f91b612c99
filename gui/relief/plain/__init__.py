"""The relief's loops in NumPy: they draw until the compiled ones are ready, which are tested against them.

Pictures are (height, width) uint32, 0xffRRGGBB, `depth` (height, width) float32 the nearness of the surface,
one over the distance along the line of sight, 0 where there is none. `m` are the numbers of
`Projection.flat`. What is not finite is not drawn.
"""

from gui.relief.plain.lines import lay_lines, lines
from gui.relief.plain.points import blend, lift, lift_swarm
from gui.relief.plain.surface import paint, project

__all__ = ["blend", "lay_lines", "lift", "lift_swarm", "lines", "paint", "project"]
