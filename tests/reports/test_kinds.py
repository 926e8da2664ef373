"""Reports for a learner and for a programme, and the index that tells cohorts in numbers."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import quote

import pytest

from helpers.cohort.forget import forget
from helpers.reports import batch
from helpers.reports.batch import INDEX, MANIFEST, UsageError, Wish
from helpers.reports.index import KEPT, MADE, Entry
from helpers.reports.job import LEARNER, PROGRAMME
from tests.reports.support import Page, small

DAY = "2026-06-15"
SKILLS = "learner_id,skill,attempt,result,assessor,date,remediation\n"
TWO = SKILLS + "L1,Airway,1,fail,I-1,2026-02-01,\nL2,Airway,1,pass,I-1,2026-02-01,\n"
CARDS = "learner_id,certification,issuer,issued,expires\nL2,BLS,AHA,,2026-08-31\n"
ANSWERS = (
    "learner_id,question_id,question_version,variant_seed,attempt,option_id,answered_at\n"
    "L1,bus_stop_gasp,4,,1,shake,2026-02-01T10:00:00+00:00\n"
)


def run(out: Path, *cohorts: Path | str, kind: str = "cohort", hidden: bool = False) -> list[Entry]:
    wish = Wish(tuple(map(str, cohorts)), out, DAY, hidden, kind=kind)
    return batch.run(wish, lambda entry: None)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("in")
    return small(place, "two", skills_csv=TWO, certifications_csv=CARDS, answers_csv=ANSWERS)


def page(file: Path) -> Page:
    return Page(file.read_text(encoding="utf-8"))


def test_each_learner_has_a_page_that_names_nobody_else(folder: Path, tmp_path: Path) -> None:
    made = run(tmp_path, folder, kind=LEARNER)
    assert [(entry.name, entry.state) for entry in made] == [("two+L1", MADE), ("two+L2", MADE)]
    first, second = (page(tmp_path / f"two+{who}.html") for who in ("L1", "L2"))
    assert first.headings[0] == (1, "Ana Núñez: your course so far")
    assert "Bo Li" not in first.source and "Ana" not in second.source
    assert "Practice and test again: Airway was not passed" in first.text
    assert "Practice with feedback, then the station again: Airway" in first.text
    assert "passed at the first attempt" in second.text
    assert "valid until 2026-08-31" in second.text
    for found in (first, second):
        assert "nobody passes or fails by them" in found.text
        assert not re.search(r"\b(rank|average|better than|class mean)\b", found.text)
    for _ in range(2):  # made, and up to date
        assert [entry.state for entry in run(tmp_path, folder, kind=LEARNER)] == [KEPT, KEPT]
        names = re.findall(r">(two\+L\d)</a><br><span[^>]*>([^<]*)<", page(tmp_path / INDEX).source)
        assert names == [("two+L1", "Ana Núñez"), ("two+L2", "Bo Li")]


def test_a_learners_page_under_pseudonyms_has_no_name_and_no_id(
    folder: Path, tmp_path: Path
) -> None:
    run(tmp_path, folder, kind=LEARNER, hidden=True)
    files = {file.name for file in tmp_path.glob("two+*.html")}
    assert len(files) == 2 and not files & {"two+L1.html", "two+L2.html"}
    everything = " ".join(file.read_text("utf-8") for file in tmp_path.iterdir())
    assert not any(word in everything for word in ("Ana", "Núñez", "Bo Li", "L1", "I-1"))


def test_the_programme_tells_its_cohorts_in_time_and_whose_cards_expire(
    folder: Path, tmp_path: Path
) -> None:
    broken = small(tmp_path, "broken", roster_csv="learner_id,name\nL1,\n")
    made = run(tmp_path / "out", "emt-2026-spring", folder, broken, kind=PROGRAMME)
    assert [(entry.name, entry.state) for entry in made] == [("programme", MADE)]
    found = page(tmp_path / "out" / "programme.html")
    rows = found.row_heads
    assert rows.index("emt-2026-spring") < rows.index("two")  # by their last days
    assert "broken (1 problem)" in found.text
    assert "3 cards from 2026-07-01 to 2026-09-30" not in found.text
    cards = found.text[found.text.index("Cards that expire next quarter") :]
    assert "2 cards from 2026-07-01 to 2026-09-30" in cards and "Bo Li" in cards
    assert "I-02" in cards and "Priya" not in cards  # hers expires in June


def test_what_drifts_between_two_cohorts_is_named(tmp_path: Path) -> None:
    roster = "learner_id,name,email,role\n" + "".join(f"L{n},P{n},,\n" for n in range(20))
    places = []
    for name, passes, end in (("a", 19, "2026-03-01"), ("b", 8, "2026-05-01")):
        rows = "".join(
            f"L{n},Airway,1,{'pass' if n < passes else 'fail'},I,2026-02-01,\n" for n in range(20)
        )
        about = 'format = 1\ntitle = "T"\ncourse = "BLS"\nkind = "initial"\n'
        about += f"start = 2026-01-10\nend = {end}\n"
        files = {"cohort_toml": about, "roster_csv": roster, "skills_csv": SKILLS + rows}
        places.append(small(tmp_path, name, **files))
    run(tmp_path / "out", *places, kind=PROGRAMME)
    found = page(tmp_path / "out" / "programme.html")
    assert "1 thing drifted more than chance makes" in found.text
    drift = found.text[found.text.index("What has drifted") :]
    assert "19 of 20, 95 %" in drift and "8 of 20, 40 %" in drift and "fell" in drift


def test_the_index_and_the_manifest_tell_each_cohort_in_numbers(
    folder: Path, tmp_path: Path
) -> None:
    for _ in range(2):  # made, and up to date
        made = run(tmp_path, "emt-2026-spring", folder)
        assert made[0].counts == {"enrolled": 23, "complete": 16, "due": 10, "expiring": 1}
        assert made[1].counts["enrolled"] == 2
        told = page(tmp_path / INDEX).text
        assert "EMT class, spring 2026 (synthetic example" in told
        assert "2026-01-13 to 2026-05-29" in told
    index = page(tmp_path / INDEX)
    for words in ("Enrolled", "Complete", "Due", "Cards expiring within 90 days", "All 2 that"):
        assert words in index.text
    told = json.loads((tmp_path / MANIFEST).read_text())["reports"]["emt-2026-spring"]
    assert (told["enrolled"], told["complete"], told["due"], told["expiring"]) == (23, 16, 10, 1)
    run(tmp_path, folder, kind=LEARNER)
    later = page(tmp_path / INDEX).text
    assert "Reports of earlier runs" in later and "23" in later  # and not lost by another run


def test_a_broken_cohort_is_named_once_and_not_for_each_learner(tmp_path: Path) -> None:
    broken = small(tmp_path, "broken", roster_csv="learner_id,name\nL1,\nL2,\n")
    (entry,) = run(tmp_path / "out", broken, kind=LEARNER)
    assert entry.name == "broken" and entry.problems[0]["Row"] == "2, 3"


def test_no_cohort_takes_the_programmes_place(tmp_path: Path) -> None:
    place = small(tmp_path, "programme")
    (entry,) = run(tmp_path / "out", place)
    assert "another page has that name" in entry.error


def test_two_cohorts_of_one_name_are_refused_for_every_kind(tmp_path: Path) -> None:
    twins = small(tmp_path / "x", "one"), small(tmp_path / "y", "one")
    with pytest.raises(UsageError, match="both be written"):
        run(tmp_path / "out", *twins, kind=PROGRAMME)


#: Ids that a file's name must not take as they are: the way out, names of devices, 192 bytes.
HARD_IDS = ("E/../../x", "a/b", "CON", "nul.txt", "E07/..", "護" * 64)


@pytest.mark.parametrize("hidden", [False, True])
def test_no_id_leaves_the_folder_of_the_reports(hidden: bool, tmp_path: Path) -> None:
    rows = "".join(f"{one},Somebody {n},,\n" for n, one in enumerate(HARD_IDS))
    name = "c" * 64
    place = small(tmp_path / "in", name, roster_csv=f"learner_id,name,email,role\n{rows}")
    before = {path for path in tmp_path.rglob("*")}
    out = tmp_path / "x" / "y" / "out"
    made = run(out, place, kind=LEARNER, hidden=hidden)
    assert [entry.state for entry in made] == [MADE] * len(HARD_IDS)
    new = {path for path in tmp_path.rglob("*") if path.is_file()} - before
    assert {path.parent for path in new} == {out}
    pages = {path.name for path in new} - {INDEX, MANIFEST}
    assert len(pages) == len(HARD_IDS) and all(page.startswith(f"{name}+") for page in pages)
    assert {entry.file for entry in made} == pages
    for entry in made:  # and the overview leads there
        assert f'href="{quote(entry.file)}"' in (out / INDEX).read_text("utf-8")
    again = run(out, place, kind=LEARNER, hidden=hidden)
    assert [entry.state for entry in again] == [KEPT] * len(HARD_IDS)
    gone = forget(HARD_IDS[0], place, out).reports
    assert pages <= set(gone)


@pytest.mark.parametrize("bad", ["..", ".", "../x", "/x", "a\\b", "~x", "a:b", "C:/x"])
def test_what_cannot_be_an_id_makes_no_file(bad: str, tmp_path: Path) -> None:
    roster = f"learner_id,name,email,role\n{bad},Somebody,,\nL2,Bo,,\n"
    place = small(tmp_path / "in", "two", roster_csv=roster)
    (entry,) = run(tmp_path / "out", place, kind=LEARNER)
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert (entry.name, entry.problems[0]["Row"], names) == ("two", "2", {INDEX, MANIFEST})
