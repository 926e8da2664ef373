"""The four published models: what each was fitted on and where it may be used."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from helpers.facts import load
from helpers.facts.nearest import known


@dataclass(frozen=True)
class Model:
    """One published model: what it was fitted on and where it may be used.

    Attributes:
        clock: the event at which its minutes start.
        valid_minutes: least and greatest delay for which we draw it as valid.
        validity: why the range ends there.
        validity_basis: who says so: ``published``, or ``ours``.
        sources: keys of the original work.
        confidence: the weakest mark of its coefficients.
    """

    name: str
    title: str
    form: str
    clock: str
    population: str
    rhythm: str
    n: int | None
    valid_minutes: tuple[float, float]
    validity: str
    validity_basis: str
    sources: tuple[str, ...]
    via: tuple[str, ...]
    confidence: str
    coefficients: MappingProxyType[str, float]


_TITLES = {
    "larsen": "Larsen 1993",
    "valenzuela": "Valenzuela 1997",
    "waalewijn": "Waalewijn 2001",
    "de_maio": "De Maio 2003",
}
_WEAKEST_FIRST = ("unverified", "second-hand", "derived", "primary")


@functools.cache
def model(name: str) -> Model:
    """One model by its name: ``larsen``, ``valenzuela``, ``waalewijn`` or ``de_maio``.

    Raises:
        ValueError: for any other name; the nearest is named.
    """
    known(name, _TITLES, "model")
    rows = load("survival_models").query("model == @name")
    first = rows.iloc[0]
    return Model(
        name=name,
        title=_TITLES[name],
        form=first["form"],
        clock=first["clock"],
        population=first["population"],
        rhythm=first["rhythm"],
        n=None if rows["n"].isna().all() else int(rows["n"].dropna().iloc[0]),
        valid_minutes=(
            float(rows["valid_minutes_least"].max()),
            float(rows["valid_minutes_most"].min()),
        ),
        validity=first["validity"],
        validity_basis=first["validity_basis"],
        sources=tuple(dict.fromkeys(key for cell in rows["source"] for key in cell)),
        via=tuple(dict.fromkeys(key for cell in rows["via"] for key in cell)),
        confidence=next(m for m in _WEAKEST_FIRST if m in set(rows["confidence"])),
        coefficients=MappingProxyType(dict(zip(rows["term"], rows["coefficient"], strict=True))),
    )


def model_names() -> tuple[str, ...]:
    """The names of the four models, oldest first."""
    return tuple(_TITLES)


def is_outside(name: str, *minutes: npt.ArrayLike) -> npt.NDArray[np.bool_]:
    """Whether any of these delays lies outside the range for which a model is drawn as valid."""
    least, most = model(name).valid_minutes
    outside = [(delay < least) | (delay > most) for delay in map(np.asarray, minutes)]
    any_outside: npt.NDArray[np.bool_] = np.logical_or.reduce(np.broadcast_arrays(*outside))
    return any_outside


def formula(name: str) -> str:
    """A model's formula with its coefficients, as one would write it down."""
    m = model(name)
    constant = m.coefficients["intercept"]
    terms = "".join(
        f" {'-' if value < 0 else '+'} {abs(value):g} x {_TERMS[term]}"
        for term, value in m.coefficients.items()
        if term != "intercept"
    )
    if m.form == "linear":
        return f"survival in % = {constant:g}{terms}"
    return f"log-odds of survival = {constant:g}{terms}"


_TERMS = {
    "cpr": "minutes to CPR",
    "defibrillation": "minutes to the shock",
    "acls": "minutes to ALS",
    "ems_witnessed": "(1 if a crew saw it)",
    "ems_after_cpr": "minutes from CPR to the crew",
    "call_to_defibrillator": "minutes from the call to the defibrillator",
}
