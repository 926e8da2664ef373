"""Whether a name can be of somebody whose id stands beside it.

Offices write one person in several ways: without accents, with an initial, without the middle
name, with a shortened or another family name. None of these makes it somebody else.
"""

from __future__ import annotations

from difflib import SequenceMatcher

from helpers.cohort.alike import person_key
from helpers.domain.certification.names import key

# Parts of names and titles that many people share: alone they make nobody the same.
_SMALL = frozenset(
    (
        *("de", "da", "do", "dos", "del", "della", "di", "la", "le", "van", "von", "der", "den"),
        *("ter", "el", "al", "bin", "ibn", "bint", "abu", "st", "mac", "mc", "of", "y", "e"),
        *("mr", "mrs", "ms", "miss", "dr", "prof", "jr", "sr", "ii", "iii", "rn", "emt", "md"),
    )
)
_NEAR = 0.8  # how much of two spellings of one word must agree
_SHORT = 3  # letters of which a shortened given name has at least so many


def can_be(read: str, name: str) -> bool:
    """Whether two names can be one person's: a word of both is the same, or all of one fit."""
    one, other = _words(read), _words(name)
    if not one or not other or _other_script(one, other):
        return True  # there is nothing to compare
    if _joined(read) == _joined(name):
        return True  # MaryAnn is Mary Ann
    same = {word for word in set(one) & set(other) if len(word) > 1} - _SMALL
    return bool(same) or _all_fit(one, other)


def is_whole(read: str, name: str) -> bool:
    """Whether the shorter of two names, of two words at least, stands whole in the other."""
    one, other = _words(read), _words(name)
    if one and _joined(read) == _joined(name):
        return True
    same = {word for word in set(one) & set(other) if len(word) > 1} - _SMALL
    return bool(same) and min(len(one), len(other)) > 1 and _all_fit(one, other)


def words_of(name: str) -> set[str]:
    """The words by which somebody of this name is looked for."""
    return {word for word in _words(name) if len(word) > 1} - _SMALL


def _words(name: str) -> list[str]:
    return person_key(name).split() if any(sign.isalpha() for sign in name) else []


def _joined(name: str) -> str:
    return key(name).replace(" ", "")


def _other_script(one: list[str], other: list[str]) -> bool:
    return any(
        "".join(a).isascii() and not _latin("".join(b)) for a, b in ((one, other), (other, one))
    )


def _latin(text: str) -> bool:
    return any(sign.isascii() and sign.isalpha() for sign in text)


def _all_fit(one: list[str], other: list[str]) -> bool:
    """Whether each word of the shorter name is one of the longer, an initial or a beginning."""
    short, left = (one, list(other)) if len(one) <= len(other) else (other, list(one))
    for word in sorted(short, key=len, reverse=True):
        found = next((w for fits in (_is_same, _is_like) for w in left if fits(word, w)), None)
        if found is None:
            return False
        left.remove(found)
    return True


def _is_same(word: str, other: str) -> bool:
    return word == other


def _is_like(word: str, other: str) -> bool:
    least, most = sorted((word, other), key=len)
    begins = most.startswith(least) and (len(least) == 1 or len(least) >= _SHORT)
    return begins or (len(least) > _SHORT and SequenceMatcher(None, least, most).ratio() >= _NEAR)
