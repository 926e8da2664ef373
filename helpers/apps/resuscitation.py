"""What a crew does in an arrest, in one import: the score, the algorithms and the doses."""

from helpers.apps.algorithms import algorithm_app
from helpers.apps.doses import dose_app
from helpers.apps.score import conduct_app, score_app

__all__ = ["algorithm_app", "conduct_app", "dose_app", "score_app"]
