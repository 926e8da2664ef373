"""The board of a scene: its clock and its buttons, drawn in the browser.

The browser counts the seconds in which nobody decides, and says what was chosen when. Python
answers where the clock then stands and what is seen; it also sends what will be seen if nothing
more is done, so that a scene unfolds without waiting for a kernel.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from helpers.domain.scenes import AGAIN, END, LENGTH, Deed, Play

_STATIC = Path(__file__).parent / "static"


class SceneBoard(anywidget.AnyWidget):
    """A control whose value is what was done so far.

    Attributes:
        value: the deeds, each with the second at which it was chosen.
        disabled: whether it is locked, as before a guess.
        ending: what stands on the button that lets the time run out.
        opening, choices, lines, second, over, seed: of the play, for the browser.
        heard: counts the messages that were answered; the browser's clock waits for it, and
            tells the learner if no kernel answers.
    """

    _esm = _STATIC / "scene.js"
    _css = _STATIC / "scene.css"

    value = traitlets.Tuple()
    disabled = traitlets.Bool(False).tag(sync=True)
    title = traitlets.Unicode("").tag(sync=True)
    ending = traitlets.Unicode("Go on like this until the minute is over").tag(sync=True)
    opening = traitlets.Unicode("").tag(sync=True)
    choices: traitlets.List[dict[str, str]] = traitlets.List().tag(sync=True)
    lines: traitlets.List[list[object]] = traitlets.List().tag(sync=True)
    second = traitlets.Float(0.0).tag(sync=True)
    length = traitlets.Float(LENGTH).tag(sync=True)
    over = traitlets.Bool(False).tag(sync=True)
    seed = traitlets.Int(0).tag(sync=True)
    heard = traitlets.Int(0).tag(sync=True)

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.on_msg(self._receive)

    def __repr__(self) -> str:
        # The default names the model's random id, which no two runs share.
        return f"SceneBoard({self.title!r})"

    def ends(self) -> list[tuple[Deed, ...]]:
        """Values at which an app is most likely to break, for the tests of all apps."""
        actions = [choice["action"] for choice in self.choices]
        each = [((0.0, action),) for action in (*actions, END, AGAIN)]
        return [(), *each, tuple((0.0, action) for action in 8 * actions)]

    def do(self, second: float, action: str) -> None:
        """Choose something as a learner does."""
        self.value = (*self.value, (second, action))

    def follow(self, played: Play) -> None:
        """Show a play as it stands."""
        with self.hold_sync():
            self.opening = played.script.opening
            self.choices = buttons(played.script.choices)
            self.lines = [list(line) for line in played.lines]
            self.second, self.over = played.second, played.is_over
            self.seed = played.script.seed

    def _receive(self, widget: object, content: dict[str, Any], buffers: object) -> None:
        self.do(float(content["second"]), str(content["action"]))
        self.heard += 1


def buttons(choices: Iterable[Any]) -> list[dict[str, str]]:
    """The buttons of a board: key, action and label, the seconds never torn from their unit."""
    return [
        {"key": one.key, "action": one.action, "label": f"{one.label} ({one.seconds}\u00a0s)"}
        for one in choices
    ]


def offered(choices: Iterable[Any]) -> str:
    """What can be chosen, in words."""
    return "; ".join(f"{one.key} {one.label} ({one.seconds} s)" for one in choices)
