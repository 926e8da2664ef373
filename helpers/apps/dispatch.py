"""Dispatch: a hundred calls and one threshold, and the minutes that follow from it."""

from __future__ import annotations

from typing import Any

from helpers.apps.controls import choice, slider
from helpers.apps.guess import find_guess
from helpers.apps.one_call import OneCall
from helpers.apps.shown import Shown
from helpers.apps.toolkit import App
from helpers.domain import dispatch
from helpers.domain.dispatch import Compared, Estimate, Share, Station
from helpers.figures.dispatch import HundredCallsPicture, QueuePicture

_FIRST, _LAST = dispatch.THRESHOLDS[0], dispatch.THRESHOLDS[-1]
_BUSY = 4  # of the replications, one on whose second day calls come close together
_FROM = "ALS goes from (points)"
_INVENTED = (
    "Calls and points are invented, and written so that they are sorted about as well as calls "
    "are in print. None of this is how a dispatch center asks."
)
_TEACHING = (
    "A teaching model: means of 30 times 13 days, with 95 % intervals, both on the same days. "
    "Which threshold does best hangs on what no source gives. No deaths are counted: "
    "nothing in print ties them to these minutes."
)


def calls_app(guess: str | None = None) -> CallsApp:
    """A hundred calls and the one threshold from which ALS goes; each call can be read."""

    def show(threshold: int, call: int) -> Shown:
        counts = dispatch.sort_calls(threshold).counts
        values = {
            "Missed": f"{counts.missed} of {counts.needed} who needed ALS",
            "More than needed": _both(counts.over_triage_of_sent, counts.over_triage_of_all),
        }
        drawn = {"threshold": threshold, "opened": call - 1}
        return Shown(values=values, drawn=drawn, note=_INVENTED)

    controls = {
        "threshold": slider(_FROM, 3, _FIRST, _LAST),
        "call": OneCall(1),
    }
    title = "A hundred calls, one threshold"
    return CallsApp(title, controls, show, HundredCallsPicture, find_guess("calls_app", guess))


class CallsApp(App):
    """The hundred as drawn, and one of them to read beside it; a mouse opens it in the picture."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.stage.names = {**self.stage.names, **self._card().names}
        self.stage.pointable = True
        self.stage.observe(self._point, "pointed")

    def __repr__(self) -> str:
        told = super().__repr__()
        return told if self.is_covered else f"{told}\n{self._card().text()}"

    def _card(self) -> OneCall:
        card = self.controls["call"]
        assert isinstance(card, OneCall)
        return card

    def _paint(self) -> None:
        super()._paint()
        self._card().follow(self.shown.drawn["threshold"], is_covered=self.is_covered)

    def _point(self, change: object) -> None:
        x, y, _ = self.stage.pointed
        picture = self._painter().picture
        assert isinstance(picture, HundredCallsPicture)
        place = picture.nearest(x, y)
        if place is not None and not self.is_covered:
            self._card().value = place + 1


def _both(of_sent: Share, of_all: Share) -> str:
    """The same people by two denominators, each of which is called over-triage in print."""
    if of_sent.percent is None:
        return f"nobody was sent ALS; {of_all} calls"
    return f"{of_sent} sent ({of_sent.percent:.0f} %), and {of_all} calls"


def queue_app(guess: str | None = None) -> App:
    """The same calls in time, with few crews: how long it takes until ALS is there."""

    def show(als: int, bls: int, stays: bool, asks: int, threshold: int, other: int) -> Shown:
        station = Station(als=als, bls=bls, als_stays=stays, finds_after=float(asks))
        found = dispatch.compared(threshold, other, station)
        values = {
            "Who needed ALS had it after": _minutes(found.first.needed),
            "Who did not need it": _minutes(found.first.others),
            "The other threshold": _difference(found),
        }
        two = [found.first] if threshold == other else [found.first, found.second]
        day = dispatch.als_day(threshold, station, _BUSY)
        return Shown(values=values, drawn={"waited": two, "day": day}, note=_TEACHING)

    stays = [("leaves if not needed", False), ("stays with everybody", True)]
    controls = {
        "als": slider("ALS crews", 1, 1, 3),
        "bls": slider("BLS crews", 3, 1, 5),
        "stays": choice("The ALS crew", stays),
        "asks": slider("BLS asks for ALS after (minutes)", 5, 0, 20, 5),
        "threshold": slider(_FROM, 3, _FIRST, _LAST),
        "other": slider("Compared with (points)", 6, _FIRST, _LAST),
    }
    title = "The same calls in time"
    return App(title, controls, show, QueuePicture, find_guess("queue_app", guess))


def _minutes(estimate: Estimate | None) -> str:
    if estimate is None:
        return "nobody was sent ALS without need"
    low, high = max(0.0, estimate.low), estimate.high
    return f"{estimate.mean:.0f} minutes ({low:.0f} to {high:.0f})"


def _difference(found: Compared) -> str:
    if found.first.threshold == found.second.threshold:
        return "is the same one"
    more = "longer" if found.needed.mean > 0 else "shorter"
    ends = sorted(abs(end) for end in (found.needed.low, found.needed.high))
    if found.needed.low < 0 < found.needed.high:
        return f"nothing to tell for who needed ALS ({found.needed} minutes)".replace("-", "−")
    return (
        f"{abs(found.needed.mean):.1f} minutes {more} ({ends[0]:.1f} to {ends[1]:.1f}) for "
        "who needed ALS"
    )
