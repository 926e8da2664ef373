"""The clock of one arrest."""

from __future__ import annotations

import pytest

from helpers.apps.arrest import arrest_clock_app
from helpers.domain import arrest


def test_bands_light_as_people_come() -> None:
    app = arrest_clock_app()
    lit = [len(app.drive(minute=minute).drawn["here"]) for minute in range(13)]
    assert lit == sorted(lit) and lit[0] == 0 and lit[-1] == len(arrest.people())
    for person in arrest.people():
        assert person.key in app.drive(minute=int(person.minute)).drawn["here"]
        assert person.key not in app.drive(minute=int(person.minute) - 1).drawn["here"]


def test_a_band_is_as_long_as_the_person_has_been_there() -> None:
    app = arrest_clock_app()
    app.controls["minute"].value = 11
    picture = app._painter().picture
    for person, band in zip(picture.people, picture.bands, strict=True):
        assert band.theta2 - band.theta1 == pytest.approx(30 * (11 - person.minute))
