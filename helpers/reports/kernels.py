"""Run a notebook in this very process, so that imports and tables are read once for many.

A kernel of its own for each report costs seconds before the first cell runs. Here one IPython
shell runs notebook after notebook, each with an empty namespace of its own. What it must not
survive (a crash, a cell without end) is left to :mod:`helpers.reports.workers`.
"""

from __future__ import annotations

import contextlib
import functools
import io
import sys
from collections.abc import Iterator
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from nbformat import NotebookNode
from nbformat.v4 import new_output
from traitlets import Type
from traitlets.config import Config


class CellError(RuntimeError):
    """A cell that failed; its own exception is the cause."""

    def __init__(self, cell: int, error: BaseException) -> None:
        super().__init__(f"cell {cell}: {type(error).__name__}: {error}")


class _Hook(DisplayHook):
    """Keeps the value of a cell's last line as a notebook would."""

    def __call__(self, result: Any = None) -> None:
        if result is not None and not self.quiet():
            data, metadata = self.compute_format_data(result)
            assert isinstance(self.shell, _Shell)
            self.shell.keep("execute_result", data, metadata)


class _Publisher(DisplayPublisher):
    """Keeps what ``display`` shows."""

    def publish(self, data: Any, metadata: Any = None, *args: Any, **kwargs: Any) -> None:
        assert isinstance(self.shell, _Shell)
        self.shell.keep("display_data", data, metadata)

    def clear_output(self, wait: bool = False) -> None:
        assert isinstance(self.shell, _Shell)
        self.shell.outputs.clear()


class _Shell(InteractiveShell):
    """An IPython that shows nothing, keeps no history and writes to no user's profile."""

    displayhook_class = Type(_Hook)
    display_pub_class = Type(_Publisher)

    outputs: list[NotebookNode]

    def keep(self, kind: str, data: Any, metadata: Any) -> None:
        self.outputs.append(new_output(kind, data=data, metadata=metadata or {}))

    def _showtraceback(self, *_: object) -> None:
        """A failed cell is told by its exception."""

    def enable_gui(self, gui: object = None) -> None:
        """There is no screen."""

    def init_ipython_dir(self, ipython_dir: object) -> None:
        """Nothing is kept, so no folder is needed; and the user's own is not touched."""

    def init_profile_dir(self, profile_dir: object) -> None:
        """Likewise."""


@functools.cache
def _shell() -> _Shell:
    config = Config()
    config.HistoryManager.enabled = False  # it would open a data base and start a thread
    config.HistoryManager.hist_file = ":memory:"
    shell = _Shell.instance(config=config)
    shell.ast_node_interactivity = "last_expr"
    return shell


def run(notebook: NotebookNode) -> NotebookNode:
    """Run every code cell in an empty namespace and keep its outputs in the notebook.

    Raises:
        CellError: at the first cell that fails.
    """
    with _main_module_kept():
        shell = _shell()
        sys.modules["__main__"] = shell.user_module
        shell.reset(new_session=False)
        for place, cell in enumerate(notebook.cells):
            if cell.cell_type == "code":
                _run_cell(shell, place, cell)
    return notebook


@contextlib.contextmanager
def _main_module_kept() -> Iterator[None]:
    """Give ``__main__`` back, which a shell takes: spawned processes begin from it."""
    main = sys.modules["__main__"]
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _run_cell(shell: _Shell, place: int, cell: NotebookNode) -> None:
    shell.outputs = cell.outputs = []
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        done = shell.run_cell(cell.source, store_history=True)
    cell.execution_count = done.execution_count
    if text := printed.getvalue():
        cell.outputs.append(new_output("stream", name="stdout", text=text))
    error = done.error_before_exec or done.error_in_exec
    if error is not None:
        raise CellError(place, error) from error
