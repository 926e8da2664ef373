"""Broken cohorts, killed processes, killed runs, another machine: what can be made is made once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from helpers.reports import batch
from helpers.reports.batch import MANIFEST, Wish
from helpers.reports.index import KEPT, MADE
from tests.bench.faults import BROKEN, fault_run
from tests.reports.support import TODAY, small


@pytest.mark.skipif(sys.platform != "linux", reason="it looks for processes in /proc")
def test_the_fault_run_with_twelve_cohorts(tmp_path: Path) -> None:
    good = [small(tmp_path / "in", f"c{number}") for number in range(8)]
    bad = [small(tmp_path / "in", name, **BROKEN[name]) for name in list(BROKEN)[:4]]
    told = fault_run(good, bad, tmp_path / "out")
    assert told.startswith("8 right, 4 named, nothing twice")


def test_each_of_the_ten_ways_is_told(tmp_path: Path) -> None:
    bad = [small(tmp_path / "in", name, **files) for name, files in BROKEN.items()]
    found = batch.run(Wish(tuple(map(str, bad)), tmp_path / "out", TODAY), lambda _: None)
    assert [entry.name for entry in found if entry.state == "not made"] == list(BROKEN)
    assert all(entry.problems or entry.error for entry in found)


def test_two_runs_on_one_folder_do_not_harm_each_other(tmp_path: Path) -> None:
    out = tmp_path / "out"
    folders = [str(small(tmp_path / "in", f"c{number}")) for number in range(4)]
    command = [sys.executable, "-m", "helpers.reports", "--out", str(out), "--today", TODAY]
    parts = (folders[:3], folders[1:])
    runs = [
        subprocess.Popen([*command, *part], stdout=subprocess.PIPE, text=True) for part in parts
    ]
    said = [run.communicate()[0] for run in runs]
    assert [run.returncode for run in runs] == [0, 0], said
    pages = sorted(file.name for file in out.iterdir())
    assert pages == ["c0.html", "c1.html", "c2.html", "c3.html", "index.html", MANIFEST]
    assert all(file.read_bytes().endswith(b"</html>\n") for file in out.glob("*.html"))
    again = batch.run(Wish(tuple(folders), out, TODAY), lambda _: None)
    assert [entry.state for entry in again] == [KEPT] * 4
    assert batch.manifest.read(out).keys() == {"c0", "c1", "c2", "c3"}


def test_what_a_killed_run_left_half_written_is_taken_away(tmp_path: Path) -> None:
    out, one = tmp_path / "out", str(small(tmp_path, "one"))
    out.mkdir()
    for name in (".one.html.abcd1234", ".manifest.json.abcd1234"):
        (out / name).write_text("half")
    for name in (".hidden", ".htaccess"):
        (out / name).write_text("theirs")
    batch.run(Wish((one,), out, TODAY), lambda _: None)
    names = sorted(file.name for file in out.iterdir())
    assert names == [".hidden", ".htaccess", "index.html", MANIFEST, "one.html"]


def test_a_report_that_was_changed_by_hand_is_made_anew(tmp_path: Path) -> None:
    out, one = tmp_path / "out", str(small(tmp_path, "one"))
    wish = Wish((one,), out, TODAY)
    batch.run(wish, lambda _: None)
    page = (out / "one.html").read_bytes()
    (out / "one.html").write_bytes(page.replace(b"Ana", b"Eve"))
    assert [entry.state for entry in batch.run(wish, lambda _: None)] == [MADE]
    assert (out / "one.html").read_bytes() == page
    (out / MANIFEST).write_text("{broken")
    assert [entry.state for entry in batch.run(wish, lambda _: None)] == [KEPT]


def test_with_pseudonyms_the_manifest_names_nobody(tmp_path: Path) -> None:
    bad = {"roster_csv": "learner_id,name,email,role\nL1,Zoe Secret,zoe secret,\n"}
    folders = [str(small(tmp_path, "one")), str(small(tmp_path, "bad", **bad))]
    batch.run(Wish(tuple(folders), tmp_path / "out", TODAY, True), lambda _: None)
    told = (tmp_path / "out" / MANIFEST).read_text().lower()
    assert '"hidden"' in told and "not made" in told
    assert not any(word in told for word in ("ana", "secret", "zoe", str(tmp_path).lower()))
