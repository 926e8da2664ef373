"""``make notebooks``: fill what is generated, run every lesson, write what changed."""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from traitlets import default

from helpers.facts import files
from helpers.lessons import generated, guide, normal, sheet, shelf

_CELL_TIMEOUT = 300  # seconds
_WORKERS = 2


class BuildError(RuntimeError):
    """A lesson that cannot be built: which, at which cell, and why."""

    def __init__(self, lesson: str, cell: int | None, message: str) -> None:
        place = lesson if cell is None else f"{lesson}, cell {cell}"
        super().__init__(f"{place}: {message}")


@dataclass(frozen=True)
class Result:
    """What a build found.

    Attributes:
        changed: the files whose content is not what they held before.
        problems: for each lesson that could not be built, why.
    """

    changed: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def build(root: Path, *, write: bool = True, workers: int = _WORKERS) -> Result:
    """Build every lesson and every generated document of a checkout.

    Args:
        root: the checkout.
        write: whether files are changed, or only compared.
        workers: how many lessons run at once.
    """
    result = Result()
    notebooks = shelf.notebooks(root / "notebooks")
    for file, content in _lessons(notebooks, workers, result.problems):
        _keep(file, content, root, write, result)
    written = [file.stem for file in notebooks]
    made = {**generated.documents(root, written), **guide.documents(root)}
    for file, text in made.items():
        _keep(file, text.encode(), root, write, result)
    return result


def build_lesson(file: Path, written: Sequence[str]) -> bytes:
    """One lesson, filled, run and in its normal form; nothing is written.

    Raises:
        BuildError: if a cell fails or its output cannot be kept, or the lesson is too large.
        SheetError: if the file is no notebook.
    """
    notebook = sheet.parse(file.read_bytes(), file.name)
    try:
        # Ids and form first: what runs is already valid, whatever an editor left in the file.
        for cell in notebook["cells"]:
            cell.pop("outputs", None)
        executed = execute(normal.normalise(file.stem, notebook), file)
        _fill(file, executed, written)  # last, since outputs name sources too
        content = normal.to_bytes(normal.normalise(file.stem, executed))
    except normal.CellProblem as problem:
        raise BuildError(file.name, problem.cell, str(problem)) from None
    if len(content) > normal.LARGEST:
        raise BuildError(
            file.name, None, f"{len(content):,} bytes are more than {normal.LARGEST:,}"
        )
    return content


def _fill(file: Path, notebook: dict[str, Any], written: Sequence[str]) -> None:
    try:
        generated.fill(file.stem, notebook["cells"], written)
    except ValueError as error:
        raise BuildError(file.name, None, str(error)) from None


def execute(notebook: dict[str, Any], file: Path) -> dict[str, Any]:
    """Run every cell in a fresh kernel of this interpreter.

    Raises:
        BuildError: at the first cell that fails, takes too long or ends the kernel.
    """
    node = nbformat.from_dict(notebook)
    client = NotebookClient(
        node,
        kernel_name="python3",
        kernel_manager_class=_OwnKernelManager,
        timeout=_CELL_TIMEOUT,
        # It otherwise warns, once a lesson, that other users of this machine might listen.
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(file.parent)}},
    )
    with tempfile.TemporaryDirectory(prefix="ipython-") as home:
        try:
            client.execute(env=_environment(home))
        except CellExecutionError:
            _raise_error(node, file)
        except (CellTimeoutError, DeadKernelError) as error:
            cell = max(client.code_cells_executed - 1, 0)
            raise BuildError(file.name, _code_cell(node, cell), str(error)) from None
    executed: dict[str, Any] = node
    return executed


def _raise_error(node: Any, file: Path) -> NoReturn:
    """Say which cell failed and how; Jupyter's own message is a page of colour codes."""
    for index, cell in enumerate(node.cells):
        for output in cell.get("outputs", ()):
            if output.output_type == "error":
                raise BuildError(file.name, index, f"{output.ename}: {output.evalue}") from None
    raise BuildError(file.name, None, "a cell failed and left no message") from None


class _OwnKernelManager(AsyncKernelManager):
    """Starts this interpreter, whatever kernels the user has installed under its name."""

    @default("kernel_spec_manager")
    def _this_interpreter(self) -> KernelSpecManager:
        return KernelSpecManager(parent=self, kernel_dirs=[])


def _environment(home: str) -> dict[str, str]:
    """The kernel's environment: nothing of it may show in an output."""
    return {
        **os.environ,
        "IPYTHONDIR": home,  # the user's own start-up files stay out of the lessons
        "LIFE_SUPPORT_DATA": home,  # and so do the user's own answers
        "MPLBACKEND": "agg",
        "PYTHONHASHSEED": "0",
    }


def _code_cell(notebook: Any, number: int) -> int:
    places = [index for index, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
    return places[min(number, len(places) - 1)] if places else 0


def _lessons(
    notebooks: Sequence[Path], workers: int, problems: list[str]
) -> Iterator[tuple[Path, bytes]]:
    """Build the lessons at once, hand them on in reading order; a failed one is a problem."""
    written = [file.stem for file in notebooks]
    # "spawn": a forked process would share the parent's event loop and locks.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        futures = {file: pool.submit(_attempt, file, written) for file in notebooks}
        for file, future in futures.items():
            content, problem = future.result()
            if content is None:
                problems.append(problem)
            else:
                yield file, content


def _attempt(file: Path, written: Sequence[str]) -> tuple[bytes | None, str]:
    # As words, not as an exception: those of Jupyter do not survive the way between processes.
    try:
        return build_lesson(file, written), ""
    except (BuildError, sheet.SheetError) as error:
        return None, str(error)


def _keep(file: Path, content: bytes, root: Path, write: bool, result: Result) -> None:
    if file.exists() and file.read_bytes() == content:
        return
    result.changed.append(file.relative_to(root).as_posix())
    if write:
        files.write(file, content)


def report(result: Result, *, write: bool) -> int:
    """Tell what a build found; 0 if all is well, 1 if not."""
    for name in result.changed:
        print(f"{'written' if write else 'not up to date'}: {name}")
    for problem in result.problems:
        print(problem, file=sys.stderr)
    if not write and result.changed:
        print("Run `make notebooks` and look at what changed.", file=sys.stderr)
    if write and not result.changed and not result.problems:
        print("Every lesson and every generated page is up to date.")
    return 1 if result.problems or (result.changed and not write) else 0
