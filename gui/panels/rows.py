"""Parameter rows under each other; a row that is not needed is kept for later."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.entries import Parameter
from engine.errors import RavineError
from gui.panels.parameter_row import ParameterRow, Spread
from gui.panels.turn_note import Turned

_NOTHING: Mapping[str, str] = {}


class Rows(QWidget):
    """`turned` is told of every new number and may refuse it by a RavineError; the sentence then stands
    under the row. `released` is called when a slider is let go, `cleared` to take back turns on the way."""

    def __init__(
        self,
        turned: Callable[[str, float], object],
        released: Callable[[], object] | None = None,
        cleared: Callable[[], object] | None = None,
        spread: Spread | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._turned = turned
        self._released = released
        self._cleared = cleared
        self._spread = spread
        self._pool: list[ParameterRow] = []
        self.rows: dict[str, ParameterRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def show_parameters(
        self,
        parameters: Iterable[Parameter],
        values: Mapping[str, float],
        language: str,
        equations: Mapping[str, str] = _NOTHING,
    ) -> None:
        wanted = list(parameters)
        while len(self._pool) < len(wanted):
            self._pool.append(self._made())
        self.rows = {}
        for row, parameter in zip(self._pool, wanted, strict=False):
            value = values.get(parameter.name, parameter.default)
            row.bind(parameter, value, language, equations.get(parameter.name, ""))
            row.show()
            self.rows[parameter.name] = row
        for row in self._pool[len(wanted) :]:
            row.hide()
        self.setVisible(bool(wanted))

    def show_turned(self, found: Mapping[str, Turned]) -> None:
        """Marks the rows of what was turned on the way."""
        for name, row in self.rows.items():
            row.show_turned(found.get(name))

    def set_values(self, values: Mapping[str, float]) -> None:
        for name, row in self.rows.items():
            if name in values:
                row.set_value(values[name])

    def _made(self) -> ParameterRow:
        row = ParameterRow(self, self._spread)
        row.turned.connect(lambda name, value: self._turn(row, name, value))
        if self._released is not None:
            row.released.connect(self._released)
        if self._cleared is not None:
            row.cleared.connect(self._cleared)
        self._column.addWidget(row)
        return row

    def _turn(self, row: ParameterRow, name: str, value: float) -> None:
        try:
            self._turned(name, value)
        except RavineError as error:
            row.complain(error)
