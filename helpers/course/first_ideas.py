"""What a learner thought at first, and what became of it: guesses, and answers that were wrong.

A guess is kept as the sentence that judged it; an answer with all others. Both stay on this
computer, and :func:`helpers.course.notes.forget` takes the guesses with the other notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from helpers.course import notes
from helpers.course.answer import Answer
from helpers.course.questions import Question
from helpers.course.variants import variant

_NOTE = "guess "
LATER, STILL, NOT_ASKED = (
    "Later you answered it rightly.",
    "It is still to be looked at.",
    "It has not been asked again yet.",
)


@dataclass(frozen=True)
class Idea:
    """Something that somebody thought at first.

    Attributes:
        asked: the question.
        said: what was thought.
        became: what has become of it, in a sentence.
        lesson: where it was asked; empty for a guess.
    """

    asked: str
    said: str
    became: str
    lesson: str = ""


def keep_guess(name: str, question: str, judged: str) -> None:
    """Remember a guess that was judged, in the place of an earlier one of its name.

    Raises:
        NotKept: where it could not be written.
    """
    room = notes.LONGEST - len(judged) - len(_BETWEEN)
    notes.keep(_NOTE + name, f"{_cut(question, max(room, 60))}{_BETWEEN}{judged}"[: notes.LONGEST])


_BETWEEN = " | "


def guesses() -> tuple[Idea, ...]:
    """The guesses that were not right, each with what was said to it.

    Raises:
        NotKept: where the notes cannot be read.
    """
    found = []
    for text in notes.under(_NOTE).values():
        asked, _, judged = text.partition(_BETWEEN)
        said, _, became = judged.partition(". ")
        if became and not became.startswith("Right"):
            found.append(Idea(asked, said.removeprefix("You said "), became))
    return tuple(found)


def first_answers(mine: Iterable[Answer], bank: Mapping[str, Question]) -> tuple[Idea, ...]:
    """The questions that were first answered wrongly, in the order of the first answers.

    What became of an idea is told by the latest answer on the same objective, since the question
    after a lesson is another one than the question before it.
    """
    kept = [answer for answer in mine if answer.question_id in bank]
    first: dict[str, Answer] = {}
    last: dict[tuple[str, str], Answer] = {}
    for answer in kept:
        question = bank[answer.question_id]
        first.setdefault(answer.question_id, answer)
        last[question.lesson, question.objective] = answer
    return tuple(
        _idea(answer, bank, last)
        for name, answer in first.items()
        if answer.option_id != bank[name].right[0].id
    )


def ideas(mine: Iterable[Answer], bank: Mapping[str, Question]) -> tuple[Idea, ...]:
    """Guesses, then first answers, that were not right.

    Raises:
        NotKept: where the notes cannot be read.
    """
    return (*guesses(), *first_answers(mine, bank))


def _idea(
    answer: Answer, bank: Mapping[str, Question], last: Mapping[tuple[str, str], Answer]
) -> Idea:
    question = bank[answer.question_id]
    shown = variant(question, answer.variant_seed or 0)
    later = last[question.lesson, question.objective]
    if later is answer:
        became = NOT_ASKED
    else:
        became = LATER if later.option_id == bank[later.question_id].right[0].id else STILL
    said = next((one.text for one in shown.options if one.id == answer.option_id), "")
    return Idea(shown.stem, said, became, question.lesson)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
