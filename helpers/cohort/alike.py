"""One person or station written in two ways: compared as people compare them."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from helpers.domain.certification.names import key


def person_key(text: str) -> str:
    """What two spellings of a name have in common: ``Núñez, Ana`` is ``Ana Nunez``."""
    return " ".join(sorted(key(text).split()))


def told_apart(roster: pd.DataFrame) -> pd.DataFrame:
    """The roster with the id beside each name that more than one learner has."""
    keys = [person_key(name) for name in roster["name"]]
    times = Counter(keys)
    rows = zip(keys, roster["name"], roster["learner_id"], strict=True)
    names = [f"{name} ({learner})" if times[k] > 1 else name for k, name, learner in rows]
    return roster.assign(name=pd.Series(names, index=roster.index, dtype=object))
