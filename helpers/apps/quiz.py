"""Questions in a lesson: answered by keyboard, with feedback at once, each answer kept.

``quiz("02_basic_life_support")`` shows a lesson's questions, ``warm_up("04_bls_and_als")``
three from the lessons before it.
"""

from __future__ import annotations

import html
import itertools
import random
from collections.abc import Sequence

import ipywidgets as widgets

from helpers.apps import asked as ask
from helpers.apps.item import Item
from helpers.apps.shown import Shown
from helpers.apps.stage import Stage
from helpers.apps.who import WhoLine
from helpers.course import answers, forms
from helpers.course.answers import NotKept, Store
from helpers.course.lessons import lesson_titles
from helpers.course.questions import Question, questions
from helpers.facts import load
from helpers.facts.nearest import known

#: The AHA's mark for its written tests, percent (AHA_2008RENEW; rows H127-1 and H127-2).
MARK = 84
#: How many questions of a lesson are asked at once; a learner's warm-ups ask the others.
SEVERAL = 10


def quiz(lesson: str, form: str = "lesson", n: int | None = None) -> Quiz:
    """The questions of a lesson.

    Args:
        lesson: the lesson's name, for example ``02_basic_life_support``.
        form: ``lesson``; or ``pretest`` and ``posttest``, one of the two parallel forms whole.
        n: so many, spread over the objectives, each learner their own; by default at most
            :data:`SEVERAL` of the form ``lesson``, and all of another.

    Raises:
        ValueError: for a lesson or form that is not known, for a test without questions, and
            for more questions than there are.
    """
    titles = lesson_titles()
    known(lesson, titles, "lesson")
    known(form, ("lesson", *forms.PARALLEL), "form")
    kept = answers.store()
    found = questions(lesson, form)
    if n is not None and found and not 0 < n <= len(found):
        raise ValueError(f"there are {len(found)} such questions for {lesson!r}, not {n}")
    few = n or (min(SEVERAL, len(found)) if form == "lesson" else len(found))
    page = _own(found, ask.PAGE_SEED, few)
    mine = _own(found, answers.seed_of(ask.learner(kept)), few)
    title = f"{'Check yourself' if form == 'lesson' else 'Questions'}: {titles[lesson]}"
    if not found and form != "lesson":
        raise ValueError(f"there is no question of the form {form!r} for {lesson!r} yet")
    if not found:  # a lesson that is being written can be run before its questions are
        title += " (no question yet: write them in data/questions.csv and data/options.csv)"
    return Quiz(title, lesson, mine, kept, page)


def _own(found: Sequence[Question], seed: int, n: int) -> tuple[Question, ...]:
    """So many of some questions, the objectives in turn, in the order of the bank."""
    left: dict[str, list[Question]] = {}
    for question in random.Random(seed).sample(found, len(found)):
        left.setdefault(question.objective, []).append(question)
    turns = (question for turn in itertools.zip_longest(*left.values()) for question in turn)
    taken = list(itertools.islice(filter(None, turns), n))
    return tuple(question for question in found if question in taken)


def warm_up(lesson: str, n: int = 3) -> Quiz:
    """Questions on what the cores of earlier lessons teach; what was missed before comes first.

    They come from lessons in which this learner has answered something; before that, from those
    that lie on every path to this lesson. Nobody is asked what their path goes round.

    Raises:
        ValueError: for a lesson that is not known, or that no lesson with questions precedes,
            and for more questions than those have.
    """
    lessons = sorted(load("lessons")["lesson"])
    earlier = lessons[: lessons.index(known(lesson, lessons, "lesson"))]
    pool = [
        question
        for name in earlier
        for question in questions(name, "lesson")
        if question.depth == "core"
    ]
    if not pool:
        raise ValueError(f"no lesson before {lesson!r} has questions; it needs no warm-up")
    if not 0 < n <= len(pool):
        raise ValueError(f"{len(pool)} questions come before {lesson!r}; {n} were asked for")
    kept = answers.store()
    shared = _of(_on_every_path(lesson), pool, n)
    met = _of(answers.lessons_met(kept), pool, n) or shared
    page = _drawn(shared or pool, n, ask.PAGE_SEED, set())
    seed = answers.seed_of(f"{ask.learner(kept)} {lesson}")
    live = _drawn(met or pool, n, seed, _missed(kept, pool))
    return Quiz("Warm-up: questions from earlier lessons", lesson, live, kept, page)


