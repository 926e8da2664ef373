"""Handing over: what is said to whom within seconds; at the end the debrief, line by line."""

from __future__ import annotations

from helpers.apps.board import BoardApp, second, small
from helpers.apps.scene_board import SceneBoard, buttons, offered
from helpers.apps.shown import Shown
from helpers.domain import handover
from helpers.domain.handover import Debrief, Deed, Line, Talk
from helpers.facts import explained, with_sign

_KINDS = {
    "right": "Needed.",
    "late": "Needed, but late.",
    "wait": "Could wait.",
    "cost": "Cost time.",
    "harm": "Harm.",
    "twice": "Said twice.",
    "cut off": "Not heard.",
    "asked back": "Had to be asked back.",
}
_OURS = (
    "The order where, what, when, done, open and all seconds are ours, set for teaching. Where "
    "your service has its own order, use that."
)


class HandoverBoard(SceneBoard):
    """The clock and the buttons of a scene, for sentences instead of actions."""

    def __repr__(self) -> str:
        return f"HandoverBoard({self.title!r})"

    def ends(self) -> list[tuple[Deed, ...]]:
        """Values at which an app is most likely to break, for the tests of all apps."""
        actions = [choice["action"] for choice in self.choices]
        each = [((0.0, action),) for action in (*actions, handover.END, handover.AGAIN)]
        return [(), *each, tuple((0.0, action) for action in 4 * actions)]

    def show(self, talk: Talk) -> None:
        """Show a hand-over as it stands."""
        with self.hold_sync():
            self.opening = talk.opening
            self.choices = buttons(talk.choices)
            self.lines = [list(line) for line in talk.lines]
            self.second, self.over = talk.second, talk.is_over
            self.seed = talk.seed


def handover_app(name: str = "call", seed: int = 1) -> HandoverApp:
    """A hand-over of thirty seconds, without hints; at the end the debrief.

    Args:
        name: ``call``, ``crew``, ``paramedics`` or ``hospital``: who listens.
        seed: of the case and of the order of the buttons. *Another time* takes the next.

    Raises:
        ValueError: for a hand-over that there is not; the nearest is named.
    """

    def show(deeds: tuple[Deed, ...]) -> Shown:
        talk = handover.play(name, deeds, seed)
        if not talk.is_over:
            return Shown(_now(talk), {"played": talk, "rows": (), "note": ""})
        said = handover.debrief(talk)
        signs = explained(line.confidence for line in said.lines)
        note = small(f"{signs}. {_OURS}" if signs else _OURS)
        return Shown(_looked_back(said), {"played": talk, "rows": _rows(said), "note": note})

    handover.begin(name, seed)
    title = f"Handing over to {handover.HANDOVERS[name]}"
    board = HandoverBoard(title=title, length=handover.LENGTH, ending="That is all")
    made = HandoverApp(title, {"deeds": board}, show)
    made.facts = tuple(handover.sentences(name).values())
    return made


class HandoverApp(BoardApp):
    """The board while somebody listens, and the debrief in its place when it is over."""

    def _follow(self, played: Talk) -> None:
        board = self.controls["deeds"]
        assert isinstance(board, HandoverBoard)
        board.show(played)


def _now(talk: Talk) -> dict[str, str]:
    return {
        "You see": talk.lines[-1][1] if talk.lines else talk.opening,
        "You can say": offered(talk.choices),
        "Clock": f"{talk.second:.0f} of {handover.LENGTH:.0f} s",
    }


def _looked_back(said: Debrief) -> dict[str, str]:
    right, late, back = said.count("right"), said.count("late"), said.count("asked back")
    told = [f"{right} said in order"]
    told += [f"{late} late"] if late else []
    told += [f"{back} asked back"] if back else ["nothing asked back"]
    had = f"{said.complete:.0f} s"
    return {
        "Of what is needed": ", ".join(told),
        "The listener had it all after": had
        + (f" ({said.best:.0f} s at best)" if round(said.complete) > said.best else ""),
        "Not needed now": f"{said.spent:.0f} s",
    }


def _rows(said: Debrief) -> list[dict[str, str]]:
    return [
        {"Second": second(line.begun), "Sentence": _words(line), "To the listener": _worth(line)}
        for line in said.lines
    ]


def _words(line: Line) -> str:
    return f"{line.words} {line.seconds:.0f} s"


def _worth(line: Line) -> str:
    return with_sign(f"{_KINDS[line.kind]} {line.why}", line.confidence)
