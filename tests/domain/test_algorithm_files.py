"""A file of an algorithm is refused with its name and the place where it is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helpers.domain.algorithms import Dose, Energy, load, reading
from helpers.facts import FactError, data_dir

Changed = Callable[[str, str], None]
EDITION = "ERC/RCUK 2025"


@pytest.fixture
def changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Changed]:
    """Load the adult arrest with something else in its file."""
    text = (data_dir() / "algorithms" / "adult_arrest.toml").read_text(encoding="utf-8")

    def change(old: str, new: str) -> None:
        assert old in text
        (tmp_path / "adult_arrest.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
        reading.read.cache_clear()
        load("adult_arrest", EDITION)

    monkeypatch.setattr(reading, "folder", lambda: tmp_path)
    reading.load.cache_clear()
    yield change
    reading.load.cache_clear()
    reading.read.cache_clear()


TO_CHECK = '[[edges]]\nfrom = "round after a shock"\nto = "check"\nfacts = ["AL02"]\n'
SHOCK = '[places.shock]\ntitle = "Shock"\nkind = "treatment"\nseconds = 5'


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('title = "Card', 'titel = "Card', "adult_arrest.toml: there is no word 'titel'"),
        ("round_seconds = 120", 'round_seconds = "2"', "adult_arrest.toml: round_seconds = '2'"),
        ("round_seconds = 120", "round_seconds = ", "adult_arrest.toml: this is no TOML"),
        ('kind = "check"', 'kind = "chek"', "column 'places.check': there is no kind 'chek'"),
        ("seconds = 5", "seconds = -5", "column 'places.shock': seconds = -5 was read; write 120"),
        ('begin = "begin"', 'begin = "start"', "there is no place 'start' to begin at"),
        ('from = "shock"', 'from = "shok"', "there is no 'shok'"),
        (SHOCK, SHOCK.replace("5", "5\nround = 1"), "round = 1 was read"),
        (SHOCK, SHOCK + '\n\n[places.hall]\ntitle = "x"\nkind = "end"', "'hall' is never reached"),
        (TO_CHECK, "", "the place 'round after a shock' is never left"),
        (TO_CHECK, TO_CHECK + "\n" + TO_CHECK, "2 ways lead on from 'round after a shock'"),
        ('decision = "stop"', 'decision = "go on"', "ways lead on from 'check'"),
        ('rhythm = "shockable"', 'rhythm = "shokable"', "there is no rhythm 'shokable'"),
        ('when = { access = "no" }', 'when = { acess = "no" }', "there is no finding 'acess'"),
        ('facts = ["AL08"]', 'facts = ["AL8"]', "there is no statement 'AL8'; did you mean 'AL08'"),
        ('facts = ["AL05"]', 'facts = ["AL03"]', "nothing in algorithm_facts.csv bears it out"),
        ('facts = ["EN05"]', 'facts = ["TA19"]', "TA19 is no statement on adult_arrest"),
        ('editions = ["AHA 2020", "AHA 2025"]', 'editions = ["AHA"]', "there is no edition 'AHA'"),
        ('at = ["shock"]', 'at = ["sock"]', "there is no place 'sock'; did you mean 'shock'?"),
        ('energy = "ventricular fib', 'energy = "atrial fib', "shock_energies.csv has no 'atrial"),
        ('drugs = ["adrenaline"]\nfacts = ["AL05"]', 'drugs = ["adrenalin"]\nfacts = ["AL05"]',
         "drug_doses.csv has no 'adrenalin' (arrest) for ERC/RCUK 2025"),
        ("every_rounds = 2\ndrugs = [\"adrenaline\"]\nfacts = [\"AL05\"]",
         "every_rounds = 3\ndrugs = [\"adrenaline\"]\nfacts = [\"AL05\"]",
         "comes every 6 minutes; A01-erc2025 says 3 to 5"),
        ('times = 2\ndrugs = ["amiodarone", "lidocaine"]\nfacts = ["AL05"]',
         'times = 3\ndrugs = ["amiodarone", "lidocaine"]\nfacts = ["AL05"]',
         "has doses 1, 2 and may be given more often"),
        ("from_shock = [3]\n", "from_shock = [3, 1]\n", "from_shock = [3, 1] was read"),
        ('kind = "shock"', 'kind = "drug"', "a shock names its energy, and only a shock does"),
        ('role = "defibrillator"', 'role = "driver"', "there is no role 'driver'"),
        ('at = ["stopped"]', "at = []", "the action 'stop' needs a place and words"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_with_its_place(
    old: str, new: str, told: str, changed: Changed
) -> None:
    with pytest.raises(FactError) as raised:
        changed(old, new)
    assert told in str(raised.value) and "adult_arrest.toml" in str(raised.value)


def test_a_circle_without_time_and_a_place_without_an_end_are_refused(changed: Changed) -> None:
    with pytest.raises(FactError, match="one can go round while no time passes"):
        text = (data_dir() / "algorithms" / "adult_arrest.toml").read_text(encoding="utf-8")
        changed(text, text.replace("seconds = ", "seconds = 0 # "))
    with pytest.raises(FactError, match="'pulse is back' is an end, and a way leads on"):
        back = '[[edges]]\nfrom = "pulse is back"\nto = "check"\nfacts = ["AL02"]\n'
        changed(TO_CHECK, TO_CHECK + "\n" + back)
    with pytest.raises(FactError, match="from 'hall' no end can be reached"):
        hall = '[places.hall]\ntitle = "x"\nkind = "check"\nseconds = 5\n\n'
        ways = (
            '[[edges]]\nfrom = "hall"\nto = "hall"\nfacts = ["AL02"]\n\n'
            '[[edges]]\nfrom = "shock"\nto = "hall"\nwhen = { access = "no" }\nfacts = ["AL02"]\n\n'
        )
        changed("[[edges]]", hall + ways + "[[edges]]")


def test_an_unknown_algorithm_or_edition_names_the_nearest() -> None:
    with pytest.raises(ValueError, match="adult_arrest"):
        load("adult_arest", "AHA 2025")
    with pytest.raises(ValueError, match="AHA 2025"):
        load("adult_arrest", "AHA 2026")


DOSE = {
    "fact_id": "X1", "drug": "adrenaline", "use": "arrest", "age_group": "child",
    "dose_number": "each", "amount_least": 0.01, "amount_most": 0.01, "unit": "mg",
    "per_kg": True, "route": "IV or IO", "form": "bolus", "words": "x", "audience": "all",
    "standing": "agreed", "council": "AHA", "edition": "AHA 2025", "source": ("X",),
    "confidence": "primary", "most_single": 1.0,
}  # fmt: skip
ENERGY = {
    "fact_id": "X2", "use": "arrest", "rhythm": "ventricular fibrillation or pulseless VT",
    "age_group": "child", "shock_least": 1, "synchronized": False, "words": "x",
    "audience": "all", "standing": "agreed", "council": "AHA", "edition": "AHA 2025",
    "source": ("X",), "confidence": "primary", "joules_per_kg_least": 2.0,
    "joules_per_kg_most": 2.0, "ceiling_joules_per_kg": 10.0, "ceiling": "10 J/kg",
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"most_single": None}, "a child's dose per kilogram needs its most_single"),
        ({"most_single": None, "age_group": "adult"}, "a dose per kilogram needs a ceiling"),
        ({"per_kg": False, "amount_most": 2.0}, "above its own ceiling"),
        ({"edition": "ERC/RCUK 2025"}, "ERC/RCUK 2025 is no edition of AHA"),
    ],
)
def test_a_dose_that_must_not_be_cannot_be_made(change: dict[str, object], told: str) -> None:
    Dose(**DOSE)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=told):
        Dose(**{**DOSE, **change})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"synchronized": True}, "is never synchronized"),
        ({"use": "pulse", "rhythm": "polymorphic VT", "synchronized": True}, "is never"),
        ({"use": "pulse", "rhythm": "atrial fibrillation"}, "must be synchronized"),
        ({"use": "pulse", "rhythm": "pre-excited atrial fibrillation"}, "must be synchronized"),
        ({"ceiling_joules_per_kg": None}, "needs its ceiling"),
        ({"ceiling": ""}, "needs its ceiling"),
        ({"joules_per_kg_most": None}, "a child's energy goes by kilogram"),
        ({"edition": "ERC/RCUK 2025"}, "is no edition of AHA"),
    ],
)
def test_an_energy_that_must_not_be_cannot_be_made(change: dict[str, object], told: str) -> None:
    Energy(**ENERGY)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=told):
        Energy(**{**ENERGY, **change})  # type: ignore[arg-type]
