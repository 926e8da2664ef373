"""Names in the order of the region's own alphabet."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.cohort.collation import sort_key
from tests.cohort.build import ABOUT, results


@pytest.mark.parametrize(
    ("region", "names"),
    [
        # As the collation charts of CLDR have them.
        ("Ohio, United States", "Åke Alan Dana Đặng Ines İpek Ohara resume Résumé Zoë"),
        ("Sweden", "Adam Oskar Zorn Åkesson Ärlig Öberg"),
        ("Norge", "Adam Zorn Ærlig Østby Åkesson"),
        ("Türkiye", "Cem Çelik Hakan Ilgaz Irmak İnci Oya Ömer Zeki"),
        ("Czech Republic", "Cyril Čapek Hora Chalupa Iva Rolf Řehoř"),
        ("Madrid, España", "Nuno Nzinga Ñíguez Olmo"),
        ("Poland", "Lis Luty Łoś Maj Zych Źrebiec Żak"),
        ("", "Adler Alt Ärger Olm Ömer Otto"),
    ],
)
def test_each_region_has_its_own_order(region: str, names: str) -> None:
    asked = names.split()
    assert sorted(reversed(asked), key=sort_key(region)) == asked


def test_marks_between_words_do_not_count() -> None:
    asked = ["Al Amin", "Al-Khatib", "Alan", "O’Brien", "Obst"]
    assert sorted(reversed(asked), key=sort_key("United Kingdom"))[:2] == ["Al Amin", "Al-Khatib"]


def test_a_class_stands_in_that_order_and_one_name_by_id(tmp_path: Path) -> None:
    rows = "learner_id,name,email,role\nL3,Zorn,,\nL2,Öberg,,\nL9,Adam,,\nL1,Adam,,\n"
    about = ABOUT + 'region = "Sweden"\n'
    found = results(tmp_path, roster_csv=rows, cohort_toml=about).completion
    assert list(found["name"]) == ["Adam (L1)", "Adam (L9)", "Zorn", "Öberg"]
