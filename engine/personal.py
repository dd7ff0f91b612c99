"""Where a person's own files lie, and what the program keeps for them."""

from __future__ import annotations

from functools import cache
from pathlib import Path


def data_folder() -> Path:
    """Of scenarios, landscapes, optimizers and whatever else is a person's own; it need not exist."""
    import platformdirs

    try:
        return _at_home(platformdirs.user_data_dir("ravine", appauthor=False))
    except RuntimeError:
        return _without_home() / "data"


def config_folder() -> Path:
    """Of what the program remembers; it need not exist."""
    import platformdirs

    try:
        return _at_home(platformdirs.user_config_dir("ravine", appauthor=False))
    except RuntimeError:
        return _without_home() / "config"


def _at_home(name: str) -> Path:
    path = Path(name)
    # an older platformdirs hands back a literal "~", which would become a folder of that name here
    if not path.is_absolute():
        raise RuntimeError
    return path


@cache
def _without_home() -> Path:
    """What takes a home's place for users that have none, as in a container or a service."""
    from engine.kernel_cache.folder import stand_in

    return stand_in(None)
