"""What monitor and calipers have in common: a strip on its way to the browser."""

from __future__ import annotations

from pathlib import Path

import anywidget
import numpy as np
import traitlets

from helpers.domain.rhythms import Strip
from helpers.figures.rhythms import MOST, moved

_STATIC = Path(__file__).parent / "static"
_LIMIT = 32.0  # millivolts; what two bytes hold in microvolts


def script(name: str) -> str:
    """A widget's script with the paper in front of it: the browser takes one file."""
    return _joined("ecg.js", name)


def looks(name: str) -> str:
    """A widget's style sheet behind that of every strip."""
    return _joined("ecg.css", name)


def _joined(*names: str) -> str:
    return "\n".join((_STATIC / name).read_text(encoding="utf-8") for name in names)


class EcgWidget(anywidget.AnyWidget):
    """A control that draws a strip in the browser.

    Attributes:
        disabled: whether it is locked and covered, as before a guess.
        samples: the strip, two bytes for each sample, whole microvolts.
        rate: samples a second.
        lift: by how many millivolts the line is moved so that it stays on its paper.
        label: what a screen reader is told of it.
    """

    _css: Path | str = _STATIC / "ecg.css"

    disabled = traitlets.Bool(False).tag(sync=True)
    samples = traitlets.Bytes(b"").tag(sync=True)
    rate = traitlets.Int(250).tag(sync=True)
    lift = traitlets.Float(0.0).tag(sync=True)
    label = traitlets.Unicode("").tag(sync=True)

    def lay(self, strip: Strip, label: str) -> None:
        """Put a strip on the paper."""
        volts = np.clip(strip.signal, -_LIMIT, _LIMIT)
        self.rate = strip.sampling_rate
        self.lift = moved(strip.signal, MOST - 0.03)
        self.label = label
        self.samples = np.round(1000 * volts).astype("<i2").tobytes()
