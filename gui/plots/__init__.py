"""Charts and lanes, drawn with a QPainter into any rectangle: the window's and a recording's are the same.

No widget, event loop or display is needed beyond a QGuiApplication (offscreen will do). A recording measures
each run after each step, turns the columns into charts or lanes, and draws them::

    meters = [Meter(run, found.optimizer) for run, found in zip(runs, resolved.runs)]    # row 0 is step 0
    ...
    for run, meter in zip(runs, meters):
        run.advance(1)
        meter.record()
    columns = [meter.columns() for meter in meters]
    charts = build_charts(resolved, columns, theme, "en")      # a landscape's
    lanes = build_lanes(resolved, columns, theme, "en")        # a signal's
    with QPainter(image) as painter:
        draw_chart(painter, QRectF(40, 700, 420, 160), charts[0], theme, scale=1.5)
        draw_lanes(painter, QRectF(40, 100, 1400, 900), lanes, length, theme, played=step, scale=1.5)

`scale` is pixels for each design pixel: 1 for a window of ordinary density, 1.5 for type that reads well in
a 1080-line video. Lanes whose columns reach beyond `played` show the rest faintly.
"""

from gui.plots.build import build_charts, build_lanes
from gui.plots.chart import Chart, draw_chart, label_font
from gui.plots.curves import Curve
from gui.plots.history import History
from gui.plots.lanes import Lane, draw_lanes
from gui.plots.meter import Meter

__all__ = [
    "Chart",
    "Curve",
    "History",
    "Lane",
    "Meter",
    "build_charts",
    "build_lanes",
    "draw_chart",
    "draw_lanes",
    "label_font",
]
