"""One question on the screen: options, a button, and what is said to the answer."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence

import ipywidgets as widgets

from helpers.course.answer import Answer
from helpers.course.questions import Question

#: Wrong tries after which the hint is shown.
HINT_AFTER = 2


class Item:
    """A question that is being answered.

    Args:
        question: with its options in the order in which they are shown.
        answered: called when the learner has chosen and pressed the button.
        origin: the lesson that the question is from, in words, where that is another one.
    """

    def __init__(
        self, question: Question, answered: Callable[[Item], None], origin: str = ""
    ) -> None:
        self.question, self.origin = question, origin
        self.said = self.hint = ""
        #: The CSS class of the options, and their accessible name.
        self.name = (f"ls-is-{question.id.replace('_', '-')}", question.stem)
        options = [(option.text, option.id) for option in question.options]
        self.field = widgets.RadioButtons(options=options, value=None)
        self.field.add_class(self.name[0])
        self.button = widgets.Button(
            description="Check my answer", disabled=True, button_style="primary"
        )
        self._note = widgets.HTML('<div role="status"></div>')
        self.field.observe(self._chosen, "value")
        self.button.on_click(lambda _: answered(self))
        self.view = self._lay_out()

    @property
    def chosen(self) -> str | None:
        """The id of the option that is chosen; ``None`` where none is."""
        value: str | None = self.field.value
        return value

    def choose(self, option_id: str) -> None:
        """Choose an option as a learner does.

        Raises:
            ValueError: where there is none of that id.
        """
        self.field.value = self.question.option(option_id).id

    def respond(self, mine: Sequence[Answer]) -> None:
        """Say what there is to say to the last of some answers, all to this question."""
        option = self.question.option(mine[-1].option_id)
        wrong = sum(answer.option_id != self.question.right[0].id for answer in mine)
        self.said = option.feedback if option.correct else f"Not yet. {option.feedback}"
        self.hint = "" if option.correct or wrong < HINT_AFTER else self.question.hint
        self._say(option.correct)

    def recall(self, mine: Sequence[Answer]) -> None:
        """Say that this was answered before; the question stays open."""
        hits = [a.attempt for a in mine if a.option_id == self.question.right[0].id]
        if mine:
            how = f"rightly, at try {min(hits)}" if hits else "not rightly yet"
            self.said = f"You answered this before: {how}. You may answer again."
            self._say(bool(hits))

    def _chosen(self, change: object) -> None:
        self.button.disabled = self.field.value is None

    def _say(self, right: bool) -> None:
        hint = f"<br><b>Hint.</b> {html.escape(self.hint)}" if self.hint else ""
        kind = "ls-right" if right else "ls-wrong"
        self._note.value = (
            f'<div role="status"><p class="ls-said {kind}">{html.escape(self.said)}{hint}</p></div>'
        )

    def _lay_out(self) -> widgets.Widget:
        origin = f"<small>{html.escape(self.origin)}</small><br>" if self.origin else ""
        stem = widgets.HTML(f"<p>{origin}{html.escape(self.question.stem)}</p>")
        view = widgets.VBox([stem, self.field, self.button, self._note])
        view.add_class("ls-item")
        return view
