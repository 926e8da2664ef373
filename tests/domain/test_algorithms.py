"""What must hold in every state that an algorithm can come to, in every edition."""

from __future__ import annotations

import dataclasses
import functools
import itertools
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.domain.algorithms import Due, State, begin, carry_out, catalog, load, step
from helpers.domain.errors import DomainError
from tests.domain.walks import ALL, ARRESTS, SHOCKABLE, Move, alike, combinations, walk

every = pytest.mark.parametrize(("name", "edition"), ALL)
every_arrest = pytest.mark.parametrize(("name", "edition"), ARRESTS)
every_tachycardia = pytest.mark.parametrize("edition", catalog()["tachycardia"])
VF = {"rhythm": "ventricular fibrillation", "pulse": "no", "access": "yes"}
FLAT = {"rhythm": "asystole", "pulse": "no", "access": "yes"}


def drugs_in(move: Move) -> Iterator[tuple[Due, str]]:
    for due in move.due:
        for dose in due.doses:
            yield due, dose.drug


def shocks_in(move: Move) -> Iterator[Due]:
    return (due for due in move.due if due.action.kind == "shock")


def test_five_algorithms_in_four_editions() -> None:
    four = ("AHA 2020", "AHA 2025", "ERC/RCUK 2021", "ERC/RCUK 2025")
    five = {"adult_arrest", "pediatric_arrest", "bradycardia", "tachycardia", "post_arrest"}
    assert dict(catalog()) == dict.fromkeys(sorted(five), four)


# ---- states


@every
def test_every_place_is_reached_and_left_except_the_ends(name: str, edition: str) -> None:
    algorithm = load(name, edition)
    moves = walk(name, edition)
    assert {algorithm.begin, *(move.after.place for move in moves)} == set(algorithm.places)
    left = {move.before.place for move in moves if move.after.place != move.before.place}
    ends = {place for place, one in algorithm.places.items() if one.kind == "end"}
    assert left == set(algorithm.places) - ends and ends


@every
def test_from_every_state_an_end_can_be_reached(name: str, edition: str) -> None:
    moves = walk(name, edition)
    places = {(move.before.place, move.after.place) for move in moves}
    good = {move.after.place for move in moves if move.after.is_over}
    for _ in places:
        good |= {origin for origin, to in places if to in good}
    assert {move.before.place for move in moves} <= good


@every
def test_no_step_waits_for_ever(name: str, edition: str) -> None:
    algorithm = load(name, edition)
    for move in walk(name, edition):
        place = algorithm.places[move.before.place]
        assert 0 < place.seconds < 7 * 24 * 3600, "somebody must look again"
        assert move.after.seconds == move.before.seconds + place.seconds


@every
def test_whoever_finds_the_same_again_and_again_is_not_left_alone(name: str, edition: str) -> None:
    """Without a change an algorithm ends, or (in an arrest) goes on with CPR and a look."""
    algorithm = load(name, edition)
    names = list(algorithm.findings)
    for values in itertools.product(*(algorithm.findings[one].values for one in names)):
        findings = dict(zip(names, values, strict=True))
        _, state = begin(name, edition)
        try:
            for _ in range(40):
                if not state.is_over:
                    _, state = step(state, findings)
        except DomainError:
            continue  # these cannot be together
        assert state.is_over or (state.rounds >= 12 and name in dict(ARRESTS)), findings


@every
def test_every_step_says_something_to_do_or_leads_on(name: str, edition: str) -> None:
    for move in walk(name, edition):
        assert move.due or move.after.is_over, move
        for due in move.due:
            assert due.action.do and due.action.facts and due.action.confidence and due.number >= 1


@every
def test_a_step_changes_nothing_and_says_the_same_again(name: str, edition: str) -> None:
    for move in walk(name, edition)[::97]:
        copy = dataclasses.replace(move.before)
        assert step(move.before, move.findings) == (move.due, move.after)
        assert move.before == copy and hash(move.after) == hash(dataclasses.replace(move.after))


