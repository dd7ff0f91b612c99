"""The stage: the picture of runs upon a landscape, free of Qt but for `math`."""

from gui.stage.colours import StageColours
from gui.stage.picture import RunLook, StagePicture

__all__ = ["RunLook", "StageColours", "StagePicture"]
