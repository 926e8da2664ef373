"""The one rule for a learner's id: what a lesson takes, a class list takes too."""

from __future__ import annotations

import unicodedata

_MOST = 64  # characters


def clean_id(text: str) -> str:
    """The text as an id, without stray spaces, accents in one form.

    Raises:
        ValueError: for what cannot be an id. A letter or digit comes first, since a spreadsheet
            takes what begins with = + - @ for a formula.
    """
    # The length first: to bring very many accents into one form takes minutes.
    is_short = len(text) <= 4 * _MOST
    found = " ".join(unicodedata.normalize("NFC", text).split()) if is_short else ""
    if not found or len(found) > _MOST or not found[0].isalnum() or not found.isprintable():
        read = text if len(text) <= _MOST else text[: _MOST - 1] + "…"
        raise ValueError(
            f"{read!r} cannot be an id; write at most {_MOST} characters, the first of them a "
            "letter or a digit, as in the list of your class"
        )
    return found
