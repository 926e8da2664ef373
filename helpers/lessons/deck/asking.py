"""Questions for a room: one a screen, answered by a show of hands, and nothing kept."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from helpers.course.questions import Question, questions
from helpers.course.variants import variant
from helpers.domain.claims import VERDICTS, rounds
from helpers.facts import load
from helpers.lessons import shelf

#: Numbers and order of options are those of a page without a kernel: the same for every class.
_SEED = 0
_WARM_UPS = 3
_QUIZ = 10
_ARGUMENTS = re.compile(r"\"([^\"]*)\"")
_GUESS = re.compile(r"(\w+_app)\(.*?guess=[\"']([^\"']+)[\"']")


@dataclass(frozen=True)
class Choice:
    """One option: what it says, whether it is right, and what is said to who chose it."""

    text: str
    is_right: bool = False
    told: str = ""


@dataclass(frozen=True)
class Ask:
    """One question for a room.

    Attributes:
        lead: what kind of question it is, in a few words.
        told: what is said once the answer is shown.
        unit: what a number counts, where a number is asked for and there are no choices.
        least, most: between which the number must be.
        waits: whether the lesson itself gives the answer, later.
        is_guess: whether the app on the next screen judges what most of the room says.
    """

    lead: str
    asked: str
    choices: tuple[Choice, ...] = ()
    told: str = ""
    unit: str = ""
    least: int = 0
    most: int = 0
    waits: bool = False
    is_guess: bool = False


def asks(call: str) -> tuple[Ask, ...] | None:
    """The questions that a call in a lesson asks; ``None`` where it asks none."""
    name, _, rest = call.strip().partition("(")
    arguments = _ARGUMENTS.findall(rest)
    if name == "pretest":
        found = _of(arguments[0], "pretest", arguments[1:])
        return tuple(_asked("Before we go on", one, waits=True) for one in found)
    if name == "posttest":
        return tuple(_asked("What you know now", one) for one in _of(arguments[0], "posttest"))
    if name == "quiz":
        few = _spread(_of(arguments[0], "lesson"), _QUIZ)
        return tuple(_asked("Check yourself", one) for one in few)
    if name == "warm_up":
        return tuple(_asked("From earlier lessons", one) for one in _earlier(arguments[0]))
    return tuple(_claims(arguments[0])) if name == "claims" else None


def guess_of(call: str) -> Ask | None:
    """The question that an app asks before its controls unlock."""
    found = _GUESS.search(call)
    if not found:
        return None
    rows = {row["guess_id"]: row for row in load("guesses").to_dict("records")}
    row = rows[found[2]]
    choices = tuple(Choice(text, text == row["right"]) for text in row["options"])
    made = Ask("Predict", row["question"], choices, row["why"], is_guess=True)
    if choices:
        return replace(made, waits=not row["right"])
    least, most = int(row["minimum"]), int(row["maximum"])
    return replace(made, unit=str(row["unit"]), least=least, most=most, waits=True)


def _asked(lead: str, question: Question, *, waits: bool = False) -> Ask:
    made = variant(question, _SEED)
    shuffled = random.Random(f"{_SEED} {question.id}").sample(made.options, len(made.options))
    choices = tuple(Choice(one.text, one.correct, one.feedback) for one in shuffled)
    return Ask(lead, made.stem, choices, waits=waits)


def _of(lesson: str, form: str, wanted: list[str] | None = None) -> list[Question]:
    found = questions(lesson, form)
    return [one for one in found if not wanted or one.objective in wanted]


def _spread(found: list[Question], n: int) -> list[Question]:
    """So many, the objectives in turn, in the order of the bank."""
    by: dict[str, list[Question]] = {}
    for one in found:
        by.setdefault(one.objective, []).append(one)
    taken: list[Question] = []
    while len(taken) < min(n, len(found)):
        for left in by.values():
            if left and len(taken) < n:
                taken.append(left.pop(0))
    return sorted(taken, key=found.index)


def _earlier(lesson: str) -> list[Question]:
    names = [one.name for one in shelf.lessons() if one.name < lesson]
    pool = [q for name in names for q in questions(name, "lesson") if q.depth == "core"]
    return random.Random(f"deck {lesson}").sample(pool, min(_WARM_UPS, len(pool)))


def _claims(lesson: str) -> Iterator[Ask]:
    for these in rounds(lesson):
        count = len(these.claims)
        for place, one in enumerate(these.claims, start=1):
            topic = f" · {these.topic}" if these.topic else ""
            choices = tuple(Choice(verdict, verdict == one.verdict) for verdict in VERDICTS)
            capital = tuple(replace(c, text=c.text.capitalize()) for c in choices)
            lead = f"Claim {place} of {count}{topic}"
            yield Ask(lead, f"“{one.claim}”", capital, one.why)