@every
def test_what_cannot_be_and_what_is_not_known_is_said(name: str, edition: str) -> None:
    algorithm = load(name, edition)
    _, state = begin(name, edition)
    for place in algorithm.places:
        at = dataclasses.replace(state, place=place)
        if at.is_over:
            with pytest.raises(DomainError, match="at its end"):
                step(at, {})
        elif any(not algorithm.findings[one].default for one in algorithm.asks(place)):
            with pytest.raises(DomainError, match="First this must be known"):
                step(at, {})
    with pytest.raises(ValueError, match="finding"):
        step(state, {"pulses": "no"})
    with pytest.raises(ValueError, match="value of pulse"):
        step(state, {"pulse": "maybe"})


def test_a_rhythm_without_a_pulse_is_not_felt() -> None:
    _, state = begin("adult_arrest", "AHA 2025")
    _, state = step(state, {})
    with pytest.raises(DomainError, match="gives no pulse"):
        step(state, {"rhythm": "ventricular fibrillation", "pulse": "yes", "access": "yes"})


# ---- shocks


@every_arrest
def test_only_shockable_rhythms_without_a_pulse_are_shocked_in_arrest(
    name: str, edition: str
) -> None:
    shocked = set()
    for move in walk(name, edition):
        is_shockable = move.findings.get("rhythm") in SHOCKABLE
        is_check = load(name, edition).places[move.before.place].kind == "check"
        for due in shocks_in(move):
            assert is_shockable and move.findings["pulse"] == "no"
            assert due.energy and not due.energy.synchronized and due.energy.use == "arrest"
            shocked.add(move.findings["rhythm"])
        if is_check and is_shockable and move.findings["pulse"] == "no":
            assert len(list(shocks_in(move))) == 1, "a shockable rhythm without a pulse is shocked"
    assert shocked == SHOCKABLE  # ventricular tachycardia without a pulse is never called PEA


@every_tachycardia
def test_with_a_pulse_all_but_polymorphic_is_synchronized(edition: str) -> None:
    shocked = set()
    for move in walk("tachycardia", edition):
        for due in shocks_in(move):
            rhythm = move.findings["rhythm"]
            assert move.findings["pulse"] == "yes" and rhythm != "sinus tachycardia"
            assert due.energy and due.energy.synchronized == (rhythm != "polymorphic VT")
            assert due.energy.rhythm == rhythm
            shocked.add(rhythm)
    everything = set(load("tachycardia", edition).findings["rhythm"].values)
    assert shocked == everything - {"sinus tachycardia"}


@every_tachycardia
def test_each_cardioversion_has_its_safety_line(edition: str) -> None:
    for move in walk("tachycardia", edition):
        names = [due.action.name for due in move.due]
        if "synchronize" in names:
            assert names.index("sedation") < names.index("synchronize")
            assert any(list(shocks_in(move))), "SYNC is pressed for a shock"
        for due in shocks_in(move):
            assert "sedation" in names
            assert ("synchronize" in names) == bool(due.energy and due.energy.synchronized)
    words = next(a.do for a in load("tachycardia", edition).actions if a.name == "synchronize")
    for word in ("SYNC", "R waves", "oxygen", "hold the button", "press SYNC again"):
        assert word in words


@every
def test_a_lost_pulse_leads_to_the_arrest(name: str, edition: str) -> None:
    if (name, edition) in ARRESTS:
        return
    algorithm = load(name, edition)
    for move in walk(name, edition):
        if move.findings.get("pulse") == "no":
            assert move.after.place == "arrest" and not move.due
    assert algorithm.places["arrest"].leads_to == "adult_arrest"
    ends = [one for one in algorithm.places.values() if one.leads_to]
    assert all((one.leads_to, edition) in ALL for one in ends)


# ---- drugs


