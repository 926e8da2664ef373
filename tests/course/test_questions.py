"""The bank: what it gives, how it refuses a broken table, and whether its numbers are true."""

from __future__ import annotations

import csv
import io
import re
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.apps.aed import aed_view_app
from helpers.course.question_rules import faults
from helpers.course.questions import bank
from helpers.domain import chain, outcome, scope
from helpers.facts import FactError, data_dir, load

QUESTIONS = "question_id,version,form,lesson,objective,depth,stem,hint,source\n"
OPTIONS = "question_id,option_id,text,feedback,correct\n"
GOOD_QUESTION = "q1,1,pretest,00_start_here,Do it,core,What now?,Think,COMMON\n"
GOOD_OPTIONS = "q1,a,Press,Right.,yes\nq1,b,Wait,No.,no\nq1,c,Go,No.,no\nq1,d,Sit,No.,no\n"
ITEMS = list(bank().values())


def write(folder: Path, stems: str = GOOD_QUESTION, options: str = GOOD_OPTIONS) -> Path:
    """A folder with a bank of its own beside the project's sources."""
    (folder / "schemas").mkdir(parents=True)
    for name in ("questions", "options", "sources", "lessons", "objectives", "chain_links"):
        shutil.copy(data_dir() / "schemas" / f"{name}.toml", folder / "schemas")
    for name in ("sources", "lessons", "chain_links"):
        shutil.copy(data_dir() / f"{name}.csv", folder)
    (folder / "objectives.csv").write_text(
        "lesson,objective,link,heading,final\n00_start_here,Do it,,,0\n"
    )
    (folder / "questions.csv").write_text(QUESTIONS + stems, encoding="utf-8")
    (folder / "options.csv").write_text(OPTIONS + options, encoding="utf-8")
    return folder


def refused(folder: Path) -> FactError:
    with pytest.raises(FactError) as caught:
        bank(folder)
    return caught.value


def test_a_good_bank_is_read(tmp_path: Path) -> None:
    (question,) = bank(write(tmp_path)).values()
    assert (question.id, question.version, question.source) == ("q1", 1, ("COMMON",))
    assert [option.id for option in question.right] == ["a"]
    assert question.option("b").feedback == "No."
    with pytest.raises(ValueError, match="no option of q1 'z'"):
        question.option("z")


