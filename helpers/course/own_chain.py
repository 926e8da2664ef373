"""A learner's own chain: for each link what is known, and when the hands last practised.

The two are never mixed: an answer fills the strand *knows*, a date of practice the strand
*hands*, and neither the other. Both fade. What fades is a drawing: *knows* by the memory model
of :mod:`helpers.course.schedule`, *hands* by the intervals that a trial compared (RT01 to RT04).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from helpers.course import notes
from helpers.course.answer import Answer
from helpers.course.objectives import Objective, every
from helpers.course.questions import Question
from helpers.course.schedule import SCHEDULE, Due, Scheduler, in_words
from helpers.domain import chain
from helpers.domain.errors import DomainError
from helpers.domain.interval import share_interval
from helpers.facts import load
from helpers.facts.nearest import known

INSTRUCTOR, MANIKIN = "an instructor", "a manikin"
WITH = (INSTRUCTOR, MANIKIN)
#: Days since practice, and how full the strand is drawn then. The trial practised every 1, 3, 6
#: or 12 months; that the strand loses a quarter each time is ours.
FADES = ((31, 1.0), (92, 0.75), (183, 0.5), (366, 0.25))
OLD = 0.1
#: So few answers are too few to say much.
FEW = 4
_NOTE = "practice "
_EARLIEST = date(1960, 1, 1)  # closed chest massage was published that year


@dataclass(frozen=True)
class Practice:
    """A day on which hands practised one link.

    Raises:
        DomainError: for a link that hands do not practise, and for nobody to practise with.
    """

    link: str
    on: date
    partner: str

    def __post_init__(self) -> None:
        if self.link not in practised():
            raise DomainError(f"No hands practise {self.link!r}; they do {', '.join(practised())}.")
        if self.partner not in WITH:
            raise DomainError(f"Practice is with {' or '.join(WITH)}; {self.partner!r} was read.")

    def full(self, today: date) -> float:
        """How full the strand of the hands is drawn today, 0 to 1."""
        days = (today - self.on).days
        return next((much for most, much in FADES if days <= most), OLD)


@dataclass(frozen=True)
class Knows:
    """What answers say of one link: the latest of each question, and what is due.

    Attributes:
        objectives: how many belong to the link; those nobody answered count too.
        answered: questions.
        right: of these, at the last try.
        due: one entry an objective that was answered.
    """

    objectives: int
    answered: int
    right: int
    due: tuple[Due, ...]
    shares: tuple[float, ...] = ()

    def full(self, today: date) -> float:
        """How full the strand is drawn, 0 to 1: the share right, faded, over all objectives."""
        kept = (share * d.recalled(today) for share, d in zip(self.shares, self.due, strict=True))
        return sum(kept) / self.objectives if self.objectives else 0.0

    @property
    def doubt(self) -> str:
        """What so few answers allow to say, in words."""
        if not self.answered:
            return "nothing answered yet"
        low, high = share_interval(self.right, self.answered)
        told = f"{self.right} of {self.answered} right at the last try"
        few = "too few to say much" if self.answered < FEW else "a longer test might say"
        return f"{told} ({few}: {100 * low:.0f} to {100 * high:.0f} in 100)"


@dataclass(frozen=True)
class Link:
    """One link of a learner's own chain.

    Attributes:
        has_hands: whether hands practise it at all.
        hands: the last practice; ``None`` leaves the strand hollow.
    """

    name: str
    knows: Knows
    has_hands: bool
    hands: Practice | None

    def told(self, today: date) -> dict[str, str]:
        """The line of a table."""
        due = sorted(entry.on for entry in self.knows.due)
        when = "" if not due else "now" if due[0] <= today else in_words(due[0])
        return {
            "Link": self.name,
            "What you know": self.knows.doubt,
            "Come back": when,
            "Your hands": self._hands(today),
        }

    def _hands(self, today: date) -> str:
        if not self.has_hands:
            return "not a matter of hands"
        if self.hands is None:
            return "no practice entered"
        days = (today - self.hands.on).days
        ago = "today" if not days else f"{days} day{'s' if days > 1 else ''} ago"
        return f"{in_words(self.hands.on)}, with {self.hands.partner} ({ago})"


def practised() -> dict[str, str]:
    """What hands practise, by the link; links without any are not there."""
    table = load("practice")
    for name in table["link"]:
        known(name, tuple(chain.links()["link"]), "link")
    return dict(zip(table["link"], table["hands"], strict=True))


def own_chain(
    mine: Sequence[Answer],
    bank: Mapping[str, Question],
    practice: Iterable[Practice] = (),
    scheduler: Scheduler = SCHEDULE,
) -> tuple[Link, ...]:
    """The links of the newest chain as one learner holds them.

    Args:
        mine: a learner's answers; those to questions that the bank does not hold are passed over.
        bank: the questions by id.
        practice: days on which hands practised; the last of each link counts.
    """
    last = {one.link: one for one in sorted(practice, key=lambda one: one.on)}
    due = {(entry.lesson, entry.objective): entry for entry in scheduler.due(mine, bank)}
    latest = _latest(mine, bank)
    hands = practised()
    return tuple(
        Link(name, _knows(name, due, latest, bank), name in hands, last.get(name))
        for name in chain.links()["link"]
    )


def _knows(
    link: str,
    due: Mapping[tuple[str, str], Due],
    latest: Mapping[str, bool],
    bank: Mapping[str, Question],
) -> Knows:
    here = [(one.lesson, one.objective) for one in every() if one.link == link]
    found = [key for key in here if key in due]
    tries = {
        key: [right for name, right in latest.items() if _of(bank[name]) == key] for key in found
    }
    every_try = [right for key in found for right in tries[key]]
    shares = tuple(sum(tries[key]) / len(tries[key]) for key in found)
    return Knows(
        len(here), len(every_try), sum(every_try), tuple(due[key] for key in found), shares
    )


def _of(question: Question) -> tuple[str, str]:
    return question.lesson, question.objective


def _latest(mine: Iterable[Answer], bank: Mapping[str, Question]) -> dict[str, bool]:
    """Whether the last try at each question was right, by question id."""
    return {
        answer.question_id: answer.option_id == bank[answer.question_id].right[0].id
        for answer in mine
        if answer.question_id in bank
    }


# -- practice is typed by the learner and kept beside the answers ---------------------------------


def read_day(text: str, today: date) -> date:
    """A day of practice as somebody types it.

    Raises:
        DomainError: for what is no day in the form 2026-11-27, or none that can have been.
    """
    typed = text.strip()
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        was = f"{typed!r} was read" if typed else "nothing was typed"
        raise DomainError(f"Type the day as year-month-day, such as {today}; {was}.") from None
    if day > today + timedelta(days=1):  # tomorrow has begun elsewhere
        raise DomainError(f"{in_words(day)} has not come yet; enter practice when it is done.")
    if day < _EARLIEST:
        raise DomainError(f"{in_words(day)} cannot be right: nobody pressed on chests then.")
    return day


def keep(practice: Practice) -> None:
    """Remember it on this computer, in the place of an earlier one of its link.

    Raises:
        NotKept: where it could not be written.
    """
    notes.keep(_NOTE + practice.link, f"{practice.on} {practice.partner}")


def forget(link: str) -> None:
    """Forget the practice of one link."""
    notes.keep(_NOTE + known(link, tuple(practised()), "link"), "")


def remembered() -> tuple[Practice, ...]:
    """What was kept; what is of another edition is passed over.

    Raises:
        NotKept: where it cannot be read.
    """
    found = []
    for link in practised():
        on, _, partner = notes.read(_NOTE + link).partition(" ")
        try:
            found.append(Practice(link, date.fromisoformat(on), partner))
        except (ValueError, DomainError):
            continue
    return tuple(found)


def sections(link: str) -> tuple[Objective, ...]:
    """Where to reopen the course for a link: its objectives, each with lesson and heading."""
    return tuple(one for one in every() if one.link == link)