@every
def test_no_arrest_bolus_of_adrenaline_once_there_is_a_pulse(name: str, edition: str) -> None:
    for move in walk(name, edition):
        for due, drug in drugs_in(move):
            if drug != "adrenaline":
                continue
            if (name, edition) in ARRESTS:
                assert move.findings.get("pulse", "no") == "no"
            else:
                assert {dose.form for dose in due.doses} == {"infusion"}


@every_arrest
def test_amiodarone_300_comes_before_150_and_nothing_after(name: str, edition: str) -> None:
    for move in walk(name, edition):
        for due, drug in drugs_in(move):
            if drug != "amiodarone":
                continue
            (dose,) = (one for one in due.doses if one.drug == "amiodarone")
            assert move.before.times("antiarrhythmic") == due.number - 1
            assert move.before.shocks >= {1: 3, 2: 5}[due.number]
            if name == "adult_arrest":
                assert dose.amount_most == {1: 300, 2: 150}[due.number]
            else:
                assert (dose.amount_most, dose.most_single) == (5, {1: 300, 2: 150}[due.number])


@every_arrest
def test_adrenaline_in_vf_comes_after_the_councils_own_shock(name: str, edition: str) -> None:
    """What FACTS and figures say: after the second shock (AHA) or the third (ERC/RCUK)."""
    wanted = {"AHA": 2, "ERC/RCUK": 3}[edition.rpartition(" ")[0]]
    firsts = set()
    for move in walk(name, edition):
        due = [due for due, drug in drugs_in(move) if drug == "adrenaline"]
        if due and move.after.place == "round after a shock" and due[0].number == 1:
            firsts.add(move.before.shocks)
    assert min(firsts) == wanted


@every_arrest
def test_without_a_shock_adrenaline_is_due_at_once(name: str, edition: str) -> None:
    for access, waits in (("yes", ""), ("no", "access")):
        _, state = begin(name, edition)
        _, state = step(state, {})
        due, state = step(state, {**FLAT, "access": access})
        (one,) = (one for one in due if one.action.series == "adrenaline")
        assert one.waits_for == waits and state.rounds == 1
        assert ("line" in [one.action.name for one in due]) == (access == "no")


def rounds_of(name: str, edition: str, rhythms: list[str]) -> list[tuple[int, list[str]]]:
    """For each round of an arrest: the seconds at which it begins, and the drugs given in it."""
    _, state = begin(name, edition)
    _, state = step(state, {})
    found = []
    for rhythm in rhythms:
        due, state = step(state, {"rhythm": rhythm, "pulse": "no", "access": "yes"})
        if state.place == "shock":
            due, state = step(state, {"access": "yes"})
        given = [f"{d.action.series} {d.number}" for d in due if d.action.kind == "drug"]
        found.append((state.seconds, given))
        _, state = step(state, {})
    return found


def expected(council: str, rhythms: list[str], most: int) -> list[list[str]]:
    """The same, written down once more as a doctor would say it."""
    first, shocks, last, adrenalines, others = (2 if council == "AHA" else 3), 0, -9, 0, 0
    found: list[list[str]] = []
    for number, rhythm in enumerate(rhythms):
        shocks += rhythm == "ventricular fibrillation"
        now = []
        is_time = shocks >= first if rhythm == "ventricular fibrillation" else True
        if (adrenalines and number - last >= 2) or (not adrenalines and is_time):
            adrenalines, last = adrenalines + 1, number
            now.append(f"adrenaline {adrenalines}")
        if rhythm == "ventricular fibrillation" and others < most and shocks >= 3 + 2 * others:
            others += 1
            now.append(f"antiarrhythmic {others}")
        found.append(now)
    return found


rhythms = st.lists(st.sampled_from(["ventricular fibrillation", "asystole"]), max_size=14)


