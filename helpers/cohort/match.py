"""Whose row it is: ids, addresses and names of a file beside those of the roster.

What a spreadsheet does to an id is undone where only one learner can be meant, and said.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from helpers.cohort.alike import person_key
from helpers.cohort.raw_tables import clean
from helpers.cohort.two_names import can_be, is_whole, words_of
from helpers.domain.certification.names import key

_SPOILT = re.compile(r"[0-9](?:[.,][0-9]+)?E\+?[0-9]{1,3}", re.IGNORECASE)
_SHOWN = 3
#: What to do with a row whose id and name are two people's.
CONTRADICTS = (
    "the id and the name are not one learner's, so the row is not taken; mend the one that is "
    "wrong in this file (or the name in the roster) and import it again"
)
_QUOTED = re.compile(r'="([^"]*)"|\'(.+)')


@dataclass(frozen=True)
class Found:
    """What came of looking for a learner.

    Attributes:
        learner: the id of the roster; ``None`` where nobody, or more than one, can be meant.
        why: in words, where there is something to say.
        hint: what that comes to for this cell.
    """

    learner: str | None
    why: str = ""
    hint: str = ""


def bare(text: str) -> str:
    """An id without what spreadsheets and Brightspace put around it: ``="00017"``, ``#00017``."""
    text = clean(text)
    if found := _QUOTED.fullmatch(text):
        text = found[1] or found[2] or ""
    text = text.removeprefix("#").strip()
    return text[:-2] if re.fullmatch(r"[0-9]+\.0", text) else text


def turned(name: str) -> str:
    """``Núñez, Ana`` as ``Ana Núñez``; any other text as it is."""
    parts = [part.strip() for part in name.split(",")]
    return f"{parts[1]} {parts[0]}" if len(parts) == 2 and all(parts) else clean(name)


class Roster:
    """The learners of a class, found by id, address or name.

    Args:
        rows: what the roster says: learner_id, name, email.
    """

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        self.names: dict[str, str] = {}
        self._words: dict[str, list[str]] = defaultdict(list)
        self._by: dict[str, dict[str, list[str]]] = {
            way: defaultdict(list) for way in ("learner_id", "email", "name", "digits")
        }
        for row in rows:
            learner = row["learner_id"]
            if learner in self.names:
                continue
            self.names[learner] = row.get("name", "")
            self._by["learner_id"][learner.casefold()].append(learner)
            self._by["digits"][_digits(learner)].append(learner)
            self._by["name"][person_key(row.get("name", ""))].append(learner)
            for word in words_of(row.get("name", "")):
                self._words[word].append(learner)
            if row.get("email"):
                self._by["email"][row["email"].casefold()].append(learner)

    def __len__(self) -> int:
        return len(self.names)

    def find(self, text: str, by: str) -> Found:
        """The learner that a cell means.

        Args:
            by: ``learner_id``, ``email`` or ``name``.
        """
        if not text:
            return Found(None, "the cell is empty; fill it in")
        if by == "learner_id":
            return self._id(bare(text))
        word = text.casefold() if by == "email" else person_key(text)
        if len(text) > 500:
            return Found(None, "the cell is far too long for anybody's")
        return self._one(self._by[by].get(word, []))

    def against(self, learner: str, name: str) -> str:
        """How a name that stands beside a learner's id contradicts it; empty where it does not.

        A spelling without accents, an initial, a middle name left out or another family name
        behind the same given name contradict nothing, unless they make another learner's name.
        """
        own = self.names.get(learner, "")
        if not name or len(name) > 500 or own in ("", learner) or same_name(name, own):
            return ""
        exact = [one for one in self._by["name"].get(person_key(name), []) if one != learner]
        near = {one for word in words_of(name) for one in self._words.get(word, [])} - {learner}
        whole = [] if is_whole(name, own) else [o for o in near if is_whole(name, self.names[o])]
        if not (exact or whole) and can_be(name, own):
            return ""
        said = f"in the roster {learner} is {own}, and this row names {name}"
        others = sorted({*exact, *whole})[:_SHOWN]
        return f"{said}, as {' or '.join(others)} is called" if others else said

    def _id(self, text: str) -> Found:
        if _SPOILT.fullmatch(text):
            why = "a spreadsheet has spoilt a long number; export the file anew and do not save it"
            return Found(None, why)
        found = self._by["learner_id"].get(text.casefold(), [])
        if found:
            return self._one(found)
        if text.isdigit() and (found := self._by["digits"].get(_digits(text), [])):
            told = self._one(found)
            why = "differs from the roster only in zeros at the beginning, which spreadsheets drop"
            meant = f"taken for {told.learner}"
            return Found(told.learner, why, meant) if told.learner else told
        return self._one([])

    def _one(self, found: list[str]) -> Found:
        if len(found) == 1:
            return Found(found[0])
        if found:
            return Found(None, "more than one learner can be meant", ", ".join(found[:4]))
        return Found(None, "nobody in the roster is called so; add the learner or mend the cell")


def _digits(text: str) -> str:
    return (text.lstrip("0") or "0") if text.isascii() and text.isdigit() else f"no digits {text}"


def shorter_ids(ids: Iterable[str]) -> dict[str, str]:
    """Ids of digits that are shorter than nearly all others, and each with zeros before it."""
    digits = [text for text in ids if text.isascii() and text.isdigit()]
    if len(digits) < 5:
        return {}
    usual = max({len(text) for text in digits}, key=lambda n: sum(len(t) == n for t in digits))
    short = {text: text.zfill(usual) for text in digits if len(text) < usual}
    padded = any(text.startswith("0") for text in digits)
    return short if short and (padded or len(short) <= len(digits) / 3) else {}


def without_zeros(ids: Iterable[str], roster: Iterable[str]) -> dict[str, str]:
    """Ids that the roster has without the zeros at their beginning, each with the roster's.

    Empty where these are not most of the ids: then they are slips of single rows.
    """
    known = set(roster)
    digits = {_digits(one): one for one in known if one.isascii() and one.isdigit()}
    others = set(ids)
    found = {
        one: mine
        for one in others - known
        if one.isdigit() and (mine := digits.get(_digits(one))) is not None and len(mine) < len(one)
    }
    return found if len(found) > 1 and 2 * len(found) > len(others) else {}


def none_matches(rows: int) -> str:
    """What to say of a file none of whose rows is of a learner of the roster."""
    whose = "its only row is of nobody" if rows == 1 else f"none of its {rows} rows is of a learner"
    return f"{whose} in the roster; nothing of it was taken or written. Is it of another class?"


def same_name(one: str, other: str) -> bool:
    """Whether two texts are one name, as people compare names."""
    return person_key(one) == person_key(other) or key(one) == key(other)
