"""Which charts have a logarithmic axis, as long as a scenario is open."""

from __future__ import annotations

from gui.model.session import Session
from gui.plots.build import is_log, shown_plots


class ChartsAxes:
    """What the person chose, over what suits the scenario."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.chosen: dict[str, bool] = {}

    def forget(self) -> None:
        self.chosen = {}

    def is_log(self, plot: str) -> bool:
        resolved = self._session.resolved
        return resolved is not None and self.chosen.get(plot, is_log(resolved, plot))

    def are_log(self, plot: str | None) -> bool:
        """Whether that chart has a logarithmic axis; None asks for all that are shown."""
        plots = self._plots(plot)
        return bool(plots) and all(self.is_log(each) for each in plots)

    def toggle(self, plot: str | None) -> None:
        """Another axis for that chart, or for all that are shown."""
        log = not self.are_log(plot)
        self.chosen.update(dict.fromkeys(self._plots(plot), log))

    def _plots(self, plot: str | None) -> list[str]:
        resolved = self._session.resolved
        if resolved is None or not resolved.is_staged:
            return []
        return [plot] if plot is not None else shown_plots(resolved)
