"""A printed card for the manikin, and its numbers typed back: formative, for one's own eyes."""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from pathlib import Path

import ipywidgets as widgets

from helpers.apps.display import Display
from helpers.apps.stage import Stage
from helpers.course import notes
from helpers.course.answers import NotKept
from helpers.domain import manikin
from helpers.domain.errors import DomainError
from helpers.facts.files import NotOurs, write_own

_NOTE = "manikin"
_FILE = "manikin-card.html"
_MARK = "<!-- manikin card -->"
_FIELDS = {
    "rate": ("Rate (a minute)", "110"),
    "depth": ("Depth (cm)", "5.4"),
    "fraction": ("Hands pressing (% of time)", "75"),
}
_TRIALS = 3  # columns to fill in by hand


def manikin_card() -> ManikinCard:
    """Write the card to print, and type back what the manikin said."""
    return ManikinCard()


class ManikinCard(Display):
    """A button for the card, four fields, and three sentences.

    A page without a kernel shows what is asked for: nothing of a learner's.
    """

    title = "Two minutes on a manikin"

    def __init__(self) -> None:
        self.card = self._button("Write the card to print", self._card)
        self.fields = {
            name: widgets.Text(placeholder=f"for example {example}", layout=_narrow())
            for name, (_, example) in _FIELDS.items()
        }
        self.recoil = widgets.Dropdown(
            options=manikin.RECOIL, value=manikin.NOT_SHOWN, layout=_narrow()
        )
        self.judge = self._button("Judge", self._judge)
        self.judge.button_style = "primary"
        self.stage = Stage(alt=self.title, names=self._names())
        self.view = self._lay_out()
        self.attempt(self._recall, NotKept)

    def __repr__(self) -> str:
        asked = "; ".join(f"{what}: {much}" for what, much in manikin.asked())
        return f"{self.title}. Asked for, in an adult: {asked}."

    def _button(self, text: str, action: Callable[[], None]) -> widgets.Button:
        button = widgets.Button(description=text, layout=widgets.Layout(width="auto"))
        button.on_click(
            lambda _: self.attempt(action, DomainError, NotKept, notes.NoteError, NotOurs)
        )
        return button

    def _names(self) -> dict[str, str]:
        for name, field in (*self.fields.items(), ("recoil", self.recoil)):
            field.add_class(f"ls-is-manikin-{name}")
        names = {f"ls-is-manikin-{name}": label for name, (label, _) in _FIELDS.items()}
        return {**names, "ls-is-manikin-recoil": "The chest came up"}

    def _lay_out(self) -> widgets.Widget:
        labels = [*(label for label, _ in _FIELDS.values()), "The chest came up"]
        boxes = []
        for label, field in zip(labels, (*self.fields.values(), self.recoil), strict=True):
            box = widgets.VBox([widgets.Label(label), field])
            box.add_class("ls-control")
            boxes.append(box)
        row = widgets.Box(boxes)
        row.add_class("ls-controls")
        intro = widgets.HTML(
            f"<b>{self.title}.</b> Print the card, press for two minutes, write down what the "
            "manikin says, and type it in here."
        )
        view = widgets.VBox([intro, self.card, row, self.judge, self.stage])
        view.add_class("ls-quiz")
        return view

    def _card(self) -> None:
        path = write_own(Path(_FILE), card().encode(), _MARK.encode())
        self.stage.status = f"Written: {path}. Open it in a browser and print it."

    def _judge(self) -> None:
        typed = {name: field.value for name, field in self.fields.items()}
        trial = manikin.read(recoil=self.recoil.value, **typed)
        self.stage.status = " ".join(manikin.judge(trial))
        notes.keep(_NOTE, json.dumps({**typed, "recoil": self.recoil.value}))

    def _recall(self) -> None:
        kept = _kept()
        if kept is None:
            self.stage.status = "What you type stays on this computer; nobody grades it."
            return
        for name, field in self.fields.items():
            field.value = kept[name]
        self.recoil.value = kept["recoil"]
        judged = " ".join(manikin.judge(manikin.read(**kept)))
        self.stage.status = f"The last time: {judged}"


def _kept() -> dict[str, str] | None:
    """The last trial that was typed; nothing where what is kept is of another edition."""
    try:
        kept = {str(k): str(v) for k, v in json.loads(notes.read(_NOTE) or "{}").items()}
        manikin.read(**kept)
    except (ValueError, TypeError, AttributeError):
        return None
    return kept


def _narrow() -> widgets.Layout:
    return widgets.Layout(width="100%")


def card() -> str:
    """The card as one page that asks nobody for anything."""
    head = "".join(f'<th scope="col">Trial {n}</th>' for n in range(1, _TRIALS + 1))
    rows = "".join(
        f'<tr><th scope="row">{html.escape(what)}<small>{html.escape(much)}</small></th>'
        f"{'<td></td>' * _TRIALS}</tr>"
        for what, much in (("Date", ""), *manikin.asked())
    )
    return _PAGE.format(mark=_MARK, style=_STYLE, head=head, rows=rows)


_STYLE = (
    "@page{size:A5 landscape;margin:12mm}body{font:13pt/1.4 sans-serif;color:#000;"
    "background:#fff;max-width:180mm;margin:8mm auto}h1{font-size:17pt;margin:0 0 3mm}"
    "table{border-collapse:collapse;width:100%}th,td{border:1px solid #000;padding:2mm 3mm;"
    "text-align:left}td{width:22%}small{display:block;font-weight:400;font-size:10pt}"
    "p{margin:3mm 0}"
)
_PAGE = """<!DOCTYPE html>
{mark}
<html lang="en"><head><meta charset="utf-8"><title>Two minutes on a manikin</title>
<style>{style}</style></head><body>
<h1>Two minutes on a manikin: an adult</h1>
<p>Press for two minutes without looking at the display. Then write down what it says.</p>
<table><thead><tr><th scope="col">What is asked</th>{head}</tr></thead><tbody>{rows}</tbody></table>
<p><small>Asked for by the AHA 2025, as others repeat it. For practice and for your own eyes; no
proof of competence. Type the numbers back into the lesson.</small></p>
</body></html>
"""
