"""One rule for the ids of learners: a lesson and a class list take and refuse the same ones."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 64  # characters

# A letter or digit first: a spreadsheet takes what begins with = + - @ for a formula.
_ID = re.compile(r"[^\W_](?:[\w .@+/-]*[\w.@+/-])?")
# What a spreadsheet makes of a long number; the digits that it left out are lost.
_SPOILT = re.compile(r"[0-9](?:[.,][0-9]+)?E[+-][0-9]{1,3}", re.IGNORECASE)


def clean_id(text: str) -> str:
    """The text as an id: without spaces around it, accents in one form.

    Raises:
        ValueError: in words, for what cannot be an id.
    """
    # Measured first: bringing a long row of accents into one form takes time without end.
    if len(text) > 4 * LONGEST:
        raise ValueError(f"an id has at most {LONGEST} characters; {len(text):,} were read")
    text = " ".join(unicodedata.normalize("NFC", text).split())
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
