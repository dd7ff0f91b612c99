"""No word is cut beside and below a map."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.gui import pages
from tests.gui.photographer import Photographer
from tests.gui.words import cut


@pytest.mark.parametrize("page", pages.MAPS, ids=lambda page: page.__name__)
def test_no_word_is_cut(qapp: QApplication, uncompiled: None, tmp_path: Path, page: pages.Page) -> None:
    shown = Photographer("dark", "ru", (960, 600), tmp_path)
    try:
        page(shown)
        assert cut(shown.window) == []
    finally:
        shown.close()
