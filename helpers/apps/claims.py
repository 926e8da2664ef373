"""Claims to check: one sentence at a time, judged by a button, answered with its reason.

A lesson with many asks them in rounds about one topic each, of ten at most. The first comes first,
one leads on to the next, and any may be chosen at once.
"""

from __future__ import annotations

import html
from typing import Any

import ipywidgets as widgets
import pandas as pd

from helpers.apps import controls
from helpers.apps.citing import carrying
from helpers.apps.display import Display
from helpers.apps.shown import Shown
from helpers.apps.stage import Stage
from helpers.domain.claims import VERDICTS, Claim, Round, rounds
from helpers.facts import note_of, sources_of, with_sign
from helpers.facts.nearest import known


def claims(lesson: str) -> Claims:
    """The claims of a lesson.

    Args:
        lesson: the lesson's name, for example ``02_basic_life_support``.

    Raises:
        ValueError: for a lesson that is not known; the nearest is named.
    """
    return Claims(rounds(lesson))


class Claims(Display):
    """Claims that a learner judges. Display it as the last value of a cell.

    Nothing is kept: what counts is the reason, and one may begin again.

    Attributes:
        rounds: all of its rounds.
        number: which of them is open.
        claims: those of the open round.
        place: which of these is asked; as many as there are when the round is over.
        judged: by place, what was said in this round.
    """

    noun = "list of claims"

    def __init__(self, these: tuple[Round, ...]) -> None:
        self.title, self.rounds = "Claims to check", these
        self.number, self.place, self.claims = 0, 0, these[0].claims
        if not self.claims:  # a lesson that is being written can be run before its claims are
            self.title += " (none yet: write them in data/claims.csv)"
        self.judged: dict[int, str] = {}
        self.stage = Stage(alt=self.title)
        self._claim, self._said = widgets.HTML(), widgets.HTML()
        self.buttons = {verdict: self._button(verdict) for verdict in VERDICTS}
        self.chosen = controls.choice("Topic", [(one.topic, n) for n, one in enumerate(these)])
        self.chosen.observe(lambda change: self.attempt(lambda: self._open(change.new)), "value")
        self.onward = widgets.Button(description="Next claim")
        self.onward.on_click(lambda _: self.attempt(self._go_on))
        self.view = self._lay_out()
        self._show()

    def __repr__(self) -> str:
        lines = [f"{self.title}: {_ASKED}"]
        for one in self.rounds:
            lines += [f"{one.topic}:"] if one.topic else []
            lines += [f"{place}. {each.claim}" for place, each in enumerate(one.claims, start=1)]
        return "\n".join(lines)

    def page(self) -> str:
        """The claims without their verdicts, for pages without a kernel."""
        return f"<p>{_ASKED}</p>" + "".join(map(_listed, self.rounds))

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        bundle = super()._repr_mimebundle_(include, exclude)
        every = [vars(claim) for one in self.rounds for claim in one.claims]
        keys = sources_of(pd.DataFrame(every))
        return carrying(bundle, keys) if keys else bundle

    # -- for cells and tests ----------------------------------------------------------

    def judge(self, verdict: str) -> Shown:
        """Press one of the three buttons; what is then said.

        Raises:
            ValueError: for another verdict.
            Exception: whatever failed on the way.
        """
        if verdict not in self.buttons:
            raise ValueError(f"{verdict!r} is none of {', '.join(VERDICTS)}")
        return self._press(self.buttons[verdict])

    def choose(self, topic: str) -> Shown:
        """Choose a round by its topic; what is then said.

        Raises:
            ValueError: for a topic that no round has; the nearest is named.
        """
        topics = [one.topic for one in self.rounds]
        self.chosen.value = topics.index(known(topic, topics, "topic"))
        return self._shown()

    def go_on(self) -> Shown:
        """Press the button that goes on; what is then said."""
        return self._press(self.onward)

    @property
    def said(self) -> str:
        """What stands below the buttons, in words."""
        if self.place == len(self.claims):
            return self._closing() if self.claims else self.title
        if self.place not in self.judged:
            return ""
        one = self.claims[self.place]
        beginning = "Right" if self.judged[self.place] == one.verdict else "We see it otherwise"
        told = f"it is {one.verdict}" if one.verdict in ("true", "false") else "it depends"
        why = with_sign(one.why, one.confidence)
        # A reason that begins with the verdict goes on from it: nothing is said twice.
        goes_on = why.lower().startswith(f"{told} ")
        return (
            f"{beginning}: {told}{why[len(told) :]}" if goes_on else f"{beginning}: {told}. {why}"
        )

    # -- the machinery ----------------------------------------------------------------

    def _press(self, button: widgets.Button) -> Shown:
        button.click()
        return self._shown()

    def _shown(self) -> Shown:
        if self.fault:
            raise self.fault
        values = {"Claim": self._asked(), "Said": self.said, "Progress": self.stage.status}
        return Shown(values={name: text for name, text in values.items() if text})

    def _button(self, verdict: str) -> widgets.Button:
        button = widgets.Button(description=verdict.capitalize())
        button.on_click(lambda _: self.attempt(lambda: self._judge(verdict)))
        return button

    def _judge(self, verdict: str) -> None:
        if self.place < len(self.claims):
            self.judged.setdefault(self.place, verdict)  # the first judgement counts
        self._show()

    def _go_on(self) -> None:
        if self.place < len(self.claims):
            self.place += 1
            self._show()
        elif self.chosen.value == (onward := (self.number + 1) % len(self.rounds)):
            self._open(onward)
        else:
            self.chosen.value = onward  # which opens it

    def _open(self, number: int) -> None:
        self.number, self.claims = number, self.rounds[number].claims
        self.place, self.judged = 0, {}
        self._show()

    def _asked(self) -> str:
        return self.claims[self.place].claim if self.place < len(self.claims) else ""

    def _show(self) -> None:
        count, is_over = len(self.claims), self.place == len(self.claims)
        is_last = self.number + 1 == len(self.rounds)
        self._claim.value = "" if is_over else f"<p>“{html.escape(self._asked())}”</p>"
        self._said.value = f'<div role="status">{self._answer()}</div>'
        # The buttons stay usable: a disabled one would lose the focus of the keyboard.
        for button in self.buttons.values():
            button.layout.display = "none" if is_over else ""
        self.onward.description = (
            ("Begin again" if is_last else "Next topic")
            if is_over
            else ("Next claim" if self.place + 1 < count else "To the end")
        )
        self.stage.status = "" if is_over else f"Claim {self.place + 1} of {count}"

    def _answer(self) -> str:
        if not self.said:
            return ""
        if self.place == len(self.claims):
            return f"<p>{html.escape(self.said)}</p>"
        one = self.claims[self.place]
        kind = "ls-right" if self.judged[self.place] == one.verdict else "ls-wrong"
        told = f"{html.escape(self.said)}<br>{_SETTLED} {html.escape(one.settled_by)}"
        note = "<br>".join(map(html.escape, note_of(pd.DataFrame([vars(one)])).splitlines()))
        return f'<p class="ls-said {kind}">{told}<br><small>{note}</small></p>'

    def _closing(self) -> str:
        alike = sum(self.claims[place].verdict == said for place, said in self.judged.items())
        return (
            f"You judged {len(self.judged)} of {len(self.claims)} claims, "
            f"{alike} of them as we do. The reasons are what is worth keeping.{self._left()}"
        )

    def _left(self) -> str:
        left = self.rounds[self.number + 1 :]
        if not left:
            return ""
        count = sum(len(one.claims) for one in left)
        return f" {count} more claims wait; the next are about this: {left[0].topic}."

    def _topic(self) -> list[widgets.Widget]:
        self.chosen.add_class("ls-is-topic")
        self.stage.names = {"ls-is-topic": "Topic"}
        box = widgets.VBox([widgets.Label("Topic"), self.chosen])
        box.add_class("ls-control")
        row = widgets.Box([box])
        row.add_class("ls-controls")
        return [row]

    def _lay_out(self) -> widgets.Widget:
        heading = widgets.HTML(f"<p>{html.escape(_ASKED)}</p>")
        verdicts = widgets.Box([*self.buttons.values(), self.onward])
        verdicts.add_class("ls-controls")
        topic = self._topic() if len(self.rounds) > 1 else []
        if not topic:
            self.chosen.layout.display = "none"  # nothing to choose; in the view, to be closed
            topic = [self.chosen]
        view = widgets.VBox([heading, *topic, self._claim, verdicts, self._said, self.stage])
        view.add_class("ls-quiz")
        return view


def _item(one: Claim) -> str:
    settled = f"<br><small>{_SETTLED} {html.escape(one.settled_by)}</small>"
    return f"<li>{html.escape(one.claim)}{settled}</li>"


def _listed(these: Round) -> str:
    items = "".join(map(_item, these.claims))
    topic = f"<p><b>{html.escape(these.topic)}</b></p>" if these.topic else ""
    return f"{topic}<ol>{items}</ol>"


_SETTLED = "What would settle it?"
_ASKED = "People say these sentences. True, false, or does it depend?"
