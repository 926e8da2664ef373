"""Headings as other programs write them, and what kind of file they make together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from helpers.domain.certification.names import key

#: Headings by what stands below them, as :func:`key` brings them into one form; the more telling
#: ones first.
KNOWN = {
    "learner": (
        *("learner id", "student id", "student number", "student no", "sis user id"),
        *("orgdefinedid", "org defined id", "id number", "employee id", "employee number"),
        *("staff id", "participant id", "candidate id", "candidate number", "sis login id"),
        *("username", "user name", "login id", "student id number", "external id", "id"),
    ),
    "name": (
        *("name", "student", "full name", "student name", "learner", "learner name"),
        *("participant", "participant name", "candidate", "candidate name", "employee"),
        *("employee name", "provider name", "names"),
    ),
    "first_name": ("first name", "given name", "forename", "firstname", "student first name"),
    "last_name": ("last name", "surname", "family name", "lastname", "student last name"),
    "email": ("email address", "email", "e mail", "e mail address", "mail", "student email"),
    "role": (
        *("role", "profession", "job title", "position", "title", "discipline", "works as"),
        *("job", "occupation", "working as", "job role"),
    ),
    "withdrawn_on": ("withdrawn on", "withdrawn", "withdrawal date", "date withdrawn"),
    "date": ("date", "shift date", "date of shift", "day", "date worked", "service date"),
    "setting": (
        *("setting", "shift type", "type", "rotation", "rotation type", "site type", "area"),
        *("base type", "category", "activity", "where", "place", "location", "site", "unit"),
        *("department", "ward", "agency"),
    ),
    "hours": ("hours", "total hours", "hours worked", "clock hours", "duration", "shift hours"),
    "start": ("start", "start time", "time in", "clock in", "shift start", "begin"),
    "end": ("end", "end time", "time out", "clock out", "shift end", "finish"),
    "status": ("status", "shift status", "approval", "approval status", "verified", "approved"),
    "certification": (
        *("certification", "card", "course", "course name", "discipline course", "certificate"),
        *("course title", "ecard", "credential"),
    ),
    "issuer": ("issuer", "issued by", "organization", "organisation", "body", "provider"),
    "issued": (
        *("issued", "issue date", "issued on", "date issued", "completion date"),
        *("course completion date", "completed", "completed on", "course date"),
    ),
    "expires": (
        *("expires", "expiration date", "expiry", "expiry date", "expires on", "valid until"),
        *("valid to", "renew by", "renew by date", "recommended renewal date", "expiration"),
    ),
}
_MEANS = {heading: target for target, names in KNOWN.items() for heading in names}
# Spellings of which there are too many for a list; those of other people's are not among them.
_SPELT = {
    "learner": re.compile(
        r"((stud|student|learner|candidate|cand|participant|trainee|attendee|member|staff|employee"
        r"|emp|personnel|pers|payroll|matriculation|matric|enrolment|enrollment|registration|reg"
        r"|pin) ?(no|nos|number|numbers|num|nr|id|ids|id no|#|code|pin)|pin|badge (no|number|id)"
        r"|matrikelnummer|personnummer)"
    ),
    "email": re.compile(
        r"((college|school|university|campus|institutional|work|business|company|personal|private"
        r"|home|primary|preferred|official|student|learner|participant|candidate|employee|staff) )?"
        r"(e ?mail|mail)( (address|addr|id))?"
    ),
    "withdrawn_on": re.compile(
        r"((date|day) (of )?)?(dropped|drop|withdrew|withdrawn|withdrawal|withdraw|left|exit"
        r"|separation|unenrolled)( out)? (on|date|day)"
        r"|(date|day) (of )?(dropped|drop|withdrew|withdrawn|withdrawal|withdraw|left|exit"
        r"|separation|unenrolled)( out)?|dropped( out)?|withdrew"
    ),
}
_RESULTS = ("score", "exam", "test", "skills", "instructor", "result", "grade")
_MOODLE = re.compile(
    r"\((real|percentage|letter)\)$|^(quiz|assignment|lesson|course total|feedback)\b"
    r"|^last downloaded from this course$",
    re.IGNORECASE,
)
_BLACKBOARD = re.compile(r"\[total pts: [^\]]*\]", re.IGNORECASE)
_BRIGHTSPACE = re.compile(r"^end-of-line indicator$|\b(points|text) grade\b|\bgrade symbol\b", re.I)


def means(heading: str) -> str:
    """What usually stands below a heading; empty where nobody knows."""
    word = key(heading)
    spelt = (target for target, spelling in _SPELT.items() if spelling.fullmatch(word))
    return _MEANS.get(word) or next(spelt, "")


def rank(heading: str, target: str) -> int:
    """How telling a heading is for its target: 0 the most."""
    names = KNOWN[target]
    word = key(heading)
    return names.index(word) if word in names else len(names)


def kind_of(headings: Sequence[str]) -> str:
    """What a file with these headings is, see ``mapping.KINDS``; empty where it is unknown."""
    words = {key(name) for name in headings if name}
    found = {means(name) for name in headings} - {""}
    named = "name" in found or {"first_name", "last_name"} <= found
    learner = named or bool({"learner", "email"} & found)
    if {"student", "id"} <= words and words & {"sis user id", "sis login id", "section"}:
        return "canvas"
    if any(_BRIGHTSPACE.search(name) for name in headings) or "orgdefinedid" in words:
        return "brightspace"
    if "username" in words and "last name" in words and _is_blackboard(headings, words):
        return "blackboard"
    if learner and any(_MOODLE.search(name) for name in headings):
        return "moodle"
    if learner and "date" in found and ("hours" in found or {"start", "end"} <= found):
        return "hours"
    if learner and {"issued", "expires"} & found and _has_card(words, found):
        extra = [name for name in headings if any(word in key(name) for word in _RESULTS)]
        return "centre" if extra else "cards"
    return "roster" if named and {"learner", "email"} & found else ""


def _is_blackboard(headings: Sequence[str], words: set[str]) -> bool:
    return any(_BLACKBOARD.search(name) for name in headings) or bool(
        words & {"last access", "availability"}
    )


def _has_card(words: set[str], found: set[str]) -> bool:
    return "certification" in found or any("ecard" in word for word in words)
