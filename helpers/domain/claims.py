"""Sentences that people really say, and what the sources make of them."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from helpers.facts import load, records
from helpers.facts.nearest import known

VERDICTS = ("true", "false", "it depends")
ROUND = 10  # claims that are asked one after the other
_LONGEST = 300  # characters that are read at a glance


@dataclass(frozen=True)
class Claim:
    """One claim.

    Attributes:
        verdict: one of :data:`VERDICTS`.
        why: the reason; where it depends, on what.
        settled_by: what would settle it, in words that do not give the verdict away.

    Raises:
        ValueError: for another verdict, or for text that is missing or longer than a screen takes.
    """

    fact_id: str
    lesson: str
    claim: str
    verdict: str
    why: str
    settled_by: str
    source: tuple[str, ...]
    via: tuple[str, ...]
    confidence: str

    def __post_init__(self) -> None:
        if self.verdict not in VERDICTS:
            raise ValueError(f"the verdict {self.verdict!r} is none of {', '.join(VERDICTS)}")
        told = (("claim", self.claim), ("reason", self.why), ("way to settle it", self.settled_by))
        for what, text in told:
            if not text.strip():
                raise ValueError(f"{self.fact_id} has no {what}")
            if len(text) > _LONGEST:
                raise ValueError(f"the {what} has {len(text)} characters; {_LONGEST} are enough")


@dataclass(frozen=True)
class Round:
    """Claims of a lesson that are asked one after the other.

    Attributes:
        topic: what they are about; empty where a lesson has one round alone.
        claims: in the order in which they are asked; none where they are still to be written.

    Raises:
        ValueError: for more claims than anybody judges in one go.
    """

    lesson: str
    topic: str
    claims: tuple[Claim, ...]

    def __post_init__(self) -> None:
        if len(self.claims) > ROUND:
            raise ValueError(
                f"{self.lesson} asks {len(self.claims)} claims in one round, and {ROUND} are "
                "enough: say in claim_rounds.csv which are asked together"
            )


@dataclass(frozen=True)
class _Named:
    """A row of ``claim_rounds.csv``: a round with its claims by name."""

    lesson: str
    topic: str
    claims: tuple[str, ...]


@functools.cache
def claims() -> tuple[Claim, ...]:
    """Every claim, in the order of the table."""
    return records("claims", Claim)


def of_lesson(lesson: str) -> tuple[Claim, ...]:
    """The claims of a lesson, in the order of the table; none where they are still to be written.

    Raises:
        ValueError: for a lesson that is not known; the nearest is named.
    """
    known(lesson, load("lessons")["lesson"], "lesson")
    return tuple(one for one in claims() if one.lesson == lesson)


def rounds(lesson: str) -> tuple[Round, ...]:
    """The rounds in which a lesson asks its claims, each claim in one of them.

    Raises:
        ValueError: for a lesson that is not known, and for a claim in no round or in two.
    """
    these = {one.fact_id: one for one in of_lesson(lesson)}
    named = [row for row in records("claim_rounds", _Named) if row.lesson == lesson]
    if not named:
        return (Round(lesson, "", tuple(these.values())),)
    asked = [name for row in named for name in row.claims]
    if sorted(asked) != sorted(these):
        wrong = {name for name in (*asked, *these) if asked.count(name) != 1 or name not in these}
        raise ValueError(
            f"claim_rounds.csv: {', '.join(sorted(wrong))} should stand once in {lesson}"
        )
    return tuple(Round(lesson, row.topic, tuple(these[n] for n in row.claims)) for row in named)
