"""Same strip, two people: one strip, two bodies, and a hand that feels for a pulse."""

from __future__ import annotations

from typing import Any

import numpy as np
import traitlets

from helpers.apps.ecg import EcgWidget, looks, script
from helpers.apps.monitor import EcgApp
from helpers.apps.shown import Shown
from helpers.domain import two_people
from helpers.domain.rhythms import Strip
from helpers.domain.two_people import Deed, Hand, Meeting, Person, PulseCheck
from helpers.facts import explained, with_sign

_PRESSURE_RATE = 50  # samples a second are enough for a wave of pressure
_WHO_FEELS = (
    "Ten seconds at most, and for trained teams only: lay people feel for no pulse. No answer "
    "and no normal breathing is an arrest for everybody, and then unsure counts as no pulse."
)
_DRAWN = "No crew sees that pressure; bodies, beats under the fingers and pressure are drawn."


class TwoPeople(EcgWidget):
    """A control whose value is what was felt and done so far.

    Attributes:
        value: the deeds, each with its side, and with seconds where a hand felt.
        people: the two, each with what the browser shows of them.
        actions: what can be done once somebody has felt.
        last: for which side something was done last; -1 where nothing was yet.
        heard: counts the messages that were answered; the browser tells the learner if no
            kernel answers.
    """

    _esm = script("two_people.js")
    _css = looks("two_people.css")

    value = traitlets.Tuple()
    title = traitlets.Unicode("").tag(sync=True)
    people: traitlets.List[dict[str, Any]] = traitlets.List().tag(sync=True)
    actions = traitlets.List(list(two_people.ACTIONS)).tag(sync=True)
    over = traitlets.Bool(False).tag(sync=True)
    last = traitlets.Int(-1).tag(sync=True)
    heard = traitlets.Int(0).tag(sync=True)

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.on_msg(self._receive)

    def __repr__(self) -> str:
        # The default names the model's random id, which no two runs share.
        return f"TwoPeople({self.title!r})"

    def ends(self) -> list[tuple[Deed, ...]]:
        """Values at which an app is most likely to break, for the tests of all apps."""
        felt = [(side, said, 10.0) for side in (0, 1) for said in two_people.SAID]
        done = [(side, action, None) for side in (0, 1) for action in two_people.ACTIONS]
        again = (0, two_people.AGAIN, None)
        whole = ((0, two_people.YES, None), (1, two_people.UNSURE, 0.0), done[0], done[-1])
        return [(), *((one,) for one in (*felt, *done, again)), whole, 9 * (again, *whole)]

    def do(self, side: int, word: str, second: float | None = None) -> None:
        """Feel or act as a learner does."""
        self.value = (*self.value, (side, word, second))

    def follow(self, meeting: Meeting, title: str) -> None:
        """Show a meeting as it stands."""
        strip = meeting.strip
        with self.hold_sync():
            self.title = title
            self.lay(strip, f"{title}: the strip of both.")
            self.over = meeting.is_over
            self.people = [
                _for_the_browser(person, hand, strip, meeting.is_over)
                for person, hand in zip(meeting.people, meeting.hands, strict=True)
            ]

    def _receive(self, widget: object, content: dict[str, Any], buffers: object) -> None:
        second = content["second"]
        word, side = str(content["word"]), int(content["side"])
        self.last = -1 if word == two_people.AGAIN else side
        self.do(side, word, None if second is None else float(second))
        self.heard += 1


def two_people_app(pair: str = "an ordinary strip", seed: int = 1) -> TwoPeopleApp:
    """One strip, two people: feel for a pulse, then decide for each; at the end the debrief.

    Args:
        pair: which two at first, by what they have in common.
        seed: of their strip and of who lies where.

    Raises:
        ValueError: for an unknown pair; the nearest is named.
    """

    def show(deeds: tuple[Deed, ...]) -> Shown:
        meeting = two_people.play(deeds, pair, seed)
        drawn = {"meeting": meeting, "strip": meeting.strip, "rows": ()}
        if meeting.is_over:
            return Shown(_looked_back(meeting), drawn, note=_debrief_note(meeting))
        return Shown(_now(meeting), drawn, note=_WHO_FEELS)

    two_people.begin(pair, seed)
    return TwoPeopleApp("Same strip, two people", {"deeds": TwoPeople()}, show)


class TwoPeopleApp(EcgApp):
    """The strip and the two while they are seen to; then both beside each other, with pressure."""

    def _paint(self) -> None:
        super()._paint()
        if self.shown.problem:
            return
        meeting: Meeting = self.shown.drawn["meeting"]
        control = self.controls["deeds"]
        assert isinstance(control, TwoPeople)
        control.follow(meeting, f"{self.title}: {_strip(meeting)}")
        # While it runs the two say everything themselves, and say it once.
        if not meeting.is_over:
            self.stage.status = ""

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = super()._repr_mimebundle_(include, exclude)
        cited = [(one.source, one.via) for pair in two_people.pairs() for one in pair]
        cited += [(check.source, check.via) for check in two_people.pulse_checks()]
        keys = {key for source, via in cited for key in (*source, *via)}
        return data, {**metadata, "text/html": {"sources": sorted(keys)}}


