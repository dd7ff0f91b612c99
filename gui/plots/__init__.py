"""Charts and lanes, drawn with a QPainter into any rectangle: the window's and a recording's are the same.

No widget, event loop or display is needed beyond a QGuiApplication (offscreen will do). To render::

    image = QImage(1920, 1080, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        curves = (Curve(steps, losses, theme.run_colour(0)),)        # float64 arrays of equal length
        draw_chart(painter, QRectF(40, 700, 420, 160), Chart("Loss", curves, length=400, log=True), theme, 1.5)
        draw_lanes(painter, QRectF(40, 100, 1400, 900), lanes, length=600, theme=theme, played=250, scale=1.5)

`scale` is pixels for each design pixel: 1 for a window of ordinary density, 1.5 for type that reads well in
a 1080-line video. `History` collects the numbers of one run, `accumulators` says which state is what, and
`gui.plots.build` makes charts and lanes of both.
"""

from gui.plots.chart import Chart, draw_chart, label_font
from gui.plots.curves import Curve
from gui.plots.history import History
from gui.plots.lanes import Lane, draw_lanes

__all__ = ["Chart", "Curve", "History", "Lane", "draw_chart", "draw_lanes", "label_font"]
