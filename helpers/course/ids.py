"""One rule for the ids of learners: a lesson and a class list take and refuse the same ones."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 64  # characters

# Format marks (category Cf), and the other characters that take part in a text without being
# seen: fillers, joiners, selectors of a variant.
_UNSEEN = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e"
    r"\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
    # The two joiners are spelling in some scripts, and stray after a Latin letter.
    r"|(?<![\u0590-\U0010ffff])[\u200c\u200d]|[\u200c\u200d]+$"
)
# A letter or digit first: a spreadsheet takes what begins with = + - @ for a formula.
_ID = re.compile(r"[^\W_](?:[\w .@+/-]*[\w.@+/-])?")
# What a spreadsheet makes of a long number; the digits that it left out are lost.
_SPOILT = re.compile(r"[0-9](?:[.,][0-9]+)?E[+-][0-9]{1,3}", re.IGNORECASE)


def visible(text: str) -> str:
    """The text without the characters that nobody sees."""
    return text if text.isascii() else _UNSEEN.sub("", text)


def clean_id(text: str) -> str:
    """The text as an id: without spaces around it and characters that nobody sees.

    Raises:
        ValueError: in words, for what cannot be an id.
    """
    # Measured first: bringing a long row of accents into one form takes time without end.
    if len(text) > 4 * LONGEST:
        raise ValueError(f"an id has at most {LONGEST} characters; {len(text):,} were read")
    text = " ".join(unicodedata.normalize("NFC", visible(text)).split())
    if _SPOILT.fullmatch(text):
        raise ValueError(
            f"{text!r} cannot be an id: a spreadsheet has spoilt a long number; "
            "format its column as text and type the id anew"
        )
    if len(text) > LONGEST or not _ID.fullmatch(text):
        raise ValueError(
            f"{text!r} cannot be an id; write up to {LONGEST} letters, digits, spaces and "
            "any of . _ - @ + /, a letter or digit first"
        )
    return text
