"""The stage: the part of an app that is drawn in the browser.

It shows the picture or the table, the status line and the problem, gives the controls around
it their accessible names, and keeps key presses inside the app, where JupyterLab's shortcuts
would otherwise take them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget
import traitlets

_STATIC = Path(__file__).parent / "static"


class Stage(anywidget.AnyWidget):
    """What the learner looks at. All traits are set by what it stands in.

    Attributes:
        png: the picture or its cover as PNG bytes; empty where the app shows a table.
        sharpness: pixels of the picture to one of the page; above 1 on a wall.
        html: a table as HTML, built by the toolkit from escaped text.
        alt: the picture's alternative text.
        status: one line that says what is shown; announced when it changes.
        note: a small remark below that line; empty where there is none.
        covered: whether a question is open; then the page has a quiet line and no picture.
        problem: why the settings make no sense; empty where they do.
        pointable: whether a place in the picture can be pointed at.
        pointed: where that was done last, as shares of width and height from the upper left,
            and how often it was done.
        names: accessible name of each control, by its CSS class.
        narrow: set by the browser: whether the wide picture would have to shrink here, and
            its text with it.
    """

    _esm = _STATIC / "stage.js"
    _css = _STATIC / "stage.css"

    png = traitlets.Bytes(b"").tag(sync=True)
    sharpness = traitlets.Float(1.0).tag(sync=True)
    html = traitlets.Unicode("").tag(sync=True)
    alt = traitlets.Unicode("").tag(sync=True)
    status = traitlets.Unicode("").tag(sync=True)
    note = traitlets.Unicode("").tag(sync=True)
    covered = traitlets.Bool(False).tag(sync=True)
    problem = traitlets.Unicode("").tag(sync=True)
    pointable = traitlets.Bool(False).tag(sync=True)
    pointed = traitlets.List([0.0, 0.0, 0]).tag(sync=True)
    names = traitlets.Dict({}).tag(sync=True)
    narrow = traitlets.Bool(False).tag(sync=True)

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self.on_msg(self._receive)

    def __repr__(self) -> str:
        # The default names the model's random id, which no two runs share.
        return f"Stage({self.alt!r})"

    def _receive(self, _: Stage, content: dict[str, Any], __: object) -> None:
        """Answer a press that waits until the changes before it were heard."""
        if "press" in content:
            self.send({"press": content["press"]})