@given(st.sampled_from(ARRESTS), rhythms)
def test_drugs_fall_where_a_second_reckoning_puts_them(
    pair: tuple[str, str], course: list[str]
) -> None:
    name, edition = pair
    council = edition.rpartition(" ")[0]
    most = 1 if name == "pediatric_arrest" and council == "AHA" else 2
    assert [drugs for _, drugs in rounds_of(name, edition, course)] == expected(
        council, course, most
    )


@given(st.sampled_from(ARRESTS), rhythms)
def test_adrenaline_comes_every_three_to_five_minutes(
    pair: tuple[str, str], course: list[str]
) -> None:
    found = rounds_of(*pair, course)
    times = [s for s, drugs in found if any(one.startswith("adrenaline") for one in drugs)]
    assert all(180 <= later - earlier <= 300 for earlier, later in itertools.pairwise(times))


@given(st.sampled_from(ARRESTS), st.lists(st.tuples(st.booleans(), st.booleans()), max_size=12))
def test_what_waits_for_a_line_is_given_once_when_it_is_there(
    pair: tuple[str, str], course: list[tuple[bool, bool]]
) -> None:
    _, state = begin(*pair)
    _, state = step(state, {})
    for has_line, comes_meanwhile in course:
        due, state = step(state, {**FLAT, "access": "yes" if has_line else "no"})
        before = state.times("adrenaline")
        for one in due:
            assert not (one.waits_for and has_line)
            if one.waits_for and comes_meanwhile:
                state = carry_out(state, one)
                assert state.times("adrenaline") == before + 1
                with pytest.raises(DomainError, match="did not wait"):
                    carry_out(state, dataclasses.replace(one, waits_for=""))
        _, state = step(state, {})


@pytest.mark.parametrize("edition", catalog()["bradycardia"])
def test_atropine_ends_at_three_milligrams_and_pacing_does_not_wait(edition: str) -> None:
    most = 0.0
    for move in walk("bradycardia", edition):
        for due, drug in drugs_in(move):
            if drug == "atropine":
                most = max(most, due.number * due.doses[0].amount_most)
        found = tuple(move.findings.get(one) for one in ("pulse", "response", "pacing"))
        if move.before.place == "atropine" and found == ("yes", "no", "ready"):
            assert move.after.place == "pacing"
    assert most == 3


@pytest.mark.parametrize("edition", ["AHA 2020", "AHA 2025", "ERC/RCUK 2025"])
def test_a_block_with_a_wide_qrs_goes_to_pacing(edition: str) -> None:
    for move in walk("bradycardia", edition):
        if move.findings.get("block", "no") != "no":
            assert "atropine" not in [drug for _, drug in drugs_in(move)]


@every_tachycardia
def test_adenosine_is_for_narrow_and_regular_only(edition: str) -> None:
    amounts = {}
    for move in walk("tachycardia", edition):
        for due, drug in drugs_in(move):
            if drug == "adenosine":
                assert move.findings["rhythm"] == "narrow regular"
                amounts[due.number] = due.doses[0].amount_most
    third = {} if edition.startswith("AHA") else {3: 18}
    assert amounts == {1: 6, 2: 12, **third}


@every_tachycardia
def test_no_node_blocker_and_no_amiodarone_in_pre_excited_fibrillation(edition: str) -> None:
    met = 0
    for move in walk("tachycardia", edition):
        # A drug is given for the rhythm found in that very step.
        is_treated = move.after.place in ("pre-excited and stable", "after failed shocks")
        if move.findings.get("rhythm") == "pre-excited atrial fibrillation" and is_treated:
            met += 1
            assert {drug for _, drug in drugs_in(move)} <= {"procainamide"}
    assert met


# ---- marks


@every
def test_every_action_and_way_rests_on_its_own_edition(name: str, edition: str) -> None:
    algorithm = load(name, edition)
    for one in (*algorithm.actions, *algorithm.edges):
        assert one.facts and all(edition in fact.editions for fact in one.facts)
        assert all(name in fact.algorithm and fact.source for fact in one.facts)
    for action in algorithm.actions:
        rows = [*itertools.chain.from_iterable(action.drugs), *action.energies, *action.targets]
        assert all(row.edition == edition for row in rows)
        assert all(edition.startswith(row.council) for row in rows)


