"""One person, card or station written in two ways: compared as people compare them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

import pandas as pd

# Letters with a stroke or joined: no accent can be taken off them.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "\u0131": "i"})
# Accents of the alphabets of Europe only; elsewhere such marks are vowels.
_ACCENTS = re.compile(r"[\u0300-\u036f]")
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015_./,;:()\[\]'’`\"]+")
#: What a card is called in full.
_CARDS = {
    "basic life support": "bls",
    "advanced life support": "als",
    "advanced cardiac life support": "acls",
    "advanced cardiovascular life support": "acls",
    "pediatric advanced life support": "pals",
    "paediatric advanced life support": "pals",
}
#: Words that make no other card of it; "instructor" does.
_NOT_TELLING = frozenset(
    (
        *("provider", "providers", "for", "healthcare", "card", "ecard", "course", "training"),
        *("completion", "certificate", "certification", "certified"),
    )
)


def key(text: str) -> str:
    """What two spellings of one thing have in common: letter case, accents and marks are not."""
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold())).translate(_PLAIN)
    return _BETWEEN.sub(" ", plain).strip() or text


def person_key(text: str) -> str:
    """The same for a name: ``Núñez, Ana`` is ``Ana Nunez``."""
    return " ".join(sorted(key(text).split()))


def card_key(text: str) -> str:
    """The same for a card: ``BLS Provider`` and ``Basic Life Support`` are ``BLS``."""
    words = [word for word in key(text).split() if word not in _NOT_TELLING]
    short = " ".join(words) or key(text)
    for name, letters in _CARDS.items():
        short = re.sub(rf"\b{name}\b", letters, short)
    return " ".join(dict.fromkeys(short.split()))


def told_apart(roster: pd.DataFrame) -> pd.DataFrame:
    """The roster with the id beside each name that more than one learner has."""
    keys = [person_key(name) for name in roster["name"]]
    times = Counter(keys)
    rows = zip(keys, roster["name"], roster["learner_id"], strict=True)
    names = [f"{name} ({learner})" if times[k] > 1 else name for k, name, learner in rows]
    return roster.assign(name=pd.Series(names, index=roster.index, dtype=object))
