"""When help comes to each person, under a policy: the minutes of every link, from collapse."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from helpers.domain.errors import DomainError
from helpers.domain.town.people import Arrests, Numbers, People, lognormal
from helpers.domain.town.place import Town
from helpers.domain.town.policy import Policy

Flags = npt.NDArray[np.bool_]

#: Who may give the first shock.
SHOCKERS = ("crew", "bystander", "first responder", "police")


@dataclass(frozen=True)
class Help:
    """Minutes from collapse to each link, and who it was.

    Attributes:
        cpr: CPR begins.
        care: trained hands take it over: first responders, police or a crew.
        reading: the rhythm is read for the first time, and shocked if it can be.
        als: what only ALS can do begins.
        bystander_cpr: whether a bystander began it, coached or not, before trained hands came.
        aed: whether a bystander used an AED.
        shocker: who read the rhythm first, by its place in :data:`SHOCKERS`.
        arrival: minutes from the call to the first crew.
    """

    cpr: Numbers
    care: Numbers
    reading: Numbers
    als: Numbers
    bystander_cpr: Flags
    aed: Flags
    shocker: npt.NDArray[np.int8]
    arrival: Numbers


def arrests(town: Town, people: People) -> Arrests:
    """Who collapses where; nothing of it hangs on a policy."""
    even = people.even
    crew_sees = even["crew_sees"] < town.share("crew_witnessed")
    public = (even["public"] < town.share("public")) & ~crew_sees
    chance = np.where(public, town.share("witnessed_public"), town.witnessed_home)
    seen = (even["seen"] < chance) & ~crew_sees
    down = lognormal(town["down"], town["down_shape"], people.normal["down"])
    found = np.where(seen | crew_sees, 0.0, down)
    home = town.share("fibrillation_home")
    out = _times_odds(home, town["fibrillation_public"])
    fibrillation = np.where(crew_sees, town.share("fibrillation_crew"), np.where(public, out, home))
    left = town.share("organised") * (1 - town.share("organised_lost")) ** found
    shape = town["fade_shape"]
    fades = np.exp(shape * people.normal["fades"] - shape**2 / 2)
    return Arrests(crew_sees, public, seen, found, fibrillation, even["organised"] < left, fades)


def _times_odds(share: float, ratio: float) -> float:
    return share * ratio / (1 - share + share * ratio)


def helped(town: Town, policy: Policy, who: Arrests, people: People) -> Help:
    """When each link comes.

    Raises:
        DomainError: where no crew is left.
    """
    if town["crews"] + policy.crews < 1 or town["als_crews"] + policy.als_crews < 0:
        raise DomainError("The town needs one BLS crew at least, and no fewer than no ALS crew.")
    call = who.found + lognormal(town["call"], town["call_shape"], people.normal["call"])
    call = call + (town["call_off"] if "call" in policy.off else 0.0)
    crew, als, later = _crews(town, policy, call, people)
    own, phone, volunteer = _lay(town, policy, who, call, people)
    aed = _aed(town, policy, who, call, people, own | phone)
    responder, police = _responders(town, policy, call, people)
    begun = np.where(
        own,
        who.found + lognormal(town["own_start"], town["start_shape"], people.normal["own_start"]),
        np.inf,
    )
    begun = np.minimum(begun, np.where(phone, call + _phone_start(town, policy, people), np.inf))
    walk = lognormal(
        town["volunteer_walk"], town["volunteer_shape"], people.normal["volunteer_walk"]
    )
    begun = np.minimum(begun, np.where(volunteer, call + town["volunteer_alert"] + walk, np.inf))
    care = np.minimum(np.minimum(responder, police), crew) + town["at_side"]
    cpr = np.minimum(np.minimum(begun, aed), care)
    ready = town["at_shock"]
    shocks = np.stack([crew + ready, aed, responder + ready, police + ready])
    if "defibrillation" in policy.off:
        shocks = np.broadcast_to(als, (1, len(als)))
    shocker = shocks.argmin(axis=0).astype(np.int8)
    reading = shocks.min(axis=0)
    used = aed <= reading
    arrival = crew - call
    sees = who.crew_sees
    cpr = np.where(sees, 0.0, cpr)
    reading = np.where(sees & ("defibrillation" not in policy.off), town["crew_shock"], reading)
    return Help(
        cpr=np.minimum(cpr, reading),
        care=np.where(sees, 0.0, care),
        reading=reading,
        als=np.where(sees, later, als),
        bystander_cpr=((own | phone) & (begun <= care) | used) & ~sees,
        aed=used & ~sees,
        shocker=np.where(sees, 0, shocker).astype(np.int8),
        arrival=arrival,
    )


def _crews(
    town: Town, policy: Policy, call: Numbers, people: People
) -> tuple[Numbers, Numbers, Numbers]:
    """When the first crew is there, when what only ALS can do begins, and how much later.

    The third is for arrests that a crew sees: it sends for ALS at once.
    """
    shape = town["drive_shape"]
    start = call + town["turnout"]
    near = lognormal(town.drive(town["crews"] + policy.crews), shape, people.normal["drive"])
    als_crews = town["als_crews"] + policy.als_crews
    never = call + town["never"]
    nobody = np.full(len(people), town["never"])
    if als_crews == 0:
        return start + near, never, nobody
    far = lognormal(town.drive(als_crews), shape, people.normal["als_drive"])
    first = start + np.minimum(near, far)
    if "als" in policy.off:  # the crews come as before, and do what BLS crews do
        return first, never, nobody
    gap = town["turnout"] + far + town["at_als"]
    als = np.minimum(start + far + town["at_als"], never)
    return first, als, np.minimum(gap, town["never"])


def _lay(
    town: Town, policy: Policy, who: Arrests, call: Numbers, people: People
) -> tuple[Flags, Flags, Flags]:
    """Who would begin CPR of their own accord, coached by telephone, or as an alerted volunteer.

    All three may be so for one person: whoever is first begins.
    """
    nobody = np.zeros(len(people), dtype=bool)
    if "cpr" in policy.off:
        return nobody, nobody, nobody
    coached = town.share("phone")
    total = np.where(who.seen, town.share("cpr_witnessed"), town.share("cpr_unwitnessed"))
    own_share = (total - coached) / (1 - coached) if coached < 1 else np.zeros(len(people))
    more = policy.training / 100 / (1 - coached) if coached < 1 else 0.0
    own = (people.even["cpr"] < own_share + more) & ~who.crew_sees
    if policy.telephone:
        coached = min(1.0, coached * town["phone_gain"])
    phone = (people.even["phone"] < coached) & ~who.crew_sees
    volunteer = nobody
    if policy.app:
        volunteer = (people.even["volunteer"] < town.share("volunteer")) & ~who.crew_sees
    return own, phone, volunteer


def _phone_start(town: Town, policy: Policy, people: People) -> Numbers:
    median = town["phone_start_program" if policy.telephone else "phone_start"]
    return lognormal(median, town["start_shape"], people.normal["phone_start"])


def _aed(
    town: Town, policy: Policy, who: Arrests, call: Numbers, people: People, cpr: Flags
) -> Numbers:
    """Minutes to the shock of a bystander's AED; infinite where none is used.

    An AED is fetched where a bystander gives CPR: the share among these is such that the share
    of all arrests is as published.
    """
    public = np.where(
        who.public,
        1 - (1 - town.share("aed_public")) * _reach(town, policy),
        town.share("aed_home"),
    )
    helping = np.where(who.seen, town.share("cpr_witnessed"), town.share("cpr_unwitnessed"))
    with np.errstate(divide="ignore", invalid="ignore"):
        given = np.where(helping > 0, public / helping, 0.0)
    used = cpr & (people.even["aed"] < given)
    start = who.found + lognormal(town["aed_start"], town["aed_shape"], people.normal["aed_start"])
    if "defibrillation" in policy.off:
        used = np.zeros_like(used)
    return np.where(used, start, np.inf)


def _reach(town: Town, policy: Policy) -> float:
    """By how much more AEDs lower the share of arrests in public without one."""
    return float(town["aed_reach"] ** (policy.aeds / town["population"] * 100_000))


def _responders(
    town: Town, policy: Policy, call: Numbers, people: People
) -> tuple[Numbers, Numbers]:
    shape = town["responder_shape"]
    drive = lognormal(town["responder_drive"], shape, people.normal["responder_drive"])
    responder = np.where(people.even["responder"] < town.share("responder"), call + drive, np.inf)
    police = np.full(len(people), np.inf)
    if policy.police:
        fast = lognormal(town["police_drive"], shape, people.normal["police_drive"])
        police = np.where(people.even["police"] < town.share("police"), call + fast, np.inf)
    return responder, police
