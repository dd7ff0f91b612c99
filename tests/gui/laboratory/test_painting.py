"""A signal that is painted by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt

from .conftest import Make


def test_a_signal_is_painted_and_every_stroke_is_undone_for_itself(laboratory: Make) -> None:
    hands = laboratory()
    hands.open_signal("momentum_memory")
    before = hands.session.scenario.field
    hands.key(Qt.Key.Key_D, at=hands.lab)
    assert hands.lab.painting.is_on
    hands.draw([(50 + k, 30 * math.sin(k / 10)) for k in range(100)])
    painted = hands.session.scenario.field
    assert painted.signal_samples is not None
    assert len(painted.signal_samples) == hands.session.total
    hands.draw([(200, 10), (300, 40)], keys=Qt.KeyboardModifier.ShiftModifier)
    line = np.array(hands.session.scenario.field.signal_samples)[199:300]
    np.testing.assert_allclose(np.diff(line, 2), 0, atol=2e-3)
    assert line[-1] > line[0]
    hands.settle()
    hands.until(lambda: np.allclose(hands.lab._columns[0]["gradient"][200:300], line[:100], atol=1e-3))
    hands.session.undo()
    assert hands.session.scenario.field == painted
    hands.session.undo()
    assert hands.session.scenario.field == before
    hands.key(Qt.Key.Key_D, at=hands.lab)
    step = hands.session.step
    hands.draw([(20, 0), (40, 0)])
    hands.until(lambda: hands.session.step != step)
    assert hands.session.scenario.field == before


def test_a_formula_without_values_everywhere_can_be_painted_over(laboratory: Make) -> None:
    hands = laboratory()
    hands.open_signal("momentum_memory")
    hands.session.set_signal_formula("sqrt(t - 50) + 1/(t - 60)")
    hands.settle()
    hands.key(Qt.Key.Key_D, at=hands.lab)
    hands.draw([(80, 10), (120, 40)])
    painted = hands.session.scenario.field.signal_samples
    assert painted is not None
    assert set(painted[:49]) == {0.0}
    assert painted[59] == 0.0
    assert painted[199] == pytest.approx(math.sqrt(150), rel=0.01)


def test_a_stroke_ends_where_the_brush_is_put_away_under_it(laboratory: Make) -> None:
    hands = laboratory()
    hands.open_signal("momentum_memory")
    hands.key(Qt.Key.Key_D, at=hands.lab)
    hands.touch(QEvent.Type.MouseButtonPress, 50, 0)
    hands.touch(QEvent.Type.MouseMove, 60, 20)
    painted = hands.session.scenario
    hands.key(Qt.Key.Key_D, at=hands.lab)
    hands.touch(QEvent.Type.MouseMove, 90, 20)
    hands.touch(QEvent.Type.MouseButtonRelease, 90, 20)
    assert hands.session.scenario == painted
    assert hands.lab.figure.lanes[0].held is None
    hands.session.undo()
    assert hands.session.scenario.field.signal_samples is None


def test_a_stroke_goes_not_on_in_another_scenario(laboratory: Make) -> None:
    hands = laboratory()
    hands.open_signal("momentum_memory")
    hands.key(Qt.Key.Key_D, at=hands.lab)
    hands.touch(QEvent.Type.MouseButtonPress, 50, 0)
    hands.open_signal("adam_calibrated")
    opened = hands.session.scenario
    hands.touch(QEvent.Type.MouseMove, 60, 20)
    hands.touch(QEvent.Type.MouseButtonRelease, 60, 20)
    assert hands.session.scenario == opened
    hands.key(Qt.Key.Key_D, at=hands.lab)
    hands.draw([(20, 0), (40, 10)])
    assert len(hands.session.scenario.field.signal_samples) == hands.session.total
