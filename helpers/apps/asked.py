"""What every way to ask has in common: numbers and order by a seed, a check, a page's words."""

from __future__ import annotations

import html
import random
from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import replace

from helpers.apps.display import Display
from helpers.course import answers
from helpers.course.answer import now
from helpers.course.answers import Answer, Given, NotKept, Store
from helpers.course.questions import Question
from helpers.course.variants import has_numbers, variant

#: The seed of what stands on a page without a kernel: it is the same for everybody.
PAGE_SEED = 0


def learner(kept: Store) -> str:
    """The learner's id; empty where answers cannot be kept, which whoever asks tells."""
    try:
        return kept.learner()
    except NotKept:
        return ""


def ordered(question: Question, seed: int) -> Question:
    """The question with the numbers and the order of options of a seed."""
    made = variant(question, seed)
    options = random.Random(f"{seed} {question.id}").sample(made.options, len(made.options))
    return replace(made, options=tuple(options))


def check(asked: Sequence[Question]) -> None:
    """Refuse what could only fail once a learner answers.

    Raises:
        ValueError: for a question that is asked twice, that has not one right option among
            two or more, or that leaves a hint or a feedback empty.
    """
    for place, question in enumerate(asked):
        texts = [option.text for option in question.options]
        if question.id in {other.id for other in asked[:place]}:
            raise ValueError(f"{question.id!r} is asked twice")
        if len(question.right) != 1 or len(set(texts)) < max(2, len(texts)):
            raise ValueError(
                f"{question.id!r} needs two options at least, each only once and one of them "
                f"right; it has {len(texts)}, {len(question.right)} of them right"
            )
        if not (question.hint and all(option.feedback for option in question.options)):
            raise ValueError(f"{question.id!r} needs a hint, and feedback to each option")


def as_text(title: str, asked: Sequence[Question]) -> str:
    """Questions for a page of plain text."""
    parts = [title]
    for number, question in enumerate(asked, start=1):
        parts.append(f"{number}. {question.stem}")
        parts += [f"   - {option.text}" for option in question.options]
    return "\n".join(parts)


def as_html(title: str, asked: Sequence[Question]) -> str:
    """Questions for a page without a kernel: nobody's answers."""
    items = [
        f"<li><p>{html.escape(question.stem)}</p><ul>"
        + "".join(f"<li>{html.escape(option.text)}</li>" for option in question.options)
        + "</ul></li>"
        for question in asked
    ]
    return f"<p><b>{html.escape(title)}</b></p><ol>{''.join(items)}</ol>"


class Asking(Display):
    """Questions for one learner, whose answers are kept.

    Args:
        title: what the questions are, in a few words.
        lesson: the lesson in which they are asked.
        asked: the questions, in order.
        kept: where answers are kept.
        page: what a page without a kernel shows, if not the same questions.

    Attributes:
        asked: the questions with this learner's numbers and order of options.
        here: this learner's answers that count here, the oldest first.

    Raises:
        ValueError: for a question that could not be answered, see :func:`check`.
    """

    def __init__(
        self,
        title: str,
        lesson: str,
        asked: Sequence[Question],
        kept: Store,
        page: Sequence[Question] = (),
    ) -> None:
        check(asked)
        check(page)
        self.title, self.lesson, self._kept = title, lesson, kept
        self._seed = answers.seed_of(learner(kept))
        self.asked = tuple(ordered(question, self._seed) for question in asked)
        self._page = [ordered(question, PAGE_SEED) for question in page or asked]
        self.here: list[Answer] = []
        self._begin()

    @abstractmethod
    def _begin(self) -> None:
        """Make what is shown; the questions are there, and nothing is asked yet."""

    def __repr__(self) -> str:
        return as_text(self._headline(), self._page)

    def page(self) -> str:
        """The questions in words, for pages without a kernel: nobody's answers."""
        return as_html(self._headline(), self._page)

    def _headline(self) -> str:
        return self.title

    def _keep(self, question: Question, chosen: str) -> None:
        """Keep an answer; where that fails it is told, and still answered on the screen."""
        seed = self._seed if has_numbers(question) else None
        given = Given(question.id, question.version, chosen, self.lesson, seed)
        try:
            self.here.append(self._kept.keep(given))
        except NotKept as problem:
            self.stage.problem = str(problem)
            tries = sum(answer.question_id == question.id for answer in self.here)
            told = vars(replace(given, answered_at=now()))
            self.here.append(Answer(**told, attempt=tries + 1))

    def _kept_before(self) -> list[Answer]:
        """All that this learner answered before, perhaps in another kernel."""
        try:
            self._kept.learner()  # also before the first answer: can anything be kept here?
            return self._kept.answers()
        except NotKept as problem:
            self.stage.problem = str(problem)
            return []
