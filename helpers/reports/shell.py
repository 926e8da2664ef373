"""One IPython in this very process: imports and tables are read once for many notebooks."""

from __future__ import annotations

import base64
import builtins
import contextlib
import functools
import getpass
import io
import linecache
import os
import platform
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from nbformat import NotebookNode, from_dict
from traitlets import Type
from traitlets.config import Config

from helpers.reports.descriptors import NUMBERS, Descriptors

_CONTROL = "application/vnd.jupyter.widget-view+json"


class RealKernelNeeded(RuntimeError):
    """A notebook asks for what only a kernel of its own can give; says what."""


class _NoKernel(RealKernelNeeded, AttributeError):
    """Whoever only asks whether there is a kernel is told that there is none."""


class _Hook(DisplayHook):
    """Keeps the value of a cell's last line as a notebook would."""

    def __call__(self, result: Any = None) -> None:
        if result is not None and not self.quiet():
            data, metadata = self.compute_format_data(result)
            self.update_user_ns(result)
            self.fill_exec_result(result)
            assert isinstance(self.shell, Shell)
            count = self.prompt_count
            self.shell.keep("execute_result", data, metadata, execution_count=count)

    def flush(self) -> None:
        """Forget the last results, and leave the collecting of garbage to whoever counts it."""
        self._, self.__, self.___ = "", "", ""


class _Publisher(DisplayPublisher):
    """Keeps what ``display`` shows."""

    def publish(
        self,
        data: Any,
        metadata: Any = None,
        source: Any = None,
        *,
        transient: Mapping[str, Any] | None = None,
        update: bool = False,
        **kwargs: Any,
    ) -> None:
        assert isinstance(self.shell, Shell)
        self.shell.show(data, metadata, (transient or {}).get("display_id"), update)

    def clear_output(self, wait: bool = False) -> None:
        assert isinstance(self.shell, Shell)
        self.shell.clear(wait)


class Shell(InteractiveShell):
    """An IPython that shows nothing, keeps no history and writes to no user's profile."""

    displayhook_class = Type(_Hook)
    display_pub_class = Type(_Publisher)

    outputs: list[NotebookNode]
    #: Files that are given what cells print as well, by the name of the stream.
    streams: Mapping[str, io.TextIOBase | None]
    _clear_first = False
    _shown: dict[str, list[NotebookNode]]
    _descriptors: Descriptors
    _written: list[tuple[str, str]]  # name of the stream, and text

    def begin(self) -> None:
        """Forget the notebook before; cells are counted from 1."""
        self.outputs, self.streams, self._shown = [], {}, {}
        self._descriptors, self._written = Descriptors(), []
        self.reset(new_session=False)
        self._forget_cells()
        self.user_ns.update({"_": "", "__": "", "___": ""})
        self.execution_count = 1

    def _forget_cells(self) -> None:
        """Forget the text of the cells, which IPython keeps for a session: that of a process."""
        kept = self.history_manager
        assert kept is not None
        for cells in (kept.input_hist_parsed, kept.input_hist_raw):
            cells[:] = [""]
        for waiting in (kept.db_input_cache, kept.db_output_cache):
            waiting.clear()  # for a data base that there is not: they would only grow
        for name in ("_i00", "_i", "_ii", "_iii"):
            setattr(kept, name, "")

    def run(self, cell: NotebookNode) -> BaseException | None:
        """Run a cell and keep what it prints and shows, in order; what failed is given back."""
        self.outputs = cell.outputs = []
        self._clear_first = False
        cell.execution_count = self.execution_count
        with (
            self._descriptors.taken(),
            contextlib.redirect_stdout(_Stream(self, "stdout")),
            contextlib.redirect_stderr(_Stream(self, "stderr")),
        ):
            done = self.run_cell(cell.source, store_history=True)
            self._listen()
        self._write()
        error: BaseException | None = done.error_before_exec or done.error_in_exec
        return error

    def keep(self, kind: str, data: Any, metadata: Any, **others: Any) -> NotebookNode:
        """Add an output to the cell that runs."""
        if _CONTROL in data:
            raise RealKernelNeeded(
                "a control (a widget) lives in a kernel; a report can show none. Run this notebook "
                "with papermill's own engine, without --engine life-support"
            )
        self._listen()
        self._clear_if_asked()
        output = _output(kind, data=_text(data), metadata=metadata or {}, **others)
        self.outputs.append(output)
        return output

    def show(self, data: Any, metadata: Any, name: str | None, update: bool) -> None:
        """Show something; under a name it can be changed afterwards, wherever it was shown."""
        shown = self._shown.setdefault(name, []) if name else []
        if update:
            for output in shown:
                output.data, output.metadata = _node(_text(data)), _node(metadata or {})
        else:
            shown.append(self.keep("display_data", data, metadata))

    def say(self, name: str, text: str) -> None:
        """Keep what is printed; what follows on the same stream becomes one output with it."""
        self._listen()
        self._say(name, text)

    def _listen(self) -> None:
        """Keep what subprocesses have printed so far."""
        for name, text in self._descriptors.news():
            self._say(name, text)

    def _say(self, name: str, text: str) -> None:
        self._clear_if_asked()
        last = self.outputs[-1] if self.outputs else None
        if last is not None and last.output_type == "stream" and last.name == name:
            last.text += text
        else:
            self.outputs.append(_output("stream", name=name, text=text))
        self._written.append((name, text))

    def _write(self) -> None:
        """Give the files what was printed; not before, since one may be the process's own."""
        for name, text in self._written:
            if (file := self.streams.get(name)) is not None:
                file.write(text)
                file.flush()
        self._written.clear()

    def clear(self, wait: bool) -> None:
        """Take the cell's outputs away, now or as soon as there are others."""
        self._listen()
        self._clear_first = True
        if not wait:
            self._clear_if_asked()

    def _clear_if_asked(self) -> None:
        if self._clear_first:
            self.outputs.clear()
            self._clear_first = False

    def _showtraceback(self, etype: type, evalue: object, stb: list[str]) -> None:
        """Keep an error as a notebook does."""
        self._listen()
        self.outputs.append(
            _output("error", ename=etype.__name__, evalue=str(evalue), traceback=list(stb))
        )

    @property
    def kernel(self) -> object:
        """There is none."""
        raise _NoKernel("this notebook runs without a kernel of its own, and a cell asks for it")

    def ask_exit(self) -> None:
        """``exit`` ends no notebook, with a kernel either."""

    def enable_gui(self, gui: object = None) -> None:
        """There is no screen."""

    def init_ipython_dir(self, ipython_dir: object) -> None:
        """Nothing is kept, so no folder is needed; and the user's own is not touched."""

    def init_profile_dir(self, profile_dir: object) -> None:
        """Likewise."""


