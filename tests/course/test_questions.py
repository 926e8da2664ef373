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
    (folder / "objectives.csv").write_text("lesson,objective\n00_start_here,Do it\n")
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


@pytest.mark.parametrize(
    ("question", "table", "fact_id", "column"),
    [
        ("yearly_practice", "retention", "RT04", "percent"),
        ("half_yearly_practice", "retention", "RT03", "percent"),
        ("quarterly_practice", "retention", "RT02", "percent"),
        ("monthly_practice", "retention", "RT01", "percent"),
        ("bls_three_months", "retention", "H130-1", "percent"),
        ("bls_after_a_year", "retention", "H130-2", "percent"),
        ("acls_three_months", "retention", "H130-3", "percent"),
        ("acls_after_a_year", "retention", "H130-4", "percent"),
        ("california_ratio", "training_ratios", "H99-1", "ratio_low"),
        ("arizona_ratio", "training_ratios", "H97-1", "ratio_low"),
        ("virginia_ratio", "training_ratios", "H98-1", "ratio_low"),
        ("germany_ratio", "training_ratios", "H101", "ratio_low"),
        ("virginia_bar", "training_hours", "H79-2", "hours_least"),
        ("michigan_bar", "training_hours", "H81", "hours_least"),
        ("alaska_bar", "training_hours", "H83", "hours_least"),
    ],
)
def test_the_number_of_the_right_option_is_that_of_the_table(
    question: str, table: str, fact_id: str, column: str
) -> None:
    said = re.findall(r"[\d.]+", bank()[question].right[0].text)[0]
    # As exact as it is said: 36 for 36.2.
    within = 0.05 if "." in said else 0.5
    assert float(said) == pytest.approx(fact(table, fact_id, column), abs=within)


def test_the_bag_holds_what_the_keys_say() -> None:
    places = {
        "where_naloxone": ("EMR", "Naloxone, nasal or auto-injector"),
        "where_aspirin": ("EMT", "Aspirin"),
        "where_supraglottic": ("AEMT", "Supraglottic airway"),
        "where_glucose": ("EMT", "Oral glucose"),
        "where_the_line": ("AEMT", "Intravenous (IV) access"),
        "where_manual_shock": ("paramedic", "Manual defibrillation"),
        "where_capnograph": ("paramedic", "End-tidal CO2 monitoring (capnography)"),
    }
    for question, (level, name) in places.items():
        assert name in {one.name for one in scope.adds(level)}
        assert level in bank()[question].right[0].text
    full = {level for level in scope.LEVELS for one in scope.adds(level) if one.evidence == "solid"}
    assert [level in bank()["where_full_dots"].right[0].text for level in full] == [True]


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


def test_how_many_more_of_a_thousand() -> None:
    more = {(one.study, one.outcome.split(" (")[0]): one.more for one in outcome.endpoints()}
    asked = {
        "opals_per_thousand": ("OPALS 2004", "survival to hospital discharge"),
        "opals_admitted": ("OPALS 2004", "survival to hospital admission"),
        "alive_of_thousand": ("PARAMEDIC2 2018", "survival to 30 days"),
        "brain_of_thousand": ("PARAMEDIC2 2018", "discharge with favorable brain outcome"),
    }
    for question, counted in asked.items():
        assert bank()[question].right[0].text == f"{more[counted]} of 1,000"


def test_permissions_are_those_of_the_lists() -> None:
    keys = ["intervention", "level", "jurisdiction"]
    allowed = load("scope_of_practice").set_index(keys)["allowed"]
    said = {"yes": "yes", "condition": "with condition", "no": "no"}
    asked = {
        "aemt_reads_in_ohio": ("ecg_interpretation", "AEMT", "Ohio"),
        "emt_in_wyoming": ("cpap", "EMT", "Wyoming"),
        "emt_new_mexico": ("supraglottic_airway", "EMT", "New Mexico"),
        "aemt_needle_montana": ("needle_decompression", "AEMT", "Montana"),
        "emt_tube_montana": ("endotracheal_intubation", "EMT", "Montana"),
        "emr_aspirin_wyoming": ("aspirin", "EMR", "Wyoming"),
    }
    for question, key in asked.items():
        assert said[bank()[question].right[0].id] == allowed[key], question
    for thing, level in (("supraglottic_airway", "EMT"), ("epinephrine_iv_arrest", "AEMT")):
        assert len(set(allowed.sort_index().loc[thing, level])) > 1


def test_marks_are_those_of_the_bag() -> None:
    marks = load("interventions").set_index("intervention")["evidence"]
    said = {"full": "solid", "half": "mixed", "empty": "none", "dash": "not about arrest"}
    asked = {
        "dot_of_epinephrine": "epinephrine_iv_arrest",
        "dot_of_the_line": "iv_access",
        "dot_of_the_machine": "mechanical_cpr",
        "dot_of_amiodarone": "amiodarone",
        "dot_of_opioids": "opioid_analgesic",
        "dot_of_bronchodilator": "inhaled_bronchodilator",
        "dot_of_the_aed": "aed",
    }
    for question, thing in asked.items():
        assert said[bank()[question].right[0].id] == marks[thing], question
