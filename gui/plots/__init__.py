"""Charts and lanes, made of pyqtgraph items in scenes without a view: a window's and a film's are the same.

No widget, event loop or display is needed beyond a QApplication (offscreen will do). A recording measures
each run after each step, turns the columns into charts or lanes, puts them into a figure, and renders it::

    from gui.plots.chart_figure import ChartsFigure
    from gui.plots.lanes_figure import LanesFigure

    meters = [Meter(run, found.optimizer) for run, found in zip(runs, resolved.runs)]    # row 0 is step 0
    ...
    for run, meter in zip(runs, meters):
        run.advance(1)
        meter.record()
    columns = [meter.columns() for meter in meters]
    charts = ChartsFigure()
    charts.show_charts(build_charts(resolved, columns, theme, "en"), theme, 420, 144, 156, scale=1.5)
    lanes = LanesFigure()
    lanes.resize(1400, 900, scale=1.5)
    lanes.show_lanes(build_lanes(resolved, columns, theme, "en"), length, theme)
    lanes.set_played(step)
    with QPainter(image) as painter:
        charts.render(painter, QPointF(40, 700))
        lanes.render(painter, QPointF(40, 100))

`scale` is pixels for each design pixel: 1 for a window of ordinary density, 1.5 for type that reads well in
a 1080-line video. Lanes whose columns reach beyond the played epoch show the rest faintly.

The figures are not imported here: pyqtgraph would delay the window's first picture; see `gui.plots.loading`.
"""

from gui.plots.build import build_charts
from gui.plots.chart import Chart
from gui.plots.curves import Curve
from gui.plots.lane_building import build_lanes
from gui.plots.lanes import Lane
from gui.plots.meter import Meter

__all__ = ["Chart", "Curve", "Lane", "Meter", "build_charts", "build_lanes"]