@pytest.mark.parametrize(
    ("stems", "options", "place", "words"),
    [
        (
            GOOD_QUESTION,
            GOOD_OPTIONS.replace("yes", "no"),
            ("questions.csv", 2, "question_id"),
            "0 right",
        ),
        (
            GOOD_QUESTION,
            GOOD_OPTIONS.replace("No.,no", "No.,yes", 1),
            ("questions.csv", 2, "question_id"),
            "2 right options",
        ),
        (
            GOOD_QUESTION,
            GOOD_OPTIONS + "q1,e,Run,No.,no\n",
            ("questions.csv", 2, "question_id"),
            "5 options in options.csv; write 4",
        ),
        (GOOD_QUESTION, "q1,a,A,x,yes\n", ("questions.csv", 2, "question_id"), "1 options"),
        (GOOD_QUESTION, "", ("options.csv", 1, None), "only its headings"),
        (GOOD_QUESTION, GOOD_OPTIONS + "q2,a,A,x,no\n", ("options.csv", 6, "question_id"), "q2"),
        (GOOD_QUESTION, "q1,a,A,,yes\n", ("options.csv", 2, "feedback"), "empty"),
        (GOOD_QUESTION, "q1,a,A,x,maybe\n", ("options.csv", 2, "correct"), "yes or no"),
        (
            GOOD_QUESTION,
            GOOD_OPTIONS + "q1,a,C,x,no\n",
            ("options.csv", 6, "question_id, option_id"),
            "row 2",
        ),
        (
            GOOD_QUESTION,
            GOOD_OPTIONS + "q1,e,Wait,x,no\n",
            ("options.csv", 6, "question_id, text"),
            "row 3",
        ),
        (
            GOOD_QUESTION + GOOD_QUESTION.replace(",1,", ",2,"),
            GOOD_OPTIONS,
            ("questions.csv", 3, "question_id"),
            "row 2 already",
        ),
        (
            GOOD_QUESTION.replace("Do it", ""),
            GOOD_OPTIONS,
            ("questions.csv", 2, "objective"),
            "empty",
        ),
        (GOOD_QUESTION.replace("COMMON", ""), GOOD_OPTIONS, ("questions.csv", 2, "source"), ""),
        (
            GOOD_QUESTION.replace("COMMON", "NOBODY"),
            GOOD_OPTIONS,
            ("questions.csv", 2, "source"),
            "NOBODY",
        ),
        (
            GOOD_QUESTION.replace("pretest", "exam"),
            GOOD_OPTIONS,
            ("questions.csv", 2, "form"),
            "posttest",
        ),
        (
            GOOD_QUESTION.replace("00_", "99_"),
            GOOD_OPTIONS,
            ("questions.csv", 2, "lesson"),
            "not in lessons.csv; did you mean '00_start_here'",
        ),
        (
            GOOD_QUESTION.replace("Do it", "Do its"),
            GOOD_OPTIONS,
            ("questions.csv", 2, "lesson, objective"),
            "not in objectives.csv; did you mean '00_start_here / Do it'",
        ),
        (
            GOOD_QUESTION.replace("q1,1", "q1,0"),
            GOOD_OPTIONS,
            ("questions.csv", 2, "version"),
            "at least 1",
        ),
    ],
)
def test_a_broken_bank_is_refused_with_its_place(
    tmp_path: Path, stems: str, options: str, place: tuple[str, int, str], words: str
) -> None:
    error = refused(write(tmp_path, stems, options))
    assert (error.file, error.row, error.column) == place and words in str(error)


CELLS = st.sampled_from(
    ["q1", "q2", "1", "two", "pretest", "lesson", "00_start_here", "Choose two", "COMMON", "yes"]
) | st.text(max_size=6)


@given(st.lists(st.lists(CELLS, min_size=5, max_size=8), max_size=4), st.booleans())
def test_a_bank_is_read_or_refused_whatever_stands_in_it(
    rows: list[list[str]], other: bool
) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    tables = (GOOD_QUESTION, out.getvalue()) if other else (out.getvalue(), GOOD_OPTIONS)
    with tempfile.TemporaryDirectory() as folder:
        try:
            bank(write(Path(folder) / "data", *tables))
        except (FactError, UnicodeEncodeError):
            return


def test_every_question_is_well_told() -> None:
    assert [str(error) for error in faults({question.lesson for question in ITEMS})] == []


# Keys against the tables of facts: what an option says that is right.
def fact(table: str, fact_id: str, column: str) -> float:
    rows = load(table).set_index("fact_id")[column]
    return float(str(rows.loc[fact_id]))


def test_aspirin_lies_where_the_key_says() -> None:
    assert "Aspirin" in {one.name for one in scope.adds("EMT")}
    assert "EMT" in bank()["where_aspirin"].right[0].text


@pytest.mark.parametrize(
    ("question", "rhythm", "shock"),
    [
        ("grandson_wants_a_shock", "asystole", False),
        ("film_scene_redone", "asystole", False),
        ("three_marks_no_breath", "sinus rhythm", False),
        ("almost_the_name", "atrial fibrillation", False),
        ("swarm_of_waves", "coarse ventricular fibrillation", True),
        ("tall_and_crowded", "coarse ventricular fibrillation", True),
    ],
)
def test_what_the_aed_will_say_is_what_the_app_says(
    question: str, rhythm: str, shock: bool
) -> None:
    assert aed_view_app().drive(rhythm=rhythm).drawn["advice"].shock is shock
    assert bank()[question].right[0].text.startswith("A shock") is shock


