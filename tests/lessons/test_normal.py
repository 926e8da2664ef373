"""What is kept of an executed lesson, and that it is the same at every run."""

from __future__ import annotations

import copy
import json

import nbformat
import pytest

from helpers.lessons import normal
from tests.lessons import toys
from tests.lessons.toys import Node, code, markdown, notebook, printed, shown


def outputs(*given: Node) -> list[Node]:
    return normal.normalise("toy", notebook(code("1", *given)))["cells"][0]["outputs"]


def test_metadata_of_people_and_machines_is_dropped() -> None:
    raw = notebook(
        code(
            "1",
            tags=["core"],
            execution={"iopub.status.busy": "2026-01-01T00:00:00Z"},
            scrolled=True,
            ExecuteTime={},
        )
    )
    raw["metadata"] = {
        "widgets": {"state": {}},
        "kernelspec": {"name": "my-own", "display_name": "Mine"},
        "language_info": {"name": "python", "version": "3.11.7"},
    }
    plain = normal.normalise("toy", raw)
    assert plain["cells"][0]["metadata"] == {"tags": ["core"]}
    assert plain["metadata"] == {
        "kernelspec": {
            "display_name": "Python 3 (ipykernel)",
            "language": "python",
            "name": "python3",
        },
        "language_info": {"name": "python"},
    }


def test_a_live_widget_is_dropped_and_its_picture_stays() -> None:
    view = {normal.WIDGET_VIEW: {"model_id": "abc"}}
    (output,) = outputs(
        shown({"image/png": {"alt": "A curve."}}, image__png=f"{toys.PIXEL}\n", **view)
    )
    assert output["data"] == {"image/png": toys.PIXEL}
    assert output["metadata"] == {"image/png": {"alt": "A curve."}}


def test_pieces_of_a_stream_are_one() -> None:
    kept = outputs(printed("a"), shown(text__plain="b"), printed(["c\n", "d"]))  # type: ignore[arg-type]
    assert [o["output_type"] for o in kept] == ["stream", "display_data"]
    assert kept[0]["text"] == "ac\nd"


def test_execution_counts_are_the_places_of_the_code_cells() -> None:
    result = {"output_type": "execute_result", "execution_count": 40, "metadata": {}}
    raw = notebook(
        code("1", {**result, "data": {"text/plain": "1"}}, count=40), markdown("x"), code("2")
    )
    plain = normal.normalise("toy", raw)
    assert [c.get("execution_count") for c in plain["cells"]] == [1, None, 2]
    assert plain["cells"][0]["outputs"][0]["execution_count"] == 1


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        (printed("careful", "stderr"), "written to stderr: careful"),
        (shown(application__json="{}"), "application/json"),
        (shown(**{normal.WIDGET_VIEW: "x"}), "a widget and nothing else"),
        (shown(text__plain="<Figure at 0x7f3a2b1c>"), "address in memory"),
        (shown(text__html="<b>object at 0x7f3a2b1c</b>"), "address in memory"),
        (printed("<object at 0x7f3a2b1c>"), "address in memory"),
        ({"output_type": "error", "ename": "E", "evalue": "v"}, "of the kind error"),
    ],
)
def test_what_a_page_cannot_keep_is_refused(output: Node, expected: str) -> None:
    with pytest.raises(normal.CellProblem, match=expected) as caught:
        outputs(output)
    assert caught.value.cell == 0


def test_a_good_id_stays_and_a_missing_one_depends_on_the_text_alone() -> None:
    cells = [markdown("a"), markdown("b"), markdown("c"), markdown("c")]
    cells[0]["id"], cells[1]["id"] = "keep-me", "not valid!"
    del cells[2]["id"], cells[3]["id"]
    first, second = (
        [c["id"] for c in normal.normalise("toy", copy.deepcopy(notebook(*cells)))["cells"]]
        for _ in range(2)
    )
    assert first == second
    assert first[0] == "keep-me"
    assert len(set(first)) == 4


def test_two_cells_with_one_id_are_told_apart() -> None:
    cells = [markdown("a"), markdown("b")]
    cells[1]["id"] = cells[0]["id"]
    ids = [c["id"] for c in normal.normalise("toy", notebook(*cells))["cells"]]
    assert ids[0] == cells[0]["id"] != ids[1]


def test_the_normal_form_is_a_valid_notebook_and_its_own_normal_form() -> None:
    raw = notebook(
        markdown("# A\n\nb", attachments={"x.png": {"image/png": toys.PIXEL}}),
        code("1", printed("a\nb\n"), shown({"image/png": {"alt": "x"}}, image__png=toys.PIXEL)),
    )
    content = normal.to_bytes(normal.normalise("toy", raw))
    assert content.endswith(b"}\n")
    read = json.loads(content)
    nbformat.validate(nbformat.from_dict(read))
    assert normal.to_bytes(normal.normalise("toy", read)) == content
    assert read["cells"][0]["source"] == ["# A\n", "\n", "b"]


def test_the_form_is_the_one_nbformat_writes() -> None:
    """So that saving a lesson in JupyterLab shows only what was changed."""
    raw = notebook(markdown("# Ä"), code("1", printed("a\nb\n")))
    content = normal.to_bytes(normal.normalise("toy", raw))
    again = nbformat.writes(nbformat.reads(content.decode(), as_version=4))
    assert content.decode() == f"{again}\n"
