"""Sixty seconds: the clock, what the debrief must and must not say, and what the tables promise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.domain import scenes
from helpers.domain.errors import DomainError
from helpers.domain.scenes import END, FAULTS, LENGTH, Debrief, tables
from helpers.facts import load

NAMES = scenes.names()
ARRESTS = [name for name in NAMES if scenes.script(name).is_arrest]
SEEDS = st.integers(0, 10_000)


def actions(name: str) -> list[str]:
    return [choice.action for choice in scenes.script(name).choices]


def plays(name: str) -> st.SearchStrategy[list[tuple[float, str]]]:
    deed = st.tuples(st.floats(0, 70), st.sampled_from([*actions(name), END]))
    return st.lists(deed, max_size=12)


def kinds(said: Debrief, did: str) -> list[str]:
    label = tables.actions()[did].did
    return [line.kind for line in said.lines if line.did == label and line.begun is not None]


# -- the debrief -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
@given(seed=SEEDS)
def test_who_knows_and_does_not_hesitate_gets_a_clean_debrief(name: str, seed: int) -> None:
    said = scenes.debrief(name, scenes.quickest(name, seed), seed)
    assert said.is_clean, said.faults
    assert (said.call, said.press, said.hands_off) == said.best


@pytest.mark.parametrize("name", NAMES)
@given(seed=SEEDS, slow=st.floats(0.0, 1.5))
def test_a_moments_thought_before_each_action_is_no_fault(
    name: str, seed: int, slow: float
) -> None:
    deeds = [
        (second + slow * place, action)
        for place, (second, action) in enumerate(scenes.quickest(name, seed))
    ]
    assert scenes.debrief(name, deeds, seed).is_clean


@pytest.mark.parametrize("name", NAMES)
@given(seed=SEEDS, times=st.integers(0, 8))
def test_waiting_alone_is_never_clean(name: str, seed: int, times: int) -> None:
    said = scenes.debrief(name, times * [(0.0, "watch")] if "watch" in actions(name) else [], seed)
    assert not said.is_clean
    assert "missing" in {line.kind for line in said.faults}
    assert said.call is None and said.press is None


@pytest.mark.parametrize("name", ARRESTS)
def test_the_side_is_the_gravest_mistake_with_somebody_who_gasps(name: str) -> None:
    for deeds in ([(0, "side")], [(0, "side"), *scenes.quickest(name)]):
        worst = scenes.debrief(name, deeds).faults[0]
        assert worst.kind == "gravest" and "gravest" in worst.why and "gasp" in worst.why


@pytest.mark.parametrize("name", NAMES)
def test_a_pulse_is_time_lost_for_a_lay_rescuer(name: str) -> None:
    said = scenes.debrief(name, [(0, "pulse"), *scenes.quickest(name)])
    assert kinds(said, "pulse") == ["lost"] and not said.is_clean
    line = next(line for line in said.lines if line.kind == "lost")
    assert line.cost == 10 and "Lay people do not feel for a pulse" in line.why
    quick = scenes.debrief(name, scenes.quickest(name))
    if quick.press is not None and said.press is not None:
        assert said.press == quick.press + 10


def test_pressing_on_a_sleeper_is_told_kindly_and_as_the_lesser_mistake() -> None:
    said = scenes.debrief("sofa", [(0, "shout"), (4, "look"), (12, "press")])
    line = next(line for line in said.lines if line.kind == "unneeded")
    assert "kinder mistake" in line.why and "In doubt, press" in line.why
    assert FAULTS.index("unneeded") < FAULTS.index("gravest")


def test_the_same_deeds_are_right_at_the_bus_stop_and_wrong_on_the_sofa() -> None:
    pressing = [(0, "shout"), (4, "look"), (12, "call"), (17, "press")]
    turning = [(0, "shout"), (4, "look"), (12, "call"), (17, "side"), (23, "watch")]
    assert scenes.debrief("bus_stop", pressing).is_clean
    assert not scenes.debrief("sofa", pressing).is_clean
    assert scenes.debrief("sofa", turning).is_clean
    assert scenes.debrief("bus_stop", turning).faults[0].kind == "gravest"


def test_call_before_look_or_after_it_is_never_scored() -> None:
    for name in ("bus_stop", "bedroom"):
        for first, second in (("call", "look"), ("look", "call")):
            deeds = [(0, "shout"), (0, first), (0, second), (0, "press")]
            assert scenes.debrief(name, deeds).is_clean


def test_after_the_aed_has_spoken_one_presses_on_shock_or_none() -> None:
    for name, words in (("fitness_room", "After the shock"), ("changing_room", "no shock advised")):
        deeds = scenes.quickest(name)
        stopped = [*deeds[:-2], deeds[-1]]
        fault = scenes.debrief(name, stopped).faults
        assert [line.kind for line in fault] == ["missing"] and words in fault[0].why
        late = [*deeds[:-2], (deeds[-2][0] + 10, "press")]
        assert [line.kind for line in scenes.debrief(name, late).faults] == ["late"]


def test_in_the_changing_room_no_shock_is_advised_and_none_can_be_given() -> None:
    deeds = scenes.quickest("changing_room")[:5]
    text = scenes.play("changing_room", deeds).lines
    assert any("No shock advised" in line for _, line in text)
    said = scenes.debrief("changing_room", [*deeds, (0, "shock"), (0, "press")])
    assert kinds(said, "shock") == ["lost"]


def test_a_womans_chest_is_bared_for_the_pads() -> None:
    deeds = [(0, "press"), (30, "over_shirt"), (36, "press")]
    worst = scenes.debrief("fitness_room", deeds).faults[0]
    assert worst.kind == "harm" and "woman's chest is bared" in worst.why
    said = scenes.debrief("fitness_room", scenes.quickest("fitness_room"))
    assert any("bra is moved aside" in line.why for line in said.lines)


def test_alone_at_night_the_telephone_is_on_speaker_and_the_door_open() -> None:
    at_ear = [(0, "shout"), (0, "look"), (0, "at_ear"), (0, "press")]
    said = scenes.debrief("bedroom", at_ear)
    assert said.call == 12 and [line.kind for line in said.faults] == ["lost"]
    assert [line.did for line in said.lines if line.kind == "note"] == ["Unlocked the door"]


def test_a_call_that_somebody_else_makes_is_a_call() -> None:
    said = scenes.debrief("hall", [(0, "shout"), (0, "look"), (0, "send"), (0, "press")])
    assert said.call == 12 and said.is_clean


def test_what_comes_late_is_named_with_both_seconds() -> None:
    said = scenes.debrief("bus_stop", [(20, "shout"), (0, "look"), (0, "call"), (0, "press")])
    late = [line for line in said.faults if line.kind == "late"]
    assert len(late) == 2 and "At 39 s; it can be at 19 s" in late[0].why
    assert said.lines[0].waited == 20


# -- the clock -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data(), seed=SEEDS)
def test_the_clock_never_runs_back_and_hands_are_at_one_place(
    name: str, data: st.DataObject, seed: int
) -> None:
    deeds = data.draw(plays(name))
    played = scenes.play(name, deeds, seed)
    clock = 0.0
    for act in played.acts:
        assert clock <= act.begun <= act.ended <= LENGTH
        clock = act.ended
    assert clock <= played.second <= LENGTH
    ends = [0.0, *(second for span in played.pressing for second in span)]
    assert ends == sorted(ends) and 0 <= played.pressed <= LENGTH
    for act in played.acts:  # nobody presses while the hands do something else
        if tables.actions()[act.action].frees_chest and not act.lacking:
            assert not [s for s in played.pressing if s[0] < act.ended and s[1] > act.begun]
    said = scenes.debrief(name, deeds, seed)
    assert len([line for line in said.lines if line.begun is not None]) == len(played.acts)
    assert scenes.debrief(name, deeds, seed) == said


def test_pressing_goes_on_until_the_hands_are_needed() -> None:
    played = scenes.play("bus_stop", [(0, "press"), (12, "press"), (20, "call"), (30, "press")])
    assert played.pressing == ((2.0, 20.0), (32.0, 32.0))
    spoken = scenes.play("bus_stop", [(0, "press"), (20, "send"), (60, END)])
    assert spoken.pressing == ((2.0, 60.0),)


def test_what_is_seen_depends_on_what_was_done() -> None:
    ribs = "you will break his ribs"
    pressed, idle = (
        " ".join(text for _, text in scenes.play("bus_stop", deeds).lines)
        for deeds in ([(0, "press")], [])
    )
    assert ribs in pressed and ribs not in idle


def test_the_aed_cannot_be_used_before_it_is_there() -> None:
    said = scenes.debrief("fitness_room", [(0, "pads"), *scenes.quickest("fitness_room")])
    assert [line.kind for line in said.faults] == ["too early"]
    assert said.faults[0].why == "The AED was not there yet."


@pytest.mark.parametrize("second", [-1.0, float("nan"), float("inf")])
def test_a_second_that_is_none_is_refused(second: float) -> None:
    with pytest.raises(DomainError, match="must be a number from 0"):
        scenes.play("bus_stop", [(second, "press")])


def test_unknown_names_are_answered_with_the_nearest() -> None:
    with pytest.raises(ValueError, match="did you mean 'bus_stop'"):
        scenes.script("busstop")
    with pytest.raises(ValueError, match="did you mean 'press'"):
        scenes.play("bus_stop", [(0, "pres")])


def test_another_time_is_another_seed_and_the_same_seed_the_same_scene() -> None:
    assert scenes.sitting("hall", [(3, "press"), (0, scenes.AGAIN)]) == scenes.play("hall", [], 2)
    assert scenes.script("hall", 5) == scenes.script("hall", 5)
    orders = {tuple(c.action for c in scenes.script("hall", seed).choices) for seed in range(20)}
    openings = {scenes.script("hall", seed).opening for seed in range(40)}
    assert len(orders) > 10 and openings == set(scenes.wordings("hall"))


# -- the tables ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_each_scene_is_whole(name: str) -> None:
    written = scenes.script(name)
    assert 6 <= len(written.choices) <= 10
    for opening in scenes.wordings(name):
        assert not set("{}") & set(opening)
    for moment in (moment for _, moment in written.moments):
        for action in (*moment.after, *filter(None, (moment.until,))):
            assert action in actions(name), moment
    verdicts = {step.verdict for step in written.steps}
    assert "right" in verdicts and verdicts & {"harm", "lost"}


def test_nothing_that_is_seen_tells_what_to_do_before_the_end() -> None:
    for name in NAMES:
        texts = [text for _, text in scenes.play(name, []).lines] + list(scenes.wordings(name))
        for text in texts:
            assert "arrest" not in text and "CPR" not in text


def test_a_gasp_is_never_called_no_breathing_so_that_a_gasp_cannot_stop_the_hands() -> None:
    steps = load("scene_steps")
    told = [text for column in ("why", "missing") for text in steps[column].dropna()]
    assert not [
        text for text in told if "not breathe" in text and "not breathe normally" not in text
    ]


def test_jerks_are_over_before_anybody_who_hurries_looks_at_the_breathing() -> None:
    for seed in range(20):
        jerks, _ = next(line for line in scenes.play("hall", [], seed).lines if "jerk" in line[1])
        looks = next(second for second, did in scenes.quickest("hall", seed) if did == "look")
        assert jerks < looks


def test_only_scenes_that_are_there_have_rows() -> None:
    used = {scene for row in load("scene_steps")["scenes"] for scene in row}
    assert used == set(NAMES)
    offered = {action for name in NAMES for action in actions(name)}
    assert offered == set(tables.actions())


@pytest.mark.parametrize("name", ARRESTS)
def test_of_all_that_was_left_out_the_hands_weigh_most(name: str) -> None:
    worst = scenes.debrief(name, []).faults[0]
    assert worst.kind == "missing" and worst.did == "Pressed"
