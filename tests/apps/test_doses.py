"""The app of doses: for whom it is, two steps, and no weight of one's own."""

from __future__ import annotations

from helpers.apps.doses import dose_app
from helpers.apps.typed import Typed
from helpers.domain import doses
from helpers.domain.drill import AGAIN


def field(app: object) -> Typed:
    control = app.controls["answer"]
    assert isinstance(control, Typed)
    return control


def test_it_says_for_whom_it_is_and_that_it_is_no_reference() -> None:
    app = dose_app()
    data, _ = app._repr_mimebundle_()
    for said in (data["text/plain"], data["text/html"], app.stage.html):
        assert "clinicians" in said and "no reference for the bedside" in said
        assert "invented" in said


def test_a_page_without_a_kernel_tells_no_dose_of_a_patient() -> None:
    app = dose_app()
    data, _ = app._repr_mimebundle_()
    card = doses.begin(1).drill.now
    assert card is not None
    for said in (data["text/plain"], data["text/html"], app.stage.alt):
        assert doses.way_to_dose(card.patient) not in said
        assert doses.way_to_volume(card.patient) not in said


def test_two_steps_are_asked_and_judged() -> None:
    app = dose_app()
    card = doses.begin(1).drill.now
    assert card is not None
    assert field(app).name == "Dose (mg)"
    field(app).enter(str(10 * card.patient.milligrams))
    assert "Not right" in app.stage.status and doses.way_to_dose(card.patient) in app.stage.status
    assert field(app).name == "Volume (mL)"
    field(app).enter(str(card.patient.milliliters))
    assert "Right. " in app.stage.status and field(app).name == "Dose (mg)"
    assert "1 of 2 steps" in app.stage.status


def test_what_the_browser_sends_is_an_entry_and_is_heard() -> None:
    app = dose_app()
    field(app)._receive(None, {"text": "0.15"}, [])
    assert field(app).value == ("0.15",) and field(app).heard == 1


def test_nobodys_weight_can_be_entered() -> None:
    assert list(dose_app().controls) == ["answer"]


def test_nonsense_is_answered_and_another_order_begun() -> None:
    app = dose_app()
    field(app).enter("<b>")
    assert "“<b>” was read" in app.stage.status and "<b>" not in app.stage.html
    field(app).enter(AGAIN)
    card = doses.begin(2).drill.now
    assert card is not None and card.patient.name in app.stage.html


def test_the_ampoule_for_the_muscle_comes_with_its_warning() -> None:
    for seed in range(1, 60):
        card = doses.begin(seed).drill.now
        assert card is not None
        if card.patient.row.route == "IM":
            assert "into a vein of somebody with a pulse kills" in dose_app(seed).stage.html
            return
    raise AssertionError("no seed begins with anaphylaxis")
