"""pyqtgraph, set up for this program.

Importing it takes longer than everything else that the window needs for its first picture, so nothing that
the window imports at its start may import this module; see `gui.plots.loading`.
"""

from __future__ import annotations

import pyqtgraph as pg

# the theme says what is drawn and behind it; lines are smooth without being asked
pg.setConfigOptions(background=None, antialias=True)

__all__ = ["pg"]
