"""How the engine runs a notebook: in this very process, one at a time.

A kernel of its own for each report costs seconds before the first cell runs. What a process must
not survive (a crash, a cell without end) is left to :mod:`helpers.reports.team`.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from typing import Any

from nbformat import NotebookNode
from papermill.engines import Engine, NBClientEngine
from papermill.log import logger

from helpers.reports import shell
from helpers.reports.shell import RealKernelNeeded

# What a cell prints, shows and defines belongs to the whole process.
_ONE_AT_A_TIME = threading.Lock()
_holder: int | None = None  # the thread that runs a notebook


class ManagedEngine(Engine):
    """papermill's bookkeeping around cells that run in this process."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: str,
        told: Callable[[BaseException], None] | None = None,
        **options: Any,
    ) -> None:
        """Run every code cell until one fails; what failed is an output of its cell.

        Inside a kernel, or in a notebook that runs another, papermill's own engine does it: an
        IPython cannot hold a second one.

        Args:
            told: is called with the exception that ended the notebook.

        Raises:
            RealKernelNeeded: for a notebook that cannot be run in a process that stays.
        """
        if shell.is_taken() or _holder == threading.get_ident():
            NBClientEngine.execute_managed_notebook(nb_man, kernel_name, **options)
            return
        _check(nb_man.nb, kernel_name, options)
        with _ONE_AT_A_TIME:
            _hold(threading.get_ident())
            try:
                with shell.fresh() as running:
                    _run(running, nb_man, told or (lambda _: None), options)
            finally:
                _hold(None)


def _hold(thread: int | None) -> None:
    global _holder
    _holder = thread


def _run(
    running: shell.Shell,
    nb_man: Any,
    told: Callable[[BaseException], None],
    options: dict[str, Any],
) -> None:
    running.streams = {name: options.get(f"{name}_file") for name in ("stdout", "stderr")}
    for place, cell in enumerate(nb_man.nb.cells):
        error = None
        try:
            nb_man.cell_start(cell, place)
            if cell.cell_type == "code" and cell.source.strip():
                error = running.run(cell)
            if error is not None and not _may_fail(cell):
                nb_man.cell_exception(cell, cell_index=place, exception=error)
                told(error)
                break
        finally:
            nb_man.cell_complete(cell, cell_index=place)
            if options.get("log_output"):
                _log(cell.get("outputs", ()))
    nb_man.nb.metadata["language_info"] = shell.language_info()


def _log(outputs: Iterable[NotebookNode]) -> None:
    """Put into the log what a cell printed and showed, as papermill's own engine does."""
    for output in outputs:
        if output.output_type == "stream":
            level = logging.WARNING if output.name == "stderr" else logging.INFO
            logger.log(level, output.text)
        elif text := output.get("data", {}).get("text/plain"):
            logger.info(text)


def _may_fail(cell: NotebookNode) -> bool:
    return "raises-exception" in cell.metadata.get("tags", ())


def _check(notebook: NotebookNode, kernel_name: str, options: dict[str, Any]) -> None:
    own = "run it with papermill's own engine, without --engine life-support"
    language = ManagedEngine.nb_language(notebook) or "python"
    if language.lower() != "python":
        raise RealKernelNeeded(f"the notebook is written in {language}; {own}")
    known = {"python3", "python", notebook.metadata.get("kernelspec", {}).get("name")}
    if kernel_name not in known:
        raise RealKernelNeeded(f"the kernel {kernel_name} is asked for; {own}")
    if options.get("execution_timeout") or options.get("timeout"):
        raise RealKernelNeeded(f"a time limit for each cell needs a kernel of its own; {own}")
