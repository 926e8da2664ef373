"""The site on a plain web server, and a browser that reaches nobody else."""

from __future__ import annotations

import functools
import http.server
import socketserver
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import steps
from tests.browser.steps import FLAGS

ALIVE_WITHIN = 420_000  # an idle machine needs a tenth of it
ALIVE = "#ls-bar[data-done=yes]"
_NOTEBOOK = "window.jupyterapp.shell.currentWidget.content"
STATE = f"""() => {{
  const cells = {_NOTEBOOK}.model.cells, found = [];
  for (let i = 0; i < cells.length; i++) {{
    const cell = cells.get(i).toJSON();
    if (cell.cell_type !== 'code') continue;
    if (cell.execution_count == null) found.push(`cell ${{i}} has not run`);
    for (const output of cell.outputs) {{
      if (output.output_type === 'error') {{
        found.push(`cell ${{i}}: ${{output.ename}}: ${{output.evalue}}`);
      }}
    }}
  }}
  return found;
}}"""
ASK = """async code => {
  const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  let said = '';
  const asked = kernel.requestExecute({ code, store_history: false });
  asked.onIOPub = message => { said += message.content.text ?? message.content.evalue ?? ''; };
  await asked.done;
  return said.trim();
}"""

# What a lesson leaves behind. Its libraries stay: they know nothing of lessons.
_FORGET = """
import sys
from ipywidgets import Widget
Widget.close_all()
for name in [name for name in sys.modules if name.partition(".")[0] == "helpers"]:
    del sys.modules[name]
get_ipython().reset(new_session=False)
"""
_SHOW_NEXT = """async name => {
  const app = window.jupyterapp;
  const file = await app.serviceManager.contents.get(`${name}.ipynb`, { content: true });
  app.shell.currentWidget.content.model.fromJSON(file.content);
}"""

#: A name under which this machine looks to the browser like another one.
ANOTHER = "school.test"
# What Chromium asks for by itself, whatever the page. No page asks for one of these.
_ITS_OWN = {
    *("update.googleapis.com", "content-autofill.googleapis.com", "clients2.google.com"),
    *("accounts.google.com", "optimizationguide-pa.googleapis.com", "www.google.com"),
    *("safebrowsing.googleapis.com", "safebrowsingohttpgateway.googleapis.com"),
    *("android.clients.google.com", "mtalk.google.com", "edgedl.me.gvt1.com"),
}


class _Files(http.server.SimpleHTTPRequestHandler):
    """Files and nothing else, as any web server gives them."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        pass


class _Server(http.server.ThreadingHTTPServer):
    """A browser that closes in the middle of a file is no fault."""

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@dataclass
class Wall(socketserver.ThreadingTCPServer):
    """Where a request to any other host ends, and is remembered."""

    asked: list[str] = field(default_factory=list)
    daemon_threads = True

    def __post_init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Refusal)


class _Refusal(http.server.BaseHTTPRequestHandler):
    def _refuse(self) -> None:
        assert isinstance(self.server, Wall)
        host = urlsplit(self.path).hostname or self.path.partition(":")[0]
        if host not in _ITS_OWN:
            self.server.asked.append(f"{self.command} {self.path}")
        self.send_error(403)

    do_GET = do_POST = do_CONNECT = do_HEAD = do_OPTIONS = _refuse

    def log_message(self, format: str, *args: object) -> None:
        pass


@dataclass(frozen=True)
class Site:
    """A site that is served, and the wall around it."""

    folder: Path
    url: str
    wall: Wall

    def live(self, lesson: str) -> str:
        """The address of a live lesson."""
        return f"{self.url}/live/notebooks/index.html?path={lesson}.ipynb"


@contextmanager
def served(folder: Path) -> Iterator[Site]:
    """Serve a folder on this machine."""
    handler = functools.partial(_Files, directory=str(folder))
    with (
        _Server(("127.0.0.1", 0), handler) as server,
        Wall() as wall,
    ):
        for one in (server, wall):
            threading.Thread(target=one.serve_forever, daemon=True).start()
        yield Site(folder, f"http://127.0.0.1:{server.server_address[1]}", wall)
        server.shutdown()
        wall.shutdown()


@contextmanager
def walled_browser(chromium: str, site: Site) -> Iterator[Browser]:
    """A headless Chromium whose every request to another host ends at the wall."""
    proxy = {
        "server": f"http://127.0.0.1:{site.wall.server_address[1]}",
        "bypass": f"127.0.0.1,{ANOTHER}",
    }
    rules = f"--host-resolver-rules=MAP {ANOTHER} 127.0.0.1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=[*FLAGS, rules],
            proxy=proxy,  # type: ignore[arg-type]
        )
        try:
            yield browser
        finally:
            browser.close()


def wait_until_alive(page: Page) -> list[str]:
    """Wait until every cell has run; what went wrong, in words."""
    page.wait_for_selector(ALIVE, timeout=ALIVE_WITHIN)
    return list(page.evaluate(STATE))


def next_lesson(page: Page, lesson: str) -> list[str]:
    """Run another lesson in the same tab, with nothing left of the one before but libraries.

    Returns:
        What went wrong, in words.
    """
    told = ask(page, _FORGET)
    page.evaluate(_SHOW_NEXT, lesson)
    found = steps.run_all(page, ALIVE_WITHIN)
    return [*filter(None, [told]), *found, *page.evaluate(STATE)]


def ask(page: Page, code: str) -> str:
    """What the live lesson's Python prints."""
    begun = "() => document.querySelector('#ls-bar')?.dataset.begun"
    page.wait_for_function(begun, timeout=ALIVE_WITHIN)
    return str(page.evaluate(ASK, code))
