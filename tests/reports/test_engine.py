"""The engine of papermill: what a cell shows, counts and may not do; one notebook at a time."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import papermill
import pytest
from IPython.core.interactiveshell import InteractiveShell
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from papermill.exceptions import PapermillExecutionError

from helpers.reports import engine
from helpers.reports.build import build
from helpers.reports.job import KINDS, LEARNER
from helpers.reports.shell import RealKernelNeeded
from helpers.reports.template import template
from tests.reports.support import EMPTY, TODAY, example, job, small

ROOT = Path(__file__).resolve().parents[2]
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}

engine.register()


def ran(*sources: str, name: str | None = engine.NAME, **options: Any) -> list[NotebookNode]:
    cells = [new_code_cell(source) for source in sources]
    notebook = new_notebook(cells=cells, metadata={"kernelspec": KERNEL})
    found = papermill.execute_notebook(
        notebook, None, engine_name=name, progress_bar=False, **options
    )
    return list(found.cells)


def told(cell: NotebookNode) -> list[str]:
    """What kind each output is and what it says."""
    return [
        f"{out.name} {out.text}" if out.output_type == "stream" else out.data["text/plain"]
        for out in cell.outputs
    ]


CASES = [
    ("x = 1\nx + 1", "'x' in globals()", "_ is not None and Out"),
    ("import sys\nprint('a')\ndisplay(1)\nprint('b', file=sys.stderr)\n2",),
    ("display(x := 3); 4;",),
    ("from IPython.display import clear_output\nprint(1)\nclear_output()\nprint(2)",),
    ("from IPython.display import clear_output\nprint(1)\nclear_output(wait=True)\nprint(2)",),
    ("h = display(1, display_id=True)", "h.update(5)"),
    ("import asyncio\nawait asyncio.sleep(0)\n'waited'",),
    ("import pickle\nclass A: pass\npickle.loads(pickle.dumps(A)) is A",),
    ("%pwd\n", "!echo hello", "len"),
    ("", "1"),
    ("import sys\nsys.stdin.readline()",),
    ("%%capture kept\nprint(1)", "kept.stdout"),
    ("1 + 1", "In, _i, _ii, Out, _1"),
]


@pytest.mark.parametrize("sources", CASES)
def test_a_notebook_is_as_papermills_own_engine_leaves_it(sources: tuple[str, ...]) -> None:
    ours, theirs = ran(*sources), ran(*sources, name=None)
    assert [told(cell) for cell in ours] == [told(cell) for cell in theirs]
    for mine, other in zip(ours, theirs, strict=True):
        assert mine.execution_count == other.execution_count
        kinds = [[out.output_type for out in cell.outputs] for cell in (mine, other)]
        assert kinds[0] == kinds[1]


def test_cells_are_counted_from_1_in_every_notebook() -> None:
    for _ in range(2):
        cells = ran("1", "exit", "2")  # as in a kernel, that ends its cell and nothing else
        assert [cell.execution_count for cell in cells] == [1, 2, 3]
        assert [cell.outputs[0].execution_count for cell in cells[::2]] == [1, 3]
        assert {cell.metadata.papermill.status for cell in cells} == {"completed"}


def test_streams_and_displays_are_in_order_and_errors_are_kept() -> None:
    (cell,) = ran(
        "import sys\nprint('a')\ndisplay(1)\nprint('b')\nprint('c')\nprint('d', file=sys.stderr)\n2"
    )
    assert told(cell) == ["stdout a\n", "1", "stdout b\nc\n", "stderr d\n", "2"]


@pytest.mark.skipif(os.name != "posix", reason="Windows cannot read a file so")
def test_what_subprocesses_print_is_in_the_notebook_in_order(
    capfd: pytest.CaptureFixture[str],
) -> None:
    source = (
        "import os, subprocess, sys\nprint('a')\nsubprocess.run(['echo', 'b'])\nprint('c')\n"
        "display(1)\nos.write(2, 'ü'.encode())\nsubprocess.run(['echo', 'd'], stdout=sys.stdout)\n"
        "os.system('echo e');"
    )
    (cell,) = ran(source)
    assert told(cell) == ["stdout a\nb\nc\n", "1", "stdout d\ne\n", "stderr ü"]
    print("afterwards")
    os.write(2, b"it is as it was")
    assert capfd.readouterr() == ("afterwards\n", "it is as it was")


def test_what_is_printed_goes_to_a_file_that_is_asked_for(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with (tmp_path / "said").open("w+") as file:
        ran("print('a')", "print('b')", stdout_file=file, stderr_file=sys.__stderr__)
        file.seek(0)
        assert file.read() == "a\nb\n"
    ran("import sys\nprint('c', file=sys.stderr)", stderr_file=sys.__stderr__)
    assert capfd.readouterr().err == "c\n"


def test_the_log_is_given_what_papermills_own_engine_gives_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    source = "import sys\nprint('a')\nsys.stdout.flush()\nprint('b', file=sys.stderr)\n2"
    logs = []
    for name, log_output in ((engine.NAME, True), (None, True), (engine.NAME, False)):
        caplog.clear()
        with caplog.at_level("INFO", logger="papermill"):
            ran(source, "1 + 2", name=name, log_output=log_output)
        said = {(one.levelname, one.getMessage()) for one in caplog.records}
        logs.append({(level, text) for level, text in said if text.strip() in {*"ab23"}})
    ours, own, none = logs
    assert ours == own == {("INFO", "a\n"), ("WARNING", "b\n"), ("INFO", "2"), ("INFO", "3")}
    assert none == set()


def test_a_notebook_leaves_nothing_behind_for_the_next(tmp_path: Path) -> None:
    main, folder, path = sys.modules["__main__"], os.getcwd(), list(sys.path)
    ran(
        f"import os, sys\nos.chdir({str(tmp_path)!r})\nsys.path.append('x')\nos.environ['Q1'] = '1'"
    )
    assert (os.getcwd(), sys.path) == (folder, path) and "Q1" not in os.environ
    assert sys.modules["__main__"] is main
    (cell,) = ran("'os' in globals(), Out, _, _i, len(In)")
    assert told(cell) == ["(False, {}, '', '', 2)"]


def test_no_notebook_stays_in_memory() -> None:
    text = "a text of a cell that nobody may find again"
    ran(f"{text!r}", "_")
    kept = InteractiveShell.instance().history_manager
    assert kept is not None
    assert text not in repr(vars(kept)) and text not in repr(kept.trait_values())


def test_a_failing_cell_ends_the_notebook_with_its_own_exception() -> None:
    caught: list[BaseException] = []
    with pytest.raises(PapermillExecutionError) as raised:
        ran("x = {}", "x['a']", "1 / 0", told=caught.append)
    assert raised.value.cell_index == 1 and raised.value.ename == "KeyError"
    assert [type(error) for error in caught] == [KeyError]
    assert "x['a']" in re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(raised.value.traceback))


def test_what_failed_is_in_the_notebook_that_plain_papermill_writes(tmp_path: Path) -> None:
    import nbformat

    notebook = new_notebook(
        cells=[new_markdown_cell("# A"), new_code_cell("1 / 0")], metadata={"kernelspec": KERNEL}
    )
    out = tmp_path / "out.ipynb"
    with pytest.raises(PapermillExecutionError, match="division by zero"):
        papermill.execute_notebook(notebook, out, engine_name=engine.NAME, progress_bar=False)
    kinds = [o.output_type for c in nbformat.read(out, 4).cells for o in c.get("outputs", ())]
    assert kinds == ["error"]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("input('name?')", "asks for something to be typed"),
        ("import getpass; getpass.getpass()", "asks for something to be typed"),
        ("get_ipython().kernel.shell", "runs without a kernel"),
        ("import ipywidgets\nipywidgets.IntSlider()", "a control"),
    ],
)
def test_what_needs_a_real_kernel_is_refused_in_words(source: str, words: str) -> None:
    with pytest.raises(PapermillExecutionError, match=words):
        ran(source)


def test_other_kernels_languages_and_limits_are_refused_in_words() -> None:
    with pytest.raises(RealKernelNeeded, match="kernel ir"):
        ran("1", kernel_name="ir")
    with pytest.raises(RealKernelNeeded, match="time limit"):
        ran("1", execution_timeout=3)
    notebook = new_notebook(cells=[new_code_cell("1")])
    notebook.metadata.kernelspec = {"name": "ir", "display_name": "R", "language": "R"}
    with pytest.raises(RealKernelNeeded, match="written in R"):
        papermill.execute_notebook(notebook, None, engine_name=engine.NAME, progress_bar=False)


def test_two_threads_run_one_notebook_at_a_time() -> None:
    found: dict[str, list[str]] = {}
    source = (
        "import time\nfor n in range(5):\n    print({0!r})\n    time.sleep(0.05)\ndisplay({0!r})"
    )

    def run(name: str) -> None:
        found[name] = told(ran(source.format(name), "1")[0])

    threads = [threading.Thread(target=run, args=(name,)) for name in ("ana", "bo", "chi")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {n: ["stdout " + 5 * f"{n}\n", repr(n)] for n in ("ana", "bo", "chi")}


def test_a_notebook_that_runs_another_hands_over_to_papermills_own(tmp_path: Path) -> None:
    source = (
        "import papermill\nfrom nbformat.v4 import new_code_cell, new_notebook\n"
        f"inner = new_notebook(cells=[new_code_cell('import sys; \"ipykernel\" in sys.modules')],"
        f" metadata={{'kernelspec': {KERNEL!r}}})\n"
        "found = papermill.execute_notebook(inner, None, engine_name='life-support', "
        "progress_bar=False)\nfound.cells[0].outputs[0].data['text/plain']"
    )
    # What the kernel itself says as it starts is a subprocess's, and stands before.
    assert told(ran("import helpers.reports.build", source)[1])[-1] == "'True'"


def test_inside_a_kernel_it_hands_over_to_papermills_own() -> None:
    source = (
        "import papermill\nfrom nbformat.v4 import new_code_cell, new_notebook\n"
        "from helpers.reports import engine, shell\nengine.register()\n"
        f"inner = new_notebook(cells=[new_code_cell('get_ipython().kernel is not None')],"
        f" metadata={{'kernelspec': {KERNEL!r}}})\n"
        "found = papermill.execute_notebook(inner, None, engine_name='life-support', "
        "progress_bar=False)\nfound.cells[0].outputs[0].data['text/plain'], shell.is_taken()"
    )
    assert told(ran(source, name=None)[0]) == ["('True', True)"]


@pytest.fixture
def installed(tmp_path: Path) -> dict[str, str]:
    """The environment of an installation that has the entry point of pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    points = project["entry-points"]["papermill.engine"]
    lines = "".join(f"{name} = {target}\n" for name, target in points.items())
    info = tmp_path / "site" / "entry_of_a_test-1.dist-info"
    info.mkdir(parents=True)
    (info / "entry_points.txt").write_text(f"[papermill.engine]\n{lines}", encoding="utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: entry-of-a-test\nVersion: 1\n")
    path = os.pathsep.join([str(tmp_path / "site"), str(ROOT)])
    return {**os.environ, "PYTHONPATH": path, "PYTHONWARNINGS": "ignore"}


