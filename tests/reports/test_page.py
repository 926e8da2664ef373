"""The page of each example cohort, opened and read; and what stands in names is never run."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest

from helpers.cohort import cohort_names, read_cohort
from helpers.cohort.collation import sort_key
from helpers.cohort.example_class import LESSONS
from helpers.facts import load
from helpers.reports import objectives
from tests.reports.support import Page, copied, example, made, outcome, small

FIRST_PAGE = ["What is due", "Who is complete", "Cards", "Teach again", "Ratios and signatures"]
SECTIONS = [
    *FIRST_PAGE,
    *("The class", "Stations", "Before and after the lessons", "Cards that expire", "The course"),
    "Appendix: for those who write the questions",
]
NASTY = {
    "<script>": '<script>alert("x")</script>',
    "image": "<img src=x onerror=alert(1)>",
    "formula": '=HYPERLINK("https://evil.example/","click")',
    "quote": "\"' onmouseover=alert(1) x='",
    "dollar": "$\\frac{1}{2}$ and $x",
    "template": "{{ 7*7 }} {% raw %}",
    "markdown": "[a](https://evil.example) **b**",
}


@pytest.fixture(scope="module", params=cohort_names())
def page(request: pytest.FixtureRequest) -> Page:
    return made(example(request.param))


def test_the_bottom_line_comes_first(page: Page) -> None:
    levels = [level for level, _ in page.headings]
    assert levels[0] == 1 and levels.count(1) == 1
    assert [text for level, text in page.headings if level == 2] == SECTIONS
    assert page.text.index("due:") < page.text.index("What is due")


def test_the_class_is_listed_once(page: Page) -> None:
    lists = [caption for caption in page.captions if caption.startswith("The class, ")]
    enrolled = re.search(r"(\d+) learners enrolled", page.text)
    assert enrolled is not None and f"The class, {enrolled[1]} enrolled" in lists[0]
    assert len(lists) == 1
    rows = {name: page.row_heads.count(name) for name in page.row_heads}
    # Besides, only those who took a station again or hold a card that expires.
    assert sum(count > 2 for count in rows.values()) < len(rows) / 3


def test_pictures_are_vectors_that_say_what_they_show(page: Page) -> None:
    assert page.all("img")
    for image in page.all("img"):
        kind, _, text = (image["src"] or "").partition(";base64,")
        assert kind == "data:image/svg+xml"
        svg = ElementTree.fromstring(base64.b64decode(text))
        assert [part.tag.rpartition("}")[2] for part in svg[:2]] == ["title", "desc"]
        assert svg[1].text == image["alt"]


def test_who_is_complete_stands_on_the_first_page_with_why_others_are_not() -> None:
    page = made(example("emt-2026-spring"))
    first = page.text[: page.text.index("The class, ")]
    assert "Chloé Lefèvre (BLS card expired on 2026-04-30)" in first
    complete = first[first.index("Complete, ") : first.index("Not complete, ")]
    assert "Yuki Tanaka" in complete and "Chloé Lefèvre" not in complete
    assert "7.7 (23 to 3). The course asks for: at most 8" in first
    assert "1.9 (23 to 12). The course asks for: at most 2" in first
    for word in ("Assessor", "Instructor", "Signature and date"):
        assert word in first


def test_practice_is_never_red(tmp_path: Path) -> None:
    page = made(example("als-2026-uk"))
    assert "Practice, owed to nobody: questions after the lessons are left for" in page.text
    due = page.source[page.source.index("What is due") : page.source.index("Who is complete")]
    red = re.findall(r'<tr class="urgent">.*?</tr>', due)
    assert red and not any("question" in row or "Lachlan" in row for row in red)


def test_what_the_questions_are_worth_is_told_in_words() -> None:
    large, small_ = made(example("emt-2026-spring")), made(example("acls-2026-hospital"))
    for page in (large, small_):
        assert "A mastery test is meant to be easy" in page.text
        wrong = "Wrong options that were chosen most, before and after the lessons together"
        (caption,) = [one for one in page.captions if one.startswith(wrong)]
        first, later = page.text.split(caption)
        # What the first page says they chose stands there again, with its question.
        told = re.findall(r"After the lesson \d+ of \d+ chose “([^”]+)”", first)
        assert told and all(text in later[:3000] for text in told)
    assert "too few to say (18 learners; 20 at the least)" in small_.text
    assert "130 questions were answered by fewer than 20: too few to say" in small_.text
    assert re.search(r"KR-20.*?0\.\d\d \(0\.\d\d to 0\.\d\d\)", large.text, re.DOTALL)
    assert "nothing stands out" in large.text
    # Said once, and no interval is given that says nothing.
    assert small_.text.count("too few to say (18 learners") == 2  # the two forms
    for page, given in ((large, True), (small_, False)):
        objective = page.text[page.text.index("Change by objective") :]
        assert ("95 % interval" in objective[:200]) == given


def test_it_stands_alone_and_runs_nothing(page: Page) -> None:
    assert not page.all("script") and not page.all("iframe") and not page.all("object")
    for tag, attributes in page.tags:
        for name in ("src", "href"):
            assert (attributes.get(name) or "data:").startswith("data:"), (tag, attributes)
        assert not any(name.startswith("on") for name in attributes)
    assert not re.search(r"url\(|@import", page.source)


def test_no_code_is_shown(page: Page) -> None:
    assert not any(word in page.text for word in ("opening.opened", "sections.", "import ", "In ["))


def test_everything_has_a_name_for_who_cannot_see_it(page: Page) -> None:
    assert page.all("html") == [{"lang": "en"}]
    assert page.all("img") and all(len(image["alt"] or "") > 40 for image in page.all("img"))
    assert len(page.all("caption")) == len(page.all("table")) > 4
    scopes = {attributes.get("scope") for attributes in page.all("th")}
    assert scopes == {"col", "row"}


def test_it_says_what_it_is_not(page: Page) -> None:
    for words in (
        "not a record of the American Heart Association",
        "no proof of competence",
        "They are formative",
        "Groups under 10 learners are not broken down",
        "Synthetic cohort: nobody in this report exists",
        "95 % interval",
    ):
        assert words in page.text


@pytest.mark.parametrize("name", cohort_names())
def test_every_learner_is_listed_in_the_regions_order_and_no_address_is(name: str) -> None:
    page, cohort = made(example(name)), read_cohort(example(name)).cohort
    assert cohort is not None
    roster = page.text[page.text.index("The class, ") :]
    names = sorted(cohort.roster["name"], key=sort_key(cohort.about.region))
    places = [roster.index(learner) for learner in names]
    assert places == sorted(places)
    assert not any(address in page.source for address in cohort.roster["email"] if address)


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_a_name_is_shown_as_typed_and_never_run(text: str, tmp_path: Path) -> None:
    cell = '"' + text.replace('"', '""') + '"'
    # A formula is refused where a name is compared: as a station, a card or its issuer.
    label = "Airway" if text.startswith("=") else cell
    folder = small(
        tmp_path,
        "nasty",
        roster_csv=f"learner_id,name,email,role\nL1,{cell},,{cell}\nL2,Bo,,\n",
        skills_csv="learner_id,skill,attempt,result,assessor,date,remediation\n"
        f"L1,{label},1,fail,I-1,2026-02-01,{cell}\n",
        certifications_csv="learner_id,certification,issuer,issued,expires\n"
        f"L1,{label},{label},2024-01-01,2026-06-20\n",
    )
    page = made(folder)
    assert page.text.count(text) >= (6 if label == cell else 4)
    assert not page.all("script") and not page.all("a")
    assert all((image["src"] or "").startswith("data:") for image in page.all("img"))
    assert not any(n.startswith("on") for _, attributes in page.tags for n in attributes)


@pytest.mark.parametrize("name", cohort_names())
def test_with_pseudonyms_no_name_and_no_address_is_anywhere(name: str) -> None:
    page, cohort = made(example(name), pseudonyms=True), read_cohort(example(name)).cohort
    assert cohort is not None
    hidden = {word for text in cohort.roster["name"] for word in re.split(r"[\s’-]+", text)}
    hidden |= {text for text in cohort.roster["email"] if text}
    hidden |= {text for text in cohort.skills["assessor"] if text}
    hidden |= {one.id for one in cohort.about.instructors}
    source = re.sub(r"base64,[^\"]+", "", page.source)
    found = {
        text for text in hidden if len(text) > 2 and re.search(rf"\b{re.escape(text)}\b", source)
    }
    assert found == set()
    assert "Pseudonyms stand in the place of names" in page.text


def test_a_class_with_next_to_nothing_has_a_report(tmp_path: Path) -> None:
    about = 'format = 1\ntitle = "Bare"\ncourse = "BLS"\nkind = "initial"\n'
    about += "start = 2026-01-10\nend = 2026-01-10\n"
    page = made(small(tmp_path, "bare", cohort_toml=about))
    assert [text for level, text in page.headings if level == 2] == SECTIONS
    assert "No cards are recorded" in page.text and "Synthetic" not in page.text
    assert "Fewer than 10 learners" in page.text


def test_a_small_group_is_not_broken_down(tmp_path: Path) -> None:
    folder = copied("acls-2026-hospital", tmp_path, "nine")
    for file in folder.glob("*.csv"):
        lines = file.read_text(encoding="utf-8").splitlines()
        kept = [lines[0], *(line for line in lines[1:] if line[:3] <= "A09")]
        file.write_text("\n".join(kept) + "\n", encoding="utf-8")
    page = made(folder)
    assert "The chain of survival" not in page.text
    assert "Fewer than 10 learners answered all questions before and after one" in page.text
    assert "Too few to say: fewer than 10 learners answered the same questions" in page.text
    assert "Too few to say: nothing was taken by 10 learners" in page.text
    assert "learners are too few to say more of the class" in page.text
    assert "than chance alone" not in page.text
    skills = page.text[page.text.index("Passes by station") : page.text.index("More than one")]
    assert skills.count("–") == 4 and "9 of 9" in skills and "% (" not in skills


def test_one_report_leaves_nothing_behind_for_the_next(tmp_path: Path) -> None:
    before = outcome(example("als-2026-uk")).page
    broken = small(tmp_path, "broken", cohort_toml="format = 2")
    assert outcome(broken).page is None
    made(example("acls-2026-hospital"))
    assert outcome(example("als-2026-uk")).page == before


def test_every_lesson_of_the_class_is_in_the_gain_by_lesson() -> None:
    page = made(example("acls-2026-hospital"))
    titles = load("lessons").set_index("lesson")["title"]
    alternatives = " ".join(str(image["alt"]) for image in page.all("img"))
    assert all(titles[lesson] in alternatives for lesson in LESSONS)


def test_an_objective_that_two_lessons_share_is_told_with_its_lesson() -> None:
    rows = pd.DataFrame(
        {"lesson": ["00_a", "02_b", "02_b"], "objective": ["Arrest", "Arrest", "Breaths"]}
    )
    titles = pd.Series({"00_a": "Start", "02_b": "BLS"})
    assert objectives._told_apart(rows, titles) == ["Arrest (Start)", "Arrest (BLS)", "Breaths"]
