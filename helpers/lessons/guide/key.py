"""The back pages of a guide: the key to the questions, and the claims discussed."""

from __future__ import annotations

from helpers.course.questions import Question, questions
from helpers.course.variants import has_numbers, variant
from helpers.domain import claims
from helpers.facts import short, sign_legend, with_sign
from helpers.lessons.guide.markup import inline
from helpers.lessons.shelf import Lesson

_FORMS = {
    "lesson": ("Check yourself", "With what speaks for each of the others."),
    "pretest": ("Before, on the way", "Asked at the head of the section that teaches it."),
    "posttest": ("What you know now", "The same things in other words."),
}
_SEED = 1  # an example: every learner gets numbers of their own
_OTHERS = "; the numbers are an example, each learner gets others"
_VERDICTS = {"true": "True", "false": "False", "it depends": "It depends"}


def key(lesson: Lesson) -> str:
    """The answers of all questions of a lesson, those under *Check yourself* with every option."""
    parts = []
    for form, (title, told) in _FORMS.items():
        items = "".join(_question(one, form == "lesson") for one in questions(lesson.name, form))
        if items:
            parts.append(f"<h3>{title}</h3><p class=told>{told}</p><ol class=key>{items}</ol>")
    head = "<p>Yours, not the class's: let them answer first, then let a wrong option speak.</p>"
    return f"<section class=fresh><h2>Key to the questions</h2>{head}{''.join(parts)}</section>"


def _question(asked: Question, whole: bool) -> str:
    one = variant(asked, _SEED)
    rows = "".join(
        f"<li class={'right' if option.correct else 'other'}>{'✓ ' if option.correct else ''}"
        f"{inline(option.text)}: <span>{inline(option.feedback)}</span></li>"
        for option in sorted(one.options, key=lambda option: not option.correct)
        if option.correct or whole
    )
    told = f"{one.objective}{_OTHERS if has_numbers(asked) else ''}"
    objective = f"<span class=objective>{inline(told)}</span>"
    return f"<li><p>{inline(one.stem)} {objective}</p><ul>{rows}</ul></li>"


def discussion(lesson: Lesson) -> str:
    """Each claim with its verdict, its reason, and what to ask for."""
    rounds = [one for one in claims.rounds(lesson.name) if one.claims]
    if not rounds:
        return ""
    parts = []
    for one in rounds:
        topic = f"<h3>{inline(one.topic)}</h3>" if one.topic else ""
        parts.append(f"{topic}{''.join(map(_claim, one.claims))}")
    return (
        "<section class=fresh><h2>The claims, discussed</h2>"
        "<p>Let the class vote, and let one of each side say why. Then ask what would settle it; "
        "give the verdict last.</p>"
        f"{''.join(parts)}<p class=told>A sign behind a verdict says how it is known. "
        f"{inline(sign_legend())}</p></section>"
    )


def _claim(one: claims.Claim) -> str:
    verdict = with_sign(_VERDICTS[one.verdict], one.confidence)
    sources = " and ".join(short(name) for name in one.source)
    quoted = f", quoted by {' and '.join(short(name) for name in one.via)}" if one.via else ""
    return (
        f"<div class=claim><p><b>“{inline(one.claim)}”</b></p>"
        f"<p><em>What would settle it?</em> {inline(one.settled_by)}</p>"
        f"<p><b>{verdict}.</b> {inline(one.why)} "
        f"<span class=told>({inline(sources + quoted)})</span></p></div>"
    )
