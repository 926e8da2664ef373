"""What leaves a cohort for other eyes: pseudonyms in the place of names."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from helpers.cohort.folder import Cohort

# Letters and digits that nobody confuses when reading aloud.
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_LENGTH = 5


def pseudonyms(cohort: Cohort) -> dict[str, str]:
    """A pseudonym for each learner of the roster, by learner_id.

    It is computed from everything that the roster says of the learner (id, name and address)
    and the cohort's id. So it stays the same from report to report, whoever joins or leaves,
    and differs from cohort to cohort. Without the roster it leads back to nobody; somebody
    who knows all three of a learner's entries exactly can recognize that learner.
    """
    rows = cohort.roster[["learner_id", "name", "email"]].itertuples(index=False)
    digests = {row[0]: _digest(cohort.id, *row) for row in rows}
    length = _LENGTH
    while len({digest[:length] for digest in digests.values()}) < len(digests):
        length += 1  # two learners of one class never share a pseudonym
    return {learner: digest[:length] for learner, digest in digests.items()}


def pseudonymized(cohort: Cohort) -> Cohort:
    """The cohort with pseudonyms for learners, without addresses, roles and free text.

    Its tables are in the order of the pseudonyms, since the old order would give names away.
    """
    names = pseudonyms(cohort)
    tables = {name: _renamed(getattr(cohort, name), names) for name in _TABLES}
    # A role may be held by one person only.
    roster = tables["roster"].assign(name=tables["roster"]["learner_id"], email="", role="")
    tables["roster"] = roster
    done = tables["skills"]["remediation"]
    tables["skills"] = tables["skills"].assign(remediation=done.where(done == "", "recorded"))
    return replace(
        cohort,
        roster=_ordered(tables["roster"]),
        certifications=_ordered(tables["certifications"]),
        answers=_ordered(tables["answers"]),
        hours=_ordered(tables["hours"]),
        skills=_ordered(tables["skills"]),
    )


_TABLES = ("roster", "certifications", "answers", "hours", "skills")


def _renamed(table: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    return table.assign(learner_id=table["learner_id"].map(dict(names)))


def _ordered(table: pd.DataFrame) -> pd.DataFrame:
    return table.sort_values("learner_id", kind="stable")


def _digest(*parts: str) -> str:
    """Some text as a long word of letters and digits; nothing of the text can be read off it."""
    number = int.from_bytes(hashlib.sha256("\n".join(parts).encode()).digest())
    word = ""
    while number:
        number, place = divmod(number, len(_LETTERS))
        word += _LETTERS[place]
    return word
