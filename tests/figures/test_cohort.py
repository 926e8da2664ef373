"""Pictures of a class: they state their values, and draw names whatever is in them."""

from __future__ import annotations

import warnings
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from helpers.cohort import Results, cohort_names, read_cohort, summarize
from helpers.figures import cohort as pictures
from tests.cohort.build import CERTIFICATIONS, results, roster

DAY = date(2026, 6, 1)
CARD = CERTIFICATIONS + "L1,BLS,AHA,2024-04-02,\n"
EVERY = (pictures.plot_gain, pictures.plot_expiry)


@pytest.fixture(scope="module")
def emt() -> Results:
    found = read_cohort("emt-2026-spring").cohort
    assert found is not None
    return summarize(found, DAY)


@pytest.mark.parametrize("name", cohort_names())
def test_every_picture_is_drawn_without_a_warning(name: str) -> None:
    found = read_cohort(name).cohort
    assert found is not None
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for plot in (plot for draw in EVERY for plot in draw(summarize(found, DAY))):
            data, metadata = plot._repr_mimebundle_()
            assert metadata["image/svg+xml"]["alt"] == data["text/plain"] == plot.alt
            assert metadata["image/svg+xml"]["width"] == 710
            tree = ElementTree.fromstring(data["image/svg+xml"])
            assert [child.tag.rpartition("}")[2] for child in tree[:2]] == ["title", "desc"]
            assert tree[0].text == plot.title and tree[1].text == plot.alt
            assert not list(tree.iter("{http://www.w3.org/2000/svg}image"))  # vectors throughout


def test_alternative_texts_state_the_values(emt: Results) -> None:
    assert emt.gain is not None
    (gain,), (expiry,) = (draw(emt) for draw in EVERY)
    assert f"{emt.gain.before_percent:.1f} % before" in gain.alt
    soon = emt.cards[emt.cards["band"] != "later"]
    assert len(soon) and all(str(day) in expiry.alt for day in soon["expires"])


def test_a_large_class_is_drawn_page_by_page(tmp_path: Path) -> None:
    cards = "".join(f"L{number},BLS,AHA,2024-04-02,\n" for number in range(1, 71))
    found = results(tmp_path, roster_csv=roster(70), certifications_csv=CERTIFICATIONS + cards)
    plots = pictures.plot_expiry(found)
    assert [plot.alt.count("2026-04-30") for plot in plots] == [32, 32, 6]


def test_where_there_is_nothing_to_draw_there_is_no_picture(tmp_path: Path) -> None:
    about = 'format = 1\ntitle = "A"\ncourse = "B"\nkind = "initial"\n'
    about += "start = 2026-01-10\nend = 2026-05-30\n"
    found = results(tmp_path, cohort_toml=about)
    assert [draw(found) for draw in EVERY] == [(), ()]


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("Ana $\\frac$ Núñez", "Ana $\\frac$ Núñez"),
        ("Đặng Minh Anh", "Đặng Minh Anh"),
        ("李小龍", "L1"),
        ("محمد", "L1"),
        ("Ana 🫀", "L1"),
        ("A" * 20 + " " + "B" * 20, "A" * 20 + "…"),
    ],
)
def test_a_name_that_cannot_be_drawn_gives_way_to_the_id(
    name: str, drawn: str, tmp_path: Path
) -> None:
    people = f"learner_id,name,email,role\nL1,{name},,\n"
    found = results(tmp_path, roster_csv=people, certifications_csv=CARD)
    (plot,) = pictures.plot_expiry(found)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        plot._repr_mimebundle_()
    assert drawn in {text.get_text() for text in plot.figure.axes[0].texts}


def test_a_change_has_its_sign() -> None:
    assert [pictures.signed(x) for x in (1.26, -1.26, 0.04, -0.04)] == [
        "+1.3",
        "-1.3",
        "0.0",
        "0.0",
    ]
