"""Item analyses that were published: the answers, and each number that was printed for them.

One place for the tests and for ``python -m tests.bench.items``. Answers are rows of 1 (right) and
0 (wrong), a learner each.
"""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
from scipy.optimize import brentq
from scipy.stats import beta

from helpers.cohort.items import Analysis, analyse
from helpers.cohort.items.analysis import discrimination
from helpers.cohort.items.indices import agreement

#: The LSAT, section 6, of a thousand people: how many gave each pattern of right and wrong. The
#: counts are Bock and Lieberman's (1970); the indices are those that the manual of the R package
#: ltm prints for them (Rizopoulos 2006).
LSAT6 = dict(
    zip(
        itertools.product((0, 1), repeat=5),
        [
            *(3, 6, 2, 11, 1, 1, 3, 4, 1, 8, 0, 16, 0, 3, 2, 15),
            *(10, 29, 14, 81, 3, 28, 15, 80, 16, 56, 21, 173, 11, 61, 28, 298),
        ],
        strict=True,
    )
)
#: Ten students, ten items on reliability: a handout of East Carolina University (Wuensch).
WUENSCH = (
    "1111110110 1011011101 1111011001 0010001000 0000010010 "
    "1110111111 1101110111 1111111101 0101111101 1101101110"
)
#: Nineteen people, ten items: the vignette of the R package rcrtan 0.1.1 (LaFlair 2018), which
#: prints KR-20, KR-21, phi(lambda) and Subkoviak's coefficients of 1988 for them.
RCRTAN = (
    "1111111111 1111100111 1111100111 1111010111 1010011111 1111010111 1111110111 1011111111 "
    "0011010101 1111100111 1111111111 1111111111 1111111111 1011111111 1111010111 0111111110 "
    "1001100011 0111001111 1111010111"
)
#: Forty-five people, thirty items: Brown and Hudson, Criterion-referenced Language Testing (2002),
#: table 5.1a, as rcrtan gives it (bh_depend); its manual prints KR-20, z and the agreement.
BROWN = (
    "111100000100111000001101010000 101111111110011011110111111011 011000000011110000101010100000 "
    "111000111011011001101101100111 100010000001100010001101100100 111110110111111111001111111001 "
    "100000000011000000001011000000 111110000111011100001111110000 010000010011000001001011001000 "
    "111111110011111111001111111100 110010000011100000001101000000 011111001110101110001111111000 "
    "111111101111110111111011111111 101111000111111000011111111000 111111111011111111101111111111 "
    "111110000111011100001111110000 111111100011111110001111110100 011100000010111000011100110000 "
    "011101101011110110001111101000 111001000011110010001111100000 111111110011111111101111111101 "
    "010000000001100000011110100001 111111001111111110001111111010 100100100001100001001101001110 "
    "011111001101111110111111111010 110000000010000000010111000100 101110000011111100010010000000 "
    "000010001010100000001101000001 101110001001011100001111110000 111110000111011100001111110000 "
    "101000000011010000000111100000 111110000111011100001111110000 010000000010100010000011101000 "
    "111111010111111101011110111001 110100011001000111100001101011 111111100001111110000110111001 "
    "110000010000000010011001000000 101111110100111111010111111100 000010000010100000100001000010 "
    "111111001101111110100111011011 000111111101111111101010111111 111111000111011110111110011010 "
    "000011111010111111100011111111 010110001011011100011100110011 000000011100000111100000111101"
)
#: The upper and the lower five of a class, ten items: an item analysis worksheet with its solution
#: (studylib.net, document 25270846).
WORKSHEET = (
    "1111111111 1111111101 1101111100 0111110101 1110111001 "
    "1110110100 0110110101 0111001010 1110100001 0100010010"
)
#: SUBKOVIAK1988, table 1, as rcrtan gives it (sub_agree_coef): agreement by the z of the cut, for
#: reliabilities of 0.1 to 0.9.
TABLE_1988 = {
    0.0: (0.53, 0.56, 0.60, 0.63, 0.67, 0.70, 0.75, 0.80, 0.86),
    0.5: (0.60, 0.62, 0.65, 0.68, 0.71, 0.74, 0.78, 0.82, 0.87),
    1.5: (0.88, 0.88, 0.89, 0.90, 0.90, 0.91, 0.92, 0.94, 0.95),
    2.0: (0.96, 0.96, 0.96, 0.96, 0.96, 0.97, 0.97, 0.97, 0.98),
}
#: A table of the cumulative binomial for n = 5 prints P(X <= 1) by the chance; by symmetry it is
#: the chance to have four or five of five right at one less that chance.
FOUR_OF_FIVE = {0.8: 0.73728, 0.6: 0.33696}


