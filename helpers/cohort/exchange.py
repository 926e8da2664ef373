"""What leaves a cohort for other eyes: pseudonyms in the place of names."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
from pandas.api.types import is_numeric_dtype

from helpers.cohort.about import Instructor
from helpers.cohort.folder import Cohort
from helpers.cohort.key import office_key

# Letters and digits that nobody confuses when reading aloud.
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_LENGTH = 5


def pseudonyms(cohort: Cohort) -> dict[str, str]:
    """A pseudonym for each learner of the roster, by learner_id.

    It is a keyed hash (HMAC-SHA-256) of everything that the roster says of the learner (id,
    name and address) and of the cohort's id. So it stays the same from report to report,
    whoever joins or leaves, and differs from cohort to cohort. Without the office's key
    (:mod:`helpers.cohort.key`) it leads back to nobody, even for who has the roster.

    Raises:
        KeyFileError: where the key cannot be had.
    """
    key = office_key()
    rows = cohort.roster[["learner_id", "name", "email"]].itertuples(index=False)
    digests = {row[0]: _digest(key, cohort.id, *row) for row in rows}
    length = _LENGTH
    while len({digest[:length] for digest in digests.values()}) < len(digests):
        length += 1  # two learners of one class never share a pseudonym
    return {learner: digest[:length] for learner, digest in digests.items()}


def pseudonymized(cohort: Cohort) -> Cohort:
    """The cohort with pseudonyms for learners, without addresses, roles and free text.

    Every table is in the order of the pseudonyms, since the old order would give names away;
    instructors and assessors are numbered, in an order that the key decides.

    Raises:
        KeyFileError: where the key cannot be had.
    """
    names = pseudonyms(cohort)
    roster, skills = _renamed(cohort.roster, names), _renamed(cohort.skills, names)
    free = {name: _recorded(skills[name]) for name in ("remediation", "assessor")}
    about = replace(cohort.about, instructors=_numbered(cohort), imports=())
    return replace(
        cohort,
        about=about,
        # A role may be held by one person only.
        roster=roster.assign(name=roster["learner_id"], email="", role=""),
        certifications=_renamed(cohort.certifications, names),
        answers=_renamed(cohort.answers, names),
        hours=_renamed(cohort.hours, names),
        skills=skills.assign(**free),
        turned=frozenset(names[one] for one in cohort.turned),
    )


def _numbered(cohort: Cohort) -> tuple[Instructor, ...]:
    key = office_key()
    order = sorted(cohort.about.instructors, key=lambda one: _digest(key, cohort.id, one.id))
    return tuple(replace(one, id=f"Instructor {place}") for place, one in enumerate(order, 1))


def _recorded(texts: pd.Series[str]) -> pd.Series[str]:
    """Only whether something was written, not what."""
    return texts.where(texts.isna() | (texts == ""), "recorded")


def _renamed(table: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """A table under pseudonyms and in their order, whatever order its file had."""
    hidden = table.assign(learner_id=table["learner_id"].map(dict(names)))
    # By all columns, as text: rows of one learner too may stand in the order of somebody's list.
    keys = [name for name in hidden.columns if name not in ("name", "email", "role")]
    texts = {name: str for name in keys if not is_numeric_dtype(hidden[name])}
    return hidden.loc[hidden.astype(texts).sort_values(keys, kind="stable").index]


def _digest(key: bytes, *parts: str) -> str:
    """Some text as a long word of letters and digits; nothing of the text can be read off it."""
    # With its length before each part, so that no two lists of parts are the same bytes.
    text = "".join(f"{len(part)}:{part}" for part in parts)
    number = int.from_bytes(hmac.digest(key, text.encode("utf-8", "surrogatepass"), "sha256"))
    word = ""
    while number:
        number, place = divmod(number, len(_LETTERS))
        word += _LETTERS[place]
    return word
