"""From bystander to paramedic, in one import: hand-overs, the town, and a policy of one's own."""

from helpers.apps.handover import handover_app
from helpers.apps.needed import odds_app
from helpers.apps.town import town_app
from helpers.apps.town_tables import misses_table, policies_table
from helpers.apps.worth import als_or_cpr_app, gains_app, layers_app
from helpers.domain.town import Policy, compare, town
from helpers.domain.town.ranking import hand_in

__all__ = [
    "Policy",
    "als_or_cpr_app",
    "compare",
    "gains_app",
    "hand_in",
    "handover_app",
    "layers_app",
    "misses_table",
    "odds_app",
    "policies_table",
    "town",
    "town_app",
]
