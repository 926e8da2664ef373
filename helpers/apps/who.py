"""The line that asks for a learner's id, once, where the first answer is given."""

from __future__ import annotations

import html

import ipywidgets as widgets

from helpers.course import identity
from helpers.course.answers import NotKept, Store

#: The class of the field, and its accessible name.
NAME = ("ls-is-who", "Your id, if your class gave you one")
# What asks first in this session, by where answers are kept: "Run all" makes everything at once,
# and one line is enough.
_asks: dict[str, str] = {}


class WhoLine:
    """A field and two buttons; nothing at all where an id was chosen or declined.

    Args:
        kept: where answers are kept.
        place: what it stands in; the same place asks again when its cell is run again. Empty
            where nothing is asked.
    """

    def __init__(self, kept: Store, place: str) -> None:
        self._kept = kept
        self.is_open = bool(place) and identity.is_open(kept)
        if self.is_open:
            self.is_open = _asks.setdefault(kept.where, place) == place
        self.said = ""
        self.view = widgets.VBox()
        self.view.add_class("ls-who")
        if self.is_open:  # nothing is made that is not shown: nobody would close it
            self._build()

    def _build(self) -> None:
        self.field = widgets.Text(placeholder="for example E07")
        self.field.add_class(NAME[0])
        self.use = widgets.Button(description="Use this id")
        self.go_on = widgets.Button(description="Go on without")
        self.use.on_click(lambda _: self._use())
        self.go_on.on_click(lambda _: self._decline())
        self._label, self._note = widgets.Label(f"{NAME[1]}:"), widgets.HTML()
        self._row = widgets.HBox([self.field, self.use, self.go_on])
        self._row.layout.flex_flow = "row wrap"
        self._row.layout.overflow = "visible"
        self.view.children = [self._label, self._row, self._note]

    @property
    def names(self) -> dict[str, str]:
        """The field's accessible name by its class, where there is a field."""
        return dict([NAME]) if self.is_open else {}

    def _use(self) -> None:
        if not self.field.value.strip():
            self._say("Type the id that your class gave you, or go on without one.")
            return
        try:
            who = identity.choose(self._kept, self.field.value)
        except (ValueError, NotKept) as problem:
            self._say(str(problem))
            return
        self._done(f"Your answers are kept on this computer under {who}.")

    def _decline(self) -> None:
        identity.decline(self._kept)
        self._done("Your answers are kept on this computer, without a name.")

    def _done(self, text: str) -> None:
        self._say(text)
        self._label.layout.display = self._row.layout.display = "none"

    def _say(self, text: str) -> None:
        self.said = text
        self._note.value = f'<span role="status">{html.escape(text)}</span>'
