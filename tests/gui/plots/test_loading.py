"""The plots' library comes late: nothing that the window imports at its start brings it in."""

from __future__ import annotations

import subprocess
import sys

from gui.plots.loading import PlotLibrary


def test_the_window_is_imported_without_pyqtgraph() -> None:
    script = "import sys, gui.window, gui.worker; sys.exit('pyqtgraph' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_it_says_once_that_it_is_there(qtbot) -> None:
    library = PlotLibrary()
    said: list[bool] = []
    for _ in range(2):
        library.when_ready(lambda: said.append(library.is_ready))
    library.load()
    library.load()
    qtbot.waitUntil(lambda: len(said) == 2, timeout=20_000)
    library.load()
    library.close()
    qtbot.wait(20)
    assert said == [True, True]


def test_it_says_nothing_after_the_end(qtbot) -> None:
    library = PlotLibrary()
    said: list[str] = []
    library.when_ready(lambda: said.append("ready"))
    library.closing.connect(lambda: said.append("closing"))
    library.load()
    library.close()
    qtbot.wait(50)
    assert said == ["closing"]
