"""Numbers in prose, and whether an output of the same section states them.

Checked is each number that

- has decimals (``5.2``) or a separator of thousands (``27,170``),
- stands before ``%``, a unit or a counted noun of :data:`UNITS`, or after a currency sign,
- is part of a range before one (``5–10 minutes``: both), of a ratio (``30:2``) or of a share
  (``3 of 10``, ``1 in 20``).

Not checked are words (*seven*), years, the numbers of lessons, sections and versions
(``Lesson 3``), and code spans. A number counts as stated if an output of its section holds
the same value, whatever its sign and however many zeros end it: 5.2 is stated by 5.20 and by
−5.2, not by 5.21. A ratio must be stated as a ratio.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from helpers.lessons.sheet import without_code, without_html

UNITS = (
    # per cent and its kind
    *("%", "‰", "percent", "per cent", "percentage points", "percentage point"),
    *("points", "point", "×", "x", "times", "fold"),
    # time
    *("ms", "milliseconds", "s", "sec", "second", "seconds", "min", "minute", "minutes"),
    *("h", "hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years"),
    # measures
    *("mg", "g", "kg", "µg", "mcg", "ml", "l", "mm", "cm", "m", "km", "j", "joule", "joules"),
    *("hz", "bpm", "mv", "v", "mmhg", "kpa", "°c", "mmol", "/min"),
    # what is counted
    *("people", "persons", "patients", "adults", "children", "survivors", "deaths", "lives"),
    *("arrests", "cases", "calls", "candidates", "compressions", "breaths", "shocks"),
    *("dollars", "euros", "pounds"),
)

_DIGITS = r"\d{1,3}(?:[,\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NUMBER = re.compile(rf"(?<![\w.,:/])(?:{_DIGITS})(?![\d:])(?!\.\d)")
_RATIO = re.compile(r"(?<![\w.:])(\d+)\s?:\s?(\d+)(?![\d:])")
_SHARE = re.compile(rf"(?<![\w.,:/])({_DIGITS})\s+(?:in|of|out of)\s+({_DIGITS})(?![\w:])")
_SPACE = r"[\s\u00a0\u202f-]*"
_WORDS = "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True))
_UNIT_FOLLOWS = re.compile(rf"{_SPACE}(?:{_WORDS})(?![a-z])", re.IGNORECASE)
_RANGE_FOLLOWS = re.compile(rf"\s?(?:–|-|to|and|or){_SPACE}[+−-]?({_DIGITS})", re.IGNORECASE)
_CURRENCY_BEFORE = re.compile(r"[$£€]\s?$")
_LABEL_BEFORE = re.compile(
    r"(?:lessons?|sections?|figures?|tables?|parts?|steps?|chapters?|version|"
    r"python|jupyterlab|lab|format)\s+(?:[\d.]+(?:\s?(?:–|,|and|to)\s?))*$",
    re.IGNORECASE,
)
_LINK_TARGET = re.compile(r"\]\([^)]*\)")
_BARE_ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True)
class Stated:
    """The numbers and ratios that some outputs hold."""

    values: frozenset[float]
    ratios: frozenset[str]

    def has(self, number: str) -> bool:
        """Whether a number or ratio of the prose is among them."""
        return number in self.ratios if ":" in number else value(number) in self.values


def stated(texts: Iterable[str]) -> Stated:
    """Collect what the outputs of a section state."""
    values: set[float] = set()
    ratios: set[str] = set()
    for text in texts:
        ratios.update(f"{a}:{b}" for a, b in _RATIO.findall(text))
        # More generous than in prose: a table may glue numbers to letters and signs.
        values.update(value(found) for found in re.findall(_DIGITS, text))
    return Stated(frozenset(values), frozenset(ratios))


def checked(prose: str) -> list[str]:
    """The numbers of some Markdown that an output has to state, in order, each once."""
    text = _readable(prose)
    found = {match.start(): f"{match[1]}:{match[2]}" for match in _RATIO.finditer(text)}
    for match in _SHARE.finditer(text):
        if _LABEL_BEFORE.search(text[: match.start()]):
            continue  # "Lesson 3 of 13"
        found[match.start(1)], found[match.start(2)] = match[1], match[2]
    found.update((start, number) for start, number in _numbers(text))
    return list(dict.fromkeys(number for _, number in sorted(found.items())))


def value(number: str) -> float:
    """What a number says, without separators of thousands."""
    return float(re.sub(r"[,\u202f]", "", number))


def _numbers(text: str) -> Iterator[tuple[int, str]]:
    for match in _NUMBER.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        if not _LABEL_BEFORE.search(before) and _is_measure(match[0], before, after):
            yield match.start(), match[0]


def _is_measure(number: str, before: str, after: str) -> bool:
    if not number.isdigit() or _CURRENCY_BEFORE.search(before) or _UNIT_FOLLOWS.match(after):
        return True
    further = _RANGE_FOLLOWS.match(after)
    return further is not None and bool(_UNIT_FOLLOWS.match(after[further.end() :]))


def _readable(prose: str) -> str:
    text = _BARE_ADDRESS.sub(" ", _LINK_TARGET.sub("]", without_code(prose)))
    return without_html(re.sub(r"[*_\\]", "", text))
