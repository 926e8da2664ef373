"""The toolkit, on a toy app: what every app relies on."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from helpers.apps.controls import choice, slider, words
from helpers.apps.guess import COVERED, Guess, find_guess
from helpers.apps.presses import Presses
from helpers.apps.shown import Shown
from helpers.apps.toolkit import App
from helpers.domain.errors import DomainError
from helpers.figures import style
from helpers.figures.picture import Picture


class BarPicture(Picture):
    def __init__(self, *, narrow: bool = False) -> None:
        super().__init__(narrow=narrow)
        self.figure = style.new_figure(1.0, narrow=narrow)
        axes = self.figure.subplots()
        axes.set_xlim(0, 10)
        (self.bar,) = axes.barh([0], [0])
        self.animated = [self.bar]

    def show(self, length: float) -> None:  # type: ignore[override]
        self.bar.set_width(length)


def show(size: int) -> Shown:
    if size == 9:
        raise DomainError("Nine is not a size.")
    if size == 10:
        raise RuntimeError("the bar broke")
    if size == 8:
        int("seven")  # a slip of the author, and no answer to a learner
    return Shown(values={"Size": f"{size} cm"}, drawn={"length": float(size)})


def make_bar(guess: Guess | None = None, start: int = 3) -> App:
    controls = {"size": slider("Size (cm)", start, 0, 10)}
    return App("A bar", controls, show, BarPicture, guess)


@pytest.fixture
def app() -> App:
    return make_bar()


def test_moving_a_control_moves_the_picture(app: App) -> None:
    before = app.stage.png
    app.controls["size"].value = 5
    assert app.stage.png != before and app.stage.status == "Size: 5 cm"
    assert app.stage.alt == "A bar. Size: 5 cm"


def test_drive_returns_what_is_shown_and_puts_the_controls_back(app: App) -> None:
    before = app.stage.png
    shown = app.drive(size=7)
    assert shown.values["Size"] == "7 cm" and shown.drawn["length"] == 7
    assert app.controls["size"].value == 3 and app.stage.png == before
    assert repr(shown) == "Size  7 cm"


def test_a_blitted_picture_equals_one_drawn_whole(app: App) -> None:
    app.controls["size"].value = 7
    fresh = App("A bar", {"size": slider("Size (cm)", 7, 0, 10)}, show, BarPicture)
    assert app.stage.png == fresh.stage.png


def test_what_the_domain_refuses_is_answered_in_words(app: App) -> None:
    assert app.drive(size=9).problem == "Nine is not a size."
    app.controls["size"].value = 9
    assert app.stage.problem == "Nine is not a size." and app.stage.status == ""
    app.controls["size"].value = 2
    assert app.stage.problem == "" and app.stage.status == "Size: 2 cm"


def test_any_other_exception_is_shown_and_raised(app: App) -> None:
    with pytest.raises(RuntimeError, match="the bar broke"):
        app.drive(size=10)
    assert app.controls["size"].value == 3 and app.stage.problem == ""
    app.controls["size"].value = 10
    assert "RuntimeError: the bar broke" in app.stage.problem


def test_a_plain_value_error_is_a_fault_and_no_answer(app: App) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        app.drive(size=8)
    app.controls["size"].value = 8
    assert app.stage.problem.startswith("This app has a fault (ValueError")


def test_a_fault_in_the_picture_is_raised_too(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: object, **drawn: Any) -> None:
        raise KeyError("length")

    monkeypatch.setattr(BarPicture, "show", broken)
    with pytest.raises(KeyError):
        app.drive(size=4)


def test_a_fault_at_the_defaults_is_raised_at_once() -> None:
    with pytest.raises(RuntimeError):
        App("A bar", {"size": slider("Size", 10, 0, 10)}, show, BarPicture)


def test_drive_refuses_unknown_controls_and_impossible_values(app: App) -> None:
    with pytest.raises(ValueError, match="did you mean 'size'"):
        app.drive(siz=1)
    with pytest.raises(ValueError, match="the nearest is 10"):
        app.drive(size=11)
    kinds = App("K", {"kind": choice("Kind", ["a", "b"])}, lambda kind: Shown(drawn={"rows": []}))
    with pytest.raises(ValueError, match="cannot be 'c'"):
        kinds.drive(kind="c")


def test_what_is_shown_is_frozen(app: App) -> None:
    with pytest.raises(TypeError):
        app.shown.values["Size"] = "0"  # type: ignore[index]
    with pytest.raises(AttributeError):
        app.shown.problem = "none"  # type: ignore[misc]


def test_the_bundle_is_live_and_static(app: App) -> None:
    data, metadata = app._repr_mimebundle_()
    assert set(data) == {"text/plain", "image/png", "application/vnd.jupyter.widget-view+json"}
    assert data["text/plain"] == "A bar\nSize  3 cm"
    assert metadata["image/png"]["alt"] == "A bar. Size: 3 cm"


def test_a_table_app_escapes_what_it_shows() -> None:
    def rows(text: str) -> Shown:
        return Shown(values={"Read": text}, drawn={"rows": [{"Word": text}]})

    app = App("Words", {"text": words("A word", "…")}, rows)
    app.controls["text"].value = "<script>alert(1)</script>"
    assert "<script" not in app.stage.html and "&lt;script" in app.stage.html


def test_every_control_has_a_name(app: App) -> None:
    assert app.stage.names == {"ls-is-size": "Size (cm)"}


def test_a_narrow_window_gets_its_own_picture(app: App) -> None:
    wide = app.stage.png
    app.stage.narrow = True
    assert app.stage.png != wide
    app.stage.narrow = False
    assert app.stage.png == wide


class TestGuess:
    guess = Guess(
        "How long?", "Size", minimum=0, maximum=10, unit="cm", at={"size": "6"}, why="It is wide."
    )

    def make(self) -> App:
        controls = {"size": slider("Size", 3, 0, 10)}
        return App("A bar", controls, show, BarPicture, self.guess)

    def test_the_controls_are_locked_until_a_guess_is_committed(self) -> None:
        app = self.make()
        assert app.controls["size"].disabled
        app.guess.field.value = "4"
        app.guess.commit.click()
        assert not app.controls["size"].disabled
        assert "You said 4 cm. To see, set Size to 6." in app.guess.note.value

    def test_the_answer_comes_where_the_question_asks(self) -> None:
        app = self.make()
        app.guess.field.value = "5"
        app.guess.commit.click()
        app.controls["size"].value = 5
        assert "Here it is" not in app.guess.note.value
        app.controls["size"].value = 6
        judged = app.guess.note.value
        assert "You said 5 cm. Not so: 1 too few. Here it is: 6 cm. It is wide." in judged
        app.controls["size"].value = 2
        assert app.guess.note.value == judged  # it stays judged when a control moves on

    def test_a_class_is_judged_as_a_learner_is_and_nothing_of_it_is_kept(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        kept: list[str] = []
        monkeypatch.setattr(
            "helpers.course.first_ideas.keep_guess", lambda name, *_: kept.append(name)
        )
        judged = []
        named = replace(self.guess, name="size")
        for app in (
            App("A bar", {"size": slider("Size", 3, 0, 10)}, show, BarPicture, named),
            App("A bar", {"size": slider("Size", 3, 0, 10)}, show, BarPicture, named).on_wall(),
        ):
            app.guess.field.value = "5"
            app.guess.commit.click()
            app.controls["size"].value = 6
            judged.append(app.guess.note.value)
        assert kept == ["size"]
        assert judged[1] == judged[0].replace("You said", "The class said") != judged[0]

    def test_on_a_wall_the_picture_has_more_pixels_and_the_page_is_told(self) -> None:
        def size(app: App) -> tuple[int, ...]:
            return struct.unpack(">II", app.stage.png[16:24])

        usual = App("A bar", {"size": slider("Size", 3, 0, 10)}, show, BarPicture)
        wide, high = size(usual)
        sharp = App("A bar", {"size": slider("Size", 3, 0, 10)}, show, BarPicture).on_wall(2)
        assert size(sharp) == (2 * wide, 2 * high)
        assert sharp.stage.sharpness == 2

    @pytest.mark.parametrize(
        ("said", "verdict"), [("50", "Right."), ("47", "Close: 3 too few."), ("90", "Not so: 40")]
    )
    def test_a_number_is_right_close_or_not(self, said: str, verdict: str) -> None:
        guess = Guess("How many?", "Size", unit="cm")
        assert verdict in guess.judge(guess.read(said), "50 cm.")

    def test_a_guess_folds_to_one_line_with_its_question_behind_it(self) -> None:
        app = self.make()
        app.guess.skip.click()
        assert all(part.layout.display == "none" for part in app.guess.asked)
        assert "<details><summary>" in app.guess.note.value and "How long?" in app.guess.note.value

    @pytest.mark.parametrize("typed", ["", "e", "99", "-5", "5.7", "\uff15"])
    def test_what_is_no_guess_is_refused_in_words(self, typed: str) -> None:
        app = self.make()
        app.guess.field.value = typed
        app.guess.commit.click()
        assert app.controls["size"].disabled
        assert "a whole number from 0 to 10" in app.guess.note.value

    def test_an_instructor_may_go_on_without(self) -> None:
        app = self.make()
        app.guess.skip.click()
        assert not app.controls["size"].disabled and "No guess" in app.guess.note.value

    @pytest.mark.parametrize("at", [{}, {"size": "3"}, {"size": "6"}])
    def test_a_cover_stands_in_the_pictures_place_until_the_guess_is_made(self, at: Any) -> None:
        guess = Guess("Which?", "Size", options=("3 cm", "6 cm"), at=at)
        app = App("A bar", {"size": slider("Size", 3, 0, 10)}, show, BarPicture, guess)
        cover, bare = app.stage.png, make_bar().stage.png
        assert cover != bare and app.stage.status == COVERED
        app.guess.commit.click()
        assert app.stage.png == cover and "Choose one" in app.guess.note.value
        app.guess.field.value = "6 cm"
        app.guess.commit.click()
        assert app.stage.png == bare and app.stage.status == "Size: 3 cm"
        assert repr(app) == "A bar\nSize  3 cm" and app.stage.alt == "A bar. Size: 3 cm"

    def test_skipping_takes_the_cover_away_too(self) -> None:
        app = self.make()
        app.guess.skip.click()
        assert app.stage.png == make_bar().stage.png and app.stage.status == "Size: 3 cm"

    def test_a_covered_app_says_title_question_options_and_covered(self) -> None:
        app = self.make()
        asked = ["How long?", "- a whole number from 0 to 10 (cm)", COVERED]
        assert repr(app) == "\n".join(["A bar", *asked])
        data, metadata = app._repr_mimebundle_()
        assert data["text/plain"] == repr(app) and "text/html" not in data
        assert metadata["image/png"]["alt"] == "A bar. " + " ".join(asked)

    def test_a_narrow_window_is_covered_too(self) -> None:
        app = self.make()
        wide = app.stage.png
        app.stage.narrow = True
        assert app.stage.png != wide and app.stage.status == COVERED

    def test_nothing_leaks_while_a_covered_app_is_driven(self) -> None:
        app = self.make()
        seen: list[bytes] = []
        app.stage.observe(lambda change: seen.append(change["new"]), "png")
        app.drive(size=7)
        assert not seen and app.stage.status == COVERED

    def test_presses_are_locked_too(self) -> None:
        def count(presses: tuple[str, ...]) -> Shown:
            return Shown({"Pressed": f"{len(presses)} times"}, {"rows": []})

        guess = Guess("How often?", "Pressed", minimum=0, maximum=9, unit="times")
        app = App("Buttons", {"presses": Presses(("A", "B"))}, count, guess=guess)
        buttons = app.controls["presses"].children
        assert all(button.disabled for button in buttons)
        app.guess.skip.click()
        assert not any(button.disabled for button in buttons)

    def test_a_setting_is_named_as_the_menu_names_it_and_a_right_guess_is_told(self) -> None:
        def words(kind: str) -> Shown:
            return Shown(values={"Said": f"{kind} of it."}, drawn={"rows": [{"A": kind}]})

        guess = Guess("Which?", "Said", ("all of it", "none of it"), at={"kind": "none"})
        kinds = choice("What is taken", [("All of it", "all"), ("Nothing", "none")])
        app = App("Words", {"kind": kinds}, words, guess=guess)
        app.guess.field.value = "none of it"
        app.guess.commit.click()
        assert "To see, set What is taken to Nothing." in app.guess.note.value
        app.controls["kind"].value = "none"
        assert "You said none of it. Right. Here it is: none of it." in app.guess.note.value

    def test_driving_needs_no_guess_and_leaves_no_trace(self) -> None:
        app = self.make()
        assert app.drive(size=6).values["Size"] == "6 cm"
        assert app.controls["size"].disabled and app.guess.note.value == ""


class TestConstruction:
    """Every slip of an author is an error when the app is made."""

    @pytest.mark.parametrize(
        ("guess", "message"),
        [
            (
                Guess("?", "Size", at={"siz": "6"}),
                "no control of 'A bar' 'siz'; did you mean 'size'",
            ),
            (Guess("?", "Sise", at={"size": "6"}), "no shown value 'Sise'; did you mean 'Size'"),
            (Guess("?", "Size", at={"size": "11"}), "it goes from 0 to 10"),
            (Guess("?", "Size", at={"size": "six"}), "takes a number; 'six' was read"),
            (Guess("?", "Size", at={"size": "9"}), "refuses the guess's setting: Nine is not"),
            (Guess("?", "Size", ("2 cm", "4 cm"), at={"size": "6"}), "not among the options"),
            (Guess("?", "Size", minimum=0, maximum=5, at={"size": "6"}), "no number is"),
        ],
    )
    def test_a_guess_that_the_app_cannot_answer(self, guess: Guess, message: str) -> None:
        with pytest.raises(ValueError, match=re.escape(message)):
            make_bar(guess)

    @pytest.mark.parametrize(
        "made",
        [
            lambda: Guess("", "Size"),
            lambda: Guess("?", ""),
            lambda: Guess("?", "Size", ("one",)),
            lambda: Guess("?", "Size", ("one", "one")),
            lambda: Guess("?", "Size", ("one", "two"), right="onne"),
            lambda: Guess("?", "Size", minimum=5, maximum=5),
        ],
    )
    def test_a_guess_that_cannot_be_answered(self, made: Callable[[], Guess]) -> None:
        with pytest.raises(ValueError):
            made()

    def test_a_guess_that_breaks_the_app(self) -> None:
        with pytest.raises(RuntimeError, match="the bar broke"):
            make_bar(Guess("?", "Size", at={"size": "10"}))

    def test_a_first_setting_that_is_refused(self) -> None:
        with pytest.raises(ValueError, match="refuses its first setting: Nine"):
            make_bar(start=9)

    def test_controls_that_the_function_does_not_take(self) -> None:
        with pytest.raises(ValueError, match="did you mean 'size'"):
            App("A bar", {"siz": slider("Size", 3, 0, 9)}, show, BarPicture)
        with pytest.raises(ValueError, match="no control of 'A bar' 'size'"):
            App("A bar", {}, show, BarPicture)

    def test_neither_rows_nor_a_picture(self) -> None:
        with pytest.raises(ValueError, match=r"drawn\['rows'\]"):
            App("A bar", {"size": slider("Size", 3, 0, 9)}, show)

    def test_a_value_without_words(self) -> None:
        with pytest.raises(TypeError, match="'Size' must be text"):
            Shown(values={"Size": 3})  # type: ignore[dict-item]

    def test_a_guess_is_found_by_its_name_and_app(self) -> None:
        assert find_guess("aed_view_app", None) is None
        found = find_guess("aed_view_app", "flat_line")
        assert found and found.at == {"rhythm": "asystole"}
        with pytest.raises(ValueError, match="did you mean 'flat_line'"):
            find_guess("aed_view_app", "flat_lime")
        with pytest.raises(ValueError, match="no guess for sawtooth_app"):
            find_guess("sawtooth_app", "flat_line")
