"""A strip of any rhythm by its name and seed, with what disturbs it."""

from __future__ import annotations

import zlib
from dataclasses import replace

import numpy as np

from helpers.domain import waves
from helpers.domain.errors import DomainError
from helpers.domain.rhythms.beating import (
    atrial_fibrillation,
    heart_block,
    idioventricular,
    other_tachycardia,
    premature,
    rapid_tachycardia,
    sinus,
    supraventricular,
)
from helpers.domain.rhythms.beatless import (
    COARSE,
    FINE,
    asystole,
    atria_alone,
    fibrillation,
    patched_fibrillation,
)
from helpers.domain.rhythms.conduction import (
    every_second,
    first_degree,
    flutter,
    junctional,
    lengthening,
    sudden,
)
from helpers.domain.rhythms.pacing import capturing, losing
from helpers.domain.rhythms.strips import Maker, Strip
from helpers.domain.rhythms.textbook import rhythm
from helpers.domain.rhythms.ventricles import (
    accelerated,
    agonal,
    bigeminy,
    monomorphic,
    polymorphic,
    torsades,
)
from helpers.facts.nearest import known

QUIET = 0.01  # millivolts of noise in a good recording


def strip(
    name: str,
    seed: int,
    seconds: float = 8.0,
    sampling_rate: int = 250,
    noise: float = QUIET,
    compressions: float = 0.0,
) -> Strip:
    """A strip of one rhythm.

    Args:
        name: one of :func:`names`.
        seed: from 0; the same arguments give the same strip.
        seconds: its length, 2 to 60.
        sampling_rate: samples a second, 100 to 1,000.
        noise: spread of the muscle noise, millivolts; mains and a wandering line come with it.
        compressions: height of the artifact of chest compressions, millivolts.

    Raises:
        DomainError: for numbers out of their range.
        ValueError: for an unknown rhythm.
    """
    return _strip(_MAKERS, name, seed, seconds, sampling_rate, noise, compressions)


def second_strip(
    name: str,
    seed: int,
    seconds: float = 8.0,
    sampling_rate: int = 250,
    noise: float = QUIET,
    compressions: float = 0.0,
) -> Strip:
    """A strip of fibrillation by another model (:func:`helpers.domain.waves.patches`).

    No threshold was ever chosen by looking at these strips; they grade a rule on fibrillation
    of a kind that it was not made for. Arguments as in :func:`strip`.

    Raises:
        ValueError: also for rhythms other than ventricular fibrillation.
    """
    return _strip(_SECOND_MAKERS, name, seed, seconds, sampling_rate, noise, compressions)


def _strip(
    makers: dict[str, Maker],
    name: str,
    seed: int,
    seconds: float,
    sampling_rate: int,
    noise: float,
    compressions: float,
) -> Strip:
    known(name, makers, "rhythm")
    for what, value, least, most in (
        ("seed", seed, 0, np.inf),
        ("number of seconds", seconds, 2, 60),
        ("sampling rate", sampling_rate, 100, 1000),
        ("noise in millivolts", noise, 0, 5),
        ("compression artifact in millivolts", compressions, 0, 5),
    ):
        if not least <= value <= most:
            raise DomainError(f"the {what} must be from {least:g} to {most:g}; {value!r} was read")
    # The name belongs to the seed: else all rhythms of one seed would share their noise.
    rng = np.random.default_rng((seed, zlib.crc32(name.encode())))
    time = np.arange(round(seconds * sampling_rate)) / sampling_rate
    made = makers[name](rng, time, sampling_rate, rhythm(name))
    signal = made.signal + waves.noise(rng, time, noise)
    if compressions:
        signal += waves.compressions(rng, time, compressions)
    signal.setflags(write=False)
    return replace(made, signal=signal, seed=seed, noise=noise, compressions=compressions)


_MAKERS: dict[str, Maker] = {
    "sinus rhythm": sinus,
    "sinus bradycardia": sinus,
    "sinus tachycardia": sinus,
    "atrial fibrillation": atrial_fibrillation,
    "supraventricular tachycardia": supraventricular,
    "complete heart block": heart_block,
    "premature ventricular beats": premature,
    "idioventricular rhythm": idioventricular,
    "rapid ventricular tachycardia": rapid_tachycardia,
    "other ventricular tachycardia": other_tachycardia,
    "coarse ventricular fibrillation": fibrillation(*COARSE),
    "fine ventricular fibrillation": fibrillation(*FINE),
    "asystole": asystole,
    "first-degree block": first_degree,
    "second-degree block, Mobitz I": lengthening,
    "second-degree block, Mobitz II": sudden,
    "second-degree block, 2:1": every_second,
    "junctional rhythm": junctional,
    "atrial flutter, 2:1": flutter(2),
    "atrial flutter, 3:1": flutter(3),
    "atrial flutter, 4:1": flutter(4),
    "bigeminy": bigeminy,
    "accelerated idioventricular rhythm": accelerated,
    "monomorphic ventricular tachycardia": monomorphic,
    "polymorphic ventricular tachycardia": polymorphic,
    "torsades de pointes": torsades,
    "agonal rhythm": agonal,
    "P-wave asystole": atria_alone,
    "paced rhythm": capturing,
    "failure to capture": losing,
}
_SECOND_MAKERS: dict[str, Maker] = {
    "coarse ventricular fibrillation": patched_fibrillation(*COARSE),
    "fine ventricular fibrillation": patched_fibrillation(*FINE),
}
