"""The predict step: a guess is committed before the controls unlock."""

from __future__ import annotations

import contextlib
import html
import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import ipywidgets as widgets
import pandas as pd

from helpers.course import first_ideas
from helpers.course.answers import NotKept
from helpers.facts import load
from helpers.facts.nearest import known

#: Stands in the place of whatever would answer an open question.
COVERED = "Covered until you have guessed, or go on without a guess."

_CLOSE = 0.05  # of what could have been guessed: so near is close


class NoGuess(ValueError):
    """What was typed or chosen is no guess; the sentence says what is wanted."""


@dataclass(frozen=True)
class Guess:
    """A question whose answer the app will show.

    Attributes:
        question: asked before the controls unlock.
        value: the name of the shown value that answers it.
        options: what can be chosen; empty for a whole number.
        right: the right option, where the shown value says it in other words.
        minimum: the least number that can be guessed.
        maximum: the greatest.
        unit: of the number, in words.
        why: what makes the difference, in a sentence; said once the guess is judged.
        at: the settings at which the app answers the question, as text by the name of the
            control. Without any, the app answers as it first opens.
        name: under which it is remembered once it is judged; empty where it is not.
        who: who guesses: the judgement speaks to them.

    Raises:
        ValueError: for a question that cannot be answered as it stands.
    """

    question: str
    value: str
    options: tuple[str, ...] = ()
    right: str = ""
    minimum: int = 0
    maximum: int = 100
    unit: str = "of 100"
    why: str = ""
    at: Mapping[str, str] = field(default_factory=dict)
    name: str = ""
    who: str = "You"

    def __post_init__(self) -> None:
        if not self.question.strip() or not self.value:
            raise ValueError("a guess needs a question, and the name of the value that answers it")
        if self.options and len(set(self.options)) < max(2, len(self.options)):
            raise ValueError(f"{self.question!r} needs two options at least, each only once")
        if self.right:
            known(self.right, self.options, "option")
        if not self.options and self.minimum >= self.maximum:
            raise ValueError(
                f"{self.question!r}: the minimum {self.minimum} must be below the "
                f"maximum {self.maximum}"
            )

    def read(self, typed: str | None) -> str:
        """The guess in words.

        Raises:
            NoGuess: for what is no guess, saying what was read and what is wanted.
        """
        if self.options:
            if typed is None:
                raise NoGuess("Choose one of the answers first.")
            return typed
        text = (typed or "").strip()
        if not (text.isascii() and text.isdigit() and self.minimum <= int(text) <= self.maximum):
            read = f"{text!r} was read" if text else "Nothing was typed"
            raise NoGuess(f"{read}; the guess must be {self.wanted()}.")
        return f"{int(text)} {self.unit}"

    def wanted(self) -> str:
        """What number is asked for, in words."""
        return f"a whole number from {self.minimum} to {self.maximum}"

    def check_answer(self, answer: str) -> None:
        """Refuse what the app shows as the answer if nobody could have guessed it.

        Args:
            answer: the shown value, at the setting where the question is answered.

        Raises:
            ValueError: where the right option cannot be told, or no number of the answer lies
                between minimum and maximum.
        """
        if self.options and not self.right and _bare(answer) not in self.options:
            raise ValueError(
                f"the app answers {answer!r}, which is not among the options "
                f"{', '.join(self.options)}; mend them, or name the right one in 'right'"
            )
        if not self.options and self._number(answer) is None:
            raise ValueError(f"the app answers {answer!r}, where no number is {self.wanted()}")

    def _number(self, text: str) -> int | None:
        """The first number of a text that could have been guessed."""
        numbers = (int(n.replace(",", "")) for n in re.findall(r"\d[\d,]*", text))
        return next((n for n in numbers if self.minimum <= n <= self.maximum), None)

    def judge(self, committed: str, answer: str) -> str:
        """What is said to a guess: right, close and by how much, or not; and why it is so."""
        said = f"{self.who} said {committed}. {self._verdict(committed, answer)}"
        # Where the right option is named, what the app says there is no answer to the question.
        found = "" if self.right else f"Here it is: {_bare(answer)}."
        return " ".join(filter(None, (said, found, self.why)))

    def _verdict(self, committed: str, answer: str) -> str:
        if committed == (self.right or _bare(answer)):
            return "Right."
        if self.options:
            return f"Not so: {self.right}." if self.right else "Not so."
        guessed, found = self._number(committed), self._number(answer)
        assert guessed is not None and found is not None  # checked when each was made
        off = abs(guessed - found)
        if off == 0:
            return "Right."
        way = "too many" if guessed > found else "too few"
        is_close = off <= _CLOSE * (self.maximum - self.minimum)
        return f"{'Close' if is_close else 'Not so'}: {off} {way}."

    def covered(self) -> tuple[str, ...]:
        """What a page may say while the question is open, line by line."""
        choices = self.options or (f"{self.wanted()} ({self.unit})",)
        return (self.question, *(f"- {choice}" for choice in choices), COVERED)


def _bare(answer: str) -> str:
    return answer.rstrip(".")


