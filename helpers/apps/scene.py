"""Sixty seconds, and the drill of recognition: what one does before anybody else is there."""

from __future__ import annotations

from helpers.apps.board import BoardApp, second, small
from helpers.apps.citing import Citing
from helpers.apps.presses import Presses
from helpers.apps.scene_board import SceneBoard, offered
from helpers.apps.shown import Shown
from helpers.apps.toolkit import App
from helpers.domain import recognition, scenes
from helpers.domain.drill import AGAIN, Drill, Verdict
from helpers.domain.recognition import Found
from helpers.domain.scenes import Debrief, Deed, Line, Play
from helpers.facts import explained, with_sign

_KINDS = {
    "right": "Right.",
    "helps": "Helpful.",
    "late": "Right, but late.",
    "too early": "Too early.",
    "lost": "Time lost.",
    "unneeded": "Not needed.",
    "missing": "Missing.",
    "harm": "Harm.",
    "gravest": "Harm.",
    "note": "For another time.",
}


def scene_app(name: str = "bus_stop", seed: int = 1) -> SceneApp:
    """A scene against a clock of sixty seconds, without hints; at the end the debrief.

    Args:
        name: the scene's, for example ``bus_stop``.
        seed: of who, where, what is heard, and the order of the buttons. *Another time* takes
            the next.

    Raises:
        ValueError: for a scene that is not known; the nearest is named.
    """

    def show(deeds: tuple[Deed, ...]) -> Shown:
        played = scenes.sitting(name, deeds, seed)
        if not played.is_over:
            return Shown(values=_now(played), drawn={"played": played, "rows": (), "note": ""})
        begun = max((n for n, deed in enumerate(deeds) if deed[1] == scenes.AGAIN), default=-1) + 1
        said = scenes.debrief(name, deeds[begun:], played.script.seed)
        drawn = {"played": played, "rows": _rows(said), "note": _note(said), "debrief": said}
        return Shown(values=_looked_back(said), drawn=drawn)

    title = f"Sixty seconds: {scenes.script(name).scene.title[0].lower()}"
    title += scenes.script(name).scene.title[1:]
    app = SceneApp(title, {"deeds": SceneBoard(title=title)}, show)
    app.facts = scenes.script(name).steps
    return app


class SceneApp(BoardApp):
    """The board while the minute runs, and the debrief in its place when it is over."""

    def _follow(self, played: Play) -> None:
        board = self.controls["deeds"]
        assert isinstance(board, SceneBoard)
        board.follow(played)


def _now(played: Play) -> dict[str, str]:
    happened = [text for second, text in played.lines if second <= played.second]
    return {
        "You see": happened[-1] if happened else played.script.opening,
        "You can": offered(played.script.choices),
        "Clock": f"{played.second:.0f} of {scenes.LENGTH:.0f} s",
    }


def _looked_back(said: Debrief) -> dict[str, str]:
    values = {"Debrief": _verdict(said)}
    if said.best[0] is not None:
        values["To the call"] = _against(said.call, said.best[0])
    if said.script.is_arrest:
        values["To the first compression"] = _against(said.press, said.best[1])
        values["Without hands on the chest"] = _against(said.hands_off, said.best[2])
    return values


def _verdict(said: Debrief) -> str:
    what = "a cardiac arrest" if said.script.is_arrest else "no arrest: normal breathing"
    if said.is_clean:
        return f"This was {what}. Everything that counts was done, and in time."
    many = len(said.faults)
    lines = "One line" if many == 1 else f"The gravest of {many} lines"
    return f"This was {what}. {lines} to come back to: {_named(said.faults[0])}."


def _named(fault: Line) -> str:
    """What went wrong: the deed alone would sound as if doing it were the mistake."""
    deed = f"{fault.did[0].lower()}{fault.did[1:]}"
    if fault.begun is None:
        return f"not done: {deed}"
    when = f"{fault.kind}, " if fault.kind in ("late", "too early") else ""
    return f"{deed}, {when}at {fault.begun:.0f} s"


def _against(mine: float | None, best: float | None) -> str:
    """A time, and what it could have been, unless it was as good as that."""
    if mine is None:
        return "never"
    is_slower = best is not None and round(mine) > round(best)
    return f"{mine:.0f} s" + (f" ({best:.0f} s at best)" if is_slower else "")


def _rows(said: Debrief) -> list[dict[str, str]]:
    return [
        {
            "Second": second(line.begun),
            "What you did": _did(line),
            "What it was worth": _worth(line),
        }
        for line in said.lines
    ]


def _did(line: Line) -> str:
    if line.cost is None:
        return f"Not done: {line.did[0].lower()}{line.did[1:]}"
    waited = f", after {line.waited:.0f} s without a decision" if line.waited >= 2 else ""
    return f"{line.did}: {line.cost:.0f} s{waited}"


def _worth(line: Line) -> str:
    council = f" ({line.council})" if line.council else ""
    return with_sign(f"{_KINDS[line.kind]} {line.why}{council}", line.confidence)


def _note(said: Debrief) -> str:
    told = explained(line.confidence for line in said.lines)
    ours = "The seconds that an action costs, and from when it is late, are ours, set for teaching."
    return small(f"{told}. {ours}" if told else ours)


def recognition_drill_app() -> App:
    """Somebody is found; two questions, and what follows. Who was missed comes back."""

    def show(presses: tuple[str, ...]) -> Shown:
        sitting = recognition.play(presses)
        now, last = sitting.drill.now, sitting.drill.last
        found = now.text if now else f"Everybody is seen to. Press {AGAIN} for another order."
        asked = sitting.asked if now else "nothing more"
        values = {"Asked": asked}
        if last:  # of what has not been yet nothing is said
            values = {"The one before": _before(last), "Right": _hits(sitting.drill), **values}
        return Shown(values=values, drawn={"rows": [{asked if now else "Done": found}]})

    controls = {"presses": Presses((recognition.YES, recognition.NO, AGAIN))}
    app = Citing("Does this person need you to press?", controls, show)
    app.facts = recognition.cases()
    return app


def _before(last: Verdict[Found]) -> str:
    case = last.card.case
    verdict = "Right" if last.is_right else f"Missed, and it comes back: you said “{last.said}”"
    council = f" ({case.council})" if case.council else ""
    why = with_sign(case.why + council, case.confidence)
    return f"{verdict}. “{last.card.text}” {why} {case.follows}"


def _hits(sitting: Drill[Found]) -> str:
    waiting = f"{len(sitting.waiting)} to go" if sitting.waiting else "none to go"
    again = f", {sitting.returning} of them again" if sitting.returning else ""
    return f"{sitting.hits} of {len(sitting.answers)}; {waiting}{again}"