@pytest.mark.parametrize(
    "order",
    [
        "import papermill, helpers.reports.engine",
        "import helpers.reports.engine, papermill",
        "import helpers.reports.managed",
        "import helpers.reports.build",
    ],
)
def test_it_is_importable_before_and_after_papermill(order: str, installed: dict[str, str]) -> None:
    check = (
        "from papermill.engines import papermill_engines as e; print(e.get_engine('life-support'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", f"{order}; {check}"],
        env=installed,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "LifeSupportEngine" in done.stdout, done.stderr


def test_plain_papermill_finds_it_by_its_name(tmp_path: Path, installed: dict[str, str]) -> None:
    import nbformat

    notebook = new_notebook(cells=[new_code_cell("print('here')")], metadata={"kernelspec": KERNEL})
    nbformat.write(notebook, tmp_path / "in.ipynb")
    command = [sys.executable, "-m", "papermill", "--engine", "life-support", "in.ipynb", "o.ipynb"]
    done = subprocess.run(
        command, env=installed, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert nbformat.read(tmp_path / "o.ipynb", 4).cells[0].outputs[0].text == "here\n"


@pytest.mark.parametrize("kind", KINDS)
def test_papermills_own_engine_gives_the_same_page(kind: str) -> None:
    asked = job(example("acls-2026-hospital"), notebook=template(kind))
    asked = replace(asked, kind=kind, learner="A01" if kind == LEARNER else "")
    ours, theirs = build(asked), build(asked, engine_name=None)
    assert ours.page is not None and theirs.page is not None, theirs.error
    assert _bare(ours.page) == _bare(theirs.page)


def _bare(page: bytes) -> bytes:
    """A page without the ids of cells, which each notebook has of its own."""
    return re.sub(rb'\b(id|data-cell-id)="[^"]*"', b"", page)


def test_a_folders_name_with_braces_is_no_parameter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tempfile

    place = tmp_path / "{cohort} {0} {nobody}"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    one = small(place, "one")
    found = build(job(one))
    assert found.page is not None, found.error
    assert TODAY.encode() in found.page and EMPTY.encode() in found.page


def test_problems_travel_as_data(tmp_path: Path) -> None:
    bad = small(tmp_path, "bad", hours_csv="learner_id,date,setting,hours\nL1,2026-02-30,lab,1\n")
    (problem,) = build(job(bad)).problems
    assert (problem["File"], problem["Row"], problem["Read"]) == ("hours.csv", "2", "2026-02-30")


@pytest.mark.parametrize(
    "value", ["'; import os; os._exit(9) #", '"""\nraise SystemExit', "\\'; 1/0 #", "{0.__class__}"]
)
def test_a_parameter_cannot_run_code(value: str) -> None:
    cells = [
        new_code_cell("cohort: str = ''", metadata={"tags": ["parameters"]}),
        new_code_cell("cohort"),
    ]
    notebook = new_notebook(cells=cells, metadata={"kernelspec": KERNEL})
    found = papermill.execute_notebook(
        notebook, None, {"cohort": value}, engine_name=engine.NAME, progress_bar=False
    )
    assert told(found.cells[-1]) == [repr(value)]
