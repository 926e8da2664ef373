"""Sources in words."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from helpers.facts.errors import FactError
from helpers.facts.loader import load
from helpers.facts.nearest import hint

_LEGEND = {
    "primary": "read in the original, its abstract or a faithful copy",
    "derived": "arithmetic from other rows",
    "second-hand": "seen in a page or a program that repeats it",
    "unverified": "known, but not looked up",
}

_WEAKEST_FIRST = ("unverified", "second-hand", "derived", "primary")
#: The sign of a doubt, as it stands behind a row.
SIGNS = {"second-hand": "†", "unverified": "‡"}
_MEANS = {"second-hand": "read only where others quote it", "unverified": "not looked up"}

# Guidelines and a registry's yearly reports are called by their edition, as their keys are: the
# report on 2023 appears in 2024.
_EDITION = re.compile(r"(AHA|ERC|RCUK|ILCOR|CARES)(\d{4})(?:_|$)")
# Initials end a person's name; a few bodies end in capitals of their own.
_INITIALS = re.compile(r"\s+(?!(?:UK|US|CPR|EMT|CMS|FL)$)[A-Z]{1,3}(\s+(Jr|Sr))?$")
_SPELT_OUT = re.compile(r"^([A-Z]+) \(.*\)$")
_OTHERS = re.compile(r"[;\s]+et al\b.*")
_NAMELESS = re.compile(r"not recorded|no single author")


def cite(key: str) -> str:
    """One reference in words: authors, year, title, where, address, and how it was read.

    Raises:
        FactError: for a key that sources.csv does not have; the nearest one is named.
    """
    return _reference(_row(key))


def _row(key: str) -> pd.Series:
    table = load("sources")
    found = table[table["key"] == key]
    if found.empty:
        told = f"there is no source {key!r}{hint(key, table['key'])}"
        raise FactError(told, file="sources.csv", column="key")
    return found.iloc[0]


def _reference(row: pd.Series) -> str:
    year = "" if row["year"] in ("", "n.d.") else f" ({row['year']})"
    place = ", ".join(part for part in (row["publisher"], row["details"]) if part)
    parts = [f"{row['authors']}{year}", row["title"], place, row["link"]]
    read = {"yes": "", "no": "not read by us", "part": "read in part"}[row["read"]]
    text = ". ".join(part.rstrip(".") for part in parts if part) + "."
    return f"{text} [{'; '.join(filter(None, (row['tier'], read)))}]"


def short(key: str) -> str:
    """A source as one says it: author or council, and year or edition.

    Raises:
        FactError: as :func:`cite`.
    """
    row = _row(key)
    edition = _EDITION.match(key)
    if edition and row["tier"] == "primary":
        return " ".join(edition.groups())
    who = _who(row)
    year = "" if row["year"] in ("", "n.d.") or row["year"] in who else f" {row['year']}"
    return who + year


def _who(row: pd.Series) -> str:
    """Who wrote a work: one or two surnames, or the first of several; else its title."""
    if _NAMELESS.search(row["authors"]):
        return str(row["title"]).strip("()")
    has_more = bool(_OTHERS.search(row["authors"]))
    written = _OTHERS.sub("", row["authors"])
    if written.startswith("(") and written.endswith(")"):
        return written[1:-1]
    parts = (_SPELT_OUT.sub(r"\1", part.strip()) for part in written.split(";") if part.strip())
    names = [_INITIALS.sub("", part) for part in parts]
    if len(names) > 2 or has_more:
        return f"{names[0]} and others"
    return " and ".join(names)


def in_words(table: pd.DataFrame) -> str:
    """The sources of some rows in words, those that were read first; empty where there are none."""
    read: dict[str, None] = {}
    quoted: dict[str, None] = {}
    pages: dict[str, None] = {}
    if "source" in table:
        seen = table["via"] if "via" in table else [()] * len(table)
        for source, via in zip(table["source"], seen, strict=True):
            (quoted if via else read).update(dict.fromkeys(map(short, source)))
            pages.update(dict.fromkeys(map(short, via)))
    parts = [_listed(read)] if read else []
    parts += [f"{_listed(quoted)}, quoted by {_listed(pages)}"] if quoted else []
    return f"Sources: {'; '.join(parts)}." if parts else ""


def _listed(names: Iterable[str]) -> str:
    *others, last = dict.fromkeys(names)
    return f"{', '.join(others)} and {last}" if others else last


def with_sign(text: str, mark: str) -> str:
    """A text with the sign of its doubt, where there is any."""
    return f"{text} {SIGNS[mark]}".strip() if mark in SIGNS else text


def weakest(marks: Iterable[str]) -> str:
    """The mark of what rests on several facts: the weakest of theirs."""
    return min(marks, key=_WEAKEST_FIRST.index)


def explained(marks: Iterable[str]) -> str:
    """What the signs of these marks mean, one line; empty where there is no doubt."""
    there = set(marks)
    return ", ".join(f"{sign} {_MEANS[mark]}" for mark, sign in SIGNS.items() if mark in there)


def sources_of(table: pd.DataFrame) -> tuple[str, ...]:
    """The keys of every source that a table cites, itself or through another, sorted."""
    keys: set[str] = set()
    for column in ("source", "via"):
        for cell in table.get(column, ()):
            keys.update(cell)
    return tuple(sorted(keys))


def confidence_legend(marks: Iterable[str] = tuple(_LEGEND)) -> str:
    """What the confidence marks mean, one sentence."""
    return "; ".join(f"{mark}: {_LEGEND[mark]}" for mark in marks) + "."


def sign_legend() -> str:
    """What the signs behind rows mean, and what it means where there is none, one sentence."""
    signs = [f"{sign}: {_LEGEND[mark]}" for mark, sign in SIGNS.items()]
    plain = (text for mark, text in _LEGEND.items() if mark not in SIGNS)
    return f"{'; '.join(signs)}; no sign: {', or '.join(plain)}."
