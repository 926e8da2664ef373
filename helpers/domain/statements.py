"""Every statement of the two documents: what we make of it, and where it is taught.

The documents themselves are no part of the course. ``documents.csv`` keeps the number and the
fingerprint of each paragraph, so that nothing is lost and a changed document is noticed.
"""

from __future__ import annotations

import functools
import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from helpers.facts import records
from helpers.facts.nearest import known

VERDICTS = ("right", "simplified", "disputed", "wrong", "advertising")
#: These a learner should meet as a claim to check.
DOUBTED = ("simplified", "disputed", "wrong")
LEFT_OUT = "left out"
_STATEMENTS = "statements"
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of one of the documents, without its words.

    Attributes:
        document: the key of its source.
        number: its place among the lines that are not empty, from 1.
        holds: ``statements``, or what it is instead, such as ``heading``.
    """

    paragraph: str
    document: str
    number: int
    holds: str
    sha256: str

    def __post_init__(self) -> None:
        if self.paragraph != f"{self.document}-{self.number:02d}":
            raise ValueError(f"{self.paragraph} is not {self.document}-{self.number:02d}")


@dataclass(frozen=True)
class Statement:
    """A statement of the documents, in our own words.

    Attributes:
        paragraphs: where it stands.
        lesson: which lesson teaches it; empty where it is left out.
        headings: under which of its headings.
        is_planned: whether that lesson is still to be written; ``None`` where it is left out.
        left_out: why no lesson teaches it.
        same_as: other statements that say the same.

    Raises:
        ValueError: for a statement that is both taught and left out, or neither.
    """

    fact_id: str
    statement: str
    paragraphs: tuple[str, ...]
    verdict: str
    why: str
    lesson: str
    headings: tuple[str, ...]
    is_planned: bool | None
    left_out: str
    same_as: tuple[str, ...]
    claims: tuple[str, ...]
    source: tuple[str, ...]
    confidence: str

    def __post_init__(self) -> None:
        if self.verdict not in VERDICTS:
            raise ValueError(f"{self.fact_id}: {self.verdict!r} is none of {', '.join(VERDICTS)}")
        if not self.paragraphs:
            raise ValueError(f"{self.fact_id} stands in no paragraph")
        if bool(self.lesson) == bool(self.left_out):
            raise ValueError(f"{self.fact_id} needs a lesson, or a reason why it is left out")
        self._check_place()
        documents = {name.split("-")[0] for name in self.paragraphs}
        if not documents <= set(self.source):
            raise ValueError(f"{self.fact_id}: its document is no source of it")
        if self.fact_id in self.same_as:
            raise ValueError(f"{self.fact_id} is named the same as itself")

    def _check_place(self) -> None:
        if self.lesson and (not self.headings or self.is_planned is None):
            raise ValueError(f"{self.fact_id}: say under which heading, and whether it is planned")
        if self.left_out and (self.headings or self.is_planned is not None):
            raise ValueError(f"{self.fact_id} is left out, and so has no heading")
        if self.left_out and self.verdict != "advertising":
            raise ValueError(f"{self.fact_id} is {self.verdict}; only advertising is left out")


@functools.cache
def paragraphs() -> tuple[Paragraph, ...]:
    """Every paragraph of both documents, in their order.

    Raises:
        ValueError: where a number is missing.
    """
    found = records("documents", Paragraph)
    for document in dict.fromkeys(one.document for one in found):
        numbers = [one.number for one in found if one.document == document]
        if numbers != list(range(1, len(numbers) + 1)):
            raise ValueError(f"the paragraphs of {document} are not numbered one by one")
    return found


@functools.cache
def statements() -> tuple[Statement, ...]:
    """Every statement, in the order of the documents.

    Raises:
        ValueError: where a paragraph that holds statements has none, another has some, or one
            statement stands in two verdicts.
    """
    found = records("statements", Statement)
    holding = {one.paragraph for one in paragraphs() if one.holds == _STATEMENTS}
    stated = {name for one in found for name in one.paragraphs}
    if holding != stated:
        raise ValueError(f"statements and paragraphs differ on {sorted(holding ^ stated)}")
    by_id = {one.fact_id: one for one in found}
    for one in found:
        for other in one.same_as:
            if by_id[other].verdict != one.verdict:
                raise ValueError(f"{one.fact_id} and {other} say the same, in two verdicts")
    return found


def of_lesson(lesson: str) -> tuple[Statement, ...]:
    """The statements that a lesson teaches, in the order of the documents.

    Raises:
        ValueError: for a lesson that teaches none; the nearest that does is named.
    """
    known(lesson, [one.lesson for one in statements() if one.lesson], "lesson with statements")
    return tuple(one for one in statements() if one.lesson == lesson)


def unasked(lesson: str) -> tuple[Statement, ...]:
    """The statements of a lesson that are not simply right and stand in no claim to check."""
    return tuple(one for one in of_lesson(lesson) if one.verdict in DOUBTED and not one.claims)


def counts() -> pd.DataFrame:
    """How many statements there are, by lesson (rows) and verdict (columns), with their sums."""
    rows = [(one.lesson or LEFT_OUT, one.verdict) for one in statements()]
    table = pd.DataFrame(rows, columns=["lesson", "verdict"])
    counted = pd.crosstab(table["lesson"], table["verdict"])
    counted = counted.reindex(columns=list(VERDICTS), fill_value=0)
    # A lesson's name begins with its place; what is left out comes last.
    counted = counted.reindex(sorted(counted.index, key=lambda name: (name == LEFT_OUT, name)))
    counted["all"] = counted.sum(axis="columns")
    counted.loc["all"] = counted.sum()
    return counted.rename_axis(columns=None)


def fingerprints(text: str) -> Sequence[str]:
    """The fingerprint of each paragraph of a document, in its order.

    A paragraph is a line that is not empty. What does not change what it says (a run of white
    space, one sign in two encodings) does not change its fingerprint.
    """
    lines = (unicodedata.normalize("NFKC", line) for line in text.splitlines())
    plain = (_SPACES.sub(" ", line).strip() for line in lines)
    return tuple(hashlib.sha256(line.encode()).hexdigest() for line in plain if line)
