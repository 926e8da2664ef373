"""What holds for every app: every control to its ends, faults are seen, guesses are covered."""

from __future__ import annotations

import ast
import json
from functools import partial
from pathlib import Path

import pytest
from ipywidgets.widgets.widget import _instances

from helpers.apps import ask
from helpers.apps.display import close
from helpers.apps.guess import COVERED
from helpers.apps.toolkit import App
from helpers.facts import load
from tests.apps.sweep import another, apps, broken_domain, refused, sweep

ROOT = Path(__file__).resolve().parents[2]
APPS = apps()
REFUSED = refused()  # nothing else may be refused, and each of these must be
LESSON = "02_basic_life_support"
OF_A_LESSON = {
    name: partial(
        getattr(ask, name),
        *([] if name in ("my_answers", "nearest_aed", "manikin_card") else [LESSON]),
    )
    for name in ask.__all__
}
GUESSES = {row.guess_id: row.app for row in load("guesses").itertuples()}


@pytest.mark.parametrize("name", APPS)
def test_every_control_at_its_ends(name: str) -> None:
    said = {}
    for control, value, shown in sweep(APPS[name]()):
        if shown.problem:
            said[name, control] = shown.problem
        else:
            assert shown.values and all(shown.values.values()), (control, value)
    expected = {place: words for place, words in REFUSED.items() if place[0] == name}
    assert said.keys() == expected.keys(), (
        f"{name} refuses {said}; write just these in REFUSED of its own tests, as "
        f"{{(app, control): some of the words}}: now it says {expected}"
    )
    for place, words in expected.items():
        assert words in said[place]


def test_only_apps_and_controls_that_are_there_are_said_to_refuse() -> None:
    assert {app for app, _ in REFUSED} <= APPS.keys()


@pytest.mark.parametrize("error", [ZeroDivisionError, ValueError])
@pytest.mark.parametrize("name", APPS)
def test_a_fault_in_the_domain_is_shown_and_raised(name: str, error: type[Exception]) -> None:
    app = APPS[name]()
    setting = another(APPS[name]())
    with broken_domain(name, error):
        with pytest.raises(error, match="broken on purpose"):
            app.drive(**setting)
        for control, value in setting.items():
            app.controls[control].value = value
    assert f"fault ({error.__name__}: broken on purpose)" in app.stage.problem


@pytest.mark.parametrize("name", [*ask.__all__, *APPS])
def test_closing_what_a_cell_showed_leaves_nothing_of_it(name: str) -> None:
    """Or a lesson that is run again and saved would grow with every run."""
    there = set(_instances)
    made = APPS[name]() if name in APPS else OF_A_LESSON[name]()
    assert set(_instances) > there
    close(made.view)
    assert [_instances[one] for one in set(_instances) - there] == []


# -- guesses ---------------------------------------------------------------------------------


def asked_in_lessons() -> list[tuple[str, str, str]]:
    """Each guess that a cell of a lesson asks: lesson, app, name of the guess."""
    found = []
    for file in sorted((ROOT / "notebooks").glob("*.ipynb")):
        for cell in json.loads(file.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                for node in ast.walk(ast.parse("".join(cell["source"]))):
                    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                        found += [
                            (file.stem, node.func.id, ast.literal_eval(argument.value))
                            for argument in node.keywords
                            if argument.arg == "guess"
                        ]
    return found


ASKED = asked_in_lessons()


def test_each_guess_is_asked_once_and_each_that_is_asked_is_a_row() -> None:
    assert sorted(name for _, _, name in ASKED) == sorted(GUESSES)
    assert {name: app for _, app, name in ASKED} == GUESSES


def shown_to_anybody(app: App) -> dict[str, str]:
    """All that a page without a kernel and the live stage say, by where they say it."""
    data, metadata = app._repr_mimebundle_()
    return {
        "text": data["text/plain"],
        "html": data.get("text/html", ""),
        "alt": metadata["image/png"]["alt"],
        "table": app.stage.html,
        "status": app.stage.status,
        "stage's alt": app.stage.alt,
        "problem": app.stage.problem,
    }


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize(("lesson", "make", "name"), ASKED)
def test_an_open_guess_is_not_answered(lesson: str, make: str, name: str, narrow: bool) -> None:
    app, bare = APPS[make](guess=name), APPS[make]()
    app.stage.narrow = bare.stage.narrow = narrow
    guess = app.guess.guess
    answer = app.drive(**app._answer_at).values
    secret = {*bare.shown.values.values(), *answer.values()}
    assert answer[guess.value]  # driving an open app still gives its values
    for place, text in shown_to_anybody(app).items():
        # What the question itself says is no answer, though an option is one by its nature.
        # The longest first: one option may begin with another.
        for said in sorted((app.title, guess.question, *guess.covered()), key=len, reverse=True):
            text = text.replace(said, "").replace(said.replace("'", "&#x27;"), "")
        assert not [value for value in secret if value and value in text], place
        assert not {character for character in text if character.isalnum()} - set("p"), place
    assert app.stage.status == COVERED
    assert COVERED in repr(app) and guess.question in repr(app)
    assert all(option in repr(app) for option in guess.options)
    covered = app.stage.png
    assert covered != bare.stage.png
    app.guess.skip.click()
    assert (app.stage.png, app.stage.html) == (bare.stage.png, bare.stage.html)
    assert repr(app) == repr(bare) and app.stage.status == bare.stage.status


def test_every_cover_is_the_same_picture() -> None:
    covers = {APPS[make](guess=name).stage.png for _, make, name in ASKED}
    assert len(covers) == 1  # no picture that depends on what it covers


@pytest.mark.parametrize(("lesson", "make", "name"), ASKED)
def test_each_guess_is_judged_where_it_says(lesson: str, make: str, name: str) -> None:
    app = APPS[make](guess=name)
    guess = app.guess.guess
    answer = app.drive(**app._answer_at).values[guess.value].rstrip(".")
    right = guess.right or answer
    app.guess.field.value = right if guess.options else str(guess.maximum)
    app.guess.commit.click()
    for control, value in app._answer_at.items():
        app.controls[control].value = value
    judged = app.guess.note.value
    assert ("Here it is: " in judged) == (not guess.right)
    assert ("Right. " in judged) == bool(guess.options)
