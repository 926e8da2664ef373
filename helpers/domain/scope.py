"""Who may do what: interventions by level, what each level adds, and where the lists differ.

No list here is the national scope of practice model, whose tables have not been read. Levels
are those of two second-hand transcriptions (:data:`BASE_LISTS`); beside them stand the parts
of state lists that were read. A row that is missing does not mean no.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from helpers.facts import load
from helpers.facts.nearest import known

#: From the shortest training to the longest; each includes the ones before it.
LEVELS = ("EMR", "EMT", "AEMT", "paramedic")
#: The two transcriptions that name every level; what both allow is called the base here.
BASE_LISTS = ("Montana", "second transcription of the 2019 model")
#: Short names of the lists, for a heading.
LIST_NAMES = {BASE_LISTS[1]: "second transcription", "the source document": "source document"}
#: The marks of evidence for survival in cardiac arrest, the strongest first.
EVIDENCE = ("solid", "mixed", "none", "not about arrest")
#: The same marks in words: what lies on each thing in the bag, and what it says.
MARKS = {
    "solid": "full dot",
    "mixed": "half dot",
    "none": "empty dot (no study)",
    "not about arrest": "dash (not about arrest)",
}
_ANSWERS = ("yes", "with condition", "no")  # the most generous first


@dataclass(frozen=True)
class Intervention:
    """One thing that a rescuer does or gives.

    Attributes:
        short: its name in at most 20 letters.
        bag: where it is carried in the picture of a bag; a teaching choice.
        evidence: one of :data:`EVIDENCE`, for survival in cardiac arrest only.
        opens_at: the lowest level that every base list naming it allows without condition;
            empty where none does or no base list names it.
        is_unsure: whether the base lists begin it at different levels, or only one text
            names it.
        confidence: the weakest mark of its own row.
    """

    key: str
    name: str
    short: str
    topic: str
    link: str
    what_for: str
    bag: str
    evidence: str
    note: str
    opens_at: str
    is_unsure: bool
    confidence: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Crew:
    """What two or more people may do together, by the base lists.

    Attributes:
        together: everything that at least one of them may do.
        only: by member, what nobody else in the crew may do.
    """

    levels: tuple[str, ...]
    together: tuple[Intervention, ...]
    only: Mapping[str, tuple[Intervention, ...]]


@functools.cache
def interventions() -> tuple[Intervention, ...]:
    """All interventions, in the order of their table."""
    return tuple(_intervention(row) for row in load("interventions").to_dict("records"))


def intervention(key: str) -> Intervention:
    """One intervention by its key or its name.

    Raises:
        ValueError: where there is none; the nearest key is named.
    """
    by_name = {one.name: one for one in interventions()}
    by_key = {one.key: one for one in interventions()}
    return by_name.get(key) or by_key[known(key, by_key, "intervention")]


def _intervention(row: dict[str, str]) -> Intervention:
    first = _first_levels(row["intervention"])
    return Intervention(
        key=row["intervention"],
        opens_at=max(first.values(), key=_rank) if first else "",
        is_unsure=len(first) < len(BASE_LISTS) or len(set(first.values())) > 1,
        **{
            name: row[name]
            for name in (
                "name", "short", "topic", "link", "what_for", "bag", "evidence", "note",
                "confidence",
            )
        },
    )  # fmt: skip


def _first_levels(key: str) -> dict[str, str]:
    """By base list, the lowest level that may do it without condition.

    The document that names three duties of the EMT stands in where no base list speaks.
    """
    rows = _scope()
    rows = rows[(rows["intervention"] == key) & (rows["allowed"] == "yes")]
    for lists in (BASE_LISTS, ("the source document",)):
        first = {
            name: min(group["level"], key=_rank)
            for name, group in rows[rows["jurisdiction"].isin(lists)].groupby("jurisdiction")
        }
        if first:
            return first
    return {}


def _rank(level: str) -> int:
    return LEVELS.index(level)


@functools.cache
def _scope() -> pd.DataFrame:
    return load("scope_of_practice")


# -- by level ---------------------------------------------------------------------------


def adds(level: str) -> tuple[Intervention, ...]:
    """What this level may do that the level below it may not, by the base lists.

    Raises:
        ValueError: for a level that is none of :data:`LEVELS`.
    """
    known(level, LEVELS, "level")
    return tuple(one for one in interventions() if one.opens_at == level)


def allowed(level: str) -> tuple[Intervention, ...]:
    """Everything this level may do by the base lists: what it adds, and all below it.

    Raises:
        ValueError: for a level that is none of :data:`LEVELS`.
    """
    known(level, LEVELS, "level")
    below = LEVELS[: _rank(level) + 1]
    return tuple(one for one in interventions() if one.opens_at in below)


def crew(*levels: str) -> Crew:
    """What these people may do together, and what only one of them brings.

    Raises:
        ValueError: for no level, or one that is none of :data:`LEVELS`.
    """
    if not levels:
        raise ValueError("a crew has at least one member; name a level")
    mine = {level: allowed(level) for level in levels}
    together = max(mine.values(), key=len)
    only = {}
    for level in levels:
        others = {one.key for other in _without(levels, level) for one in mine[other]}
        only[level] = tuple(one for one in mine[level] if one.key not in others)
    return Crew(levels, together, only)


def _without(levels: tuple[str, ...], level: str) -> list[str]:
    rest = list(levels)
    rest.remove(level)
    return rest


def count_evidence(these: Iterable[Intervention]) -> dict[str, int]:
    """How many of these carry each mark of evidence."""
    marks = [one.evidence for one in these]
    return {mark: marks.count(mark) for mark in EVIDENCE}


# -- the matrix -------------------------------------------------------------------------


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
    for value, names, what in ((level, LEVELS, "level"), (link, links(), "link"),
                               (topic, topics(), "topic")):  # fmt: skip
        if value:
            known(value, names, what)
    rows = []
    for one in interventions():
        cells = {name: base_answer(one.key, name) for name in LEVELS}
        fits = not level or cells[level].startswith(("yes", "with condition"))
        if fits and link in ("", one.link) and topic in ("", one.topic):
            rows.append({"intervention": one.key, "name": one.name, "topic": one.topic,
                         "link": one.link, "evidence": one.evidence, **cells})  # fmt: skip
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
    rows = _scope()
    rows = rows[(rows["intervention"] == key) & (rows["level"] == level)]
    said = list(rows[rows["jurisdiction"].isin(BASE_LISTS)]["allowed"])
    if not said:
        document = list(rows[rows["jurisdiction"] == "the source document"]["allowed"])
        return f"{document[0]} (the document)" if document else "not listed"
    told = " or ".join(answer for answer in _ANSWERS if answer in said)
    return told if len(said) == len(BASE_LISTS) else f"{told} (one list)"


# -- who may do this? -------------------------------------------------------------------


def lists_of(key: str, *, newest_only: bool = False) -> pd.DataFrame:
    """Every row that was read on one intervention: by list, year and level.

    Args:
        key: the intervention's key or name.
        newest_only: leave out texts that are known to be replaced.

    Returns:
        Rows of ``scope_of_practice``, base lists first, each list from the lowest level up.

    Raises:
        ValueError: for an unknown intervention.
    """
    rows = _scope()[_scope()["intervention"] == intervention(key).key]
    if newest_only:
        rows = rows[~rows["superseded"]]
    order = {name: place for place, name in enumerate((*BASE_LISTS, "the source document"))}
    ranks = rows["jurisdiction"].map(lambda name: order.get(name, len(order)))
    return rows.assign(rank=ranks, height=rows["level"].map(_rank)).sort_values(
        ["rank", "jurisdiction", "year", "height"], ignore_index=True
    ).drop(columns=["rank", "height"])  # fmt: skip


def who_may(key: str, *, newest_only: bool = False) -> pd.DataFrame:
    """One row a list: its year, and its answer at each level.

    Returns:
        ``list``, ``year``, one column a level (``yes``, ``no``, the condition, ``not stated``,
        or empty where the part that was read does not speak of that level), ``superseded``,
        ``note`` and ``confidence``.

    Raises:
        ValueError: for an unknown intervention.
    """
    rows = []
    groups = lists_of(key, newest_only=newest_only).groupby(["jurisdiction", "year"], sort=False)
    for (name, year), group in groups:
        answers = {row["level"]: row["condition"] or row["allowed"] for _, row in group.iterrows()}
        rows.append(
            {
                "list": LIST_NAMES.get(name, name),
                "year": year,
                **{level: answers.get(level, "") for level in LEVELS},
                "superseded": bool(group["superseded"].any()),
                "note": " ".join(dict.fromkeys(filter(None, group["note"]))),
                "confidence": group["confidence"].iloc[0],
            }
        )
    columns = ("list", "year", *LEVELS, "superseded", "note", "confidence")
    return pd.DataFrame(rows, columns=list(columns))


def disagreement(key: str, *, newest_only: bool = False) -> str:
    """Where the lists that were read differ on one intervention, as a sentence.

    Lists are compared level by level: two lists that never speak of the same level cannot
    be said to differ.

    Raises:
        ValueError: for an unknown intervention.
    """
    rows = lists_of(key, newest_only=newest_only)
    if rows.empty:
        return "No list that was read names it."
    told = [(level, _by_answer(rows[rows["level"] == level])) for level in LEVELS]
    differing = [f"{level}: {_told(said)}" for level, said in told if len(said) > 1]
    if differing:
        return f"The lists differ. {'. '.join(differing)}."
    if any(len(names) > 1 for _, said in told for names in said.values()):
        return "The lists that speak of the same level agree."
    return "No two lists that were read speak of the same level."


def _by_answer(rows: pd.DataFrame) -> dict[str, list[str]]:
    said: dict[str, list[str]] = {}
    for _, row in rows[rows["allowed"] != "not stated"].iterrows():
        name = LIST_NAMES.get(row["jurisdiction"], row["jurisdiction"])
        said.setdefault(row["allowed"], []).append(name)
    return said


def _told(said: dict[str, list[str]]) -> str:
    return "; ".join(f"{answer} in {_and(said[answer])}" for answer in _ANSWERS if answer in said)


def _and(names: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def disagreements() -> pd.DataFrame:
    """Every intervention on which the lists differ: ``intervention``, ``name``, ``where``."""
    rows = [(one.key, one.name, disagreement(one.key)) for one in interventions()]
    differ = [row for row in rows if row[2].startswith("The lists differ.")]
    return pd.DataFrame(
        [(key, name, where.removeprefix("The lists differ. ")) for key, name, where in differ],
        columns=["intervention", "name", "where"],
    )


# -- the levels of care -----------------------------------------------------------------


def level_of_care(level: str, aspect: str) -> pd.DataFrame:
    """What BLS or ALS is on one side: its purpose, capabilities, providers, and so on.

    Args:
        level: ``BLS`` or ``ALS``, as levels of care.
        aspect: ``purpose``, ``capability``, ``equipment``, ``provider``,
            ``condition treated`` or ``does not include``.

    Returns:
        Rows of the table ``levels``: ``item``, ``what_for``, ``qualified`` and the rest.

    Raises:
        ValueError: for an unknown level or aspect.
    """
    table = load("levels")
    known(level, table["level"], "level of care")
    known(aspect, table["aspect"], "aspect")
    return table[(table["level"] == level) & (table["aspect"] == aspect)].reset_index(drop=True)
