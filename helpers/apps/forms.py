"""The questions before a lesson and after it, one at a time, and what has changed between.

``pretest("02_basic_life_support", "Choking")`` stands at the head of the section that teaches
it, ``posttest("02_basic_life_support")`` at the end. Which of the two parallel forms a learner
gets first is that learner's own. A question before the lesson is not told right or wrong: the
guess makes its reader look for the answer, and the lesson, which gives it, does so better than
a line here; the answers are told after the lesson. Each is asked once, and what is skipped is
no answer.
"""

from __future__ import annotations

import html
from abc import abstractmethod
from collections.abc import Sequence
from datetime import date

import ipywidgets as widgets

from helpers.apps import asked as ask
from helpers.apps.shown import Shown
from helpers.apps.stage import Stage
from helpers.apps.who import WhoLine
from helpers.course import answers, before_after, identity
from helpers.course.answers import Answer
from helpers.course.forms import PARALLEL
from helpers.course.objectives import objectives
from helpers.course.questions import Question, questions
from helpers.course.variants import variant
from helpers.facts import html_table, load
from helpers.facts.nearest import known

_CHOICES = "ls-is-choices"


def pretest(lesson: str, *wanted: str) -> Pretest:
    """This learner's questions on some objectives, before the lesson teaches them.

    Args:
        lesson: the lesson's name, for example ``02_basic_life_support``.
        wanted: the objectives, as objectives.csv names them; by default all of the lesson.

    Raises:
        ValueError: for a lesson or objective that is not known; the nearest is named.
    """
    known(lesson, load("lessons")["lesson"], "lesson")
    own = objectives(lesson)
    wanted = tuple(known(name, own, f"objective of {lesson}") for name in wanted) or own
    kept = answers.store()
    before, _ = identity.order(kept)
    page = _of(lesson, PARALLEL[0], wanted)
    return Pretest("Before you read on", lesson, _of(lesson, before, wanted), kept, page)


def posttest(lesson: str) -> Posttest:
    """This learner's questions after a lesson, and what has changed since those before it.

    Raises:
        ValueError: for a lesson that is not known; the nearest is named.
    """
    known(lesson, load("lessons")["lesson"], "lesson")
    own = objectives(lesson)
    kept = answers.store()
    _, after = identity.order(kept)
    page = _of(lesson, PARALLEL[1], own)
    return Posttest("What you know now", lesson, _of(lesson, after, own), kept, page)


def _of(lesson: str, form: str, wanted: Sequence[str]) -> tuple[Question, ...]:
    """The questions of a form on some objectives, in the order of these."""
    found = questions(lesson, form)
    return tuple(question for name in wanted for question in found if question.objective == name)


class OneByOne(ask.Asking):
    """Questions that are asked one at a time and once each.

    Attributes:
        order: the form that this learner is asked before the lesson, and the one after it.
        left: the questions that are still to be asked.
    """

    noun = "question"
    #: Said above the first question.
    intro = ""
    #: What the button says before and after an answer.
    check = "Keep my answer"

    def _begin(self) -> None:
        self.order = identity.order(self._kept)
        self.stage = Stage(alt=self.title)
        self.told = ""
        self.here = self._kept_before()
        self.left = self._open()
        place = " ".join([self.title, self.lesson, *(question.id for question in self.asked)])
        self.who = WhoLine(self._kept, place if self.left else "")
        self._build()
        self._next()

    @property
    def question(self) -> Question | None:
        """The question that is asked now; ``None`` where none is."""
        return self.left[0] if self.left else None

    def answer(self, option_id: str) -> Shown:
        """Answer the question that is asked, as a learner does; what is then said.

        Raises:
            ValueError: where nothing is asked, or the question has no such option.
            Exception: whatever failed on the way, unless the answer only could not be kept.
        """
        if self.question is None:
            raise ValueError("nothing is asked here any more")
        self.field.value = self.question.option(option_id).id
        self.button.click()
        if self.fault:
            raise self.fault
        return Shown(values={"Said": self.told or self.stage.status}, problem=self.stage.problem)

    # -- what differs before and after a lesson -------------------------------------------

    @abstractmethod
    def _respond(self, question: Question, option_id: str) -> None:
        """What follows an answer."""

    @abstractmethod
    def _end(self) -> str:
        """What is said where nothing is asked (any more)."""

    # -- the machinery --------------------------------------------------------------------

    def _headline(self) -> str:
        if self._page:
            return self.title
        return f"{self.title} (no question yet: write them in data/questions.csv)"

    def _open(self) -> list[Question]:
        """The questions that this learner has not answered yet."""
        answered = {answer.question_id for answer in self.here}
        return [question for question in self.asked if question.id not in answered]

    def _build(self) -> None:
        self._heading, self._stem = widgets.HTML(), widgets.HTML()
        self.field = widgets.RadioButtons(options=[])
        self.field.add_class(_CHOICES)
        self.said = widgets.HTML()
        self.button = widgets.Button(description=self.check, button_style="primary")
        self.skip = widgets.Button(description="Go on without answering")
        self.button.on_click(lambda _: self.attempt(self._pressed))
        self.skip.on_click(lambda _: self.attempt(self._skipped))
        self._buttons = widgets.HBox([self.button, self.skip])
        self._buttons.layout.flex_flow = "row wrap"
        self._buttons.layout.overflow = "visible"
        self._item = widgets.VBox([self._stem, self.field, self.said, self._buttons])
        self._item.add_class("ls-item")
        self.view = widgets.VBox([self._heading, self.who.view, self._item, self.stage])
        self.view.add_class("ls-quiz")

    def _next(self) -> None:
        """Ask the question that is next, or say that there is none."""
        question = self.question
        self.said.value = self.told = ""
        if question is None:
            self._heading.value = f"<b>{html.escape(self._headline())}</b>"
            self._item.layout.display = "none"
            self.stage.status = self._end()
            return
        place = f"question {len(self.asked) - len(self.left) + 1} of {len(self.asked)}"
        count = f" ({place})" if len(self.asked) > 1 else ""
        self._heading.value = (
            f"<b>{html.escape(self.title)}</b>{count}<br>{html.escape(self.intro)}"
        )
        self._stem.value = f"<p>{html.escape(question.stem)}</p>"
        with self.field.hold_sync():
            self.field.options = [(option.text, option.id) for option in question.options]
            self.field.value = None
            self.field.disabled = False
        self.stage.names = {_CHOICES: question.stem, **self.who.names}

    def _pressed(self) -> None:
        question, chosen = self.question, self.field.value
        if question is None:
            return
        if chosen is None:
            self.stage.status = "Choose one of the answers first."
            return
        self._keep(question, chosen)
        self._respond(question, chosen)

    def _skipped(self) -> None:
        self.left = []
        self._next()