def answers(rows: str) -> pd.DataFrame:
    return pd.DataFrame([[int(cell) for cell in row] for row in rows.split()])


def lsat6() -> pd.DataFrame:
    rows = [pattern for pattern, count in LSAT6.items() for _ in range(count)]
    return pd.DataFrame(rows, columns=[f"item {n}" for n in range(1, 6)])


def alike(right: int) -> pd.DataFrame:
    """Twenty learners who all have the same so many of five items right."""
    return pd.DataFrame([[1] * right + [0] * (5 - right)] * 20)


def upper_and_lower() -> pd.DataFrame:
    """A hundred: of the upper 27 22 have the first item right, of the lower 27 11.

    The other five items only place them: all right, three right, none right.
    """
    placed = [5] * 27 + [3] * 46 + [0] * 27
    first = [1] * 22 + [0] * 5 + [1] * 23 + [0] * 23 + [1] * 11 + [0] * 16
    rows = zip(first, placed, strict=True)
    return pd.DataFrame([[one, *([1] * many + [0] * (5 - many))] for one, many in rows])


def two_forms(z: float, reliability: float) -> float:
    """Agreement of two forms of sixty items, by draws, where chances are a beta distribution.

    So the scores are beta-binomial and nearly normal; the cut, 31, lies z deviations above their
    mean, half a point off, as SUBKOVIAK1988 counts.
    """
    items, needed = 60, 31
    total = items * (1 - reliability) / reliability

    def above(mean: float) -> float:
        variance = items * mean * (1 - mean) * (total + items) / (total + 1)
        return (needed - 0.5 - items * mean) / math.sqrt(variance) - z

    mean = float(brentq(above, 0.05, 0.95))
    chances = beta(mean * total, (1 - mean) * total).ppf((np.arange(4000) + 0.5) / 4000)
    return float(agreement(chances[np.newaxis], items, needed)[0])


@dataclass(frozen=True)
class Published:
    """One number that was printed somewhere, and ours.

    Attributes:
        source: where it was printed.
        statistic: what it is.
        printed: as it was printed; where ``statistic`` says "from", it follows from what was
            printed by a published formula, which stands beside it.
        ours: how ours is had.
        within: so far apart is the same, where rounding came before the last step; without it,
            half a unit of the last digit that was printed.
    """

    source: str
    statistic: str
    printed: str
    ours: Callable[[], float]
    within: float | None = None

    @property
    def allowed(self) -> float:
        if self.within is not None:
            return self.within
        digits = len(self.printed.partition(".")[2])
        return 0.5 * 10.0**-digits + 1e-9

    @property
    def agrees(self) -> bool:
        return abs(self.ours() - float(self.printed)) <= self.allowed


@functools.cache
def analysed(rows: str, cut: float = 0.84) -> Analysis:
    """Ours of some answers, without waiting for intervals."""
    return analyse(lsat6() if rows == "LSAT6" else answers(rows), cut, resampled=1)


def published() -> Iterator[Published]:
    """Every number, in the order in which it is printed."""
    yield from _of_lsat6()
    yield from _of_wuensch()
    yield from _of_rcrtan()
    yield from _of_brown()
    yield from _of_groups()
    yield from _of_two_forms()


def _of_lsat6() -> Iterator[Published]:
    source = "Bock & Lieberman 1970; manual of ltm"
    shares = ("0.924", "0.709", "0.553", "0.763", "0.870")
    points = ("0.1128", "0.1531", "0.1727", "0.1444", "0.1215")
    without = ("0.2754", "0.2376", "0.2168", "0.2459", "0.2663")
    for place, (share, point, alpha) in enumerate(zip(shares, points, without, strict=True)):
        name, cell = f"item {place + 1}", partial(_cell, "LSAT6", place)
        yield Published(source, f"difficulty, {name}", share, partial(cell, "difficulty"))
        yield Published(source, f"point-biserial, {name}", point, partial(_as_ltm, place))
        yield Published(source, f"alpha without {name}", alpha, partial(_without, name))
    yield Published(source, "alpha", "0.2950", partial(_index, "LSAT6", "alpha"))


def _of_wuensch() -> Iterator[Published]:
    source = "Wuensch, KR20.txt"
    for place, tenths in enumerate((7, 7, 6, 7, 6, 8, 7, 7, 5, 6)):
        ours = partial(_cell, WUENSCH, place, "difficulty")
        yield Published(source, f"difficulty, item {place + 1}", f"0.{tenths}", ours)
    # Printed are the sum of p q, 2.18, and the variance of the totals, 5.84; from them, by
    # KUDER1937, 10/9 (1 - 2.18/5.84), and the standard error sqrt(5.84 (1 - KR-20)).
    yield Published(source, "KR-20, from sum p q, s2", "0.696347", partial(_index, WUENSCH, "kr20"))
    yield Published(
        source, "standard error, from the same", "1.331666", partial(_index, WUENSCH, "sem")
    )


