"""Apps whose output carries its sources unseen, for the lesson's list of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from helpers.apps.toolkit import App

Bundle = tuple[dict[str, Any], dict[str, Any]]


class Cited(Protocol):
    """A row of a table of facts."""

    @property
    def source(self) -> tuple[str, ...]:
        """Keys of the works that say it."""

    @property
    def via(self) -> tuple[str, ...]:
        """Keys of where it was seen."""


class Citing(App):
    """An app that stands on rows of facts.

    Attributes:
        facts: those rows.
    """

    facts: Sequence[Cited] = ()

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        keys = {key for fact in self.facts for key in (*fact.source, *fact.via)}
        return carrying(super()._repr_mimebundle_(include, exclude), keys)


def carrying(bundle: Bundle, keys: Iterable[str]) -> Bundle:
    """An output with the keys of its sources beside it.

    They stand with its page or, where it has none, with its words: what belongs to no part of an
    output is not kept when a lesson is saved.
    """
    data, metadata = bundle
    part = "text/html" if "text/html" in data else "text/plain"
    return data, {**metadata, part: {**metadata.get(part, {}), "sources": sorted(set(keys))}}
