"""The drill of rhythms without a browser: its screens, what it says, what it remembers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from helpers.apps import rhythm_drill as app_module
from helpers.apps.rhythm_drill import MATRIX, NEXT, RhythmDrillApp, rhythm_drill_app
from helpers.apps.tables import view
from helpers.course import mixed_up, notes
from helpers.domain import rhythms
from helpers.domain.drill import AGAIN
from helpers.domain.rhythm_cases import ACTIONS, NOT_ENOUGH, cases
from helpers.domain.rhythm_drill import ACT, NAME, Sitting

MONDAY = date(2026, 11, 30)


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    notes.forget()
    on(monkeypatch, MONDAY)
    yield
    notes.forget()


def on(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    monkeypatch.setattr(app_module, "_today", lambda: day)


def press(app: RhythmDrillApp, *texts: str) -> None:
    for text in texts:
        app.controls["presses"].press(text)
        assert app.fault is None


def sitting(app: RhythmDrillApp) -> Sitting:
    found = app.shown.drawn["view"].sitting
    assert isinstance(found, Sitting)
    return found


def go_to(app: RhythmDrillApp, name: str) -> None:
    """Answer rightly until the case of this name is asked, or nothing more; all at once."""
    now, said = sitting(app), list(app.controls["presses"].value)
    while now.drill.now and now.drill.now.case.name != name:
        right = now.drill.now.case.action, now.drill.now.name
        said += right
        now = now.answer(right[0]).answer(right[1])
    app.controls["presses"].value = (*said, NEXT)


def test_the_card_stands_before_the_strip_and_the_action_before_the_name() -> None:
    app = rhythm_drill_app()
    control, now = app.controls["presses"], sitting(app).drill.now
    assert now and control.told.lower() == now.case.card.lower() and control.asked == ACT
    assert tuple(control.options) == ACTIONS and NOT_ENOUGH in control.options
    press(app, NOT_ENOUGH)
    assert control.asked == NAME and sorted(control.options) == sorted(now.names)
    press(app, now.name)
    assert control.options == [NEXT, MATRIX] and now.case.why in app.stage.status
    assert rhythms.criteria_of(now.name).told_by in app.stage.status


def test_what_is_asked_is_told_nowhere() -> None:
    app = rhythm_drill_app()
    for _ in range(6):
        now = sitting(app).drill.now
        assert now
        for said in (app.stage.alt, app.stage.status, app.stage.note, app.controls["presses"].told):
            assert now.name not in said and now.case.why not in said
            assert now.case.action not in said
        assert "QRS?" in app.stage.alt  # what the eye finds, for whoever does not see
        press(app, now.case.action, now.name, NEXT)


def test_a_miss_is_told_with_the_difference_and_comes_back() -> None:
    app = rhythm_drill_app()
    now = sitting(app).drill.now
    assert now
    said = next(name for name in now.names if name != now.name)
    press(app, now.case.action, said)
    assert f"you said “{said}”; it is “{now.name}”" in app.stage.status
    assert f"Against {said}" in app.stage.status
    press(app, NEXT)
    assert "2 of them once more" in app.stage.status
    press(app, *answers(app), MATRIX)
    assert f"{now.name}, called {said}: 1" in app.stage.alt
    assert said in app.stage.status and "again in 7 days" in app.stage.status


def answers(app: RhythmDrillApp) -> tuple[str, str]:
    now = sitting(app).drill.now
    assert now
    return now.case.action, now.name


@pytest.mark.parametrize("name", [c.name for c in cases() if not c.is_action_scored][:4])
def test_what_is_not_scored_is_never_called_right_or_wrong(name: str) -> None:
    app = rhythm_drill_app()
    go_to(app, name)
    now, before = sitting(app).drill.now, sitting(app).actions
    assert now
    press(app, NOT_ENOUGH, now.name)
    said = app.shown.values["What to do"]
    assert said.startswith("not scored") and "comes back" not in said
    assert sitting(app).actions == before


def test_days_later_the_pair_comes_first_with_other_strips(monkeypatch: pytest.MonkeyPatch) -> None:
    app = rhythm_drill_app()
    now = sitting(app).drill.now
    assert now
    said = next(name for name in now.names if name != now.name)
    press(app, now.case.action, said)
    pair = {now.name, said}
    assert {*mixed_up.recall().pairs[0].names} == pair
    on(monkeypatch, MONDAY + timedelta(days=7))
    later = sitting(rhythm_drill_app()).drill.waiting
    assert {later[0].name, later[1].name} <= pair
    assert later[0].seed != now.seed


def test_starting_again_keeps_what_went_before() -> None:
    app = rhythm_drill_app()
    now = sitting(app).drill.now
    assert now
    said = next(name for name in now.names if name != now.name)
    press(app, now.case.action, said, NEXT)
    go_to(app, "nobody")
    assert app.controls["presses"].options == [AGAIN]
    press(app, AGAIN)
    press(app, *answers(app))
    kept = mixed_up.recall()
    assert {now.name, said} in [{*pair.names} for pair in kept.pairs] and kept.sittings == 2


def test_driving_it_keeps_nothing_and_a_page_shows_nothing_of_a_learner() -> None:
    page = rhythm_drill_app()._repr_mimebundle_()
    app = rhythm_drill_app()
    first = answers(app)
    app.drive(presses=(NOT_ENOUGH, first[1]))
    assert notes.read("rhythm drill") == ""
    press(app, *first, MATRIX)
    data, about = app._repr_mimebundle_()
    for mine, anybody in ((data, page[0]), (about, page[1])):
        assert {k: v for k, v in mine.items() if "widget" not in k} == {
            k: v for k, v in anybody.items() if "widget" not in k
        }
    assert first[1] not in data["text/plain"] + about["image/png"]["alt"]
    assert about["text/plain"]["sources"]


def test_a_press_that_was_sent_twice_counts_once() -> None:
    control = rhythm_drill_app().controls["presses"]
    sent = {"text": NOT_ENOUGH, "heard": 0}
    control._receive(control, sent, [])
    control._receive(control, sent, [])
    assert control.value == (NOT_ENOUGH,)
    with pytest.raises(ValueError, match="no button"):
        control.press("Wait")


def test_the_published_readers_stand_beside_the_learner() -> None:
    app = rhythm_drill_app()
    press(app, *answers(app), MATRIX)
    assert "1 of 1 (100 %)" in app.stage.status or "nothing scored" in app.stage.status
    assert "paramedics 83.7 %" in app.stage.note and "no scale of yours" in app.stage.note
    assert "Brazil" in repr(view("rhythm_readers", "read"))