def find_guess(app: str, name: str | None) -> Guess | None:
    """A guess of ``data/guesses.csv``; nothing where no name is given.

    Args:
        app: the name of the app that asks it, for example ``fading_hundred_app``.
        name: its ``guess_id``.

    Raises:
        ValueError: for a name that this app does not have, with the nearest that it has.
    """
    if name is None:
        return None
    rows = {row["guess_id"]: row for row in load("guesses").to_dict("records") if row["app"] == app}
    row = rows[known(name, rows, f"guess for {app}")]
    try:
        return Guess(
            question=row["question"],
            value=row["value"],
            options=row["options"],
            right=row["right"],
            why=row["why"],
            at=_settings(row["setting"]),
            name=row["guess_id"],
            **_number(row),
        )
    except ValueError as error:
        raise ValueError(f"guess {name!r} of data/guesses.csv: {error}") from error


def _number(row: Mapping[Hashable, Any]) -> dict[str, Any]:
    """What says which number is asked for; nothing where there are options."""
    names = ("minimum", "maximum", "unit")
    given = {name: row[name] for name in names if not (row[name] == "" or pd.isna(row[name]))}
    if row["options"] and given:
        raise ValueError(f"there are options, so {', '.join(given)} must be empty")
    if not row["options"] and len(given) < len(names):
        raise ValueError(f"without options, {', '.join(names)} must all be given")
    return given


def _settings(entries: Sequence[str]) -> dict[str, str]:
    found = {}
    for entry in entries:
        name, sign, value = entry.partition("=")
        if not sign or not name.strip() or not value.strip():
            raise ValueError(f"{entry!r} was read in 'setting'; write control=value")
        found[name.strip()] = value.strip()
    return found


class GuessBox:
    """The question with its field and two buttons; tells the app when to unlock.

    Attributes:
        is_open: whether the learner may still guess.
        committed: the guess in words; ``None`` until one is made.
    """

    def __init__(self, guess: Guess, unlock: Callable[[], None]) -> None:
        self.guess, self._unlocked = guess, unlock
        self.is_open = True
        self.committed: str | None = None
        self._judged = ""
        self._without = "No guess was made. The controls are open."
        self._may_be_late = False
        self.field = self._field()
        self.commit = widgets.Button(description="Commit my guess", button_style="primary")
        self.skip = widgets.Button(description="Go on without a guess")
        self.note = widgets.HTML()
        self.commit.on_click(self._committed)
        self.skip.on_click(self._skipped)
        self.field.add_class("ls-is-guess")
        self.names: Mapping[str, str] = {"ls-is-guess": guess.question}
        self.view = self._lay_out()

    def ask_class(self) -> None:
        """From now on a class guesses: it is spoken to, and nothing of it is kept.

        Who went on without a guess may still count hands, and have them judged.
        """
        self.guess = replace(self.guess, who="The class", name="")
        self._without = ""
        self._may_be_late = True

    def _field(self) -> widgets.Widget:
        if self.guess.options:
            return widgets.RadioButtons(options=self.guess.options, value=None)
        hint = f"{self.guess.minimum} to {self.guess.maximum}"
        # Sent when the field is left: a click could otherwise overtake the last digits typed.
        return widgets.Text(
            placeholder=hint, continuous_update=False, layout=widgets.Layout(width="90px")
        )

    def _lay_out(self) -> widgets.Widget:
        question = widgets.HTML(f"<b>Predict.</b> {html.escape(self.guess.question)}")
        unit = [] if self.guess.options else [widgets.Label(self.guess.unit)]
        answer = widgets.HBox([self.field, *unit])
        buttons = widgets.HBox([self.commit, self.skip])
        for part in (answer, buttons):
            part.layout.flex_flow = "row wrap"
            part.layout.overflow = "visible"
        self.asked = (question, answer, buttons)
        box = widgets.VBox([*self.asked, self.note])
        box.add_class("ls-guess")
        return box

    def _committed(self, button: object) -> None:
        try:
            self.committed = self.guess.read(self.field.value)
        except NoGuess as problem:
            self._say(str(problem))
            return
        self._unlock(f"{self.guess.who} said {self.committed}. Now move the controls and see.")

    def _skipped(self, button: object) -> None:
        self._unlock(self._without)

    def _unlock(self, said: str) -> None:
        self.is_open = False
        self._say(said)
        self.skip.disabled = True
        self.field.disabled = self.commit.disabled = not (
            self._may_be_late and self.committed is None
        )
        self.view.add_class("ls-folded")
        for part in self.asked:
            part.layout.display = "none"
        self._unlocked()

    @property
    def is_done(self) -> bool:
        """Whether no guess is left to judge: it was judged, or none was made."""
        return self.committed is None or bool(self._judged)

    def follow(self, missing: Sequence[str], answer: str) -> None:
        """Compare with the guess where the controls answer the question; else say where that is.

        Args:
            missing: what is to be set before the app answers, each in words.
            answer: the shown value, once nothing is missing.
        """
        if self.committed is None or self.is_done:
            return  # what was judged stays judged when a control moves on
        if missing:
            self._say(
                f"{self.guess.who} said {self.committed}. To see, set {' and '.join(missing)}."
            )
        else:
            self._judged = self.guess.judge(self.committed, answer)
            self._say(self._judged)
            self._remember()

    def _remember(self) -> None:
        """Keep it for the end of the course; a guess that cannot be kept is no loss today."""
        if self.guess.name:
            with contextlib.suppress(NotKept):
                first_ideas.keep_guess(self.guess.name, self.guess.question, self._judged)

    def _say(self, text: str) -> None:
        said = f'<span role="status">{html.escape(text)}</span>'
        if not self.is_open:  # folded to what was said; the question opens below it
            asked = html.escape(self.guess.question)
            said = f"<details><summary>{said}</summary>{asked}</details>"
        self.note.value = said
