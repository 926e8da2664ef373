"""Headers, links and sources come from the tables, and a wrong name is refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.facts import cite, load
from helpers.lessons import generated, sheet, shelf
from tests.lessons import toys

LESSON = shelf.Lesson(
    name="01_two",
    title="Two",
    question="What comes second?",
    summary="The second.",
    links=("Defibrillation",),
    minutes=40,
    picture="a ring",
    readers=("lay rescuer", "EMT"),
)


@pytest.fixture(autouse=True)
def three_lessons(monkeypatch: pytest.MonkeyPatch) -> None:
    others = {
        "00_one": ("One", ()),
        "02_three": ("Three", ("High-Quality CPR", "Defibrillation")),
    }
    made = [
        shelf.Lesson(name, title, "Why?", "", links, 10, "", ("EMT",))
        for name, (title, links) in others.items()
    ]
    monkeypatch.setattr(shelf, "lessons", lambda: (made[0], LESSON, made[1]))


def test_the_header_names_title_place_minutes_readers_and_lights_the_link() -> None:
    title, chain, place = generated.header(LESSON).split("\n\n")
    assert title == "# Two"
    assert place == "Lesson 01 · about 40 minutes · for: lay rescuer, EMT"
    links = chain.removeprefix("Chain of survival: ").split(" → ")
    newest = load("chain_links").query("edition == 'AHA 2025'").sort_values("position")
    assert [link.strip("*").split("**")[0] for link in links] == list(newest["link"])
    assert [link for link in links if "*" in link] == ["**Defibrillation** (this lesson)"]


def test_a_lesson_about_the_whole_chain_says_so_once() -> None:
    links = list(load("chain_links").query("edition == 'AHA 2025'")["link"])
    line = generated.chain(links)
    assert line.count("**") == 2 * len(links)
    assert line.endswith("** (the whole chain)")
    assert "this lesson" not in line


def test_a_link_the_chain_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match=r"'Defibrilation' is no link of AHA 2025; there are "):
        generated.chain(["Defibrilation"])


def test_neighbours_are_linked_where_they_are_written() -> None:
    assert generated.neighbours("01_two", ["00_one", "01_two"]) == (
        "## Next\n\n- Next: 02 Three (not written yet)\n- Before: [00 One](00_one.ipynb). Why?"
    )


def test_the_first_and_the_last_lesson_have_one_neighbour() -> None:
    assert "Before" not in generated.neighbours("00_one", [])
    assert "This was the last lesson" in generated.neighbours("02_three", [])


def test_sources_are_sorted_and_in_words() -> None:
    text = generated.sources(["VALENZUELA1997", "LARSEN1993"])
    lines = [line for line in text.splitlines() if line.startswith("- ")]
    assert [line[:20] for line in lines] == ["- **[LARSEN1993]** L", "- **[VALENZUELA1997]"]
    assert cite("LARSEN1993").split(".")[0] in lines[0]
    assert "second-hand" in text


def test_an_unknown_source_is_refused() -> None:
    with pytest.raises(ValueError, match=r"cites \[LARSEN1994\].*did you mean 'LARSEN1993'"):
        generated.sources(["LARSEN1994"])


def test_what_markdown_would_take_for_a_formula_is_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generated, "cite", lambda key: r"A $5 * <b> \ x_y")
    assert r"A \$5 \* \<b> \\ x_y" in generated.sources(["X1"])


def test_only_tagged_cells_are_filled() -> None:
    cells = [
        toys.markdown("old", sheet.HEADER),
        toys.markdown("## Essay\n\nSo it is [LARSEN1993]; `[NOT1]`, [A](x), and [VALENZUELA1997]."),
        toys.markdown("old", sheet.NEXT),
        toys.markdown("old [SEED1]", sheet.SOURCES),
        toys.code("'[SEED2]'", toys.printed("Sources: KERBER1997, NOT1994 and AED.\n")),
    ]
    essay = cells[1]["source"]
    generated.fill("01_two", cells, [])
    assert cells[1]["source"] == essay
    assert cells[0]["source"] == generated.header(LESSON)
    assert cells[2]["source"] == generated.neighbours("01_two", [])
    named = ["KERBER1997", "LARSEN1993", "VALENZUELA1997"]  # by an output, by the prose
    assert cells[3]["source"] == generated.sources(named)


@pytest.mark.parametrize(
    ("prose", "cited"),
    [
        ("So it was [LARSEN1993]:", ["LARSEN1993"]),
        ("[LARSEN1993]: https://example.org", []),
        ("text\n[LARSEN1993]: https://example.org", []),
        ("[LARSEN1993](x) and [LARSEN1993][1]", []),
        (r"\[LARSEN1993]", []),
    ],
)
def test_a_citation_is_told_from_a_link(prose: str, cited: list[str]) -> None:
    assert list(toys.page(toys.markdown(prose)).citations()) == cited


def test_a_lesson_without_a_row_is_refused() -> None:
    with pytest.raises(ValueError, match=r"no lesson '07_x' in lessons\.csv; there are 00_one"):
        generated.fill("07_x", [toys.markdown("", sheet.HEADER)], [])


def test_the_list_of_lessons_replaces_what_stands_between_the_comments() -> None:
    readme = f"# T\n\n{generated.LIST_BEGINS}\nold\n{generated.LIST_ENDS}\n\nrest\n"
    new = generated.with_lesson_list(readme, ["00_one"])
    assert "| 00 | [One](notebooks/00_one.ipynb) | Why? | 10 |" in new
    assert "| 01 | Two (planned) | What comes second? | 40 |" in new
    assert new.startswith("# T\n\n<!--")
    assert new.endswith("-->\n\nrest\n")
    assert "old" not in new
    assert generated.with_lesson_list(new, ["00_one"]) == new


@pytest.mark.parametrize("readme", ["", generated.LIST_BEGINS, generated.LIST_ENDS])
def test_a_readme_without_both_comments_is_refused(readme: str) -> None:
    with pytest.raises(ValueError, match="needs <!-- lessons:begin -->"):
        generated.with_lesson_list(readme, [])


def test_what_was_written_by_hand_below_the_dictionary_stays() -> None:
    by_hand = f"{generated.BY_HAND}\n\n## Cohorts\n"
    new = generated.data_readme(f"outlived\n\n{by_hand}")
    assert new.endswith(f"\n\n{by_hand}")
    assert "outlived" not in new
    assert generated.data_readme(new) == new
    assert generated.BY_HAND not in generated.data_readme("outlived")


def test_documents_name_both_readmes_and_the_data_package(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "README.md").write_text(f"{generated.LIST_BEGINS}{generated.LIST_ENDS}")
    assert set(generated.documents(tmp_path, [])) == {
        tmp_path / "README.md",
        tmp_path / "data" / "README.md",
        tmp_path / "data" / "datapackage.json",
    }


def test_the_map_links_what_is_written_and_names_the_rest() -> None:
    table = generated.text(sheet.MAP, "00_one", ["01_two"], [])
    assert "[Two](01_two.ipynb)" in table and "Three (planned)" in table


def test_each_reader_has_a_path_with_its_hours() -> None:
    lines = generated.text(sheet.PATHS, "00_one", ["01_two"], []).splitlines()
    assert "| EMT | 00, [01](01_two.ipynb), 02 | 1.0 |" in lines
    assert "| lay rescuer | [01](01_two.ipynb) | 0.7 |" in lines
