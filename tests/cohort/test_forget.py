"""A learner is forgotten: no row is left, every other byte is as it was, the rest is told."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from helpers.cohort import cohorts_dir, read_cohort
from helpers.cohort.__main__ import main
from helpers.cohort.forget import forget
from tests.cohort.build import ANSWERS, SKILLS, make

HEAD = "learner_id,name,email,role\n"


def test_nothing_of_a_learner_is_left_in_an_example(tmp_path: Path) -> None:
    import shutil

    folder = Path(shutil.copytree(cohorts_dir() / "emt-2026-spring", tmp_path / "one"))
    before = read_cohort(folder).cohort
    assert before is not None
    learner, name = before.roster[["learner_id", "name"]].iloc[3]
    done = forget(learner, folder)
    after = read_cohort(folder).cohort
    assert after is not None and len(after.roster) == len(before.roster) - 1
    assert set(done.rows) == {"roster.csv", "answers.csv", "hours.csv", "skills.csv"} | (
        {"certifications.csv"} & set(done.rows)
    )
    held = b"".join(file.read_bytes() for file in folder.iterdir() if file.is_file())
    assert name.encode() not in held and f"\n{learner},".encode() not in held
    others = [file.name for file in folder.iterdir() if file.is_dir()]
    assert all(any(other in line for line in done.by_hand) for other in others)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_other_byte_is_as_it_was(encoding: str, end: str, tmp_path: Path) -> None:
    mark = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}.get(encoding, b"")
    rows = ["sep=;", "learner_id;name;email;role", 'L1;"Ana ""A""";;', 'L2;"Bo', 'B";;']
    rows += ['" L3 ";C;;']

    def text(*numbers: int) -> bytes:
        return mark + end.join([*(rows[n] for n in numbers), ""]).encode(encoding)

    folder = make(tmp_path, roster_csv=text(0, 1, 2, 3, 4, 5))
    assert forget("L2", folder).rows == {"roster.csv": 1}
    assert (folder / "roster.csv").read_bytes() == text(0, 1, 2, 5)
    forget("L3", folder)
    assert (folder / "roster.csv").read_bytes() == text(0, 1, 2)


def test_a_name_in_somebody_elses_row_is_told(tmp_path: Path) -> None:
    folder = make(
        tmp_path,
        roster_csv=HEAD + "L1,Ana Berg,,\nL2,Bo,,\n",
        skills_csv="\ufeff" + SKILLS + "L2,CPR,1,fail,I,2026-02-01,practised with ana berg\n",
    )
    (folder / "photo-list.xlsx").write_bytes(b"")
    done = forget("L1", folder)
    assert [line.partition(":")[0] for line in done.by_hand] == [
        "photo-list.xlsx is not looked at",
        "skills.csv, row 2",
    ]
    assert "Ana" not in str(done.by_hand)


def test_reports_that_hold_the_learner_are_gone(tmp_path: Path) -> None:
    folder, out = make(tmp_path), tmp_path / "out"
    out.mkdir()
    own = (f"{folder.name}.html", f"{folder.name}+L1.html", f"{folder.name}+Heron 12.html")
    for name in (*own, "other.html", "programme.html", "index.html", "manifest.json"):
        (out / name).touch()
    learner = read_cohort(folder).cohort.roster["learner_id"].iloc[0]  # type: ignore[union-attr]
    assert main(["forget", learner, "--in", str(folder), "--reports", str(out)]) == 0
    assert [file.name for file in out.iterdir()] == ["other.html"]


def test_nobody_of_that_id_is_told_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make(tmp_path)
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert main(["forget", "L99", "--in", str(folder)]) == 2
    assert "has the learner 'L99'" in capsys.readouterr().err
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_a_table_that_cannot_be_read_stops_it_before_anything_is_written(tmp_path: Path) -> None:
    folder = make(tmp_path, roster_csv=HEAD + "L1,Ana,,\n", skills_csv=b'learner_id\nL1,"x')
    with pytest.raises(ValueError, match=r"skills\.csv cannot be read"):
        forget("L1", folder)
    assert b"Ana" in (folder / "roster.csv").read_bytes()


ANSWER = "bus_stop_gasp,4,,1,shake,2026-02-01T10:00:00+00:00"


