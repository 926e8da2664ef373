"""The score of an arrest: read under two councils, then conducted."""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import Any

from helpers.apps.baton import Baton
from helpers.apps.controls import choice
from helpers.apps.guess import find_guess
from helpers.apps.shown import Shown
from helpers.apps.toolkit import App
from helpers.domain import rhythms, score
from helpers.domain.rhythms import Strip
from helpers.domain.score import Line, Look, Score, Sitting
from helpers.facts import explained, html_table, with_sign
from helpers.figures.picture import Painter
from helpers.figures.score import (
    DebriefPicture,
    LedPicture,
    ScorePicture,
    clock,
    in_words,
    label,
    spelled,
)

_PAUSES = [("5 seconds", 5), ("10 seconds", 10), ("20 seconds", 20), ("a minute", 60)]
_PAIRS = {
    "2025": ("AHA 2025", "ERC/RCUK 2025"),
    "2020 and 2021": ("AHA 2020", "ERC/RCUK 2021"),
}
_ORDINALS = ("no", "the first", "the second", "the third", "the fourth", "the fifth")
_SECONDS_OURS = (
    "Black: nobody's hands on the chest, to scale. What one pair of hands needs for a line or a "
    "drug is ours, set for teaching. Amiodarone: the AHA has lidocaine beside it."
)


def score_app(guess: str | None = None) -> App:
    """One case as two councils have it, to be read: where adrenaline falls, what a pause costs."""

    def show(case: str, editions: str, pause: int) -> Shown:
        found = score.case(case).found
        pair = tuple(score.write(found, edition, pause) for edition in _PAIRS[editions])
        values = {
            "First adrenaline": "; ".join(_first(one) for one in pair),
            "Hands on the chest": _hands(pair[0]),
        }
        if pair[0].too_long:
            most = f"{pair[0].longest_pause:g} s"
            values["Each pause"] = f"longer than the {most} that a look and its shock may take"
        return Shown(values=values, drawn={"scores": pair}, note=_SECONDS_OURS)

    controls = {
        "case": choice("Case", tuple(score.cases())),
        "editions": choice("Editions", tuple(_PAIRS)),
        "pause": choice("Pause at each look", _PAUSES, 10),
    }
    title = "The score of an arrest"
    return ScoreApp(title, controls, show, ScorePicture, find_guess("score_app", guess))


class ScoreApp(App):
    """Its picture is told note by note to whoever does not see it."""

    def _paint(self) -> None:
        super()._paint()
        if not (self.is_covered or self.shown.problem):
            told = " ".join(in_words(one) for one in self._scores())
            self.stage.alt = f"{self.stage.alt}. {told}"

    def _scores(self) -> tuple[Score, ...]:
        found: tuple[Score, ...] = self.shown.drawn["scores"]
        return found


def _first(one: Score) -> str:
    first, shocks = one.first("adrenaline"), one.shocks_before("adrenaline")
    council = label(one.title)
    if first is None or shocks is None:
        is_back = any(row.pulse for row in one.rounds)
        return f"{council} none{' before the pulse was back' * is_back}"
    here = next(row for row in one.rounds if any(n.second == first for n in row.notes))
    is_shocked = any(note.kind == "shock" for note in here.notes)
    when = f"after {_ORDINALS[shocks]} shock" if is_shocked else "in a round without a shock"
    return f"{council} {when}, at {clock(first)}"


def _hands(one: Score) -> str:
    told = f"{100 * one.fraction:.0f} % of {clock(one.seconds)} minutes"
    return f"{told}, {one.hands_off:.0f} s without"


# -- the learner leads ---------------------------------------------------------------------------

_WORTH = {
    "right": "Right.",
    "noticed": "Right, and the loop closed.",
    "late": "Late.",
    "missing": "Missing.",
    "too early": "Too early.",
    "wrong person": "The wrong person.",
    "not noticed": "The loop was left open.",
    "already": "Already done.",
    "goes on": "It goes on.",
    "harm": "Not this.",
    "not asked": "Not asked: for clinicians, and councils differ.",
}
_STRIPS = {
    "ventricular fibrillation": "coarse ventricular fibrillation",
    "organised rhythm": "sinus bradycardia",
    "asystole": "asystole",
}
_TOLD = (
    f"{score.MODEL} The seconds of each order are ours. It is practice in leading a team by one "
    "edition, and nothing to be used at a bedside."
)


def conduct_app(edition: str = "AHA 2025", seed: int = 1) -> ConductApp:
    """Lead a case: say what is due and to whom, hear whether it came back; then the debrief.

    Args:
        edition: whose algorithm is beside it.
        seed: whose case; *Another patient* takes the next.

    Raises:
        ValueError: for an edition that there is not; the nearest is named.
    """

    def show(deeds: tuple[str, ...]) -> Shown:
        sitting = score.conduct(edition, deeds, seed)
        drawn = {"sitting": sitting, "strip": _strip(sitting)}
        values = _looked_back(sitting) if sitting.is_over else _now(sitting)
        return Shown(values=values, drawn=drawn, note=_TOLD)

    baton = Baton(
        {key: one.words for key, one in score.orders().items()},
        {key: one.words for key, one in score.team().items()},
    )
    return ConductApp(f"Lead the team, by {edition}", {"deeds": baton}, show, LedPicture)


