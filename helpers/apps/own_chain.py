"""A learner's own chain: what is known and what the hands practised, and what comes next."""

from __future__ import annotations

import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from helpers.apps import own_page
from helpers.apps.learner_page import LearnerPage
from helpers.apps.stage import Stage
from helpers.course import answers, first_ideas, own_chain
from helpers.course.answer import Answer
from helpers.course.own_chain import Link, Practice
from helpers.course.questions import bank
from helpers.course.schedule import SCHEDULE
from helpers.facts import html_table
from helpers.facts.files import write_own
from helpers.figures.own_chain import plot_own_chain
from helpers.figures.picture import saved

_PAGE = "my-own-chain.html"
_SAMPLE = "The chain of somebody invented"
_LINK, _DAY, _WITH = "Link that you practiced", "Day of practice", "Practiced with"


def my_chain() -> OwnChain:
    """Your own chain in two strands; enter a day of practice, write a page to print."""
    return OwnChain()


class OwnChain(LearnerPage):
    """The chain, three fields for practice, and a page to print.

    A page without a kernel shows the chain of somebody invented: nothing of a learner's.
    """

    title = "Your own chain"

    def __init__(self) -> None:
        self._kept = answers.store()
        self.link = widgets.Dropdown(options=list(own_chain.practised()), layout=_wide())
        self.day = widgets.Text(placeholder="2026-11-27", layout=_wide())
        self.partner = widgets.Dropdown(options=own_chain.WITH, layout=_wide())
        self.enter = self._button("Enter this practice", self._enter)
        self.enter.button_style = "primary"
        self.take_out = self._button("Take it out", self._take_out)
        self.page_button = self._button("Write a page to print", self._page)
        fields = {
            "link": (self.link, _LINK),
            "day": (self.day, _DAY),
            "with": (self.partner, _WITH),
        }
        for name, (field, _) in fields.items():
            field.add_class(f"ls-is-own-{name}")
        names = {f"ls-is-own-{name}": label for name, (_, label) in fields.items()}
        self.stage = Stage(alt=self.title, names=names)
        self.view = self._lay_out([(label, field) for field, label in fields.values()])
        self._do()

    def __repr__(self) -> str:
        return f"{_sample_plot().alt} Your own stands here when you run this cell."

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        data, _ = super()._repr_mimebundle_(include, exclude)
        sample = _sample_plot()
        return {**data, "image/png": saved(_png(sample.figure))}, {"image/png": {"alt": sample.alt}}

    @property
    def links(self) -> tuple[Link, ...]:
        """The chain as it stands now."""
        return own_chain.own_chain(self._kept.answers(), bank(), own_chain.remembered())

    # -- what the buttons do -----------------------------------------------------------------

    def _show(self) -> str:
        plot = plot_own_chain(self.links, date.today())
        self.stage.png, self.stage.alt = _png(plot.figure), plot.alt
        table = html_table([link.told(date.today()) for link in self.links])
        self.stage.html = f"<details><summary>The six links in words</summary>{table}</details>"
        if not self._kept.answers():
            return "Nothing is answered yet on this computer, so the upper strand is hollow."
        return "Answers fill the upper strand, a day of practice the lower one; both fade."

    def _enter(self) -> str:
        day = own_chain.read_day(self.day.value, date.today())
        own_chain.keep(Practice(self.link.value, day, self.partner.value))
        return f"Entered: {self.link.value}, {day}, with {self.partner.value}."

    def _take_out(self) -> str:
        own_chain.forget(self.link.value)
        return f"Taken out: {self.link.value}. Its lower strand is hollow again."

    def _page(self) -> str:
        mine, today = self._kept.answers(), date.today()
        plot = plot_own_chain(self.links, today)
        ideas, due = first_ideas.ideas(mine, bank()), SCHEDULE.due(mine, bank())
        text = own_page.page(self.links, _png(plot.figure), plot.alt, due, ideas, today)
        path = write_own(Path(_PAGE), text.encode(), own_page.MARK.encode())
        return f"Written: {path}. Open it in a browser and print it."

    def _lay_out(self, fields: list[tuple[str, widgets.Widget]]) -> widgets.Widget:
        boxes = []
        for label, field in fields:
            box = widgets.VBox([widgets.Label(label), field])
            box.add_class("ls-control")
            if field is self.link:
                box.add_class("ls-wide")  # the longest name of a link is read whole
            boxes.append(box)
        row = widgets.Box(boxes)
        row.add_class("ls-controls")
        buttons = widgets.HBox([self.enter, self.take_out, self.page_button])
        buttons.layout.flex_flow = "row wrap"
        return self._column(self.stage, row, buttons)


def _wide() -> widgets.Layout:
    return widgets.Layout(width="100%")


def _png(figure: Any) -> bytes:
    out = io.BytesIO()
    figure.savefig(out, format="png")
    return out.getvalue()


def _sample_plot() -> Any:
    """The chain of somebody invented, on a day that is always the same."""
    today = date(2026, 6, 1)
    given = {"Recognizing an arrest": 2, "Compressions": 5, "What the AED decides": 20}
    mine = [
        Answer(
            question.id,
            question.version,
            question.right[0].id,
            question.lesson,
            answered_at=f"{today - timedelta(days=given[question.objective])}T10:00:00+00:00",
        )
        for question in bank().values()
        if question.objective in given and question.form == "lesson"
    ]
    hands = Practice("High-Quality CPR", today - timedelta(days=120), own_chain.MANIKIN)
    return plot_own_chain(own_chain.own_chain(mine, bank(), [hands]), today, _SAMPLE)
