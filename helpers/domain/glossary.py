"""Words of the field, found by what a learner may type."""

from __future__ import annotations

import difflib
import unicodedata

import pandas as pd

from helpers.facts import load


def search(text: str = "", kind: str = "") -> pd.DataFrame:
    """The glossary's rows that fit, the best first.

    Args:
        text: part of a term, of what it stands for or of its meaning; capitals and accents
            do not matter. Empty finds all.
        kind: only entries of this kind; empty takes all.

    Returns:
        Rows of the glossary; where nothing fits to the letter, those whose term is spelled
        most alike.
    """
    table = load("glossary")
    if kind:
        table = table[table["kind"] == kind]
    asked = _plain(text)
    if not asked:
        return table
    ranks = table.apply(lambda row: _rank(row, asked), axis=1)
    found = ranks[ranks < _MISS].sort_values(kind="stable")
    return _alike(table, asked) if found.empty else table.loc[found.index]


def kinds() -> tuple[str, ...]:
    """The kinds of entries, in alphabetical order."""
    return tuple(sorted(set(load("glossary")["kind"])))


_MISS = 9


def _rank(row: pd.Series, asked: str) -> int:
    term, short, stands_for = (_plain(row[name]) for name in ("term", "short", "stands_for"))
    tests = (
        asked in (term, short),
        term.startswith(asked) or short.startswith(asked),
        asked in term,
        asked in stands_for,
        asked in _plain(row["meaning"]),
        asked in _plain(row["misleads"]),
    )
    return next((rank for rank, fits in enumerate(tests) if fits), _MISS)


def _alike(table: pd.DataFrame, asked: str) -> pd.DataFrame:
    terms = table["term"].map(_plain)
    return table[terms.isin(difflib.get_close_matches(asked, terms, n=3, cutoff=0.6))]


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.strip().casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def size() -> int:
    """How many entries the glossary has."""
    return len(load("glossary"))
