"""Sentences that people really say, and what the sources make of them."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from helpers.facts import load, records
from helpers.facts.nearest import known

VERDICTS = ("true", "false", "it depends")
_LONGEST = 300  # characters that are read at a glance


@dataclass(frozen=True)
class Claim:
    """One claim.

    Attributes:
        verdict: one of :data:`VERDICTS`.
        why: the reason; where it depends, on what.

    Raises:
        ValueError: for another verdict, or for text that is missing or longer than a screen takes.
    """

    fact_id: str
    lesson: str
    claim: str
    verdict: str
    why: str
    source: tuple[str, ...]
    via: tuple[str, ...]
    confidence: str

    def __post_init__(self) -> None:
        if self.verdict not in VERDICTS:
            raise ValueError(f"the verdict {self.verdict!r} is none of {', '.join(VERDICTS)}")
        for what, text in (("claim", self.claim), ("reason", self.why)):
            if not text.strip():
                raise ValueError(f"{self.fact_id} has no {what}")
            if len(text) > _LONGEST:
                raise ValueError(f"the {what} has {len(text)} characters; {_LONGEST} are enough")


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
