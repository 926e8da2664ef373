"""The models' equations: minutes in, the probability of survival to discharge out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from helpers.domain.errors import DomainError
from helpers.domain.survival.models import model

Minutes = npt.ArrayLike
Probability = npt.NDArray[np.float64]


def larsen(cpr: Minutes, defibrillation: Minutes, acls: Minutes) -> Probability:
    """Larsen 1993: a straight line, for ventricular fibrillation outside hospital.

    Args:
        cpr, defibrillation, acls: minutes from collapse to each.

    Returns:
        Probability of survival to discharge, 0 to 1; the line is cut off at 0.

    Raises:
        DomainError: for negative or non-finite minutes.
    """
    c = model("larsen").coefficients
    percent = (
        c["intercept"]
        + c["cpr"] * checked_minutes(cpr, "CPR")
        + c["defibrillation"] * checked_minutes(defibrillation, "defibrillation")
        + c["acls"] * checked_minutes(acls, "advanced life support")
    )
    return np.clip(percent, 0.0, 100.0) / 100.0


def valenzuela(cpr: Minutes, defibrillation: Minutes) -> Probability:
    """Valenzuela 1997, simplified model: witnessed ventricular fibrillation.

    Args:
        cpr, defibrillation: minutes from collapse to each.

    Returns:
        Probability of survival to discharge, 0 to 1.

    Raises:
        DomainError: for negative or non-finite minutes.
    """
    c = model("valenzuela").coefficients
    return _logistic(
        c["intercept"]
        + c["cpr"] * checked_minutes(cpr, "CPR")
        + c["defibrillation"] * checked_minutes(defibrillation, "defibrillation")
    )


def waalewijn(
    cpr: Minutes, ems_arrival: Minutes, ems_witnessed: npt.ArrayLike = False
) -> Probability:
    """Waalewijn 2001, model I (what a bystander knows): witnessed arrests of every rhythm.

    Args:
        cpr: minutes from collapse to CPR, at most ``ems_arrival``.
        ems_arrival: minutes from collapse to the arrival of the emergency medical services.
        ems_witnessed: whether a crew saw the collapse. Its odds ratio of 0.50 is not harm
            done by crews: their patients have no delay and more often no shockable rhythm.

    Returns:
        Probability of survival to discharge, 0 to 1.

    Raises:
        DomainError: for negative or non-finite minutes, and for CPR after the arrival.
    """
    c = model("waalewijn").coefficients
    start = checked_minutes(cpr, "CPR")
    arrival = checked_minutes(ems_arrival, "EMS arrival")
    if np.any(start > arrival):
        raise DomainError(
            "CPR cannot start after the ambulance arrives in this model: "
            "the crew starts it at the latest. Choose an earlier CPR or a later arrival."
        )
    witnessed = np.asarray(ems_witnessed, dtype=float)
    return _logistic(
        c["intercept"]
        + c["ems_witnessed"] * witnessed
        + c["cpr"] * start
        + c["ems_after_cpr"] * (arrival - start)
    )


def de_maio(call_to_defibrillator: Minutes) -> Probability:
    """De Maio 2003 (OPALS): arrests of every rhythm before the ambulance came.

    Args:
        call_to_defibrillator: minutes from the *call* to the stop of the vehicle with the
            defibrillator; this clock starts later than the collapse.

    Returns:
        Probability of survival to discharge, 0 to 1.

    Raises:
        DomainError: for negative or non-finite minutes.
    """
    c = model("de_maio").coefficients
    delay = checked_minutes(call_to_defibrillator, "call to defibrillator")
    return _logistic(c["intercept"] + c["call_to_defibrillator"] * delay)


def checked_minutes(value: Minutes, what: str) -> Probability:
    """Minutes as an array of numbers.

    Raises:
        DomainError: for negative or non-finite minutes.
        ValueError: for what is no number.
    """
    try:
        minutes = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        raise ValueError(f"the minutes to {what} must be numbers; {value!r} was read") from None
    if not np.all(np.isfinite(minutes)):
        raise DomainError(f"the minutes to {what} must be finite numbers")
    if np.any(minutes < 0):
        raise DomainError(f"the minutes to {what} must not be negative")
    return minutes


def _logistic(log_odds: Probability) -> Probability:
    # exp(-|x|) cannot overflow, so that very late help gives 0 and not a warning.
    small = np.exp(-np.abs(log_odds))
    return np.where(log_odds >= 0, 1.0, small) / (1.0 + small)