def _strip(meeting: Meeting) -> str:
    return f"{meeting.strip.rhythm}, {meeting.strip.rate:.0f} a minute"


def _called(person: Person) -> str:
    return f"{person.who}, {person.age}"


def _now(meeting: Meeting) -> dict[str, str]:
    """What a page without a kernel says too: nothing of a pulse, for nobody has felt."""
    lie = " ".join(f"{_called(person).capitalize()}: {person.story}" for person in meeting.people)
    return {
        "The strip of both": _strip(meeting),
        "Two people": lie,
        "What to do": "the strip does not tell; a hand feels for a pulse first",
    }


def _looked_back(meeting: Meeting) -> dict[str, str]:
    hands = [hand for hand in meeting.hands if hand]
    right = sum(hand.is_action_right for hand in hands)
    took = ", ".join("no clock" if h.second is None else f"{h.second:.1f} s" for h in hands)
    states = "; ".join(hand.person.state_in_words for hand in hands)
    return {"Done right": f"{right} of 2", "Two states": states, "The hand took": took}


def _debrief_note(meeting: Meeting) -> str:
    checks = two_people.pulse_checks()
    sign = explained([*(p.confidence for p in meeting.people), *(c.confidence for c in checks)])
    told = "; ".join(f"{check.who} {_how_often(check)}" for check in checks)
    about = " ".join(dict.fromkeys(check.note for check in checks))
    hands = with_sign(f"How often a hand is right: {told}. {about}", checks[0].confidence)
    return f"{hands} So lay people feel for none. {_DRAWN} {sign}."


def _how_often(check: PulseCheck) -> str:
    after = "" if check.seconds is None else f" after {check.seconds:g} s"
    return f"{check.percent:g} of 100{after}"


# -- what the browser shows of each --------------------------------------------------------------


def _for_the_browser(
    person: Person, hand: Hand | None, strip: Strip, is_over: bool
) -> dict[str, Any]:
    every = strip.sampling_rate // _PRESSURE_RATE
    drawn = np.round(two_people.pressure(person, strip)[::every], 3).tolist() if is_over else []
    return {
        "name": _called(person).capitalize(),
        "story": person.story,
        "beats": [round(at, 3) for at in two_people.beats(person, strip)],
        "strength": two_people.strength(person),
        "said": hand.said if hand else "",
        "action": hand.action if hand else "",
        "asks": f"{_called(person).capitalize()}: what do you do?",
        "done": f"You said: {_said(hand)}. {_did(hand)}" if hand else "",
        "pressure": drawn,
        "pressure_rate": strip.sampling_rate // every,
        "told": _wave(person),
        "verdict": _verdict(hand) if hand and is_over else [],
    }


def _did(hand: Hand) -> str:
    return f"You do: {_small(hand.action)}." if hand.action else ""


def _wave(person: Person) -> str:
    if not person.has_pulse:
        return "The pressure in the artery: a flat line under every beat of the strip."
    height = "high" if person.feels == "strong" else "low"
    return f"The pressure in the artery: a {height} wave after each beat of the strip."


def _verdict(hand: Hand) -> list[list[str]]:
    person = hand.person
    council = f" ({person.council})" if person.council else ""
    return [
        ["So it was", f"{person.state_in_words}."],
        ["Your hand", f"{_said(hand)}. {_hand_judged(hand)}"],
        ["You did", f"{_small(hand.action)}. {_action_judged(hand)}"],
        ["Why", with_sign(person.why + council, person.confidence)],
    ]


def _said(hand: Hand) -> str:
    took = "" if hand.second is None else f", after {hand.second:.1f} s"
    return f"{hand.said.lower()}{took}"


def _hand_judged(hand: Hand) -> str:
    there = "There was one." if hand.person.has_pulse else "There was none."
    if hand.person.life and hand.said != two_people.YES:
        judged = "But" if hand.is_hand_right is None else f"Not so. {there[:-1]}:"
        return f"{judged} an answer or normal breathing shows that the heart pumps."
    if hand.is_hand_right is None:
        return f"No answer, no normal breathing: unsure counts as no pulse. {there}"
    return "Right." if hand.is_hand_right else f"Not so. {there}"


def _action_judged(hand: Hand) -> str:
    right = hand.person.action
    if hand.action == right:
        return "Right." if hand.follows else "Right for this person, but not after what you felt."
    if hand.is_by_the_rule:
        return f"Right by the rule. Where the pulse is surely felt: {_small(right)}."
    if hand.follows and hand.is_hand_right is False and not hand.person.life:
        return f"It followed from your hand, and the hand was wrong. Right: {_small(right)}."
    return f"Not so. Right: {_small(right)}."


def _small(action: str) -> str:
    return action[:1].lower() + action[1:]