def _strip(sitting: Sitting) -> Strip | None:
    look = sitting.look
    if look is None:
        return None
    number = len(sitting.score.rounds)
    return rhythms.strip(_STRIPS[look.rhythm], 10 * sitting.seed + number, seconds=7.0)


def _now(sitting: Sitting) -> dict[str, str]:
    hands = "hands are on the chest" if sitting.has_hands else "nobody's hands are on the chest"
    return {
        "Now": sitting.heard.replace(": “", " says “"),
        "Last look" if sitting.look else "You see": f"{_seen(sitting.look)}; {hands}",
        "Clock": clock(sitting.second),
    }


def _seen(look: Look | None) -> str:
    if look is None:
        return "a woman on the floor, who does not answer and only gasps; the crew is with her"
    return f"{spelled(look.rhythm)}, {'a pulse' if look.pulse else 'no pulse'}"


def _looked_back(sitting: Sitting) -> dict[str, str]:
    faults = sitting.faults
    told = "nothing missing, late or left open"
    if faults:
        first = faults[0]
        words = score.orders()[first.order].words
        told = f"{len(faults)} to come back to, the first: {words}, {first.kind}"
    return {
        "Debrief": f"{sitting.right} order{'s' * (sitting.right != 1)} right; {told}",
        "Hands on the chest": _hands(sitting.score),
        "First adrenaline": "; ".join(
            _first(one) for one in (sitting.score, sitting.beside) if one
        ),
    }


def _laid(sitting: Sitting) -> tuple[Score, ...]:
    """The learner's score, and beside it, when the case is over, that of the edition."""
    return (sitting.score,) if sitting.beside is None else (sitting.score, sitting.beside)


class ConductApp(ScoreApp):
    """The score while it is written; at the end it lies beside the edition, with each line."""

    def __init__(self, *given: Any) -> None:
        self._sheets: dict[bool, dict[bool, Painter]] = {}
        super().__init__(*given)
        baton = self.controls["deeds"]
        assert isinstance(baton, Baton)
        self.stage.names = {**self.stage.names, **baton.names}

    def _scores(self) -> tuple[Score, ...]:
        return _laid(self.shown.drawn["sitting"])

    def page(self) -> str:
        """The debrief, if there is one."""
        return self.stage.html

    def _painter(self) -> Painter:
        is_over = self.shown.drawn["sitting"].is_over
        self._make_picture = DebriefPicture if is_over else LedPicture
        painters = self._sheets.setdefault(is_over, {})
        self._painters = painters
        return super()._painter()

    def _paint(self) -> None:
        super()._paint()
        if self.shown.problem:
            return
        sitting: Sitting = self.shown.drawn["sitting"]
        baton = self.controls["deeds"]
        assert isinstance(baton, Baton)
        baton.follow(sitting)
        self.stage.html = _debrief(sitting) if sitting.is_over else ""


def _debrief(sitting: Sitting) -> str:
    rows = [
        {
            "Time": ", ".join(clock(line.second) for line in lines),
            "You said": _said(lines[0]),
            "How it went": _worth(lines[0], sitting),
        }
        for lines in _together(sitting.lines)
    ]
    told = explained(line.confidence for line in sitting.lines if line.due)
    table = html_table(rows, f"Line by line, beside {sitting.edition}")
    return f"{table}<p><small>{html.escape(told)}</small></p>"


def _together(lines: Iterable[Line]) -> list[list[Line]]:
    """What was left out in round after round is one row, where it was left out first."""
    found: dict[object, list[Line]] = {}
    for place, line in enumerate(lines):
        key: object = place
        if line.kind == "missing" and line.due:
            key = (line.order, line.due.action.do, *(dose.words for dose in line.due.doses[:1]))
        found.setdefault(key, []).append(line)
    return list(found.values())


def _said(line: Line) -> str:
    orders = score.orders()
    words = orders[line.order].words if line.order in orders else line.order.capitalize()
    return f"{words} → {score.team()[line.to].name}" if line.to else f"Not said: {words}"


def _worth(line: Line, sitting: Sitting) -> str:
    parts = [_WORTH[line.kind], line.why]
    if line.due is None:
        return " ".join(filter(None, parts))
    if line.kind in ("missing", "not asked"):
        parts.append(f"{line.due.action.do.rstrip('.')}.")
    for dose in line.due.doses[:1]:
        parts.append(f"{sitting.edition}: {dose.words}.")
    return with_sign(" ".join(filter(None, parts)), line.confidence)
