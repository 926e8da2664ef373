"""From a lesson to screens: what stands where, what is left out, what a room is asked."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from helpers.course.questions import questions
from helpers.lessons import shelf
from helpers.lessons.__main__ import main
from helpers.lessons.deck import asking, page, pdf, serve, workspace
from helpers.lessons.deck.prose import LONGEST, WORDS, packed, pieces, spoken
from helpers.lessons.deck.screens import EVIDENCE, Deck, deck_of
from helpers.lessons.sheet import Sheet, count_words, read_sheet

LESSONS = [file.stem for file in shelf.notebooks()]
NAME = "03_the_aed"


def cell(source: str, kind: str = "markdown", **metadata: object) -> dict[str, object]:
    made: dict[str, object] = {"cell_type": kind, "source": source, "metadata": metadata}
    return made | ({"outputs": []} if kind == "code" else {})


def made(*cells: dict[str, object]) -> Deck:
    return deck_of(Sheet(NAME, {"cells": list(cells)}))


@pytest.fixture(scope="module")
def decks() -> dict[str, Deck]:
    return {name: deck_of(read_sheet(shelf.lessons_dir() / f"{name}.ipynb")) for name in LESSONS}


def test_every_deck_begins_with_its_title_and_ends_beside_the_way(decks: dict[str, Deck]) -> None:
    for deck in decks.values():
        aside = [screen.aside for screen in deck.screens]
        assert deck.screens[0].kind == "title"
        assert aside == sorted(aside) and aside[-1]
        assert {one.heading for one in deck.screens if one.aside} <= {EVIDENCE, "Sources"}


def test_every_section_of_a_lesson_has_a_screen(decks: dict[str, Deck]) -> None:
    for name, deck in decks.items():
        sheet = read_sheet(shelf.lessons_dir() / f"{name}.ipynb")
        wanted = [one.text for one in sheet.headings if one.level == 2 and one.text != "Next"]
        assert set(wanted) <= set(deck.sections)


def test_no_screen_holds_more_than_is_read_at_a_glance(decks: dict[str, Deck]) -> None:
    for deck in decks.values():
        texts = [one.text for one in deck.screens if one.kind == "text"]
        assert max(map(count_words, texts)) <= LONGEST + 45
        assert sum(count_words(text) > LONGEST for text in texts) <= len(texts) / 20


def test_no_code_and_no_link_stands_on_a_wall(decks: dict[str, Deck]) -> None:
    for deck in decks.values():
        body = page.body(deck)
        assert "](" not in body and "<a " not in body.partition('id="s')[2].partition(EVIDENCE)[0]
        for screen in deck.screens:
            if screen.source:
                assert screen.source not in body


def test_every_app_of_a_lesson_is_on_the_wall_once_and_sharp(decks: dict[str, Deck]) -> None:
    for name, deck in decks.items():
        sheet = read_sheet(shelf.lessons_dir() / f"{name}.ipynb")
        calls = [one.source for one in sheet.code if "_app(" in one.source]
        wanted = [one for one in calls if "import" not in one and ".drive(" not in one]
        apps = [one.source for one in deck.screens if one.kind == "app"]
        assert len(apps) == sum(not one.startswith("own_chain") for one in wanted)
        run = [one.source for one in page.notebook(deck).cells]
        assert all(f"{one}.on_wall({page.SHARPNESS})" in run for one in apps)


def test_a_guess_is_asked_on_the_screen_before_the_app_that_judges_it() -> None:
    call = cell('arrest_clock_app(guess="shock_or_crew")', "code")
    asked, app = made(cell("## One"), call).screens[1:]
    assert asked.ask and asked.ask.asked.startswith("Which comes first")
    assert [one.is_right for one in asked.ask.choices] == [True, False]
    assert asked.ask.is_guess and app.source == call["source"]


def test_a_number_is_asked_for_within_what_the_app_can_judge() -> None:
    asked = asking.guess_of('fading_hundred_app(guess="late_shock")')
    assert asked and (asked.least, asked.most, asked.unit) == (0, 100, "of 100")
    assert asked.waits and asked.is_guess and not asked.choices


def test_questions_are_those_of_the_bank_one_a_screen() -> None:
    found = asking.asks(f'pretest("{NAME}", "Pads")')
    wanted = [one for one in questions(NAME, "pretest") if one.objective == "Pads"]
    assert found and len(found) == len(wanted)
    assert all(one.waits and sum(each.is_right for each in one.choices) == 1 for one in found)
    assert asking.asks("view('aed_facts', 'anyone')") is None
    claims = asking.asks(f'claims("{NAME}")')
    assert claims and all(len(one.choices) == 3 and one.told for one in claims)


def test_an_answer_that_is_held_back_is_said_to_be(decks: dict[str, Deck]) -> None:
    for deck in decks.values():
        asked = [one.ask for one in deck.screens if one.ask]
        held = sum(one.waits and not one.is_guess for one in asked)
        assert page.body(deck).count(page.HELD) == held > 0, deck.name


def test_what_is_a_learners_own_is_left_out() -> None:
    own = [cell(call, "code") for call in ("my_answers()", "nearest_aed()", "my_chain()")]
    for one in own:
        one["outputs"] = [{"output_type": "execute_result", "data": {"text/plain": "mine"}}]
    assert [one.kind for one in made(cell("## One\n\nWords."), *own).screens] == ["title", "text"]


def test_what_only_concerns_a_keyboard_of_ones_own_is_left_out() -> None:
    text = "It talks. Click the first gray cell and press **Shift + Enter**: it runs. Listen."
    assert [one.text for one in pieces(text)] == ["It talks. Listen."]


def test_how_one_reader_works_a_page_is_left_out() -> None:
    text = "Press *Begin*; then choose, with the pointer or the key beside it. It costs time."
    assert [one.text for one in pieces(text)] == ["It costs time."]
    text = "One needs a manikin. Print this card, take it along, and type in what it said."
    assert [one.text for one in pieces(text)] == ["One needs a manikin."]


def test_sources_and_links_are_no_words_of_a_room() -> None:
    text = (
        'So it is ([Ko 2020](#Sources "KO2020")). See [lesson 02](02_basic_life_support.ipynb#X).'
    )
    assert spoken(text) == "So it is. See lesson 02."


def test_paragraphs_are_packed_while_they_fit_and_a_table_stands_alone() -> None:
    some = " ".join(["word"] * (WORDS // 2))
    found = packed(list(pieces(f"{some}\n\n{some}\n\n{some} more\n\n| a |\n|---|\n| b |")))
    assert [[one.kind for one in screen] for screen in found] == [
        ["text", "text"],
        ["text"],
        ["table"],
    ]


def test_a_long_paragraph_is_cut_between_its_sentences() -> None:
    sentence = f"It {' '.join(['word'] * 28)} ends."
    found = packed(list(pieces(" ".join([sentence] * 6))))
    assert len(found) > 1
    assert all(screen[0].text.endswith("ends.") for screen in found)


def test_words_that_lead_to_a_table_stand_above_it() -> None:
    table = cell("view('aed_facts', 'anyone')", "code")
    table["outputs"] = [{"output_type": "execute_result", "data": {"text/html": "<table></table>"}}]
    screens = made(cell("## One\n\nLook at this:"), table).screens
    assert [(one.kind, one.text) for one in screens[1:]] == [("output", "Look at this:")]


def test_notes_reach_the_first_screen_of_their_section_and_the_notes_window() -> None:
    notes = {"minutes": 3, "aim": "See it."}
    deck = made(cell("## One\n\nWords.", instructor=notes), cell("| a |\n|---|\n| b |"))
    told = page.facts(deck)["screens"]
    assert [one["notes"] for one in told] == [{}, notes, {}]


def test_the_kernel_runs_the_imports_and_what_is_live_and_nothing_else(
    decks: dict[str, Deck],
) -> None:
    for deck in decks.values():
        cells = page.notebook(deck).cells
        live = [one for one in deck.screens if one.kind == "app" or "plot_" in one.source]
        assert cells[0].source == deck.setup and len(cells) == 1 + len(live)
        body = page.body(deck)
        assert all(f'cell-index="{n}"' in body for n in range(2, len(cells) + 1))


def test_facts_cannot_end_the_script_they_stand_in() -> None:
    assert "</script" not in page.as_json({"words": "</script>"})


@pytest.mark.parametrize("name", [NAME, "03", "3", f"notebooks/{NAME}.ipynb"])
def test_a_lesson_is_found_by_name_number_and_file(name: str) -> None:
    assert serve.find(name) == NAME


def test_an_unknown_lesson_is_said_with_those_that_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["present", "77"]) == 1
    assert NAME in capsys.readouterr().err


def test_without_voila_or_a_browser_a_sentence_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(serve.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(serve.PresentError, match="Voilà is not installed"), serve.served([NAME]):
        pass
    monkeypatch.setenv("CHROMIUM", "/nowhere")
    with pytest.raises(serve.PresentError, match="install one"):
        pdf.browser()


def test_every_viewer_has_a_kernel_of_their_own_which_is_ended_afterwards(tmp_path: Path) -> None:
    command = serve.command(tmp_path, 1234)
    assert not any("preheat" in one for one in command)
    assert any(one.startswith("--MappingKernelManager.cull_idle_timeout=") for one in command)


@pytest.mark.skipif(
    importlib.util.find_spec("voila") is None or sys.platform == "win32",
    reason="Voilà is not installed, or there are no signals",
)
def test_an_end_by_a_signal_leaves_no_server_no_kernel_and_no_folder(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "helpers.lessons", "present", "00", "--no-browser"]
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        address = process.stdout.readline().split()[-1]
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        opener.open(address, timeout=60).read()  # each page that is opened starts a kernel
        assert any("voila" in one for one in _running(tmp_path))
        assert any("ipykernel" in one for one in _running(tmp_path))
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 128 + signal.SIGTERM
        assert list(tmp_path.glob("deck-*")) == []
        assert _running(tmp_path) == []
    finally:
        process.terminate()
        process.communicate()


def _running(folder: Path) -> list[str]:
    """The command lines of what runs with a file of a folder."""
    told = subprocess.run(["ps", "-ewwo", "args="], capture_output=True, text=True).stdout
    return [line for line in told.splitlines() if str(folder) in line]


def test_the_page_asks_no_other_host() -> None:
    for file in serve.TEMPLATE.rglob("*.*"):
        text = file.read_text(encoding="utf-8")
        assert "http://" not in text and "https://" not in text, file.name


def test_a_copy_for_jupyterlab_hides_its_code_and_leaves_the_lesson_alone(tmp_path: Path) -> None:
    workspace.write(tmp_path, NAME)
    copy = json.loads((tmp_path / "lessons" / f"{NAME}.ipynb").read_text(encoding="utf-8"))
    lesson = read_sheet(shelf.lessons_dir() / f"{NAME}.ipynb")
    code = [one for one in copy["cells"] if one["cell_type"] == "code"]
    assert len(code) == len(lesson.code)
    assert all(one["metadata"]["jupyter"]["source_hidden"] and not one["outputs"] for one in code)
    [saved] = (tmp_path / "workspaces").iterdir()
    layout = json.loads(saved.read_text(encoding="utf-8"))["data"]["layout-restorer:data"]
    assert layout["main"]["mode"] == "single-document"
    assert layout["left"]["collapsed"] and layout["right"]["collapsed"]