class Pretest(OneByOne):
    """The questions before a section: kept, and not told right or wrong.

    Once a question after the lesson is answered, nothing is asked *before* it any more.
    """

    intro = (
        "A guess is fine. You are not told whether it is right: the lesson answers it, and the "
        "questions at its end come back to it."
    )

    @property
    def is_closed(self) -> bool:
        """Whether this learner has begun the questions after the lesson."""
        after = {question.id for question in questions(self.lesson, self.order[1])}
        return any(answer.question_id in after for answer in self.here)

    def _open(self) -> list[Question]:
        return [] if self.is_closed else super()._open()

    def _respond(self, question: Question, option_id: str) -> None:
        self.left = self.left[1:]
        self.stage.status = "Kept; the lesson answers it."
        self._next()

    def _end(self) -> str:
        if not self.asked:
            return ""
        if not super()._open():
            return "Kept; the lesson answers it."
        if self.is_closed:
            return "You have answered the questions after this lesson; go on."
        return "Not answered, and nothing is kept of it. Read on; run this cell again to answer."


class AtOnce(OneByOne):
    """Questions that are each told right or wrong as soon as they are answered."""

    check = "Check my answer"
    #: What the button says once the last question is answered.
    last: str

    def _pressed(self) -> None:
        if self.question is not None and self.field.disabled:  # answered; this press goes on
            self.left = self.left[1:]
            self.button.description = self.check
            self.skip.layout.display = None
            self.stage.status = ""
            self._next()
            return
        super()._pressed()

    def _respond(self, question: Question, option_id: str) -> None:
        option = question.option(option_id)
        self.told = told_to(question, option_id)
        kind = "ls-right" if option.correct else "ls-wrong"
        self.said.value = (
            f'<div role="status"><p class="ls-said {kind}">{html.escape(self.told)}</p></div>'
        )
        self.field.disabled = True
        self.button.description = "Next question" if len(self.left) > 1 else self.last
        self.skip.layout.display = "none"
        self.stage.status = "Kept."


class Posttest(AtOnce):
    """The questions after a lesson, each answered at once; then before and after, side by side."""

    last = "See my before and after"
    intro = "Each question is asked once, and you are told at once whether you were right."

    def __repr__(self) -> str:
        told = "Your own before and after stand here when you run this cell."
        return f"{super().__repr__()}\n{told}"

    def page(self) -> str:
        """The questions in words, and what a running lesson adds."""
        told = "Your own before and after stand here when you run this lesson."
        return f"{super().page()}<p>{told}</p>"

    def _end(self) -> str:
        self.here = self._with_later()
        found = before_after.lesson(self.lesson, self.here, self.order)
        if not found.lines:
            return ""
        table = html_table([line.cells(_today()) for line in found.lines])
        self.stage.html = table + self._answers_before()
        return found.sentence(_today())

    def _with_later(self) -> list[Answer]:
        """All answers by now: all cells may have been run before the first was given."""
        kept = self._kept_before()
        asked = {answer.question_id for answer in kept}
        return [*kept, *(answer for answer in self.here if answer.question_id not in asked)]

    def _answers_before(self) -> str:
        """What was asked before the lesson, now with the answers; folded."""
        asked = {question.id: question for question in questions(self.lesson, self.order[0])}
        told = [
            f"<li>{html.escape(made.stem)} <br>You said: "
            f"{html.escape(made.option(answer.option_id).text)} <br>"
            f"{html.escape(told_to(made, answer.option_id))}</li>"
            for answer in self.here
            if answer.question_id in asked
            for made in [variant(asked[answer.question_id], answer.variant_seed or 0)]
        ]
        if not told:
            return ""
        summary = "<summary>What you were asked before the lesson, with the answers</summary>"
        return f"<details>{summary}<ol>{''.join(told)}</ol></details>"


def told_to(question: Question, option_id: str) -> str:
    """What is said to an answer that is not asked for again: with the right one."""
    option = question.option(option_id)
    if option.correct:
        return option.feedback
    return f"Not so. {option.feedback} The answer: {question.right[0].text}."


def _today() -> date:
    return date.today()
