"""Headers, links and sources come from the tables, and a wrong name is refused in words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from helpers.facts import cite, load, short
from helpers.figures.chain import chain_strip
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
    steps = (
        shelf.Step("lay rescuer", "01_two", "core"),
        shelf.Step("EMT", "00_one", "core"),
        shelf.Step("EMT", "01_two", "everything"),
        shelf.Step("EMT", "02_three", "core and on duty"),
    )
    monkeypatch.setattr(shelf, "steps", lambda: steps)
    stops = [("01_two", "What now?", 5), ("01_two", "Then", 7), ("02_three", "Last", 9)]
    monkeypatch.setattr(shelf, "short_way", lambda: tuple(shelf.Stop(*stop) for stop in stops))


def test_the_header_names_title_place_minutes_and_readers() -> None:
    title, chain, place = generated.header(LESSON).split("\n\n")
    assert title == "# Two"
    assert (
        place
        == "Lesson 01 · about 40 minutes for the core · written for: lay rescuer; also for: EMT"
    )
    assert chain.startswith("![Chain of survival: ") and chain.endswith("](attachment:chain.png)")
    assert "Defibrillation (this lesson)" in chain


def test_the_drawn_chain_names_every_link_and_lights_those_of_the_lesson() -> None:
    links = list(load("chain_links").query("edition == 'AHA 2025'").sort_values("position")["link"])
    said = chain_strip(["Defibrillation"]).alt
    assert [said.index(link) for link in links] == sorted(said.index(link) for link in links)
    assert said.count("this lesson") == 1
    assert "the whole chain" in chain_strip(links).alt
    assert "beside it" in chain_strip([]).alt


def test_a_link_the_chain_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match=r"did you mean 'Defibrillation'"):
        chain_strip(["Defibrilation"])


def test_another_link_makes_another_picture() -> None:
    first, second = (
        generated.attachments(replace(LESSON, links=(link,)))
        for link in ("Defibrillation", "High-Quality CPR")
    )
    assert first != second == generated.attachments(replace(LESSON, links=("High-Quality CPR",)))


def test_each_reader_is_told_where_to_go_on_and_how_deep() -> None:
    assert generated.neighbours("01_two", ["00_one", "01_two"]) == (
        "## Next\n\n- EMT: 02 Three (not written yet). For you: the core and *On duty*.\n"
        "- Before: [00 One](00_one.ipynb). Why?"
    )
    assert generated.neighbours("00_one", ["01_two"]).splitlines()[2:] == [
        "- Lay rescuer: [01 Two](01_two.ipynb). What comes second? For you: the core.",
        "- EMT: [01 Two](01_two.ipynb). What comes second? For you: everything, the evidence too.",
    ]


def test_nobody_is_sent_to_what_is_not_written_while_there_is_a_lesson_for_them() -> None:
    lines = generated.neighbours("00_one", ["00_one", "02_three"]).splitlines()
    assert "- EMT: [02 Three](02_three.ipynb). Why? For you: the core and *On duty*." in lines
    assert "- Before: [00 One](00_one.ipynb). Why?" in generated.neighbours(
        "02_three", ["00_one", "02_three"]
    )


def test_the_first_and_the_last_lesson_have_one_neighbour() -> None:
    assert "Before" not in generated.neighbours("00_one", [])
    assert "This was the last lesson" in generated.neighbours("02_three", [])


def test_sources_are_sorted_and_in_words() -> None:
    text = generated.sources(["VALENZUELA1997", "LARSEN1993"])
    lines = [line for line in text.splitlines() if line.startswith("- ")]
    assert [line[:20] for line in lines] == ["- **[LARSEN1993]** L", "- **[VALENZUELA1997]"]
    assert cite("LARSEN1993").split(".")[0] in lines[0]
    assert "†: seen in a page" in text and "‡: known, but not looked up" in text


def test_the_sources_that_an_output_carries_unseen_are_named() -> None:
    carried = {"text/html": {"sources": ["KUO1978"]}}
    without_page = {"text/plain": {"sources": ["VALENZUELA1997"]}}
    cells = [
        toys.code("app()", toys.shown(without_page)),
        toys.code("view()", toys.shown(carried, text__html="<p>a</p>")),
        toys.code("print()", toys.printed("as in LARSEN1993")),
        toys.markdown("old", sheet.SOURCES),
    ]
    generated.fill("01_two", cells, [])
    keys = ("KUO1978", "LARSEN1993", "VALENZUELA1997")
    assert all(f"**[{key}]**" in cells[3]["source"] for key in keys)
    assert cells[3]["source"].count("**[") == len(keys)


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
    generated.fill("01_two", cells, [])
    named_by = (f'([{short(key)}](#Sources "{key}"))' for key in ("LARSEN1993", "VALENZUELA1997"))
    first, second = named_by
    essay = f"## Essay\n\nSo it is {first}; `[NOT1]`, [A](x), and {second}."
    assert cells[1]["source"] == essay
    generated.fill("01_two", cells, [])
    assert cells[1]["source"] == essay  # named once
    assert cells[0]["source"] == generated.header(LESSON)
    assert cells[2]["source"] == generated.neighbours("01_two", [])
    named = ["KERBER1997", "LARSEN1993", "VALENZUELA1997"]  # by an output, by the prose
    assert cells[3]["source"] == generated.sources(named)


@pytest.mark.parametrize(
    ("prose", "cited"),
    [
        ("So it was [LARSEN1993]:", ["LARSEN1993"]),
        ('So it was [Larsen [the first]](#Sources "LARSEN1993").', ["LARSEN1993"]),
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


def test_each_reader_has_a_path_by_depth_with_its_hours() -> None:
    lines = generated.text(sheet.PATHS, "00_one", ["01_two"], []).splitlines()
    assert "| EMT | 00 | 02 | [01](01_two.ipynb) | 1.0 |" in lines
    assert "| lay rescuer | [01](01_two.ipynb) |  |  | 0.7 |" in lines


def test_what_is_missing_is_named_only_where_something_is() -> None:
    some, whole = (
        generated.text(sheet.PATHS, "00_one", written, [])
        for written in (["01_two"], [one.name for one in shelf.lessons()])
    )
    assert "not written yet" in some and "not written yet" not in whole


def test_the_short_way_links_its_screens_in_order_and_adds_up() -> None:
    lines = generated.text(sheet.PATHS, "00_one", ["01_two"], []).splitlines()
    way = "[What now?](01_two.ipynb#What-now?) → [Then](01_two.ipynb#Then)"
    assert f"| 01 Two | {way} | 12 |" in lines
    assert "| | together | 12 |" in lines  # what is not written is left out
