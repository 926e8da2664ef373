"""Names that were misspelt, answered with the nearest right one."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def known(name: str, names: Iterable[str], what: str) -> str:
    """``name`` itself where it is one of ``names``.

    Raises:
        ValueError: where it is not; the sentence names the nearest, or all where none is near.
    """
    choices = tuple(dict.fromkeys(names))
    if name in choices:
        return name
    near = nearest(name, choices)
    told = f"did you mean {near!r}?" if near else f"there are {', '.join(choices)}"
    raise ValueError(f"there is no {what} {name!r}; {told}")


def hint(name: str, names: Iterable[str]) -> str:
    """The end of a sentence that refuses a name: the nearest right one, or nothing."""
    near = nearest(name, names)
    return f"; did you mean {near!r}?" if near else ""


def nearest(name: str, names: Iterable[str], alike: float = 0.6) -> str:
    """The one of ``names`` that ``name`` was probably meant to be; empty where none is near.

    Args:
        alike: how much of the two must agree, from 0 to 1.
    """
    folded = {choice.casefold(): choice for choice in names}
    near = difflib.get_close_matches(str(name).casefold(), list(folded), n=1, cutoff=alike)
    return folded[near[0]] if near else ""
