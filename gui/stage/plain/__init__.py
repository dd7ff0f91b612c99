"""The raster loops in NumPy: what draws until the compiled ones are ready, and what they are tested against.

Pictures are (height, width) uint32, 0xffRRGGBB. `tiles` are (⌈height/32⌉, ⌈width/64⌉) uint8, 1 where
something has been drawn, so that empty parts of a picture cost nothing. Points are in pixels, y down.
Every function works in place; what is not finite or lies outside is not drawn.
"""

from engine.splatting.plain import draw, gather
from gui.stage.plain.curves import lay_band, lay_curve
from gui.stage.plain.density import lay_density
from gui.stage.plain.ground import shade, tone
from gui.stage.plain.layers import cover, restore
from gui.stage.plain.paths import lay_paths, segments, shapes
from gui.stage.plain.swarms import lay_swarms
from gui.stage.plain.tiles import TILE

__all__ = [
    "TILE",
    "cover",
    "draw",
    "gather",
    "lay_band",
    "lay_curve",
    "lay_density",
    "lay_paths",
    "lay_swarms",
    "restore",
    "segments",
    "shade",
    "shapes",
    "tone",
]
