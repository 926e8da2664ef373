"""What is published of each rhythm, typed from the sources once more, and how it is measured.

It is not read from ``data/``: a slip there must show. Rates are QRS a minute, widths and PR
milliseconds. Sources: F. A. Davis' ECG Notes (sinus), Goldberger's textbook (fibrillation, flutter
and supraventricular tachycardia), an open study guide and the pages named in ``rhythms.csv``.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from math import inf

import numpy as np

from helpers.domain import rhythms
from tests.domain import detector

SECONDS, NOISE = 24.0, 0.005
SEEDS = range(700, 720)
Range = tuple[float, float]
ANY: Range = (0, inf)
NARROW, WIDE = (0.0, 120.0), (120.0, inf)
EVEN = (0.0, 0.06)  # spread of the intervals, as a share of their mean


@dataclass(frozen=True)
class Published:
    """Ranges; ``repeats`` where QRS and T run together, so that only the repeating is measured."""

    rate: Range = ANY
    qrs: Range = ANY
    pr: Range | None = None
    spread: Range = ANY
    by: str = "beats"


VT = Published((100, 250), WIDE, None, EVEN, by="repeats")
PUBLISHED = {
    "sinus rhythm": Published((60, 100), NARROW, (120, 200), EVEN),
    "sinus bradycardia": Published((0, 60), NARROW, (120, 200), EVEN),
    "sinus tachycardia": Published((100, 220), NARROW, (120, 200), EVEN),
    "atrial fibrillation": Published(ANY, NARROW, None, (0.1, inf)),
    "supraventricular tachycardia": Published((140, 250), NARROW, None, EVEN),
    "complete heart block": Published((20, 60), ANY, None, EVEN),
    "premature ventricular beats": Published(ANY, ANY, (120, 200), (0.1, inf)),
    "idioventricular rhythm": Published((20, 40), WIDE, None, EVEN),
    "rapid ventricular tachycardia": VT,
    "first-degree block": Published(ANY, NARROW, (200, inf), EVEN),
    "second-degree block, Mobitz I": Published(ANY, NARROW, None, (0.1, inf)),
    "second-degree block, Mobitz II": Published(ANY, ANY, (120, inf), (0.1, inf)),
    "second-degree block, 2:1": Published(ANY, ANY, (120, inf), EVEN),
    "junctional rhythm": Published((40, 60), NARROW, None, EVEN),
    "atrial flutter, 2:1": Published((125, 175), NARROW, None, EVEN),
    "atrial flutter, 3:1": Published((250 / 3, 350 / 3), NARROW, None, EVEN),
    "atrial flutter, 4:1": Published((62.5, 87.5), NARROW, None, EVEN),
    "bigeminy": Published(ANY, ANY, (120, 200), (0.2, inf)),
    "accelerated idioventricular rhythm": Published((40, 120), WIDE, None, EVEN),
    "monomorphic ventricular tachycardia": VT,
    "polymorphic ventricular tachycardia": Published((200, inf), WIDE, None, by="repeats"),
    "torsades de pointes": Published((160, 250), WIDE, None, by="repeats"),
    "agonal rhythm": Published((0, 10), WIDE),
    "paced rhythm": Published(ANY, WIDE, None, EVEN),
    "failure to capture": Published(ANY, WIDE),
}


@functools.cache
def found(name: str, seed: int) -> detector.Found:
    """What the detector finds in a strip of ours; it is given the signal only."""
    return detector.detect(drawn(name, seed).signal)


def drawn(name: str, seed: int) -> rhythms.Strip:
    return rhythms.strip(name, seed, SECONDS, detector.RATE, noise=NOISE)


def rate(name: str, seed: int) -> float:
    one = found(name, seed)
    return one.even_rate if PUBLISHED[name].by == "repeats" else one.rate


def width(name: str, seed: int) -> float:
    """Milliseconds; where T runs into the QRS its end is not seen, and twice the width at half
    height stands for it (3.8 times, if narrow), as on the slow strips."""
    one = found(name, seed)
    if rate(name, seed) > 100 or "flutter" in name:
        return 2.0 * one.half_ms if one.half_ms > 42 else 3.8 * one.half_ms
    return one.width_ms


def pr(name: str, seed: int) -> float:
    own = found(name, seed).pr_ms
    return float(np.median(own)) if own.size else np.nan
