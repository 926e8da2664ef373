"""What the lesson on rhythms asks, shows and lets a learner measure, in one import."""

from helpers.apps.calipers import calipers_app
from helpers.apps.monitor import monitor_app

__all__ = ["calipers_app", "monitor_app"]
