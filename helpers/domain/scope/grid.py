"""Interventions against levels, by the two base lists."""

from __future__ import annotations

import functools

import pandas as pd

from helpers.domain.scope.catalog import ANSWERS, BASE_LISTS, LEVELS, interventions, scope_rows
from helpers.facts import load
from helpers.facts.nearest import known


def topics() -> tuple[str, ...]:
    """The subjects under which interventions are shown, in alphabetical order."""
    return tuple(sorted({one.topic for one in interventions()}))


def links() -> tuple[str, ...]:
    """The links of the chain that interventions serve, in the order of the chain."""
    order = list(load("interventions")["link"].drop_duplicates())
    chain = load("chain_links").query("edition == 'AHA 2025' and position.notna()")
    places = {link: place for place, link in enumerate(chain["link"].drop_duplicates())}
    return tuple(sorted(order, key=lambda link: places.get(link, len(order))))


def matrix(level: str = "", link: str = "", topic: str = "") -> pd.DataFrame:
    """Interventions against levels, by the two base lists.

    Args:
        level: only what this level may do, with or without condition, on at least one of the
            two lists; empty takes all.
        link: only what serves this link of the chain; empty takes all.
        topic: only this subject; empty takes all.

    Returns:
        ``intervention``, ``name``, ``topic``, ``link``, ``evidence``, and one column a level
        with what :func:`base_answer` says.

    Raises:
        ValueError: for an unknown level, link or topic.
    """
    for value, names, what in (
        (level, LEVELS, "level"),
        (link, links(), "link"),
        (topic, topics(), "topic"),
    ):
        if value:
            known(value, names, what)
    rows = []
    for one in interventions():
        cells = {name: base_answer(one.key, name) for name in LEVELS}
        fits = not level or cells[level].startswith(("yes", "with condition"))
        if fits and link in ("", one.link) and topic in ("", one.topic):
            rows.append(
                {
                    "intervention": one.key,
                    "name": one.name,
                    "topic": one.topic,
                    "link": one.link,
                    "evidence": one.evidence,
                    **cells,
                }
            )
    columns = ("intervention", "name", "topic", "link", "evidence", *LEVELS)
    return pd.DataFrame(rows, columns=list(columns))


@functools.cache
def base_answer(key: str, level: str) -> str:
    """What the two base lists say of one intervention at one level, the most generous first.

    Returns:
        ``yes``, ``with condition`` or ``no`` where both say so; both answers, such as ``yes or
        no``, where they differ; ``(one list)`` after it where the other does not name the
        thing, ``(the document)`` where only the source document does; or ``not listed``.
    """
    rows = scope_rows()
    rows = rows[(rows["intervention"] == key) & (rows["level"] == level)]
    said = list(rows[rows["jurisdiction"].isin(BASE_LISTS)]["allowed"])
    if not said:
        document = list(rows[rows["jurisdiction"] == "the source document"]["allowed"])
        return f"{document[0]} (the document)" if document else "not listed"
    told = " or ".join(answer for answer in ANSWERS if answer in said)
    return told if len(said) == len(BASE_LISTS) else f"{told} (one list)"
