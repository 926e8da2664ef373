"""One card or issuer written in two ways: compared as people compare them."""

from __future__ import annotations

import re
import unicodedata

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
    # Twice: a letter of mathematics is a capital only once it has become a letter.
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = _ACCENTS.sub("", folded).translate(_PLAIN)
    return _BETWEEN.sub(" ", plain).strip() or text


def card_key(text: str) -> str:
    """The same for a card: ``BLS Provider`` and ``Basic Life Support`` are ``BLS``."""
    words = [word for word in key(text).split() if word not in _NOT_TELLING]
    short = " ".join(words) or key(text)
    for name, letters in _CARDS.items():
        short = re.sub(rf"\b{name}\b", letters, short)
    return " ".join(dict.fromkeys(short.split()))
