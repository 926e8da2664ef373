"""Apps whose output carries its sources unseen, for the lesson's list of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from helpers.apps.toolkit import App


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
        data, metadata = super()._repr_mimebundle_(include, exclude)
        keys = {key for fact in self.facts for key in (*fact.source, *fact.via)}
        return data, {**metadata, "text/html": {"sources": sorted(keys)}}
