"""English text that remembers what it was made of, so that the same can be told in another language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Phrase(str):
    """A sentence or a part of one: `template`, and the `values` that stand in its {fields}.

    As a str it is the English text. Values may be phrases themselves. The template is written where the
    phrase is made, as a literal, for the tables of translations are made from the source. Without values a
    template is taken as it is, braces and all.
    """

    template: str
    values: dict[str, Any]

    def __new__(cls, template: str, /, **values: Any) -> Phrase:
        made = super().__new__(cls, template.format(**values) if values else template)
        made.template, made.values = template, values
        return made

    def __str__(self) -> str:
        """Itself: str(error) of an error that carries a phrase is that phrase."""
        return self

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        return (self.template,), self.values

    def filled(self, values: dict[str, Any]) -> Phrase:
        """The same template with other values."""
        return Phrase(self.template, **values)

    def told(
        self, translate: Callable[[str], str], fill: Callable[[str, dict[str, Any]], str] | None = None
    ) -> str:
        """The same in the language that `translate` puts a template into; `fill` fills in its fields."""
        values = {
            name: value.told(translate, fill) if isinstance(value, Phrase) else value
            for name, value in self.values.items()
        }
        template = translate(self.template)
        if not values:
            return template
        return template.format(**values) if fill is None else fill(template, values)
