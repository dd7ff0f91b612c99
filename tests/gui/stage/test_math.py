"""Formulas as pictures."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from engine.errors import InputError
from gui.stage import formulas
from gui.stage.formulas import formula_svg
from gui.stage.math import formula_image, formula_pixmap

ADAM = r"\theta \leftarrow \theta - \frac{\eta\, \hat{m}}{\sqrt{\hat{v} + \varepsilon}}"


def ink(image: QImage) -> list[tuple[int, int, int]]:
    image = image.convertToFormat(QImage.Format.Format_ARGB32)
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return [(c.red(), c.green(), c.blue()) for c in pixels if c.alpha() > 200]


def test_a_formula_is_drawn_in_its_colour(qapp: QApplication) -> None:
    drawn = ink(formula_image(ADAM, "#20C0FF", 18))
    assert len(drawn) > 100
    assert all(abs(r - 0x20) < 12 and abs(g - 0xC0) < 12 and b > 240 for r, g, b in drawn)


def test_it_is_sharp_on_a_fine_screen(qapp: QApplication) -> None:
    once, twice = formula_image("x^2", "#FFFFFF", 18), formula_image("x^2", "#FFFFFF", 18, 2.0)
    assert twice.width() == pytest.approx(2 * once.width(), abs=2)
    assert twice.deviceIndependentSize().width() == pytest.approx(once.width(), abs=1)
    assert not formula_pixmap("x^2", "#FFFFFF", 18, 2.0).isNull()


def test_what_was_set_is_kept(qapp: QApplication) -> None:
    assert formula_image("y", "#FFFFFF", 18) is formula_image("y", "#FFFFFF", 18)


def test_several_threads_may_set_formulas(qapp: QApplication) -> None:
    found: list[bytes] = []
    threads = [
        threading.Thread(target=lambda k=k: found.append(formula_svg(f"x_{{{k}}}", "#FFFFFF", 15)))
        for k in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 4


@pytest.mark.parametrize("wrong", ["\\frac{", "", "{"])
def test_what_is_no_latex_is_refused_in_one_sentence(qapp: QApplication, wrong: str) -> None:
    with pytest.raises(InputError, match="LaTeX"):
        formula_image(wrong, "#FFFFFF", 18)
    with pytest.raises(InputError, match="RRGGBB"):
        formula_image("x", "white", 18)


def test_a_line_that_was_set_once_is_taken_from_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formulas, "_folder", lambda: tmp_path / "kept")
    line = (r"\frac{a}{b + 1}", "#123456", 17.0)
    assert formulas.kept_svg(*line) is None
    made = formula_svg(*line)
    assert formulas.kept_svg(*line) == made
    formula_svg.cache_clear()
    monkeypatch.setattr(formulas, "_set", lambda *_: pytest.fail("it was set already"))
    assert formula_svg(*line) == made


def test_a_damaged_file_or_a_folder_that_cannot_be_written_costs_no_formula(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formulas, "_folder", lambda: tmp_path)
    line = (r"\sqrt{c}", "#123456", 17.0)
    made = formula_svg(*line)
    (file,) = tmp_path.iterdir()
    file.write_bytes(made[: len(made) // 2])
    formula_svg.cache_clear()
    assert formula_svg(*line) == made
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(formulas, "_folder", lambda: tmp_path / "file")
    formula_svg.cache_clear()
    assert formula_svg(*line) == made
