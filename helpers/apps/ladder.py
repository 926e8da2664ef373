"""From bystander to paramedic, in one import: hand-overs, the town, and a policy of one's own."""

from helpers.apps.handover import handover_app
from helpers.apps.needed import odds_app
from helpers.apps.town import town_app
from helpers.domain.town import Policy, compare, town
from helpers.domain.town.ranking import hand_in

__all__ = ["Policy", "compare", "hand_in", "handover_app", "odds_app", "town", "town_app"]
