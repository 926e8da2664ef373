"""What the review gives back to a learner, in one import."""

from helpers.apps.certification import pathway_app
from helpers.apps.come_back import come_back_app, first_ideas_app
from helpers.apps.final import final_form
from helpers.apps.own_chain import own_chain_app
from helpers.apps.scene import scene_app

__all__ = [
    "come_back_app",
    "final_form",
    "first_ideas_app",
    "own_chain_app",
    "pathway_app",
    "scene_app",
]
