"""Same strip, two people: what no pair may teach, and what follows from which hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from helpers.domain import rhythms
from helpers.domain import two_people as two
from helpers.domain.errors import DomainError
from helpers.domain.rhythm_cases import CAUSE, PRESS, SHOCK, SYNCHRONIZED, WATCH
from helpers.domain.two_people import AGAIN, NO, UNSURE, YES, Hand, Person

PEOPLE = {(one.pair, one.pulse): one for pair in two.pairs() for one in pair}
WELL = PEOPLE["an ordinary strip", "yes"]
PEA = PEOPLE["an ordinary strip", "no"]
TACHY = PEOPLE["wide and fast", "yes"]
PULSELESS = PEOPLE["wide and fast", "no"]
OPIOID = PEOPLE["two beside one syringe", "yes"]


@pytest.mark.parametrize("pair", two.pairs(), ids=lambda pair: pair[0].pair)
def test_each_pair_has_one_strip_two_pulses_and_two_right_actions(
    pair: tuple[Person, Person],
) -> None:
    one, other = pair
    assert one.rhythm == other.rhythm and {one.pulse, other.pulse} == {"yes", "no"}
    assert one.action != other.action
    dead = other if one.has_pulse else one
    assert dead.action == two.due_without_pulse(dead.family) and dead.action in two.IN_ARREST
    assert not any(word in dead.story for word in ("mg", "joule", "pulse"))


def test_ventricular_tachycardia_without_a_pulse_is_shocked_and_is_never_pea() -> None:
    assert PULSELESS.action == SHOCK and not PULSELESS.is_pea
    assert PEA.is_pea and PEA.state_in_words == "pulseless electrical activity"
    for person in PEOPLE.values():
        assert person.is_pea == (not person.has_pulse and person.action == PRESS)
        assert not (person.is_pea and "tachycardia" in person.family and "ventr" in person.family)
    # The same heart in somebody with a pulse is no such thing.
    assert not WELL.is_pea and not TACHY.is_pea


@pytest.mark.parametrize(
    ("person", "change", "words"),
    [
        (PULSELESS, {"action": SYNCHRONIZED}, "nothing else is"),
        (PULSELESS, {"action": PRESS}, "nothing else is"),
        (PEA, {"action": SHOCK}, "nothing else is"),
        (TACHY, {"action": SHOCK}, "polymorphic"),
        (TACHY, {"state": "stable"}, "needs a pulse, an unstable"),
        (WELL, {"action": PRESS}, "nobody is compressed"),
        (WELL, {"feels": "none"}, "under the fingers"),
        (PEA, {"feels": "faint"}, "under the fingers"),
        (PEA, {"life": True}, "nobody without a pulse"),
        (PEOPLE["fast and narrow", "yes"], {"action": SYNCHRONIZED}, "too fast by itself"),
        (PEA, {"rhythm": "second-degree block, 2:1"}, "one strip does not tell"),
        (PEA, {"age": 9}, "adults"),
        (PEA, {"action": "Wait"}, "there is no action"),
    ],
)
def test_what_no_person_may_teach_is_refused(person: Person, change: dict, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        replace(person, **change)


# -- the hand ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("person", "said", "action", "is_right"),
    [
        (PEA, NO, PRESS, True),
        (PEA, UNSURE, PRESS, True),
        (PEA, UNSURE, WATCH, False),  # unsure counts as no pulse
        (PEA, YES, PRESS, False),  # right by luck, against one's own hand
        (PEA, NO, SHOCK, False),
        (PULSELESS, NO, SHOCK, True),
        (PULSELESS, UNSURE, SHOCK, True),
        (PULSELESS, NO, SYNCHRONIZED, False),
        (PULSELESS, NO, PRESS, False),
        (WELL, YES, WATCH, True),
        (WELL, UNSURE, WATCH, True),  # his breathing shows that this is no arrest
        (WELL, UNSURE, PRESS, False),
        (WELL, UNSURE, SYNCHRONIZED, False),
        (WELL, NO, PRESS, False),
        (WELL, NO, WATCH, True),  # the hand was wrong, and his breathing outweighs it
        (TACHY, NO, SHOCK, False),
        (OPIOID, YES, CAUSE, True),
        (OPIOID, UNSURE, PRESS, True),  # hardly a breath: the rule, though there is a pulse
        (OPIOID, UNSURE, SHOCK, False),
        (OPIOID, NO, PRESS, False),
    ],
)
def test_what_follows_from_a_hand(person: Person, said: str, action: str, is_right: bool) -> None:
    assert Hand(person, said, 5.0, action).is_action_right is is_right


def test_a_wrong_hand_is_told_from_a_wrong_deed() -> None:
    wrong = Hand(PULSELESS, YES, 3.0, SYNCHRONIZED)
    assert wrong.follows and wrong.is_hand_right is False and not wrong.is_action_right
    assert Hand(PULSELESS, UNSURE).is_hand_right is None
    assert Hand(OPIOID, UNSURE, 10.0, PRESS).is_by_the_rule
    assert not Hand(PEA, UNSURE, 10.0, PRESS).is_by_the_rule


def test_nothing_done_for_an_arrest_follows_where_somebody_answers_or_breathes() -> None:
    for person in (one for one in PEOPLE.values() if one.life):
        for said in two.SAID:
            assert not any(Hand(person, said, 5.0, deed).follows for deed in two.IN_ARREST)


def test_who_is_too_slow_has_a_strip_that_is() -> None:
    for seed in range(30):
        assert two.begin("slow and narrow", seed).strip.rate <= 50


def test_no_hand_feels_for_more_than_ten_seconds() -> None:
    Hand(PEA, NO, 10.0)
    with pytest.raises(DomainError, match="10 seconds at most"):
        Hand(PEA, NO, 10.1)
    with pytest.raises(ValueError, match="there is no answer"):
        Hand(PEA, "Perhaps")


# -- a meeting -----------------------------------------------------------------------------------


def test_nothing_is_done_before_a_hand_has_spoken_and_nothing_twice() -> None:
    start = two.begin()
    assert start.do((0, PRESS, None)) == start
    felt = start.do((0, NO, 4.0))
    assert felt.do((0, YES, 1.0)) == felt and not felt.is_over
    done = felt.do((0, PRESS, None))
    assert done.do((0, SHOCK, None)) == done and done.hands[1] is None
    assert done.do((1, YES, 2.0)).do((1, WATCH, None)).is_over
    with pytest.raises(ValueError, match="there is no answer"):
        start.do((0, "Wait", None))


def test_every_pair_comes_in_its_turn_and_either_person_may_lie_left() -> None:
    names = [pair[0].pair for pair in two.pairs()]
    came = [two.play([(0, AGAIN, None)] * n).pair for n in range(len(names) + 1)]
    assert came == [*names, names[0]]
    assert {two.begin(seed=seed).people[0].pulse for seed in range(20)} == {"yes", "no"}
    with pytest.raises(ValueError, match="did you mean"):
        two.begin("wide and fas")


@pytest.mark.parametrize("pair", two.pairs(), ids=lambda pair: pair[0].pair)
def test_both_have_the_strip_and_only_one_has_waves_of_pressure(
    pair: tuple[Person, Person],
) -> None:
    meeting = two.begin(pair[0].pair, 3)
    strip = meeting.strip
    assert strip.rhythm == pair[0].rhythm and strip.seconds >= two.LONGEST
    for person in meeting.people:
        drawn, felt = two.pressure(person, strip), two.beats(person, strip)
        assert drawn.size == strip.signal.size and drawn.min() >= 0 and drawn.max() <= 1
        assert (np.ptp(drawn) > 0) == person.has_pulse == bool(felt)
        assert not person.has_pulse or abs(len(felt) - len(strip.beats)) <= 1


def test_each_beat_of_the_strip_lifts_the_pressure_after_it() -> None:
    strip = rhythms.strip("sinus rhythm", 2, 12.0)
    drawn = two.pressure(WELL, strip)
    for at in two.beats(WELL, strip):
        here = round(at * strip.sampling_rate)
        top = here + round(two.RISE * strip.sampling_rate)
        if top < drawn.size:
            assert drawn[top] > drawn[here] + 0.1
    assert np.ptp(two.pressure(TACHY, strip)) < np.ptp(drawn)  # faint


def test_how_often_a_hand_is_right_as_it_was_read() -> None:
    read = {(check.who, check.seconds): check.percent for check in two.pulse_checks()}
    assert read == {
        ("healthcare professionals", None): 78,
        ("lay people", 5): 47,
        ("lay people", 10): 73,
    }
