"""``make present``: the decks in a folder that is thrown away afterwards, and Voilà serving it."""

from __future__ import annotations

import contextlib
import html
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat

from helpers.lessons import shelf
from helpers.lessons.deck import page
from helpers.lessons.deck.screens import deck_of
from helpers.lessons.lab import has_display
from helpers.lessons.sheet import read_sheet

TEMPLATE = Path(__file__).parent / "template"
_STARTS_WITHIN = 60.0
_EXTENSIONS = (
    "@voila-dashboards/widgets-manager8",
    "@jupyter-widgets/jupyterlab-manager",
    "anywidget",
)
#: Seconds without a window after which a viewer's kernel is ended.
_IDLE = 60


class PresentError(RuntimeError):
    """The deck could not be shown; the message says why and what to do."""


@dataclass(frozen=True)
class Decks:
    """A folder with decks, and the address at which they are served.

    Attributes:
        folder: thrown away at the end, and with it everything that a kernel wrote.
        process: Voilà.
    """

    folder: Path
    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def address(self, lesson: str = "") -> str:
        """Where a lesson's deck is; without one, the list of all."""
        if lesson:
            return f"{self.url}/voila/render/{lesson}.ipynb"
        return f"{self.url}/voila/templates/deck/static/index.html"


def find(name: str) -> str:
    """The lesson that is meant by a name, a number or a file.

    Raises:
        PresentError: where there is none; all are named.
    """
    wanted = Path(name).name.removesuffix(".ipynb")
    written = [file.stem for file in shelf.notebooks()]
    found = [one for one in written if one == wanted or one.partition("_")[0] == wanted.zfill(2)]
    if not found:
        raise PresentError(f"There is no lesson {name!r}. There are {', '.join(written)}.")
    return found[0]


def present(lesson: str, extra: Sequence[str] = (), *, browser: bool = True) -> int:
    """Serve the decks until the terminal is closed or Ctrl+C is pressed."""
    with served([lesson] if lesson else None, extra) as decks:
        address = decks.address(lesson)
        print(f"The deck is at {address}", "Press Ctrl+C here to end it.", sep="\n", flush=True)
        if browser and has_display(sys.platform, os.environ):
            webbrowser.open(address)
        with contextlib.suppress(KeyboardInterrupt):
            return decks.process.wait()
    return 0


@contextlib.contextmanager
def served(lessons: Sequence[str] | None = None, extra: Sequence[str] = ()) -> Iterator[Decks]:
    """Voilà on the decks of some lessons, by default of all.

    Raises:
        PresentError: where Voilà is not installed or does not start.
    """
    if importlib.util.find_spec("voila") is None:
        raise PresentError(
            "Voilà is not installed. Run `make present`, or: "
            "python -m pip install 'life-support-curriculum[present]'"
        )
    with (
        ended_by_signals(),
        tempfile.TemporaryDirectory(prefix="deck-", ignore_cleanup_errors=True) as temporary,
    ):
        folder = Path(temporary)
        write(folder, lessons)
        port = free_port()
        log = folder / "voila.log"
        with log.open("wb") as stream:
            process = subprocess.Popen(
                command(folder / "decks", port, extra),
                cwd=folder,
                env=_environment(folder),
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=subprocess.STDOUT,
            )
        decks = Decks(folder, f"http://127.0.0.1:{port}", process, log)
        try:
            _wait(decks)
            yield decks
        finally:
            _stop(process)


@contextlib.contextmanager
def ended_by_signals() -> Iterator[None]:
    """Meanwhile ``kill``, and a terminal that is closed, end this process in good order.

    Raises:
        SystemExit: when one comes, with 128 and its number: what is open is closed on the way out.
    """
    names = ("SIGTERM", "SIGHUP")  # Windows has no SIGHUP
    found = [getattr(signal, name) for name in names if hasattr(signal, name)]
    if threading.current_thread() is not threading.main_thread():
        found = []  # only there may Python be told what to do with one

    def end(number: int, frame: object) -> None:
        for one in found:
            signal.signal(one, signal.SIG_IGN)  # a second one would cut the closing short
        raise SystemExit(128 + number)

    # What `nohup` has switched off stays so.
    found = [one for one in found if signal.getsignal(one) is not signal.SIG_IGN]
    before = {one: signal.signal(one, end) for one in found}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def write(folder: Path, lessons: Sequence[str] | None = None) -> None:
    """Write decks, template and the list of lessons into a folder."""
    (folder / "decks").mkdir()
    template = folder / "jupyter" / "voila" / "templates" / "deck"
    shutil.copytree(TEMPLATE, template)
    names = [file.stem for file in shelf.notebooks()]
    for name in lessons or names:
        deck = deck_of(read_sheet(shelf.lessons_dir() / f"{name}.ipynb"))
        nbformat.write(page.notebook(deck), folder / "decks" / f"{name}.ipynb")
    (template / "static" / "index.html").write_text(_list(lessons or names), encoding="utf-8")


def command(decks: Path, port: int, extra: Sequence[str] = ()) -> list[str]:
    """The command that serves a folder of decks."""
    return [
        *(sys.executable, "-m", "voila", str(decks), "--no-browser"),
        *("--template=deck", f"--port={port}", "--Voila.port_retries=0", "--Voila.ip=127.0.0.1"),
        "--VoilaConfiguration.progressive_rendering=True",
        "--VoilaConfiguration.allow_template_override=NO",
        "--VoilaConfiguration.show_tracebacks=False",
        # Only what draws our apps: other extensions of this machine take time, or ask other hosts.
        *(f"--VoilaConfiguration.extension_allowlist={name}" for name in _EXTENSIONS),
        # A window that was closed without a word leaves its kernel behind.
        f"--MappingKernelManager.cull_idle_timeout={_IDLE}",
        "--MappingKernelManager.cull_interval=20",
        "--MappingKernelManager.cull_connected=False",
        *extra,
    ]


def _environment(folder: Path) -> dict[str, str]:
    paths = [str(folder / "jupyter"), os.environ.get("JUPYTER_PATH", "")]
    return {
        **os.environ,
        "JUPYTER_PATH": os.pathsep.join(filter(None, paths)),
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
        "IPYTHONDIR": str(folder / "ipython"),
        "MPLBACKEND": "agg",
        # Whatever an app would keep of a learner's answers goes with the folder.
        "LIFE_SUPPORT_DATA": str(folder / "answers"),
    }


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(decks: Decks) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    until = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < until:
        if decks.process.poll() is not None:
            break
        try:
            with opener.open(decks.address(), timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    told = decks.log.read_text(encoding="utf-8", errors="replace").splitlines()[-20:]
    raise PresentError("\n".join(["Voilà did not start. It said:", *told]))


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _list(lessons: Sequence[str]) -> str:
    items = "".join(
        f'<li><a href="../../../render/{one.name}.ipynb">{one.number} {html.escape(one.title)}</a>'
        f" <span>{html.escape(one.question)} {one.minutes} minutes</span></li>"
        for one in shelf.lessons()
        if one.name in lessons
    )
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Lessons</title>'
        '<link rel="icon" href="data:;base64,="><link rel="stylesheet" href="list.css"></head>'
        f"<body><main><h1>Which lesson?</h1><ol>{items}</ol></main></body></html>"
    )
