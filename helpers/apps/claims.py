"""Claims to check: one sentence at a time, judged by a button, answered with its reason."""

from __future__ import annotations

import html
from typing import Any

import ipywidgets as widgets
import pandas as pd

from helpers.apps.display import Display
from helpers.apps.shown import Shown
from helpers.apps.stage import Stage
from helpers.domain.claims import VERDICTS, Claim, of_lesson
from helpers.facts import note_of, sources_of, with_sign


def claims(lesson: str) -> Claims:
    """The claims of a lesson.

    Args:
        lesson: the lesson's name, for example ``02_basic_life_support``.

    Raises:
        ValueError: for a lesson that is not known; the nearest is named.
    """
    return Claims(of_lesson(lesson))


class Claims(Display):
    """Claims that a learner judges. Display it as the last value of a cell.

    Nothing is kept: what counts is the reason, and one may begin again.
    """

    noun = "list of claims"

    def __init__(self, these: tuple[Claim, ...]) -> None:
        self.title, self.claims = "Claims to check", these
        if not these:  # a lesson that is being written can be run before its claims are
            self.title += " (none yet: write them in data/claims.csv)"
        self.judged: dict[int, str] = {}
        self.place = 0
        self.stage = Stage(alt=self.title)
        self._claim, self._said = widgets.HTML(), widgets.HTML()
        self.buttons = {verdict: self._button(verdict) for verdict in VERDICTS}
        self.onward = widgets.Button(description="Next claim")
        self.onward.on_click(lambda _: self.attempt(self._go_on))
        self.view = self._lay_out()
        self._show()

    def __repr__(self) -> str:
        lines = [f"{number}. {one.claim}" for number, one in enumerate(self.claims, start=1)]
        return "\n".join([f"{self.title}: {_ASKED}", *lines])

    def page(self) -> str:
        """The claims without their verdicts, for pages without a kernel."""
        items = "".join(f"<li>{html.escape(one.claim)}</li>" for one in self.claims)
        return f"<p>{_ASKED}</p><ol>{items}</ol>"

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = super()._repr_mimebundle_(include, exclude)
        keys = sources_of(pd.DataFrame(map(vars, self.claims)))
        return data, {**metadata, "text/html": {"sources": list(keys)}} if keys else metadata

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
        if self.place == len(self.claims):
            self.place, self.judged = 0, {}
        else:
            self.place += 1
        self._show()

    def _asked(self) -> str:
        return self.claims[self.place].claim if self.place < len(self.claims) else ""

    def _show(self) -> None:
        count, is_over = len(self.claims), self.place == len(self.claims)
        self._claim.value = "" if is_over else f"<p>“{html.escape(self._asked())}”</p>"
        self._said.value = f'<div role="status">{self._answer()}</div>'
        # The buttons stay usable: a disabled one would lose the focus of the keyboard.
        for button in self.buttons.values():
            button.layout.display = "none" if is_over else ""
        self.onward.description = (
            "Begin again" if is_over else "Next claim" if self.place + 1 < count else "To the end"
        )
        self.stage.status = "" if is_over else f"Claim {self.place + 1} of {count}"

    def _answer(self) -> str:
        if not self.said:
            return ""
        if self.place == len(self.claims):
            return f"<p>{html.escape(self.said)}</p>"
        one = self.claims[self.place]
        kind = "ls-right" if self.judged[self.place] == one.verdict else "ls-wrong"
        note = "<br>".join(map(html.escape, note_of(pd.DataFrame([vars(one)])).splitlines()))
        return f'<p class="ls-said {kind}">{html.escape(self.said)}<br><small>{note}</small></p>'

    def _closing(self) -> str:
        alike = sum(self.claims[place].verdict == said for place, said in self.judged.items())
        return (
            f"You judged {len(self.judged)} of {len(self.claims)} claims, "
            f"{alike} of them as we do. The reasons are what is worth keeping."
        )

    def _lay_out(self) -> widgets.Widget:
        heading = widgets.HTML(f"<p>{html.escape(_ASKED)}</p>")
        verdicts = widgets.Box([*self.buttons.values(), self.onward])
        verdicts.add_class("ls-controls")
        view = widgets.VBox([heading, self._claim, verdicts, self._said, self.stage])
        view.add_class("ls-quiz")
        return view


_ASKED = "People say these sentences. True, false, or does it depend?"
