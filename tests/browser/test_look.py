"""The tool that pictures a lesson: it is what we judge lessons by.

In a file of its own: Playwright runs one event loop at a time, and the tool starts its own.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser import look, steps

pytestmark = pytest.mark.browser


def test_a_lesson_is_pictured_from_top_to_bottom(
    chromium: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tall = "from IPython.display import HTML\nHTML('<div style=\"height:1500px\">tall</div>')"
    file = steps.write_notebook(tmp_path, tall, "1 / 0")
    before = file.read_bytes()
    out = tmp_path / "shots"
    assert look.main([str(file), "--out", str(out), "--dark", "--narrow", "--height=900"]) == 1
    said = capsys.readouterr()
    assert said.out.split() == [str(out / f"toy-dark-560-{n:02d}.png") for n in (1, 2, 3)]
    assert all((out / Path(line).name).stat().st_size > 1000 for line in said.out.split())
    assert "cell 1: ZeroDivisionError" in said.err
    assert file.read_bytes() == before


@pytest.mark.parametrize("missing", ["lesson", "browser"])
def test_nothing_to_look_at_is_told(
    missing: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "nowhere.ipynb"
    if missing == "browser":
        steps.write_notebook(tmp_path, "1", name=file.name)
        monkeypatch.setenv("CHROMIUM", str(tmp_path / "none"))
    assert look.main([str(file), "--out", str(tmp_path)]) == 2
    assert "There is no" in capsys.readouterr().err
