"""Claims to check: one at a time, each judged with its reason; a page does not tell."""

from __future__ import annotations

import ipywidgets as widgets
import pytest

from helpers.apps.ask import claims
from helpers.apps.claims import Claims
from helpers.domain.claims import VERDICTS, Round, of_lesson, rounds
from helpers.domain.claims import claims as every_claim

LESSON = "02_basic_life_support"


@pytest.fixture
def app() -> Claims:
    return claims(LESSON)


def told(verdict: str) -> str:
    return verdict if verdict == "it depends" else f"it is {verdict}"


def test_each_claim_is_judged_with_its_reason(app: Claims) -> None:
    for number, one in enumerate(of_lesson(LESSON), start=1):
        shown = app.judge(one.verdict)
        assert shown.values["Claim"] == one.claim
        said = shown.values["Said"].lower()
        assert said.startswith(f"right: {told(one.verdict)}") and one.why.lower() in said
        assert said.count("it depends") <= 1
        assert shown.values["Progress"] == f"Claim {number} of {len(app.claims)}"
        app.go_on()
    count = len(app.claims)
    assert app.said.startswith(f"You judged {count} of {count} claims, {count} of them as we do")


def test_another_verdict_is_answered_too(app: Claims) -> None:
    right = app.claims[0].verdict
    wrong = next(verdict for verdict in VERDICTS if verdict != right)
    assert app.judge(wrong).values["Said"].startswith(f"We see it otherwise: {told(right)}")
    assert "We see it otherwise" in app.judge(right).values["Said"]  # the first judgement counts


def test_sources_stand_in_words_below_the_reason(app: Claims) -> None:
    app.judge("false")
    assert "Sources: " in app._said.value and 'role="status"' in app._said.value
    assert not any(key in app._said.value for key in app.claims[0].source)


def test_what_would_settle_it_is_told_with_the_reason_and_on_a_page_without_a_kernel() -> None:
    app = claims("08_dispatch")
    settled = app.claims[0].settled_by
    assert settled and settled not in app._said.value
    app.judge("true")
    assert f"What would settle it? {settled}" in app._said.value
    assert settled in app.page() and app.claims[0].why not in app.page()


def test_a_claim_can_be_passed_over_and_all_begun_again(app: Claims) -> None:
    for _ in app.claims:
        app.go_on()
    assert app.said.startswith("You judged 0 of ") and app.onward.description == "Begin again"
    assert app.go_on().values["Claim"] == app.claims[0].claim
    assert app.onward.description == "Next claim"


def test_no_button_is_taken_away_under_the_finger(app: Claims) -> None:
    app.judge("true")
    assert not any(button.disabled for button in (*app.buttons.values(), app.onward))


def test_a_page_without_a_kernel_shows_the_claims_and_no_verdict(app: Claims) -> None:
    app.judge("true")
    data, metadata = app._repr_mimebundle_()
    for one in app.claims:
        assert one.claim in data["text/plain"]
        assert one.why not in data["text/plain"] + data["text/html"]
    assert set(app.claims[0].source) <= set(metadata["text/html"]["sources"])


def test_another_verdict_than_the_three_is_refused(app: Claims) -> None:
    with pytest.raises(ValueError, match="true, false, it depends"):
        app.judge("perhaps")


def test_a_fault_is_shown_and_raised(app: Claims, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(app, "_show", fails)
    with pytest.raises(RuntimeError, match="broken"):
        app.judge("true")
    assert "has a fault" in app.stage.problem


def test_a_lesson_whose_claims_are_not_written_runs_and_says_so() -> None:
    app = Claims((Round("08_dispatch", "", ()),))
    assert "write them in data/claims.csv" in repr(app) and "claims.csv" in app._said.value
    assert "text/html" not in app._repr_mimebundle_()[1]
    app.go_on()
    app.judge("true")


# -- a lesson with more of them than anybody judges in one go


@pytest.fixture
def many() -> Claims:
    these = of_lesson(LESSON)
    return Claims(tuple(Round(LESSON, topic, these[a:b]) for topic, a, b in TOPICS))


TOPICS = (("Hands", 0, 3), ("Breaths", 3, 5), ("The law", 5, 9))


def test_one_topic_leads_on_to_the_next_and_the_last_to_the_first(many: Claims) -> None:
    met = []
    for topic, begin, end in TOPICS:
        assert (many.rounds[many.number].topic, many.place) == (topic, 0)
        for number in range(begin, end):
            met.append(many.judge("true").values["Claim"])
            assert many.stage.status == f"Claim {number - begin + 1} of {end - begin}"
            many.go_on()
        assert many.said.startswith(f"You judged {end - begin} of {end - begin} claims")
        assert many.onward.description == ("Begin again" if end == 9 else "Next topic")
        many.go_on()
    assert met == [one.claim for one in of_lesson(LESSON)[:9]]
    assert (many.number, many.place, many.judged) == (0, 0, {})


def test_what_waits_is_said_at_the_end_of_a_topic(many: Claims) -> None:
    for _ in range(3):
        many.go_on()
    assert "6 more claims wait" in many.said and "Breaths" in many.said
    many.choose("The law")
    for _ in range(4):
        many.go_on()
    assert "wait" not in many.said


def test_any_topic_can_be_chosen_at_once_and_begins_afresh(many: Claims) -> None:
    many.judge("true")
    shown = many.choose("The law")
    assert shown.values["Claim"] == of_lesson(LESSON)[5].claim and "Said" not in shown.values
    assert many.judge("false").values["Progress"] == "Claim 1 of 4"
    many.choose("Hands")
    assert many.said == "" and many.stage.names == {"ls-is-topic": "Topic"}
    with pytest.raises(ValueError, match="did you mean 'Breaths'"):
        many.choose("Breath")


def test_a_page_without_a_kernel_shows_every_claim_under_its_topic(many: Claims) -> None:
    data, metadata = many._repr_mimebundle_()
    for text in data["text/plain"], data["text/html"]:
        places = [text.index(one.claim) for one in many.claims]
        assert places == sorted(places) and text.index("Hands") < places[0]
        assert all(one.claim in text for one in of_lesson(LESSON)[:9])
    cited = {key for one in of_lesson(LESSON)[:9] for key in one.source}
    assert cited <= set(metadata["text/html"]["sources"])


def test_one_round_has_no_topic_to_choose(app: Claims) -> None:
    assert app.chosen.layout.display == "none" and app.stage.names == {}


def test_topics_are_chosen_with_a_name(many: Claims) -> None:
    assert many.chosen in _all(many.view)


def _all(widget: widgets.Widget) -> list[widgets.Widget]:
    return [widget, *(each for child in getattr(widget, "children", ()) for each in _all(child))]


@pytest.mark.parametrize("lesson", sorted({one.lesson for one in every_claim()}))
def test_every_claim_is_met_by_whoever_goes_on(lesson: str) -> None:
    app = claims(lesson)
    met = []
    for one in rounds(lesson):
        for _ in one.claims:
            met.append(app.judge("true").values["Claim"])
            app.go_on()
        app.go_on()
    assert sorted(met) == sorted(one.claim for one in of_lesson(lesson))
