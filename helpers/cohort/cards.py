"""Which cards expire when: the learners' and the instructors'."""

from __future__ import annotations

from datetime import date

import pandas as pd

from helpers.cohort.expiry import band
from helpers.cohort.folder import Cohort
from helpers.cohort.prerequisite import Prerequisite, prerequisite_of
from helpers.domain.certification.names import card_key


def cards(cohort: Cohort, today: date, needed: Prerequisite | None = None) -> pd.DataFrame:
    """The newest card of each kind that each enrolled learner holds, the first to expire first.

    Args:
        needed: the card that the course asks for, where it is known already.

    Returns:
        learner_id, name, certification, issuer, issued, expires, computed (by the issuer's
        rule, not read off the card), days_left (negative once expired), band, needed (whether
        it is the card that this course asks of the learner).
    """
    asked = prerequisite_of(cohort) if needed is None else needed
    names = dict(zip(cohort.enrolled["learner_id"], cohort.enrolled["name"], strict=True))
    table = cohort.certifications[cohort.certifications["learner_id"].isin(names)]
    # A card that a newer one of the same kind has replaced is nobody's concern.
    kinds = [card_key(text) for text in table["certification"]]
    table = table.assign(kind=pd.Series(kinds, index=table.index, dtype=object))
    # Within a day by the learner's id: the order of the file may be that of names.
    table = table.sort_values(["expires", "learner_id", "kind", "issuer", "issued"])
    newest = table.groupby(["learner_id", "kind", "issuer"], sort=False).tail(1)
    result = newest.assign(name=newest["learner_id"].map(names)).reset_index(drop=True)
    result = _with_bands(result, today)
    rows = zip(result["learner_id"], result["certification"], result["expires"], strict=True)
    counts = [asked.fits(card) and asked.until.get(who) == day for who, card, day in rows]
    result = result.assign(needed=pd.Series(counts, index=result.index, dtype=bool))
    return result[_COLUMNS]


def instructor_cards(cohort: Cohort, today: date) -> pd.DataFrame:
    """The instructors' cards whose expiry is known, the first to expire first.

    Returns:
        instructor, expires, days_left, band.
    """
    known = [(i.id, i.card_expires) for i in cohort.about.instructors if i.card_expires]
    rows = sorted(known, key=lambda pair: pair[1])
    return _with_bands(pd.DataFrame(rows, columns=["instructor", "expires"], dtype=object), today)


_COLUMNS = [
    *("learner_id", "name", "certification", "issuer", "issued", "expires"),
    *("computed", "days_left", "band", "needed"),
]


def _with_bands(table: pd.DataFrame, today: date) -> pd.DataFrame:
    left = pd.Series([(day - today).days for day in table["expires"]], dtype="int64")
    bands = pd.Series([band(day, today) for day in table["expires"]], dtype=object)
    return table.assign(days_left=left, band=bands)
