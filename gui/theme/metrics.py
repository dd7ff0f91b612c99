"""Sizes shared by every part of the window, in device-independent pixels."""

from __future__ import annotations

from typing import Final

GRID: Final = 8  # every distance is a multiple of this, or half of it
RADIUS: Final = 12  # corners of floating panels
RADIUS_SMALL: Final = 6  # corners of buttons and fields

SMALL: Final = 11  # captions, axis numbers, headings in capitals
BODY: Final = 13
TITLE: Final = 20

ICON: Final = 20
CONTROL: Final = 28  # height of buttons and fields