class _Stream(io.TextIOBase):
    """What a cell sees as its standard output."""

    encoding = "utf-8"

    def __init__(self, shell: Shell, name: str) -> None:
        self._shell, self._name = shell, name

    def write(self, text: str) -> int:
        if text:
            self._shell.say(self._name, text)
        return len(text)

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return NUMBERS[self._name]


def _text(data: Mapping[str, Any]) -> dict[str, Any]:
    """The forms of an output, pictures as the text that a notebook holds."""
    return {
        kind: base64.b64encode(value).decode() if isinstance(value, bytes) else value
        for kind, value in data.items()
    }


def _output(kind: str, **parts: Any) -> NotebookNode:
    """An output as a notebook holds it; the whole notebook is validated at its end."""
    output: NotebookNode = from_dict({"output_type": kind, **parts})
    return output


def _node(value: Mapping[str, Any]) -> NotebookNode:
    return NotebookNode(value)


@functools.cache
def _shell() -> Shell:
    config = Config()
    config.HistoryManager.enabled = False  # it would open a data base and start a thread
    config.HistoryManager.hist_file = ":memory:"
    shell = Shell.instance(config=config)
    shell.ast_node_interactivity = "last_expr"
    shell.set_hook("show_in_pager", lambda *_: None)  # a page of help is no output
    return shell


def is_taken() -> bool:
    """Whether this process is a kernel already, or another IPython."""
    return InteractiveShell.initialized() and not isinstance(InteractiveShell.instance(), Shell)


def language_info() -> dict[str, Any]:
    """What a kernel tells a notebook of its language."""
    return {
        "codemirror_mode": {"name": "ipython", "version": 3},
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "nbconvert_exporter": "python",
        "pygments_lexer": "ipython3",
        "version": platform.python_version(),
    }


@contextlib.contextmanager
def fresh() -> Iterator[Shell]:
    """The shell with an empty namespace; afterwards the process is as it was."""
    with _process_kept():
        shell = _shell()
        sys.modules["__main__"] = shell.user_module
        shell.begin()
        try:
            yield shell
        finally:
            shell.begin()
            _forget_sources(shell)


def _forget_sources(shell: Shell) -> None:
    """Forget the cells' text, which is kept to show where an error came from."""
    for name in shell.compile._filename_map:
        linecache.cache.pop(name, None)
    shell.compile._filename_map.clear()


def _no_input(*_: object, **__: object) -> str:
    raise RealKernelNeeded("a cell asks for something to be typed, and nobody is there to do it")


@contextlib.contextmanager
def _process_kept() -> Iterator[None]:
    """Give back what belongs to the whole process and cells may change.

    A shell takes ``__main__``, which spawned processes begin from.
    """
    main, path, folder = sys.modules["__main__"], list(sys.path), os.getcwd()
    variables, asked, asked_secretly = dict(os.environ), builtins.input, getpass.getpass
    typed, sys.stdin = sys.stdin, io.StringIO()  # nobody is there, as before a kernel
    builtins.input = getpass.getpass = _no_input
    try:
        yield
    finally:
        builtins.input, getpass.getpass, sys.stdin = asked, asked_secretly, typed
        sys.modules["__main__"], sys.path[:] = main, path
        if dict(os.environ) != variables:
            os.environ.clear()
            os.environ.update(variables)
        os.chdir(folder)