def _of_rcrtan() -> Iterator[Published]:
    source, index = "LaFlair 2018, vignette of rcrtan", partial(_index, RCRTAN)
    mean = float(answers(RCRTAN).to_numpy().mean())
    yield Published(source, "KR-20", "0.4250152", partial(index, "kr20"))
    yield Published(source, "phi(0.80)", "0.2962963", partial(index, "phi_lambda", 0.8))
    # At the mean phi(lambda) is KR-21 (Brennan & Kane 1977, J Educ Meas 14(3):277-289). Printed is
    # 0.3309846, by the variance over n - 1; over n, as there, 10/9 (1 - 19/18 (1 - 0.9 KR-21)).
    ours = partial(index, "phi_lambda", mean)
    yield Published(source, "phi(mean), from KR-21", "0.2876442", ours, 1e-7)
    # z of 7.5 points is printed as 0.45, s over n - 1: (KR-20 + z2) / (1 + z2), z2 = 0.45^2 19/18.
    ours = partial(index, "livingston_k2", 0.75)
    yield Published(source, "K2 at 7.5, from z", "0.5263", ours, 0.002)
    ours = partial(index, "decision_consistency", 0.8)
    yield Published(source, "agreement at 8 (1988)", "0.66", ours, _OTHER_MODEL)


def _of_brown() -> Iterator[Published]:
    source, index = "Brown & Hudson 2002; manual of rcrtan", partial(_index, BROWN)
    yield Published(source, "KR-20", "0.8613709", partial(index, "kr20"))
    # z of 20.5 points is printed as 0.66; z2 = 0.66^2 45/44.
    ours = partial(index, "livingston_k2", 20.5 / 30)
    yield Published(source, "K2 at 20.5, from z", "0.9041", ours, 0.0005)
    ours = partial(index, "decision_consistency", 0.7)
    yield Published(source, "agreement at 21 (1988)", "0.89", ours, _OTHER_MODEL)


#: Ours is SUBKOVIAK1976, chances drawn in toward the mean. Printed is SUBKOVIAK1988: a table for
#: two normal forms, read at a rounded reliability and z. Neither is an error of the other.
_OTHER_MODEL = 0.06


def _of_groups() -> Iterator[Published]:
    source = "Item analysis worksheet, studylib"
    for place, fifths in enumerate((2, 0, 0, 3, 2, 2, 3, 2, -1, 2)):
        ours = partial(_of_halves, place)
        yield Published(
            source, f"upper - lower half, item {place + 1}", f"{fifths / 5}", ours, 1e-9
        )
    source = "Worked example on 100 candidates, askfilo"
    yield Published(source, "upper - lower 27 %", "0.4074", _of_a_hundred)


def _of_two_forms() -> Iterator[Published]:
    # A table of two digits; two binomial draws are only nearly normal.
    for z, row in TABLE_1988.items():
        for tenths, printed in enumerate(row, start=1):
            what = f"two draws, z {z}, reliability 0.{tenths}"
            ours = partial(two_forms, z, tenths / 10)
            yield Published("Subkoviak 1988, table 1", what, f"{printed:.2f}", ours, 0.015)
    for chance, passes in FOUR_OF_FIVE.items():
        right = round(5 * chance)
        what, twice = f"agreement, {right} of 5, from P(X)", passes**2 + (1 - passes) ** 2
        ours = partial(_of_alike, right)
        yield Published("Table of the binomial, n = 5", what, f"{twice:.4f}", ours)


# -- ours -------------------------------------------------------------------------------------


def _index(rows: str, name: str, cut: float = 0.84) -> float:
    return float(getattr(analysed(rows, cut), name))


def _cell(rows: str, place: int, column: str) -> float:
    return float(np.asarray(analysed(rows).table[column], float)[place])


def _as_ltm(place: int) -> float:
    """The correlation as ltm counts it: the total's deviation over n - 1, the item's over n."""
    return _cell("LSAT6", place, "point_biserial") * math.sqrt(999 / 1000)


def _without(item: str) -> float:
    return float(analyse(lsat6().drop(columns=item), resampled=1).alpha)


def _of_halves(place: int) -> float:
    return float(discrimination(answers(WORKSHEET).to_numpy(float), 0.5)[place])


def _of_a_hundred() -> float:
    return float(discrimination(upper_and_lower().to_numpy(float))[0])


def _of_alike(right: int) -> float:
    return float(analyse(alike(right), 0.8, resampled=1).decision_consistency)
