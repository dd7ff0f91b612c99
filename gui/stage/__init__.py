"""The stage: the picture of runs upon a landscape, free of Qt but for what is painted over it.

That is formulas (`math`), what the optimizer sees (`overlay`, `arrows`, `lettering`) and numbers along the
edges (`axes`).
"""

from gui.stage.colours import StageColours
from gui.stage.picture import RunLook, StagePicture

__all__ = ["RunLook", "StageColours", "StagePicture"]
