"""Who may do what: against the lists themselves, and what must hold of any list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.domain import scope
from helpers.facts import load

KEYS = [one.key for one in scope.interventions()]
LEVEL = st.sampled_from(scope.LEVELS)


def names(these: object) -> set[str]:
    return {one.key for one in these}


def test_each_level_has_all_of_the_one_below_and_what_it_adds() -> None:
    for below, level in zip(scope.LEVELS, scope.LEVELS[1:], strict=False):
        assert names(scope.allowed(level)) == names(scope.allowed(below)) | names(scope.adds(level))
        assert not names(scope.allowed(below)) & names(scope.adds(level))


@pytest.mark.parametrize(
    ("key", "level"),
    [
        # Rows S01 to S53 of the collection, where the two full lists agree.
        ("cpr", "EMR"),
        ("aed", "EMR"),
        ("naloxone", "EMR"),
        ("aspirin", "EMT"),
        ("cpap", "EMT"),
        ("iv_access", "AEMT"),
        ("antiemetic", "AEMT"),
        ("amiodarone", "paramedic"),
        ("cricothyrotomy", "paramedic"),
        ("manual_defibrillation", "paramedic"),
    ],
)
def test_things_lie_where_both_lists_put_them(key: str, level: str) -> None:
    one = scope.intervention(key)
    assert one.opens_at == level and not one.is_unsure


@pytest.mark.parametrize(
    ("key", "level"),
    [
        # Where they disagree, the bag opens it at the level that both allow.
        ("mechanical_cpr", "EMT"),
        ("supraglottic_airway", "AEMT"),
        ("capnography", "paramedic"),
        ("opioid_analgesic", "paramedic"),
    ],
)
def test_things_in_dispute_open_where_both_lists_allow_them(key: str, level: str) -> None:
    one = scope.intervention(key)
    assert one.opens_at == level and one.is_unsure


def test_nobody_carries_what_no_base_list_allows() -> None:
    shut = names(one for one in scope.interventions() if not one.opens_at)
    assert "drug_assisted_intubation" in shut
    assert not shut & names(scope.allowed("paramedic"))


def test_nothing_is_allowed_without_a_row_that_says_so() -> None:
    rows = load("scope_of_practice")
    said = set(zip(rows["intervention"], rows["level"], rows["allowed"], strict=True))
    for level in scope.LEVELS:
        for one in scope.adds(level):
            assert (one.key, level, "yes") in said


def test_the_two_full_dots_are_in_the_first_compartment() -> None:
    solid = [one.key for one in scope.interventions() if one.evidence == "solid"]
    assert sorted(solid) == ["aed", "cpr"]
    assert scope.count_evidence(scope.adds("EMR"))["solid"] == 2
    assert scope.count_evidence(scope.adds("paramedic"))["solid"] == 0


@given(st.lists(LEVEL, min_size=1, max_size=4))
def test_a_crew_may_do_what_one_of_them_may(levels: list[str]) -> None:
    crew = scope.crew(*levels)
    assert names(crew.together) == set().union(*(names(scope.allowed(level)) for level in levels))
    if levels.count(levels[0]) > 1:
        assert not crew.only[levels[0]]
    for level, mine in crew.only.items():
        assert names(mine) <= names(scope.allowed(level))


def test_a_crew_of_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one member"):
        scope.crew()


# -- matrix ---------------------------------------------------------------------------------


def test_the_matrix_filters_by_level_link_and_topic() -> None:
    assert len(scope.matrix()) == len(KEYS)
    few = scope.matrix("AEMT", "Defibrillation", "rhythm and electricity")
    assert list(few["intervention"]) == ["aed", "ecg_interpretation", "manual_defibrillation"]
    assert list(few["AEMT"]) == ["yes", "with condition or no", "with condition or no"]


@given(LEVEL, st.sampled_from(["", *scope.links()]), st.sampled_from(["", *scope.topics()]))
def test_a_filter_only_leaves_out(level: str, link: str, topic: str) -> None:
    found = set(scope.matrix(level, link, topic)["intervention"])
    assert found <= set(scope.matrix("", link, topic)["intervention"])
    assert found <= set(scope.matrix(level)["intervention"])


@pytest.mark.parametrize(
    ("key", "level", "cell"),
    [
        ("cpr", "EMT", "yes"),
        ("iv_access", "EMR", "no"),
        # Montana names a condition, the other list allows it plainly, or not at all.
        ("supraglottic_airway", "EMT", "yes or with condition"),
        ("iv_access", "EMT", "with condition or no"),
        ("mechanical_cpr", "EMR", "yes or no"),
        # One list alone names it, or neither: then the document may stand in.
        ("diphenhydramine_oral", "EMT", "yes (one list)"),
        ("drug_assisted_intubation", "EMT", "no (one list)"),
        ("wound_care", "EMT", "yes (the document)"),
        ("wound_care", "EMR", "not listed"),
        # The Montana list, read again: endorsements, and what is a responder's own.
        ("pulse_oximetry", "EMR", "with condition or no"),
        ("blood_glucose", "EMR", "with condition or no"),
        ("iv_fluids", "EMT", "with condition or no"),
        ("capnography", "EMT", "with condition or no"),
        ("diltiazem", "AEMT", "with condition or no"),
        ("adenosine", "AEMT", "with condition or no"),
        ("epinephrine_auto_injector", "EMR", "yes or with condition"),
        ("epinephrine_im", "EMT", "yes or with condition"),
        ("epinephrine_iv_arrest", "AEMT", "yes or no"),
        ("choking_relief", "EMR", "yes"),
        ("splinting", "EMR", "yes"),
    ],
)
def test_a_cell_gives_the_answers_of_both_lists(key: str, level: str, cell: str) -> None:
    assert scope.base_answer(key, level) == cell


@pytest.mark.parametrize("level", scope.LEVELS)
def test_a_cell_hides_no_answer_of_a_list(level: str) -> None:
    rows = load("scope_of_practice").query("level == @level and jurisdiction in @scope.BASE_LISTS")
    for key, group in rows.groupby("intervention"):
        said = scope.base_answer(key, level).removesuffix(" (one list)").split(" or ")
        assert sorted(said) == sorted(set(group["allowed"]))


# -- who may ---------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["cpap", "supraglottic_airway", "ecg_interpretation"])
def test_what_the_rules_say_differs_differs(key: str) -> None:
    # SR02: each of these sits at a different level on at least two of the lists.
    assert scope.disagreement(key).startswith("The lists differ.")
    assert key in set(scope.disagreements()["intervention"])


def test_lists_are_compared_level_by_level() -> None:
    told = scope.disagreement("cpap")
    assert "EMT: yes in Montana and copy of the 2019 model" in told and "no in Wyoming" in told
    # One text alone speaks of it, at each of the four levels: nothing can be said.
    assert scope.disagreement("drug_assisted_intubation").startswith("No two lists")
    assert scope.disagreement("recognize_arrest").startswith("No list")
    assert scope.disagreement("cpr").endswith("agree.")


def test_what_is_not_listed_is_named_by_no_text() -> None:
    rows = load("scope_of_practice")
    for one in scope.interventions():
        for level in scope.LEVELS:
            named = rows.query("intervention == @one.key and level == @level")
            if scope.base_answer(one.key, level) == "not listed":
                assert not set(named["jurisdiction"]) & {*scope.BASE_LISTS, "the source document"}


def test_what_is_not_stated_is_no_answer() -> None:
    assert "California" not in scope.disagreement("twelve_lead_acquire")


@pytest.mark.parametrize("key", KEYS)
def test_every_row_of_the_table_is_told(key: str) -> None:
    table = load("scope_of_practice").query("intervention == @key")
    told = scope.who_may(key)
    cells = [cell for level in scope.LEVELS for cell in told[level] if cell]
    assert len(cells) == len(table)
    assert sorted(cells) == sorted(
        table["condition"].where(table["condition"] != "", table["allowed"])
    )


def test_old_texts_can_be_left_out() -> None:
    everything = scope.who_may("endotracheal_intubation")
    newest = scope.who_may("endotracheal_intubation", newest_only=True)
    assert "Ohio" in set(everything["list"]) and "Ohio" not in set(newest["list"])
    assert not newest["superseded"].any()


@pytest.mark.parametrize(
    ("call", "near"),
    [
        (lambda: scope.intervention("supraglotic_airway"), "supraglottic_airway"),
        (lambda: scope.who_may("iv_acess"), "iv_access"),
        (lambda: scope.adds("paramedics"), "paramedic"),
        (lambda: scope.allowed("emt"), "EMT"),
        (lambda: scope.crew("EMTs"), "EMT"),
        (lambda: scope.matrix(topic="medications"), "medication"),
        (lambda: scope.matrix(link="Defibrilation"), "Defibrillation"),
        (lambda: scope.level_of_care("ALS", "capabilities"), "capability"),
        (lambda: scope.level_of_care("ACLS", "purpose"), "ALS"),
    ],
)
def test_a_misspelt_name_is_answered_with_the_nearest(call: object, near: str) -> None:
    with pytest.raises(ValueError, match=f"did you mean '{near}'|there are .*{near}"):
        call()


def test_an_intervention_is_found_by_its_name_too() -> None:
    assert scope.intervention("Supraglottic airway").key == "supraglottic_airway"


def test_the_five_capabilities_of_als_come_first() -> None:
    five = scope.level_of_care("ALS", "capability").head(5)
    words = ["Medication", "IV and", "Advanced airway", "Manual defibrillation", "Chest"]
    assert all(item.startswith(word) for item, word in zip(five["item"], words, strict=True))
