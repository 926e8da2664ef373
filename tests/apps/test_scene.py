"""Sixty seconds as an app: what it shows before, while and after the minute runs."""

from __future__ import annotations

import pytest

from helpers.apps.scene import SceneApp, recognition_drill_app, scene_app
from helpers.domain import recognition, scenes
from helpers.domain.scenes import tables

NAMES = scenes.names()
WORTH = "What it was worth"


def pages(app: SceneApp) -> str:
    data, _ = app._repr_mimebundle_()
    return f"{data['text/plain']}{data['text/html']}"


@pytest.mark.parametrize("name", NAMES)
def test_a_page_without_a_kernel_has_the_opening_and_the_actions_and_no_verdict(name: str) -> None:
    app = scene_app(name)
    page = pages(app)
    written = scenes.script(name)
    assert written.opening in app._repr_mimebundle_()[0]["text/plain"]
    assert all(choice.label in page.replace("&quot;", '"') for choice in written.choices)
    for step in written.steps:
        assert step.why not in page and (not step.missing or step.missing not in page)
        assert not step.reply or step.reply not in page


@pytest.mark.parametrize("name", NAMES)
def test_no_hints_while_it_runs_and_a_debrief_when_it_is_over(name: str) -> None:
    app = scene_app(name)
    deeds = scenes.quickest(name)
    for count in range(1, len(deeds)):
        shown = app.drive(deeds=deeds[:count])
        assert not shown.drawn["rows"] and "Debrief" not in shown.values
    done = app.drive(deeds=deeds)
    assert "Everything that counts was done" in done.values["Debrief"]
    assert len(done.drawn["rows"]) >= len(deeds) - 1
    did = [row for row in done.drawn["rows"] if not row["What you did"].startswith("Not done")]
    assert all(row[WORTH].startswith(("Right.", "Helpful.")) for row in did)


def test_the_board_follows_and_the_stage_speaks_at_the_end_only() -> None:
    app = scene_app("bus_stop")
    board = app.controls["deeds"]
    assert app.stage.html == app.stage.status == ""
    board.do(2.5, "look")
    assert board.second == 10.5 and not board.over and app.stage.status == ""
    assert any("chest does not rise" in text for _, text in board.lines)
    board.do(60, "end")
    assert board.over and "Not done" in app.stage.html and "cardiac arrest" in app.stage.status
    assert "†" in app.stage.html and "read only where others quote it" in app.stage.html
    before = board.opening
    board.do(0, "again")
    assert not board.over and board.second == 0 and board.seed == 2
    assert app.stage.html == "" and (board.opening != before or board.choices)


def test_a_message_of_the_browser_is_a_deed_and_is_answered() -> None:
    app = scene_app("sofa")
    board = app.controls["deeds"]
    board._receive(board, {"second": 3.2, "action": "shout"}, [])
    assert board.value == ((3.2, "shout"),) and board.heard == 1 and board.second == 7.2


def test_the_debrief_names_the_gravest_and_counts_seconds() -> None:
    shown = scene_app("bus_stop").drive(deeds=((0, "shout"), (4, "side"), (60, "end")))
    gravest = "The gravest of 4 lines to come back to: turned the person onto the side, at 4 s."
    assert shown.values["Debrief"].endswith(gravest)
    assert shown.values["To the first compression"] == "never"
    assert shown.values["Without hands on the chest"] == "60 s (19 s at best)"
    slow = scene_app("bus_stop").drive(
        deeds=(*scenes.quickest("bus_stop")[:3], (40, "press"), (60, "end"))
    )
    assert "One line to come back to: pressed, late, at 40 s" in slow.values["Debrief"]
    assert slow.values["To the call"] == "12 s"  # as good as it can be
    asleep = scene_app("sofa").drive(deeds=((60, "end"),))
    assert "To the first compression" not in asleep.values
    assert "normal breathing" in asleep.values["Debrief"]


def test_after_another_time_only_the_last_play_is_judged() -> None:
    deeds = ((0, "side"), (60, "end"), (0, "again"), *scenes.quickest("hall", 2))
    shown = scene_app("hall").drive(deeds=deeds)
    assert "Everything that counts was done" in shown.values["Debrief"]


def test_councils_stand_in_words_and_no_key_of_a_source_is_shown() -> None:
    for name in NAMES:
        for action in [choice.action for choice in scenes.script(name).choices]:
            rows = scene_app(name).drive(deeds=((0, action), (60, "end"))).drawn["rows"]
            for row in rows:
                assert "_" not in "".join(row.values())


def test_an_unknown_scene_is_answered_with_the_nearest() -> None:
    with pytest.raises(ValueError, match="did you mean 'sofa'"):
        scene_app("sofas")


def test_a_second_that_is_none_is_answered_in_words() -> None:
    assert "from 0" in scene_app("hall").drive(deeds=((-2, "press"),)).problem


def test_every_action_has_a_key_of_its_own() -> None:
    for name in NAMES:
        keys = [choice.key for choice in scenes.script(name).choices]
        assert len(set(keys)) == len(keys) <= 10
    assert all(one.seconds >= 1 for one in tables.actions().values())


# -- the drill of recognition ----------------------------------------------------------------


def test_the_drill_asks_two_questions_and_gives_the_reason() -> None:
    app = recognition_drill_app()
    first = recognition.play(()).drill.now
    assert first and app.drive().values == {"Asked": recognition.RESPONDS}
    assert first.text in app._repr_mimebundle_()[0]["text/html"]
    assert first.case.why not in app._repr_mimebundle_()[0]["text/html"]
    assert app.drive(presses=(recognition.NO,)).values["Asked"] == recognition.BREATHES
    shown = app.drive(presses=(recognition.NO, recognition.NO))
    before = shown.values["The one before"]
    assert first.text in before and first.case.why in before and first.case.follows in before
    assert before.startswith(("Right.", "Missed, and it comes back"))


def test_the_outputs_carry_their_sources_unseen() -> None:
    for app in (scene_app("sofa"), recognition_drill_app()):
        data, metadata = app._repr_mimebundle_()
        keys = metadata["text/html"]["sources"]
        assert "RCUK2025_BLS" in keys and keys == sorted(keys)
        assert not [key for key in keys if key in data["text/plain"] + data["text/html"]]
