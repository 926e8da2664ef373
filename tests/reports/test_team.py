"""Processes that make reports, here and on a cluster: what one costs, and what stays."""

from __future__ import annotations

import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.reports import process, team
from helpers.reports.job import Job, JobResult
from tests.bench.measure import makers
from tests.reports.support import TODAY, cluster, one_cell, outcome, single, small

linux = pytest.mark.skipif(sys.platform != "linux", reason="this system keeps to no such limit")


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """A Dask cluster of two processes on this machine."""
    with cluster() as address:
        yield address


def made(jobs: list[Job], workers: int = 2, scheduler: str = "") -> dict[str, JobResult]:
    with team.team(workers, scheduler) as submit:
        return {job.id: result for job, result in team.as_made(jobs, submit, 2 * workers)}


def test_a_report_that_kills_its_process_costs_no_other() -> None:
    notebook = one_cell("import os\nif cohort.endswith('bad'): os._exit(3)\n'made'")
    found = made([single(name, notebook) for name in ("a", "bad", "b", "c")])
    assert "exit code 3" in found.pop("bad").error
    assert len(found) == 3 and all(result.page for result in found.values())


@pytest.mark.skipif(os.name != "posix", reason="Windows has no signals")
def test_a_killed_process_is_told_by_its_signal_and_leaves_no_file() -> None:
    notebook = one_cell("import os\nif cohort.endswith('bad'): os.kill(os.getpid(), 9)\n'made'")
    with team.team(1) as submit:
        jobs = [single(name, notebook) for name in ("bad", "a")]
        found = {job.id: result for job, result in team.as_made(jobs, submit, 2)}
        mine = Path(tempfile.gettempdir()).glob(f"{process.ROOM}{os.getpid()}-*")
        assert [list(room.iterdir()) for room in mine] == [[]]
    assert "SIGKILL" in found["bad"].error and found["a"].page


@linux
@pytest.mark.parametrize("where", ["here", "elsewhere"])
def test_a_process_that_is_killed_before_it_has_a_report_costs_none(
    where: str, request: pytest.FixtureRequest
) -> None:
    scheduler = request.getfixturevalue("scheduler") if where == "elsewhere" else ""
    old = {one.pid for one in makers()}

    def kill_the_first() -> None:
        while not (found := [one for one in makers() if one.pid not in old]):
            time.sleep(0.01)
        found[0].kill()

    killer = threading.Thread(target=kill_the_first)
    killer.start()
    found = made([single(f"c{number}", one_cell("'made'")) for number in range(5)], 1, scheduler)
    killer.join()
    assert [result.error for result in found.values()] == [""] * 5


def _ended_at_once(memory: int, room: str) -> None:
    os._exit(9)


def test_processes_that_end_whenever_they_begin_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "begin", _ended_at_once)
    found = made([single(name, one_cell("1")) for name in ("a", "b")], 1)
    assert {result.error for result in found.values()} == {
        "its process ended 3 times before it was begun"
    }


def test_a_report_without_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(team, "LIMIT", 15.0)
    notebook = one_cell("import time\nif cohort.endswith('slow'): time.sleep(600)\n'made'")
    found = made([single(name, notebook) for name in ("slow", "a", "b")], 1)
    assert "within 15 seconds" in found["slow"].error
    assert found["a"].page and found["b"].page


@linux
def test_a_report_that_needs_too_much_memory_costs_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(team, "MEMORY", 300 << 20)
    notebook = one_cell("len(bytes((600 if cohort.endswith('big') else 10) << 20))")
    found = made([single(name, notebook) for name in ("a", "big", "b")], 1)
    assert "more memory than a report may take" in found.pop("big").error
    assert all(result.page for result in found.values())


def test_no_more_cohorts_are_read_than_are_under_way() -> None:
    read: list[int] = []

    def jobs() -> Iterator[Job]:
        for number in range(9):
            read.append(number)
            yield single(f"c{number}", b"")

    def submit(job: Job) -> object:
        future: team.Future[JobResult] = team.Future()
        future.set_result(JobResult())
        return future

    told = 0
    for _ in team.as_made(jobs(), submit, 3):  # type: ignore[arg-type]
        told += 1
        assert len(read) <= told + 3
    assert told == 9


def test_folders_of_runs_that_were_killed_are_taken_away(tmp_path: Path) -> None:
    place = Path(tempfile.gettempdir())
    gone = place / f"{process.ROOM}999999999-x"
    there = place / f"{process.ROOM}{os.getppid()}-test"
    for folder in (gone, there):
        folder.mkdir()
    try:
        with team.here(1):
            assert not gone.exists() and there.exists()
    finally:
        there.rmdir()


def test_a_process_is_a_copy_of_one_without_threads() -> None:
    names = one_cell(
        "import os, sys, threading\n"
        "','.join([str(os.getppid()), str('helpers.reports.sections' in sys.modules)])"
    )
    with team.team(1) as submit:
        threading.Thread(target=time.sleep, args=(0.1,)).start()
        page = submit(single("a", names)).result().page
    assert page is not None and f"'{os.getpid()},".encode() not in page.replace(b"&#39;", b"'")
    assert b",True" in page


def test_on_a_cluster_the_same_page_is_made_and_faults_cost_the_same(
    scheduler: str, tmp_path: Path
) -> None:
    source = "import os\nif cohort.endswith('bad'): os._exit(3)\n'made'"
    jobs = [single(name, one_cell(source)) for name in ("a", "bad", "b")]
    found = made(jobs, 2, scheduler)
    assert "exit code 3" in found["bad"].error
    assert found["a"].page and found["b"].page
    from tests.reports.support import job

    one = small(tmp_path, "one")
    assert made([job(one)], 2, scheduler)["one"].page == outcome(one).page


def test_on_a_cluster_a_report_without_end_is_ended(
    scheduler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(team, "LIMIT", 15.0)
    notebook = one_cell("import time\nif cohort.endswith('slow'): time.sleep(600)\n'made'")
    found = made([single(name, notebook) for name in ("slow", "a", "b")], 2, scheduler)
    assert "within" in found["slow"].error and found["a"].page and found["b"].page


def test_a_machine_with_another_version_is_told() -> None:
    from dataclasses import replace

    from helpers.reports.build import build

    assert "another version" in build(replace(single("a", b""), code="other")).error


def test_a_scheduler_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    import dask

    with (
        dask.config.set({"distributed.comm.timeouts.connect": "1s"}),
        pytest.raises(team.NoCluster, match="does not answer"),
        team.elsewhere("tcp://127.0.0.1:9"),
    ):
        raise AssertionError("a scheduler answered")


def test_what_a_log_may_repeat_holds_no_content() -> None:
    from helpers.reports.parcel import Kept, Parcel

    secret = Parcel("c", (Kept("Ana.csv", "file", b"Ana"),))
    told = repr(Job(secret, TODAY, True, b"Ana", "0", "0", b"Ana")) + repr(JobResult(b"Ana"))
    assert "Ana" not in told
