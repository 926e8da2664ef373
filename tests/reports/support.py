"""Cohorts to make reports of, and pages taken apart."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from helpers.cohort import cohorts_dir
from helpers.cohort.key import office_key
from helpers.reports import parcel
from helpers.reports.build import build
from helpers.reports.job import Job, JobResult
from helpers.reports.template import template
from tests.cohort.build import make

TODAY = "2026-06-01"
EMPTY = "0" * 64


@contextlib.contextmanager
def cluster() -> Iterator[str]:
    """A Dask cluster of two processes on this machine: the address of its scheduler."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        dashboard_address=None,
        host="127.0.0.1",
    ) as running:
        yield running.scheduler_address


def example(name: str) -> Path:
    return cohorts_dir() / name


def copied(name: str, folder: Path, into: str | None = None) -> Path:
    """An example cohort of one's own, to be changed."""
    return Path(shutil.copytree(example(name), folder / (into or name)))


def small(folder: Path, name: str, **files: str | bytes | None) -> Path:
    """A cohort of two learners; see ``tests.cohort.build.make``."""
    folder.mkdir(parents=True, exist_ok=True)
    return make(folder, **files).rename(folder / name)


def job(where: Path | str, *, pseudonyms: bool = False, notebook: Path | None = None) -> Job:
    key = office_key() if pseudonyms else None
    source = (notebook or template()).read_bytes()
    return Job(parcel.read(str(where)), TODAY, pseudonyms, source, EMPTY, "", key)


def outcome(folder: Path, *, pseudonyms: bool = False, notebook: Path | None = None) -> JobResult:
    return build(job(folder, pseudonyms=pseudonyms, notebook=notebook))


def made(folder: Path, *, pseudonyms: bool = False) -> Page:
    found = outcome(folder, pseudonyms=pseudonyms)
    assert found.page is not None, (found.error, found.problems)
    return Page(found.page.decode())


def one_cell(source: str) -> bytes:
    """A template whose report is one cell; ``cohort`` is the path of the cohort's folder."""
    cells = [new_code_cell('cohort: str = ""', metadata={"tags": ["parameters"]})]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = new_notebook(cells=[*cells, new_code_cell(source)], metadata={"kernelspec": kernel})
    return str(nbformat.writes(notebook)).encode()


def single(name: str, notebook: bytes) -> Job:
    """A job whose cohort has a name and no file."""
    return Job(parcel.Parcel(name), TODAY, False, notebook, EMPTY)


class Page(HTMLParser):
    """What stands in a page.

    Attributes:
        tags: every start tag with its attributes, in order.
        text: all text that is shown.
        headings: level and text of each.
        captions: of tables.
        row_heads: the first cell of each row.
    """

    def __init__(self, source: str) -> None:
        super().__init__()
        self.source, self.text = source, ""
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.headings: list[tuple[int, str]] = []
        self.captions: list[str] = []
        self.row_heads: list[str] = []
        self._open: list[str] = []
        self._in_row = False
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open.append(tag)
        if tag in ("h1", "h2", "h3"):
            self.headings.append((int(tag[1]), ""))
        if tag == "caption":
            self.captions.append("")
        if tag == "th" and ("scope", "row") in attrs:
            self.row_heads.append("")
            self._in_row = True
        elif tag in ("td", "th"):
            self._in_row = False

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "style" not in self._open:
            self.text += data
        if self._open and self._open[-1] in ("h1", "h2", "h3"):
            level, text = self.headings[-1]
            self.headings[-1] = (level, text + data)
        if self._open and self._open[-1] == "caption":
            self.captions[-1] += data
        if self._open and self._open[-1] == "th" and self._in_row:
            self.row_heads[-1] += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]
