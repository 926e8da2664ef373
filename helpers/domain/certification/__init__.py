"""Which card, from whom, until when, and accepted where.

``expires("AHA BLS", issued)`` gives a card's last day by its issuer's rule; ``accepted(...)``
what is said of it at a border; ``pathway(...)`` what is typically asked for, for which work;
``compare("renewal")`` what ACLS and ALS are in four regions; ``calendar(...)``, in
:mod:`helpers.domain.certification.renewals`, a file of one's own renewals. Where no rule was
read, that is said, and nothing is guessed.
"""

from helpers.domain.certification.acceptance import (
    ACCEPTED,
    ASK,
    REFUSED,
    Acceptance,
    Answer,
    acceptances,
    accepted,
    places,
    wallet,
)
from helpers.domain.certification.cards import (
    Card,
    card,
    cards,
    cards_of,
    expires,
    in_words,
    rule_of,
)
from helpers.domain.certification.comparison import (
    ASPECTS,
    REGIONS,
    Compared,
    compare,
    comparison,
)
from helpers.domain.certification.held import Held
from helpers.domain.certification.issuers import Issuer, issuer_name, issuers
from helpers.domain.certification.pathways import (
    ALL_AGES,
    PATIENTS,
    Pathway,
    pathway,
    pathways,
    roles,
)

__all__ = [
    "ACCEPTED",
    "ALL_AGES",
    "ASK",
    "ASPECTS",
    "PATIENTS",
    "REFUSED",
    "REGIONS",
    "Acceptance",
    "Answer",
    "Card",
    "Compared",
    "Held",
    "Issuer",
    "Pathway",
    "acceptances",
    "accepted",
    "card",
    "cards",
    "cards_of",
    "compare",
    "comparison",
    "expires",
    "in_words",
    "issuer_name",
    "issuers",
    "pathway",
    "pathways",
    "places",
    "roles",
    "rule_of",
    "wallet",
]