def test_polymorphic_vt_is_marked_where_an_edition_does_not_settle_it() -> None:
    marks = {
        edition: action.standing
        for edition in catalog()["tachycardia"]
        for action in load("tachycardia", edition).actions
        if action.name == "shock for polymorphic VT"
    }
    assert marks["AHA 2020"] == marks["AHA 2025"] == "councils differ"
    assert marks["ERC/RCUK 2021"] == marks["ERC/RCUK 2025"] == "not settled"
    for edition in ("ERC/RCUK 2021", "ERC/RCUK 2025"):
        assert any(
            "polymorphic" in one.about for one in load("tachycardia", edition).open_questions
        )


def test_what_is_not_settled_is_not_scored() -> None:
    unsettled = set()
    for name, edition in ALL:
        for move in walk(name, edition):
            for due in move.due:
                assert due.is_scored == (due.standing != "not settled")
                if not due.is_scored:
                    unsettled.add((due.action.name, due.number, edition))
    shown_only = {(name, edition) for name, _, edition in unsettled}
    assert ("a shock or drugs for a wide tachycardia (2025)", "ERC/RCUK 2025") in shown_only
    assert ("shock for monomorphic VT", "AHA 2025") in shown_only
    assert ("shock for polymorphic VT", "ERC/RCUK 2025") in shown_only
    assert ("shock for polymorphic VT", "AHA 2025") not in shown_only
    thirds = {key for key in unsettled if key[0].startswith("adenosine")}
    assert thirds == {("adenosine (ERC/RCUK)", 3, e) for e in ("ERC/RCUK 2021", "ERC/RCUK 2025")}
    assert not {key for key in unsettled if key[0].startswith("adrenaline")}


def test_only_clinicians_get_childrens_doses_and_infusions() -> None:
    for name, edition in ALL:
        for action in load(name, edition).actions:
            if action.drugs and name in ("pediatric_arrest", "tachycardia"):
                assert action.for_clinicians, action.name


@every
def test_a_drawing_finds_all_it_needs(name: str, edition: str) -> None:
    algorithm = load(name, edition)
    for place in algorithm.places.values():
        assert place.title
        ways = algorithm.out_of(place.name)
        assert all(way.label for way in ways) or len(ways) <= 2
    for place in algorithm.places:
        for findings in combinations(algorithm, place):
            assert set(findings) == set(algorithm.asks(place))


def test_states_are_values() -> None:
    _, one = begin("adult_arrest", "AHA 2025")
    assert one == State("adult_arrest", "AHA 2025", "begin", given=one.given)
    assert {one, dataclasses.replace(one)} == {one}


@functools.cache
def kept_states(name: str, edition: str) -> dict[tuple[object, ...], State]:
    return {alike(load(name, edition), one.before): one.before for one in walk(name, edition)}


choices = st.lists(st.integers(0, 10_000), max_size=40)


@given(st.sampled_from(ALL), choices)
def test_what_is_walked_once_stands_for_all_that_are_alike(
    pair: tuple[str, str], course: list[int]
) -> None:
    """The walk leaves out states that it takes for known; each acts as the one it kept."""
    algorithm = load(*pair)
    kept = kept_states(*pair)
    _, state = begin(*pair)
    for choice in course:
        if state.is_over:
            break
        found = list(combinations(algorithm, state.place))
        findings = found[choice % len(found)]
        try:
            due, after = step(state, findings)
        except DomainError:
            continue
        twin_due, twin_after = step(kept[alike(algorithm, state)], findings)
        said = [(one.action.name, one.waits_for, one.energy) for one in due]
        assert said == [(one.action.name, one.waits_for, one.energy) for one in twin_due]
        assert alike(algorithm, after) == alike(algorithm, twin_after)
        state = after
