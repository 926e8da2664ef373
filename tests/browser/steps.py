"""What a learner does in JupyterLab, one function a step; the tests are written in these."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import nbformat
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.server import Lab

FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)
_OPENS_WITHIN = 60_000
_RUNS_WITHIN = 180_000
_PANEL = ".jp-NotebookPanel:not(.lm-mod-hidden)"
_SCROLLER = f"{_PANEL} .jp-WindowedPanel-outer"
_SEAM = 40  # pixels that two neighbouring shots share, so that no line is cut away

# The shell, not the tracker: the lesson in front is the one that is meant.
_READY = """() => {
  const panel = window.jupyterapp?.shell.currentWidget;
  const kernel = panel?.sessionContext?.session?.kernel;
  return Boolean(panel?.content?.widgets?.length) && kernel?.status === 'idle';
}"""
_IDLE = """() => {
  const panel = window.jupyterapp.shell.currentWidget;
  const running = panel.content.widgets.some(cell => cell.model.executionState === 'running');
  return !running && panel.sessionContext.session?.kernel?.status === 'idle';
}"""
_PAINTED = """async () => {
  const images = [...document.querySelectorAll('.jp-OutputArea img')];
  const painted = Promise.all(images.map(image => image.decode().catch(() => null)))
    .then(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
  const late = new Error('the page was not painted within a minute');
  await Promise.race([painted, new Promise((_, fail) => setTimeout(() => fail(late), 60000))]);
}"""
# Not scrollHeight: JupyterLab lets the last cell be scrolled up to the top of the window.
_HEIGHTS = """outer => {
  const cells = [...outer.querySelectorAll('.jp-Cell')];
  const end = cells.length ? cells[cells.length - 1].getBoundingClientRect().bottom : 0;
  return [outer.clientHeight, Math.ceil(end - outer.getBoundingClientRect().top + outer.scrollTop)];
}"""
# Not awaited in the page: an answer of the kernel that is lost would be waited for without end.
_RUN_ALL = """() => {
  window.lessonRan = false;
  window.jupyterapp.commands.execute('notebook:run-all-cells')
    .finally(() => { window.lessonRan = true; });
}"""
_RUN_ONE = """place => {
  window.lessonRan = false;
  window.jupyterapp.shell.currentWidget.content.activeCellIndex = place;
  window.jupyterapp.commands.execute('notebook:run-cell')
    .finally(() => { window.lessonRan = true; });
}"""
_CELLS = "() => window.jupyterapp.shell.currentWidget.content.widgets.length"
_RAN = "() => window.lessonRan"
_ATTACH = """() => {
  const notebook = window.jupyterapp.shell.currentWidget.content;
  notebook.notebookConfig = { ...notebook.notebookConfig, windowingMode: 'none' };
}"""
_BUSY = """seconds => {
  const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  kernel.requestExecute({ code: `import time; time.sleep(${seconds})` });
}"""
_SAVE = "() => window.jupyterapp.commands.execute('docmanager:save')"
_RESTART = """async () => {
  const panel = window.jupyterapp.shell.currentWidget;
  await panel.sessionContext.restartKernel();
}"""
_UNFOLD = "() => window.jupyterapp.commands.execute('notebook:expand-all-headings')"
_SHUT_DOWN = "() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()"
_FAILED = """() => {
  const cells = window.jupyterapp.shell.currentWidget.content.model.cells;
  const found = [];
  for (let i = 0; i < cells.length; i++) {
    for (const output of cells.get(i).toJSON().outputs ?? []) {
      const { output_type: kind, ename, evalue } = output;
      if (kind === 'error') found.push(`cell ${i}: ${ename}: ${evalue}`);
    }
  }
  return found;
}"""


@dataclass(frozen=True)
class Finding:
    """One fault that axe-core found: how grave, which rule, where."""

    impact: str
    rule: str
    help: str
    targets: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.impact}: {self.rule} ({self.help}) at {'; '.join(self.targets)}"


def write_notebook(folder: Path, *sources: str, name: str = "toy.ipynb") -> Path:
    """A notebook with these code cells, not run yet."""
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    kernel = {"name": "python3", "display_name": "Python 3"}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(notebook, folder / name)
    return folder / name


@contextmanager
def running_browser(chromium: str) -> Iterator[Browser]:
    """A headless Chromium that belongs to nobody else and calls nobody."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def window(browser: Browser) -> Iterator[Page]:
    """A fresh window without cookies or history; what the page complained about is shown.

    When it closes, the kernels that its notebooks had are ended.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.on("pageerror", lambda error: print(f"the page says: {error}"))
    try:
        yield page
    finally:
        shut_down_kernels(page)
        context.close()


def open_lesson(page: Page, lab: Lab, name: str, *, alone: bool = False) -> None:
    """Open a lesson and wait for its kernel.

    Args:
        name: ``01_chain_of_survival`` or a path below the server's folder.
        alone: the lesson without file browser and tabs, as a presenter shows it.
    """
    path = name if name.endswith(".ipynb") else f"{name}.ipynb"
    place = "doc" if alone else "lab"
    page.goto(f"{lab.url}/{place}/tree/{quote(path)}?reset", timeout=_OPENS_WITHIN)
    page.wait_for_function(_READY, timeout=_OPENS_WITHIN)
    settle(page)


def open_cells(page: Page, lab: Lab, name: str, *sources: str) -> None:
    """Open these code cells as a notebook of their own, every cell in the page, nothing run."""
    write_notebook(lab.root, *sources, name=f"{name}.ipynb")
    open_lesson(page, lab, name, alone=True)
    attach_all_cells(page)


def run_cells(page: Page, lab: Lab, name: str, *sources: str) -> None:
    """Open these code cells as a notebook of their own, and run them without an error."""
    write_notebook(lab.root, *sources, name=f"{name}.ipynb")
    open_lesson(page, lab, name, alone=True)
    assert run_all(page) == []


def run_all(page: Page, within: int = _RUNS_WITHIN) -> list[str]:
    """Run every cell and wait until the kernel is idle and every picture painted.

    Args:
        within: milliseconds that it may take.

    Returns:
        The errors that cells ended with, in words; empty if all went well.
    """
    page.evaluate(_RUN_ALL)
    page.wait_for_function(_RAN, timeout=within)
    settle(page, within)
    return list(page.evaluate(_FAILED))


def run_each(page: Page, within: int = _RUNS_WITHIN) -> list[str]:
    """Run cell after cell, each drawn before the next begins; the rest is as in `run_all`.

    For more apps than a lesson has: a kernel keeps a thousand messages that a busy server has not
    fetched, and drops what comes after them.
    """
    for place in range(int(page.evaluate(_CELLS))):
        page.evaluate(_RUN_ONE, place)
        page.wait_for_function(_RAN, timeout=within)
        settle(page, within)
    return list(page.evaluate(_FAILED))


def keep_busy(page: Page, seconds: float) -> None:
    """Give the kernel of the lesson in front something to do; this does not wait for it."""
    page.evaluate(_BUSY, seconds)


def attach_all_cells(page: Page) -> None:
    """Let JupyterLab keep every cell of the lesson in front in the page, seen or not."""
    page.evaluate(_ATTACH)


def unfold(page: Page) -> None:
    """Show what is folded away under the headings of the lesson in front."""
    page.evaluate(_UNFOLD)
    settle(page)


def settle(page: Page, within: int = _RUNS_WITHIN) -> None:
    """Wait until the kernel has nothing to do and what it sent is on the screen."""
    page.wait_for_function(_IDLE, timeout=within)
    page.evaluate(_PAINTED)


def save(page: Page) -> None:
    """Save the lesson in front, as Ctrl+S does."""
    page.evaluate(_SAVE)


def restart_kernel(page: Page) -> None:
    """Give the lesson in front a fresh kernel, without the question JupyterLab asks."""
    page.evaluate(_RESTART)
    page.wait_for_function(_READY, timeout=_OPENS_WITHIN)


def shut_down_kernel(page: Page) -> None:
    """End the kernel of the lesson in front, as closing JupyterLab for the day does."""
    page.evaluate(_SHUT_DOWN)


def shut_down_kernels(page: Page) -> None:
    """End every kernel of the server; they would wait, and take memory, until it ends itself."""
    page.evaluate("() => window.jupyterapp?.serviceManager.sessions.shutdownAll()")


def set_theme(page: Page, theme: str) -> None:
    """Change to another of JupyterLab's themes and wait until it is painted."""
    page.evaluate(
        "theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme
    )
    light = str("Light" in theme).lower()
    page.wait_for_function(f"() => document.body.dataset.jpThemeLight === '{light}'")
    settle(page)


def shots(page: Page, folder: Path, stem: str) -> list[Path]:
    """Picture the whole lesson in front, from top to bottom, in numbered screenshots.

    JupyterLab must attach all cells (windowing mode ``none``), or heights would change
    while scrolling.
    """
    folder.mkdir(parents=True, exist_ok=True)
    outer = page.locator(_SCROLLER).first
    view, whole = outer.evaluate(_HEIGHTS)
    step = max(view - _SEAM, 1)
    files = []
    for number in range(max(1, -(-(whole - _SEAM) // step))):
        outer.evaluate("(element, top) => { element.scrollTop = top; }", number * step)
        page.evaluate(_PAINTED)
        file = folder / f"{stem}-{number + 1:02d}.png"
        page.locator(_PANEL).first.screenshot(path=file, animations="disabled")
        files.append(file)
    return files


def axe(page: Page, selector: str) -> list[Finding]:
    """What axe-core finds wrong inside the elements that ``selector`` matches."""
    from axe_playwright_python.sync_playwright import Axe

    # JupyterLab's body has no height and cuts off what sticks out, so axe would see no text.
    page.evaluate("() => { document.body.style.minHeight = '100vh'; }")
    found = Axe().run(page, context={"include": [[selector]]})
    return [
        Finding(
            impact=str(entry["impact"]),
            rule=str(entry["id"]),
            help=str(entry["help"]),
            targets=tuple(str(node["target"][0]) for node in entry["nodes"]),
        )
        for entry in found.response["violations"]
    ]
