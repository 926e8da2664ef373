"""Firefox without a window, told what to do by its own protocol, WebDriver BiDi.

Playwright drives only a Firefox of its own; this is the one that a system brings.
"""

from __future__ import annotations

import itertools
import json
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

_NAMES = ("firefox", "firefox-esr")
_ANSWERS_WITHIN = 120.0
# What Firefox asks for by itself is left out, and all else goes to the wall.
_SETTINGS = """
user_pref("network.proxy.type", 1);
user_pref("network.proxy.http", "127.0.0.1");
user_pref("network.proxy.http_port", {port});
user_pref("network.proxy.ssl", "127.0.0.1");
user_pref("network.proxy.ssl_port", {port});
user_pref("network.proxy.no_proxies_on", "127.0.0.1");
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("services.settings.server", "data:,");
user_pref("app.normandy.enabled", false);
user_pref("browser.safebrowsing.malware.enabled", false);
user_pref("browser.safebrowsing.phishing.enabled", false);
user_pref("datareporting.healthreport.uploadEnabled", false);
user_pref("dom.push.connection.enabled", false);
user_pref("extensions.systemAddon.update.enabled", false);
user_pref("media.gmp-manager.updateEnabled", false);
"""
#: Hosts of Firefox's own; no page asks for one of these.
ITS_OWN = (".mozilla.com", ".mozilla.net", ".mozilla.org", ".firefox.com")


def find() -> str | None:
    """The system's Firefox."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


class Firefox:
    """One window of it."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket, self._numbers = socket, itertools.count(1)
        self._ask("session.new", capabilities={})
        found = self._ask("browsingContext.getTree")["contexts"]
        self._window = found[0]["context"]

    def _ask(self, method: str, **params: Any) -> dict[str, Any]:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            answer = json.loads(self._socket.recv(timeout=_ANSWERS_WITHIN))
            if answer.get("id") == number:
                assert answer["type"] == "success", answer
                found: dict[str, Any] = answer["result"]
                return found

    def goto(self, url: str) -> None:
        """Open an address, and wait until the page is loaded."""
        self._ask("browsingContext.navigate", context=self._window, url=url, wait="complete")

    def evaluate(self, expression: str) -> Any:
        """What an expression is worth in the page, as JSON can say it."""
        told = self._ask(
            "script.evaluate",
            expression=f"(async () => JSON.stringify((await ({expression})) ?? null))()",
            target={"context": self._window},
            awaitPromise=True,
        )
        assert told["type"] == "success", told
        return json.loads(told["result"]["value"])

    def wait(self, expression: str, seconds: float) -> None:
        """Wait until something is true in the page."""
        until = time.monotonic() + seconds
        while not self.evaluate(expression):
            assert time.monotonic() < until, f"not within {seconds:.0f} s: {expression}"
            time.sleep(0.3)

    def press(self, key: str) -> None:
        """Press and release a key."""
        keys = [{"type": kind, "value": key} for kind in ("keyDown", "keyUp")]
        source = {"type": "key", "id": "keyboard", "actions": keys}
        self._ask("input.performActions", context=self._window, actions=[source])


@contextmanager
def running(program: str, wall: int) -> Iterator[Firefox]:
    """A Firefox with a profile of its own, whose requests to other hosts end at a port."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        Path(folder, "user.js").write_text(_SETTINGS.format(port=wall))
        options = ("--headless", "--no-remote", "--remote-debugging-port", "0", "--profile")
        process = subprocess.Popen(
            [program, *options, folder, "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            assert process.stderr
            found = (re.search(r"BiDi listening on (ws://\S+)", line) for line in process.stderr)
            address = next(filter(None, found))[1]
            with connect(f"{address}/session", max_size=None) as socket:
                yield Firefox(socket)
        finally:
            process.terminate()
            process.wait(20)
