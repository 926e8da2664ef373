"""A cohort read once, from a disk or from any kind of storage, and unpacked elsewhere."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.cohort import read_cohort
from helpers.cohort.folder import leaves_folder
from helpers.reports import batch, parcel
from helpers.reports.batch import INDEX, MANIFEST, Wish
from helpers.reports.index import FAILED, KEPT, MADE
from helpers.reports.parcel import LARGEST, Kept, Parcel, unpacked
from tests.reports.support import TODAY, job, outcome, small

posix = pytest.mark.skipif(os.name != "posix", reason="links need a privilege on Windows")


def lines(folder: Path) -> list[str]:
    """What a reader of the folder says of it."""
    reading = read_cohort(folder)
    return [str(problem) for problem in (*reading.problems, *reading.notes)]


@posix
def test_what_is_unpacked_reads_as_the_folder_itself(tmp_path: Path) -> None:
    one = small(tmp_path, "one", hours_csv="learner_id,date,setting,hours\nL1,2026-02-30,lab,3\n")
    (one / "rosters.csv").write_text("a copy")
    (one / "notes.txt").write_text("not read")
    (one / "photo.jpg").write_bytes(b"1")
    (one / "skills.csv").unlink(missing_ok=True)
    (one / "skills.csv").symlink_to(tmp_path / "nowhere")
    (one / "certifications.csv").unlink(missing_ok=True)
    (tmp_path / "out.csv").write_text("secret")
    (one / "certifications.csv").symlink_to(tmp_path / "out.csv")
    with (one / "answers.csv").open("wb") as stream:
        stream.truncate(LARGEST + 1)
    read = parcel.read(str(one))
    assert b"secret" not in b"".join(file.content for file in read.files)
    assert "photo.jpg" not in {file.name for file in read.files}
    (tmp_path / "room").mkdir()
    with unpacked(read, tmp_path / "room") as folder:
        told = lines(folder)
        assert told == lines(one) and len(told) > 5
        assert leaves_folder(folder / "certifications.csv")


@pytest.mark.parametrize("name", ["../x.csv", "..", "a/b.csv", "", "/tmp/x.csv", "a\0b"])
def test_a_name_cannot_leave_the_folder_it_is_unpacked_in(name: str, tmp_path: Path) -> None:
    (tmp_path / "room").mkdir()
    bad = Parcel("c1", (Kept(name, "file", b"x"),))
    with pytest.raises((OSError, ValueError)), unpacked(bad, tmp_path / "room"):
        pass
    assert not [file for file in tmp_path.rglob("*") if file.is_file()]


def put(folder: Path, url: str) -> str:
    """A copy of a cohort in a storage."""
    from fsspec.core import url_to_fs

    disk, path = url_to_fs(url)
    disk.mkdirs(path, exist_ok=True)
    for file in folder.iterdir():
        disk.pipe_file(f"{path}/{file.name}", file.read_bytes())
    return url


def run(*cohorts: str, out: Path, pseudonyms: bool = False) -> dict[str, str]:
    found = batch.run(Wish(cohorts, out, TODAY, pseudonyms), lambda _: None)
    return {entry.name: entry.state for entry in found}


def test_a_cohort_in_memory_has_the_same_page_as_on_a_disk(tmp_path: Path) -> None:
    one = small(tmp_path, "one")
    url = put(one, "memory://school/one")
    assert outcome(one).page == batch_page(url, tmp_path / "out")
    assert run(url, out=tmp_path / "out") == {"one": KEPT}
    assert parcel.read(str(one)) == parcel.read(url)


def batch_page(url: str, out: Path) -> bytes:
    """The page of a run, with the fingerprint that one without a run has."""
    assert list(run(url, out=out).values()) == [MADE]
    mark = batch.fingerprint_of(out / "one.html")
    assert mark is not None
    return (out / "one.html").read_bytes().replace(mark.encode(), b"0" * 64)


def test_no_address_goes_to_whoever_makes_the_report(tmp_path: Path) -> None:
    url = put(small(tmp_path, "one"), "memory://school/one")
    asked = job(url)
    assert b"memory" not in repr(vars(asked)).encode() and "school" not in repr(asked)


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """A storage server of S3's kind on this machine."""
    import boto3
    from moto.server import ThreadedMotoServer

    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    running.start()
    host, port = running.get_host_and_port()
    patch = pytest.MonkeyPatch()
    patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
    patch.setenv("AWS_ACCESS_KEY_ID", "test")
    patch.setenv("AWS_SECRET_ACCESS_KEY", "hidden-key")
    patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    boto3.client("s3").create_bucket(Bucket="school")
    yield "s3://school"
    patch.undo()
    running.stop()


def test_a_cohort_on_a_storage_server_has_its_report(bucket: str, tmp_path: Path) -> None:
    out, one = tmp_path / "out", small(tmp_path, "one")
    url = put(one, f"{bucket}/spring/one")
    assert run(url, f"{bucket}/spring/none", out=out) == {"one": MADE, "none": FAILED}
    assert run(url, out=out) == {"one": KEPT}
    (one / "roster.csv").write_text("learner_id,name,email,role\nL1,Ana,,\nL2,Bo B,,\n")
    put(one, url)
    assert run(url, out=out) == {"one": MADE} and b"Bo B" in (out / "one.html").read_bytes()
    assert b"hidden-key" not in b"".join(file.read_bytes() for file in out.iterdir())


def test_what_opens_an_address_is_never_told(tmp_path: Path) -> None:
    out = tmp_path / "out"
    found = run("ftp://ana:geheim@127.0.0.1:9/one?token=geheim", out=out)
    assert found == {"one": FAILED}
    kept = (out / INDEX).read_text() + (out / MANIFEST).read_text()
    assert "geheim" not in kept and "geheim" not in repr(found)


def test_an_address_is_no_cohort_for_the_notebook_itself() -> None:
    from helpers.reports import opening

    with pytest.raises(opening.ReportError, match="there is no cohort"):
        opening.opened({"cohort": "memory://school/one", "today": "", "pseudonyms": False})