def _on_every_path(lesson: str) -> set[str]:
    """The lessons of everybody whose path leads to this one."""
    paths = load("paths").groupby("reader")["lesson"].agg(set)
    return set.intersection(*(path for path in paths if lesson in path))


def _of(lessons: set[str], pool: Sequence[Question], n: int) -> list[Question]:
    """The questions of some lessons; none if those are fewer than are asked."""
    found = [question for question in pool if question.lesson in lessons]
    return found if len(found) >= n else []


def _drawn(pool: Sequence[Question], n: int, seed: int, missed: set[str]) -> tuple[Question, ...]:
    shuffled = random.Random(seed).sample(pool, len(pool))
    return tuple(sorted(shuffled, key=lambda question: question.id not in missed)[:n])


def _missed(kept: Store, pool: Sequence[Question]) -> set[str]:
    """The questions whose last answer by this learner was wrong."""
    right = {question.id: question.right[0].id for question in pool}
    try:
        last = {answer.question_id: answer.option_id for answer in kept.answers()}
    except NotKept:
        return set()
    return {name for name, option in last.items() if name in right and option != right[name]}


class Quiz(ask.Asking):
    """Questions with their answers. Display it as the last value of a cell."""

    noun = "quiz"

    def _begin(self) -> None:
        self.items = {q.id: Item(q, self._answered, self._origin(q)) for q in self.asked}
        self.who = WhoLine(self._kept, f"{self.title} {self.lesson}" if self.asked else "")
        names = dict(item.name for item in self.items.values())
        self.stage = Stage(names={**names, **self.who.names}, alt=self.title)
        self._remember()
        self.view = self._lay_out()

    def answer(self, question_id: str, option_id: str) -> Shown:
        """Answer a question as a learner does; what is then said.

        Raises:
            ValueError: for a question or option that is not here.
            Exception: whatever failed on the way, unless the answer only could not be kept:
                that is told in :attr:`Shown.problem`.
        """
        item = self.items[known(question_id, self.items, "question here")]
        item.choose(option_id)
        item.button.click()
        if self.fault:
            raise self.fault
        values = {"Feedback": item.said, "Hint": item.hint, "Progress": self.stage.status}
        return Shown(values={k: v for k, v in values.items() if v}, problem=self.stage.problem)

    @property
    def progress(self) -> answers.Progress:
        """How far this learner has come with these questions."""
        right = {name: item.question.right[0].id for name, item in self.items.items()}
        return answers.progress(self.here, right)

    # -- the machinery ----------------------------------------------------------------

    def _origin(self, question: Question) -> str:
        """Which lesson a stem means by "this lesson", where it is not the one in front."""
        if question.lesson == self.lesson:
            return ""
        titles = lesson_titles()
        number = question.lesson.partition("_")[0]
        return f"From lesson {number}, {titles.get(question.lesson, question.lesson)}"

    def _answered(self, item: Item) -> None:
        """A learner has chosen an option and pressed the button."""

        def answer() -> None:
            self._keep(item.question, str(item.chosen))
            item.respond([a for a in self.here if a.question_id == item.question.id])
            self._tell()

        self.attempt(answer)

    def _remember(self) -> None:
        """Show what this learner answered before, perhaps in another kernel."""
        self.here = [a for a in self._kept_before() if a.question_id in self.items]
        for name, item in self.items.items():
            item.recall([answer for answer in self.here if answer.question_id == name])
        self._tell()

    def _tell(self) -> None:
        found = self.progress
        is_done = found.answered == found.asked > 3
        mark = forms.mark_in_words(found.asked, MARK, found.right_at_first) if is_done else ""
        self.stage.status = " ".join(filter(None, (f"{found}.", mark)))

    def _lay_out(self) -> widgets.Widget:
        heading = widgets.HTML(f"<b>{html.escape(self.title)}</b>")
        items = [item.view for item in self.items.values()]
        view = widgets.VBox([heading, self.who.view, *items, self.stage])
        view.add_class("ls-quiz")
        return view
