"""The tap pad: a metronome and a surface to tap on, drawn and timed in the browser.

The browser notes the time of each key press or touch itself, numbers it, and sends it here in
small batches. Python only puts them together; :func:`helpers.domain.cpr.score` judges them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget
import traitlets

from helpers.domain.cpr import Trial

_STATIC = Path(__file__).parent / "static"


class TapPad(anywidget.AnyWidget):
    """A control whose value is the last finished trial.

    Attributes:
        value: the trial; set when the browser says that it has ended.
        disabled: whether it is locked, as before a guess.
        answered: number of the last trial that arrived; the browser waits for it, and tells
            the learner if no kernel answers.
    """

    _esm = _STATIC / "taps.js"
    _css = _STATIC / "taps.css"

    value = traitlets.Instance(Trial, args=())
    disabled = traitlets.Bool(False).tag(sync=True)
    answered = traitlets.Int(0).tag(sync=True)

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._taps: list[tuple[int, float]] = []
        self.on_msg(self._receive)

    def __repr__(self) -> str:
        # The default names the model's random id, which no two runs share.
        return f"TapPad({len(self.value.taps)} taps)"

    def _receive(self, widget: object, content: dict[str, Any], buffers: object) -> None:
        """One message of a trial: its beginning, some taps, or its end."""
        if content["kind"] == "begin":
            self._taps = []
        elif content["kind"] == "taps":
            self._taps += [(int(number), float(ms)) for number, ms in content["taps"]]
        else:
            self.value = Trial(tuple(self._taps), int(content["sent"]))
            self.answered = int(content["trial"])
