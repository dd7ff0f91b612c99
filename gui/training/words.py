"""What is said beside the pictures of networks, in both languages: a film is not bound to the window's."""

from __future__ import annotations

from collections.abc import Mapping

_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "boundary": "Decision boundary",
        "plane": "Loss about the weights",
        "steps": "Effective steps",
        "loss": "Loss",
        "accuracy": "Accuracy",
        "bands": "median, 10–90 %",
        "network": "network {} of {}",
        "of_epoch": "epoch {}",
        "right": "{} right",
        "random": "two random directions, filter-normalised",
        "random_short": "two random directions",
        "random_axes": "random axes",
        "paths": "the paths' main plane, {} of their movement",
        "paths_short": "{} of the paths' movement",
        "later": "comes when every network has learnt",
        "hidden": "a hidden run has no plane",
        "epoch": "epoch {} / {}",
    },
    "ru": {
        "boundary": "Граница решения",
        "plane": "Потери вокруг весов",
        "steps": "Эффективные шаги",
        "loss": "Потери",
        "accuracy": "Точность",
        "bands": "медиана, 10–90 %",
        "network": "сеть {} из {}",
        "of_epoch": "эпоха {}",
        "right": "верно {}",
        "random": "два случайных направления, нормированы по фильтрам",
        "random_short": "два случайных направления",
        "random_axes": "случайные оси",
        "paths": "главная плоскость путей, {} их движения",
        "paths_short": "{} движения путей",
        "later": "появится, когда обучатся все сети",
        "hidden": "у скрытого запуска нет плоскости",
        "epoch": "эпоха {} / {}",
    },
}


def words(language: str) -> Mapping[str, str]:
    """By key, in "en" or "ru"."""
    return _WORDS.get(language, _WORDS["en"])
