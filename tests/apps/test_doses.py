"""The app of doses: for whom it is, two steps, and no weight of one's own."""

from __future__ import annotations

import ipywidgets as widgets

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
    assert field(app).label.value == "Dose (mg)"
    field(app).type(str(10 * card.patient.milligrams))
    assert "Not right" in app.stage.status and doses.way_to_dose(card.patient) in app.stage.status
    assert field(app).label.value == "Volume (mL)" and field(app).field.value == ""
    assert app.stage.names["ls-is-answer"] == "Volume (mL)"
    field(app).type(str(card.patient.milliliters))
    assert "Right. " in app.stage.status and field(app).label.value == "Dose (mg)"
    assert "1 of 2 steps" in app.stage.status


def test_enter_is_the_same_as_the_button() -> None:
    app = dose_app()
    field(app).field.value = "0.1"
    field(app)._heard(None, {"event": "submit"}, [])
    assert field(app).value == ("0.1",)


def test_nobodys_weight_can_be_entered() -> None:
    app = dose_app()
    assert list(app.controls) == ["answer"]
    fields = [one for one in field(app).children if isinstance(one, widgets.Text)]
    assert len(fields) == 1


def test_nonsense_is_answered_and_another_order_begun() -> None:
    app = dose_app()
    field(app).type("<b>")
    assert "“<b>” was read" in app.stage.status and "<b>" not in app.stage.html
    (again,) = [one for one in field(app)._row.children if one.description == AGAIN]
    again.click()
    card = doses.begin(2).drill.now
    assert card is not None and card.patient.name in app.stage.html
