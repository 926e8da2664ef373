"""The same screens as a PDF, one page each: for a laptop on which nothing can be installed."""

from __future__ import annotations

import base64
import contextlib
import itertools
import json
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from helpers.facts import files
from helpers.lessons.chromium import find_chromium
from helpers.lessons.deck import serve
from helpers.lessons.deck.serve import PresentError
from helpers.lessons.lab import is_root

_WIDTH, _HEIGHT = 1920, 1080
_OPENS_WITHIN = 30.0
_READY_WITHIN = 180.0
_READY = "document.getElementById('deck')?.dataset.ready === 'true'"


def write(lessons: Sequence[str], out: Path) -> Iterator[Path]:
    """Print the decks of some lessons.

    Args:
        out: the file for one lesson, where it ends with ``.pdf``; else the folder.

    Raises:
        PresentError: where there is no Chromium, or it does not answer.
    """
    chromium = browser()
    with serve.served(lessons) as decks, _browser(chromium) as port:
        for lesson in lessons:
            file = out if out.suffix == ".pdf" else out / f"{lesson}.pdf"
            files.write(file, _printed(port, decks.address(lesson)))
            yield file


def browser() -> str:
    """The browser that prints.

    Raises:
        PresentError: where there is none.
    """
    found = find_chromium()
    if found is None:
        raise PresentError(
            "No Chromium, Chrome or Edge was found to print with; install one, or set CHROMIUM."
        )
    return found


@contextlib.contextmanager
def _browser(chromium: str) -> Iterator[int]:
    """A browser of our own, and the port on which it is told what to do."""
    with tempfile.TemporaryDirectory(prefix="deck-", ignore_cleanup_errors=True) as home:
        process = subprocess.Popen(
            [
                *(chromium, "--headless=new", "--remote-debugging-port=0", "--disable-gpu"),
                *(f"--user-data-dir={home}", "--no-first-run", "--disable-background-networking"),
                *(["--no-sandbox"] if is_root() else []),
                "about:blank",
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield _port(Path(home) / "DevToolsActivePort", process)
        finally:
            process.terminate()
            process.wait(15)


def _port(file: Path, process: subprocess.Popen[bytes]) -> int:
    until = time.monotonic() + _OPENS_WITHIN
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError, ValueError, IndexError):
            return int(file.read_text().splitlines()[0])
        time.sleep(0.1)
    raise PresentError("The browser that should print did not start.")


def _printed(port: int, address: str) -> bytes:
    from websockets.sync.client import connect

    blank = urllib.parse.quote("about:blank", safe="")
    request = urllib.request.Request(f"http://127.0.0.1:{port}/json/new?{blank}", method="PUT")
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=10) as answer:
        target = json.load(answer)["webSocketDebuggerUrl"]
    with connect(target, max_size=None) as socket:
        tab = _Tab(socket)
        size = {"width": _WIDTH, "height": _HEIGHT, "deviceScaleFactor": 1, "mobile": False}
        tab.ask("Emulation.setDeviceMetricsOverride", **size)
        tab.ask("Page.navigate", url=address)
        tab.wait(_READY)
        tab.ask("Runtime.evaluate", expression="deckPages()", awaitPromise=True)
        made = tab.ask("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        tab.ask("Page.close")
    return base64.b64decode(made["data"])


class _Tab:
    """One page of the browser, by its own protocol."""

    def __init__(self, socket: Any) -> None:
        self._socket, self._numbers = socket, itertools.count(1)

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """Have something done; what it answers."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            answer = json.loads(self._socket.recv(timeout=_READY_WITHIN))
            if answer.get("id") == number:
                if "error" in answer:
                    raise PresentError(f"The browser refuses {method}: {answer['error']}")
                found: dict[str, Any] = answer.get("result", {})
                return found

    def wait(self, expression: str) -> None:
        """Wait until something is true in the page."""
        until = time.monotonic() + _READY_WITHIN
        while time.monotonic() < until:
            result = self.ask("Runtime.evaluate", expression=expression)["result"]
            if result.get("value") is True:
                return
            time.sleep(0.5)
        raise PresentError(f"The apps were not ready within {_READY_WITHIN:.0f} seconds.")
