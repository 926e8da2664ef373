"""Under which id a learner answers: asked once, remembered beside the answers.

A learner without an id is a random one of the store. Two things are remembered here: that
somebody would rather go on without an id, and under which random id somebody began, since it
decided which form of a test was asked first, and that must not change with the name.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from helpers.course import forms
from helpers.course.answer import RANDOM, NotKept, Store, private
from helpers.facts.files import write

_FILE = "identity.json"


def is_chosen(learner_id: str) -> bool:
    """Whether an id was chosen, by a learner or a class, and not made at random."""
    return bool(learner_id) and not learner_id.startswith(RANDOM)


def is_open(kept: Store) -> bool:
    """Whether the learner is still to be asked for an id.

    Where answers cannot be kept nobody is asked: there is nothing to keep under an id.
    """
    try:
        return not is_chosen(kept.learner()) and not _read(kept).get("declined")
    except NotKept:
        return False


def choose(kept: Store, learner_id: str) -> str:
    """Keep the answers under an id from now on; the id as it is kept.

    Raises:
        ValueError: for what cannot be an id.
        NotKept: where the id cannot be kept.
    """
    old, known = kept.learner(), kept.ids()
    kept.call_me(learner_id)
    who = kept.learner()
    if not is_chosen(old) and who not in known:
        began = {**_began(kept), who: old}
        _write(kept, {**_read(kept), "began": began})
    return who


def decline(kept: Store) -> None:
    """Remember that the learner goes on without an id."""
    _write(kept, {**_read(kept), "declined": True})


def forget(kept: Store, only: str | None = None) -> None:
    """Forget what is remembered, or what is remembered of one id."""
    if only is None:
        with contextlib.suppress(OSError):
            _place(kept).unlink(missing_ok=True)
    elif only in _began(kept):
        began = {name: old for name, old in _began(kept).items() if name != only}
        _write(kept, {**_read(kept), "began": began})


def order(kept: Store) -> tuple[str, str]:
    """Which form this learner is asked before a lesson, and which after it."""
    try:
        who = kept.learner()
    except NotKept:
        who = ""
    return forms.order(_began(kept).get(who, who))


def _place(kept: Store) -> Path:
    return kept.folder / _FILE


def _began(kept: Store) -> dict[str, str]:
    found = _read(kept).get("began")
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


def _read(kept: Store) -> dict[str, object]:
    try:
        found = json.loads(_place(kept).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(kept: Store, remembered: dict[str, object]) -> None:
    # A convenience: where it cannot be kept the learner is asked once more, and no more is lost.
    with contextlib.suppress(OSError):
        private(_place(kept))
        write(_place(kept), json.dumps(remembered).encode(), 0o600)
