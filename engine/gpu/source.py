"""A kernel as text, and what a compiler must know besides."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """A kernel as text: the name of its function, the type R, the types of its arguments."""

    text: str
    name: str
    real: str
    signature: tuple[str, ...]

    @property
    def identity(self) -> str:
        """Different for different kernels."""
        return hashlib.sha256(f"{self.name} {self.real} {self.text}".encode()).hexdigest()[:24]