def test_a_question_names_its_lesson_as_a_warm_up_asks_it_in_another() -> None:
    for question in bank().values():
        texts = [question.stem, question.hint]
        texts += [part for option in question.options for part in (option.text, option.feedback)]
        assert not any("this lesson" in text for text in texts), question.id


def test_the_chains_of_2020_hold_what_the_keys_say() -> None:
    four = {one.chain: one.links for one in chain.editions() if one.chain.startswith("AHA 2020")}
    words = {"prevention": "revention", "shock": "Defib", "advanced": "Adv", "recovery": "Recovery"}
    lacking = {
        "adult_inside_2020": "AHA 2020 adult in-hospital",
    }
    for question, name in lacking.items():
        for option in bank()[question].options:
            assert any(words[option.id] in link for link in four[name]) is not option.correct


def test_the_studies_of_the_questions_found_what_is_told_of_them() -> None:
    more = {(one.study, one.outcome.split(" (")[0]): one.more for one in outcome.endpoints()}
    pulses = more["PARAMEDIC2 2018", "return of spontaneous circulation"]
    assert f"{pulses} more of 1,000" in bank()["poster_of_pulses"].stem
    ontario = outcome.evidence()["E01-2"]
    told = f"odds ratio {ontario.estimate}, interval {ontario.estimate_low} to "
    assert f"{told}{ontario.estimate_high}" in bank()["ontario_saves"].stem


def test_a_yes_differs_from_state_to_state_and_an_empty_place_is_no_answer() -> None:
    keys = ["intervention", "level", "jurisdiction"]
    allowed = load("scope_of_practice").set_index(keys)["allowed"]
    assert allowed["cpap", "EMT", "Montana"] == "yes"
    assert allowed["cpap", "EMT", "Wyoming"] == "no"


def test_marks_are_given_as_the_bag_gives_them() -> None:
    marks = load("interventions").set_index("intervention")["evidence"]
    said = {"full": "solid", "half": "mixed", "empty": "none", "dash": "not about arrest"}
    like = {
        "two_of_three_studies": "epinephrine_iv_arrest",
        "all_but_one_study": "cpr",
        "spray_for_asthma": "inhaled_bronchodilator",
        "new_pump": "mechanical_cpr",
    }
    for question, thing in like.items():
        assert said[bank()[question].right[0].id] == marks[thing], question


def test_the_hours_and_shares_of_the_questions_are_those_of_the_tables() -> None:
    told = {
        "two_offers": ["700", "1,000"],
        "course_abroad": ["520", "450"],
        "deeds_or_hours": ["315"],
    }
    hours = load("training_hours")["hours_least"].dropna()
    for question, numbers in told.items():
        asked = bank()[question]
        text = asked.stem + asked.right[0].feedback
        for number in numbers:
            assert number in text and float(number.replace(",", "")) in set(hours), question
    left = {"who_comes_first": ("RT01", "RT04"), "long_course_long_ago": ("H130-3", "H130-4")}
    for question, facts in left.items():
        said = re.findall(r"\d+", bank()[question].right[0].feedback)
        for one in facts:
            assert f"{fact('retention', one, 'percent'):.0f}" in said, question


@pytest.mark.parametrize("question", ["lowest_of_two", "highest_of_two"])
def test_the_ends_of_two_ranges_cross(question: str) -> None:
    asked = bank()[question]
    numbers = [float(one.replace(",", "")) for one in re.findall(r"[\d,]*\d", asked.stem)]
    emt, part = numbers[:2], numbers[2:]
    ends = {"lowest_of_two": min(part) / max(emt), "highest_of_two": max(part) / min(emt)}
    assert asked.right[0].text == f"{ends[question]:.0f} times"
    wrong = {f"{above / below:.0f} times" for above in part for below in emt}
    assert wrong == {option.text for option in asked.options}
