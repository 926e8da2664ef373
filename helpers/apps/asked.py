"""What every way to ask has in common: numbers and order by a seed, a check, a page's words."""

from __future__ import annotations

import html
import random
from collections.abc import Sequence
from dataclasses import replace

from helpers.course.answers import NotKept, Store
from helpers.course.questions import Question
from helpers.course.variants import variant

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
