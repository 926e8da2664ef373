"""Many cohorts at once: what is made, what is kept, what is told, and what is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from helpers.reports import batch, parcel
from helpers.reports import fingerprint as module
from helpers.reports.__main__ import main
from helpers.reports.batch import INDEX, MANIFEST, UsageError, Wish
from helpers.reports.index import FAILED, KEPT, MADE
from tests.reports.support import TODAY, Page, copied, small

BROKEN = {"hours_csv": "learner_id,date,setting,hours\nL1,2026-02-30,lab,<b>3</b>\n"}


def run(*cohorts: Path | str, out: Path, **wish: object) -> dict[str, str]:
    """What came of each cohort."""
    told: list[str] = []
    asked = Wish(tuple(map(str, cohorts)), out, TODAY, **wish)  # type: ignore[arg-type]
    entries = batch.run(asked, lambda entry: told.append(entry.name))
    assert sorted(told) == sorted(entry.name for entry in entries)
    return {entry.name: entry.state for entry in entries}


def index(out: Path) -> Page:
    return Page((out / INDEX).read_text(encoding="utf-8"))


def test_a_broken_cohort_is_named_and_the_others_are_made(tmp_path: Path) -> None:
    out = tmp_path / "out"
    good, bad = small(tmp_path, "good"), small(tmp_path, "bad", **BROKEN)
    assert run(bad, "no-such-cohort", good, out=out) == {
        "bad": FAILED,
        "no-such-cohort": FAILED,
        "good": MADE,
    }
    assert sorted(file.name for file in out.iterdir()) == ["good.html", INDEX, MANIFEST]
    page = index(out)
    for words in ("2026-02-30", "hours.csv", "<b>3</b>", "there is no cohort 'no-such-cohort'"):
        assert words in page.text
    assert page.all("b") == [] and "1 of 3 reports are up to date" in page.text
    assert [link["href"] for link in page.all("a")] == ["good.html"]


def test_a_second_run_does_only_what_changed(tmp_path: Path) -> None:
    out = tmp_path / "out"
    one, two = small(tmp_path, "one"), small(tmp_path, "two")
    assert run(one, two, out=out) == {"one": MADE, "two": MADE}
    before = {file.name: file.read_bytes() for file in out.glob("*.html")}
    (out / "two.html").touch()
    assert run(one, two, out=out) == {"one": KEPT, "two": KEPT}
    assert {name: (out / name).read_bytes() for name in ("one.html", "two.html")} == {
        name: before[name] for name in ("one.html", "two.html")
    }
    (two / "roster.csv").write_text("learner_id,name,email,role\nL1,Ana,,\nL2,Bo,,\n")
    assert run(one, two, out=out) == {"one": KEPT, "two": MADE}
    assert run(one, out=out, pseudonyms=True) == {"one": MADE}


@pytest.mark.parametrize("damage", ["", "cut"])
def test_a_damaged_report_is_made_anew(damage: str, tmp_path: Path) -> None:
    out, one = tmp_path / "out", small(tmp_path, "one")
    run(one, out=out)
    file = out / "one.html"
    file.write_bytes(file.read_bytes()[:-5000] if damage else b"")
    assert run(one, out=out) == {"one": MADE}


def test_what_a_report_is_made_from_changes_its_fingerprint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = small(tmp_path, "one")

    def mark(
        folder: Path, day: str = TODAY, key: bytes | None = None, notebook: bytes = b""
    ) -> str:
        return module.fingerprint(parcel.read(str(folder)), day, key, notebook)

    found = {mark(one), mark(one, "2026-06-02"), mark(one, key=b"a"), mark(one, key=b"b")}
    found.add(mark(one, notebook=b" "))
    found.add(mark(one.rename(tmp_path / "two")))
    monkeypatch.setattr(module, "of_code", lambda: "other code")
    found.add(mark(tmp_path / "two"))
    assert len(found) == 7


def test_an_older_report_stays_and_the_index_says_so(tmp_path: Path) -> None:
    out, one = tmp_path / "out", small(tmp_path, "one")
    run(one, out=out)
    before = (out / "one.html").read_bytes()
    (one / "hours.csv").write_text(BROKEN["hours_csv"])
    assert run(one, out=out) == {"one": FAILED}
    assert (out / "one.html").read_bytes() == before
    assert "the last report that could be made is older" in " ".join(index(out).text.split())


def test_reports_of_earlier_runs_stay_on_the_index(tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(small(tmp_path, "one"), out=out)
    (out / "strange.html").write_text("<title>not ours</title>")
    run(small(tmp_path, "two"), out=out)
    page = index(out)
    assert [link["href"] for link in page.all("a")] == ["two.html", "one.html"]
    assert "not ours" not in page.text


@pytest.mark.parametrize("name", ["..", "a b", "-x", "index", "ü", "con", ".hidden", "a\nb", "<b>"])
def test_a_name_cannot_leave_the_folder_of_the_reports(name: str, tmp_path: Path) -> None:
    out = tmp_path / "inner" / "out"
    folder = small(tmp_path / "made", "c1")
    if name != "..":
        folder = folder.rename(folder.with_name(name))
        asked = folder
    else:
        asked = folder / "sub" / ".." / ".."
    states = run(asked, out=out)
    assert set(states.values()) == {FAILED}
    assert {file for file in tmp_path.rglob("*.html")} == {out / INDEX}
    assert index(out).all("b") == []


def test_two_cohorts_of_one_name_are_refused_before_anything_is_made(tmp_path: Path) -> None:
    one, two = small(tmp_path / "a", "same"), small(tmp_path / "b", "Same")
    with pytest.raises(UsageError, match="would both be written to"):
        run(one, two, out=tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


def test_a_cohort_asked_for_twice_is_made_once(tmp_path: Path) -> None:
    one = small(tmp_path, "one")
    assert run(one, f"{one}/", out=tmp_path / "out") == {"one": MADE}


def test_with_pseudonyms_the_index_repeats_nothing_that_was_read(tmp_path: Path) -> None:
    roster = "learner_id,name,email,role\nL1,Ana Secret,ana-secret,\n"
    bad = small(tmp_path, "bad", roster_csv=roster)
    run(bad, out=tmp_path / "out", pseudonyms=True)
    assert "secret" not in (tmp_path / "out" / INDEX).read_text().lower()
    assert "roster.csv" in index(tmp_path / "out").text


def test_exit_codes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = str(small(tmp_path, "good")), str(small(tmp_path, "bad", **BROKEN))
    out = ["--out", str(tmp_path / "out"), "--today", TODAY]
    assert main([good, *out]) == 0
    assert main([good, bad, *out]) == 1
    said = capsys.readouterr()
    assert "bad: not made: its files hold problems" in said.err
    assert "up to date: " in said.out and INDEX in said.out


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["emt-2026-spring"],
        ["--out", "x"],
        ["emt-2026-spring", "--out", "x", "--today", "1 June"],
        ["emt-2026-spring", "--out", "x", "--workers", "0"],
        ["emt-2026-spring", "--out", "x", "--workers", "-1"],
        ["emt-2026-spring", "--out", "x", "--nonsense"],
        ["emt-2026-spring", "--out", "file"],
    ],
)
def test_wrong_usage_is_2(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert [file.name for file in tmp_path.iterdir()] == ["file"]


def _begun(tmp_path: Path) -> tuple[subprocess.Popen[str], Path]:
    """A run of many cohorts, in a session of its own, with its first report made."""
    out = tmp_path / "out"
    folders = [str(copied("acls-2026-hospital", tmp_path, f"c{n}")) for n in range(12)]
    command = [sys.executable, "-m", "helpers.reports", *folders, "--out", str(out)]
    process = subprocess.Popen(
        command,
        start_new_session=True,
        preexec_fn=_listening,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    end = time.monotonic() + 240
    while not list(out.glob("c*.html")) and time.monotonic() < end:
        assert process.poll() is None, process.communicate()
        time.sleep(0.02)
    return process, out


def _listening() -> None:
    """As in a terminal; a script's background ignores Ctrl-C, and so would all it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _left(session: int) -> list[int]:
    """The processes of a session that are still there."""
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=,stat="], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    alive = [int(line.split()[0]) for line in listed if "Z" not in line.split()[1]]
    return [pid for pid in alive if _session(pid) == session]


