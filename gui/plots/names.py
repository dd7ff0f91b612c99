"""What charts and lanes are called, in both languages; free of Qt."""

from __future__ import annotations

from collections.abc import Mapping

CHARTS: Mapping[str, Mapping[str, str]] = {
    "loss": {"en": "Loss", "ru": "Потери"},
    "gradient": {"en": "Gradient", "ru": "Градиент"},
    "momentum": {"en": "Momentum", "ru": "Импульс"},
    "rms": {"en": "RMS", "ru": "RMS"},
    "step": {"en": "Step length", "ru": "Длина шага"},
    "step_x_y": {"en": "Effective step", "ru": "Эффективный шаг"},
}

NOTES: Mapping[str, str] = {
    "gradient": "|g|",
    "momentum": "‖m‖",
    "rms": "‖√v‖",
    "step": "|Δθ|",
    "step_x_y": "x —  y - -",
}
"""What exactly is drawn, in signs."""

LANES: Mapping[str, Mapping[str, str]] = {
    "gradient": {"en": "gradient", "ru": "градиент"},
    "momentum": {"en": "momentum", "ru": "импульс"},
    "update": {"en": "update", "ru": "обновление"},
    "theta": {"en": "parameter", "ru": "параметр"},
    "place": {"en": "position", "ru": "положение"},
    "gain": {"en": "gain", "ru": "усиление"},
    "phase": {"en": "phase", "ru": "фаза"},
    "frequency": {"en": "frequency, 1/epoch", "ru": "частота, 1/эпоха"},
}


def name(table: Mapping[str, Mapping[str, str]], key: str, language: str) -> str:
    """The name of `key`, in English where the language has none."""
    return table[key].get(language, table[key]["en"])
