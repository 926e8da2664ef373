"""Claims to check: one at a time, each judged with its reason; a page does not tell."""

from __future__ import annotations

import pytest

from helpers.apps.ask import claims
from helpers.apps.claims import Claims
from helpers.domain.claims import VERDICTS, of_lesson

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
    app = Claims(())
    assert "write them in data/claims.csv" in repr(app) and "claims.csv" in app._said.value
    assert "text/html" not in app._repr_mimebundle_()[1]
    app.go_on()
    app.judge("true")