def waiting(folder: Path, name: str, *ids: str, head: str = ANSWERS, end: str = "\n") -> Path:
    file = folder / "waiting" / name
    file.parent.mkdir(exist_ok=True)
    rows = "".join(f"{one},{ANSWER}\n" for one in ids)
    file.write_bytes((head + rows).replace("\n", end).encode())
    return file


def test_answers_that_wait_for_the_roster_are_forgotten_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make(tmp_path, roster_csv=HEAD)
    both = waiting(folder, "several-1.csv", "L2", "L1", "\u200bL1 ", "L3", end="\r\n")
    own, other = waiting(folder, "2.csv", "L1"), waiting(folder, "3.csv", "L2")
    bad = waiting(folder, "4.csv", 'L1"')
    bad.write_bytes(b'learner_id\nL1,"x')
    half = folder / "waiting" / ".2.csv.abcdefgh"
    half.write_text("learner_id\nL1\n")
    kept = other.read_bytes()
    assert main(["forget", "L1", "--in", str(folder)]) == 1
    said = capsys.readouterr()
    assert both.read_bytes() == waiting(folder, "x.csv", "L2", "L3", end="\r\n").read_bytes()
    assert other.read_bytes() == kept and not own.exists() and not half.exists()
    assert "waiting/several-1.csv: 2 rows" in said.out and "waiting/2.csv: 1 rows" in said.out
    assert "waiting/4.csv cannot be read" in said.err and "a folder" not in said.err
    assert "database forget L1" in said.out


def test_what_waits_is_the_learners_as_the_roster_says(tmp_path: Path) -> None:
    folder = make(tmp_path, roster_csv=HEAD)
    file = waiting(folder, "1.csv", "0017", "17", "018", "aB", "Ab")
    done = forget("0017", folder)
    assert done.by_hand == ("waiting/1.csv: the id 17 may mean the learner, too",)
    forget("AB", folder)
    assert file.read_text() == f"{ANSWERS}17,{ANSWER}\n018,{ANSWER}\n"
    (folder / "roster.csv").write_text(HEAD + "0017,Ana,,\n018,Bo,,\n")
    assert forget("0017", folder).rows == {"roster.csv": 1, "waiting/1.csv": 1}
    assert file.read_text() == f"{ANSWERS}018,{ANSWER}\n"


def test_a_link_is_not_followed_to_what_waits_elsewhere(tmp_path: Path) -> None:
    folder, away = make(tmp_path), tmp_path / "away"
    away.mkdir()
    (away / "1.csv").write_text(f"{ANSWERS}L1,{ANSWER}\n")
    (folder / "waiting").symlink_to(away)
    assert "waiting, a folder, is not looked at" in forget("L1", folder).by_hand
    assert "L1" in (away / "1.csv").read_text()


ROSTER = HEAD + "L1,Riya Patel,,\nL2,Bo,,\n"


def test_a_name_is_answered_with_the_id(tmp_path: Path) -> None:
    folder = make(tmp_path, roster_csv=ROSTER)
    before = (folder / "roster.csv").read_bytes()
    with pytest.raises(ValueError, match=r"a learner_id is asked for: write L1$"):
        forget("patel, riya", folder)
    with pytest.raises(ValueError, match="as it stands in the roster"):
        forget("Ana", folder)
    assert (folder / "roster.csv").read_bytes() == before


@pytest.mark.parametrize(
    ("answer", "more", "left"),
    [("n", [], True), ("", [], True), ("y", [], False), (None, ["--yes"], False)],
)
def test_it_is_asked_once_at_a_terminal(
    answer: str | None, more: list[str], left: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make(tmp_path, roster_csv=ROSTER)
    asked: list[str] = []

    def ask(text: str) -> str:
        asked.append(text)
        return answer or ""

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", ask)
    main(["forget", "L1", "--in", str(folder), *more])
    assert ("Riya" in (folder / "roster.csv").read_text()) is left
    assert len(asked) == (answer is not None)


def test_pages_elsewhere_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["forget", "L1", "--in", str(make(tmp_path, roster_csv=ROSTER))])
    assert "learners' own pages in other folders" in capsys.readouterr().out
