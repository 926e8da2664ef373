"""The harness sees what it is meant to see, and a learner's settings do what they promise."""

from __future__ import annotations

import json
import sys
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import server, steps
from tests.browser.conftest import chromium_or_leave

pytestmark = pytest.mark.browser

_SLIDER = "import ipywidgets as w\nw.IntSlider(value=7, description='Minutes')"
_NAMELESS = "from IPython.display import HTML\nHTML('<button></button>')"


def test_all_cells_run_and_an_error_is_told(lab: server.Lab, page: Page) -> None:
    steps.write_notebook(lab.root, "print('ran')", "1 / 0", name="error.ipynb")
    steps.open_lesson(page, lab, "error")
    assert steps.run_all(page) == ["cell 1: ZeroDivisionError: division by zero"]
    expect(page.get_by_text("ran", exact=True)).to_be_visible()


def test_a_lesson_is_run_saved_and_reopened_with_its_app(lab: server.Lab, page: Page) -> None:
    file = steps.write_notebook(lab.root, _SLIDER, name="saved.ipynb")
    steps.open_lesson(page, lab, "saved")
    assert steps.run_all(page) == []
    handle = page.get_by_role("slider")
    handle.focus()
    page.keyboard.press("ArrowRight")
    expect(handle).to_have_attribute("aria-valuenow", "8.0")
    steps.save(page)
    state = json.loads(file.read_text())["metadata"]["widgets"]
    assert "IntSliderModel" in json.dumps(state)
    steps.shut_down_kernel(page)
    steps.open_lesson(page, lab, "saved")
    expect(page.get_by_role("slider")).to_be_visible()
    assert page.get_by_text("Error displaying widget").count() == 0


def test_a_restarted_kernel_has_forgotten(lab: server.Lab, page: Page) -> None:
    steps.write_notebook(lab.root, "print('x' in globals())\nx = 1", name="restart.ipynb")
    steps.open_lesson(page, lab, "restart")
    steps.run_all(page)
    steps.run_all(page)
    expect(page.get_by_text("True", exact=True)).to_be_visible()
    steps.restart_kernel(page)
    steps.run_all(page)
    expect(page.get_by_text("False", exact=True)).to_be_visible()


def test_axe_finds_a_planted_fault(lab: server.Lab, page: Page) -> None:
    steps.write_notebook(lab.root, _NAMELESS, name="axe.ipynb")
    steps.open_lesson(page, lab, "axe")
    steps.run_all(page)
    found = steps.axe(page, ".jp-OutputArea-output")
    assert ("critical", "button-name") in {(fault.impact, fault.rule) for fault in found}


def test_the_theme_changes(lab: server.Lab, page: Page) -> None:
    steps.write_notebook(lab.root, "1", name="theme.ipynb")
    steps.open_lesson(page, lab, "theme")
    for theme, light in ((server.DARK, "false"), (server.LIGHT, "true")):
        steps.set_theme(page, theme)
        assert page.evaluate("document.body.dataset.jpThemeLight") == light


def test_jupyterlab_has_the_settings_of_the_project(lab: server.Lab) -> None:
    for plugin, setting, expected in (
        ("@jupyter-widgets/jupyterlab-manager:plugin", "saveState", True),
        ("@jupyterlab/apputils-extension:notification", "fetchNews", "false"),
    ):
        with urllib.request.urlopen(f"{lab.url}/lab/api/settings/{plugin}") as answer:
            schema = json.load(answer)["schema"]
        assert schema["properties"][setting]["default"] == expected


def test_a_server_that_cannot_start_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "_command", lambda *_: [sys.executable, "-c", "exit('no room')"])
    home = tmp_path / "home"
    with (
        pytest.raises(server.LabError, match=r"JupyterLab ended with 1:\nno room"),
        server.running_lab(tmp_path, home),
    ):
        pass


@pytest.mark.parametrize(
    ("required", "outcome"), [("", pytest.skip.Exception), ("1", pytest.fail.Exception)]
)
def test_a_missing_browser_is_a_failure_where_one_is_required(
    required: str, outcome: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHROMIUM", "/nowhere")
    monkeypatch.setenv("REQUIRE_BROWSER", required)
    with pytest.raises(outcome, match="no Chromium was found"):
        chromium_or_leave()