def _soon_left(session: int) -> list[int]:
    """Who is still there after five seconds: a server of forks ends once nobody holds its pipe."""
    end = time.monotonic() + 5
    while (left := _left(session)) and time.monotonic() < end:
        time.sleep(0.1)
    return left


def _session(pid: int) -> int | None:
    try:
        return os.getsid(pid)
    except (ProcessLookupError, PermissionError):  # gone meanwhile, or somebody else's
        return None


def _whole(out: Path) -> None:
    names = sorted(file.name for file in out.iterdir() if file.name != MANIFEST)
    assert names and all(name.endswith(".html") and not name.startswith(".") for name in names)
    assert all(file.read_bytes().endswith(b"</html>\n") for file in out.glob("*.html"))


@pytest.mark.skipif(os.name != "posix", reason="Windows has no sessions and no SIGTERM to send")
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_leaves_no_process_and_no_half_file(sign: signal.Signals, tmp_path: Path) -> None:
    process, out = _begun(tmp_path)
    assert len(_left(process.pid)) > 1  # it has workers, and they are seen
    os.killpg(process.pid, sign)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Interrupted" in said and "Traceback" not in said
    assert _soon_left(process.pid) == []
    _whole(out)
    assert len(list(out.iterdir())) < 12


@pytest.mark.skipif(os.name != "posix", reason="Windows has no sessions and no SIGTERM to send")
def test_a_killed_run_leaves_whole_reports_and_its_processes_end(tmp_path: Path) -> None:
    process, out = _begun(tmp_path)
    process.kill()
    process.wait()  # and not for the end of its output, which its processes hold open
    end = time.monotonic() + 60
    while _left(process.pid) and time.monotonic() < end:
        time.sleep(0.1)
    left = _left(process.pid)
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    process.communicate()
    assert left == []
    assert all(f.read_bytes().endswith(b"</html>\n") for f in out.glob("*.html"))
