"""The bodies behind the cards: who judges evidence, writes guidelines, teaches, sells, inspects."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from helpers.domain.certification.names import key
from helpers.facts import records


@dataclass(frozen=True)
class Issuer:
    """A body whose name stands on cards, or in what is said about them.

    Attributes:
        short: the letters it is known by.
        names: other ways to write it.
        kind: what it is, such as ``council`` or ``seller``.
        does: what it does, and does not.
    """

    fact_id: str
    issuer: str
    short: str
    names: tuple[str, ...]
    kind: str
    region: str
    does: str
    confidence: str


@functools.cache
def issuers() -> tuple[Issuer, ...]:
    """Every body, those who judge evidence first."""
    return records("issuers", Issuer)


@functools.cache
def _by_key() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for one in issuers():
        letters = " ".join(one.short)  # A.H.A. is AHA
        for text in {key(name) for name in (one.issuer, one.short, letters, *one.names)}:
            for spelled in {text, f"the {text}"}:
                found[spelled] = (*found.get(spelled, ()), one.issuer)
    return found


def issuer_name(text: str) -> str:
    """An issuer's full name; other names than those known here are kept.

    Raises:
        ValueError: for letters that two issuers share, such as ARC.
    """
    found = _by_key().get(key(text), (text,))
    if len(found) > 1:
        raise ValueError(f"write {' or '.join(found)}: both are called {text}")
    return found[0]
