"""What the lesson on rhythms lets a learner watch, read, measure and drill, in one import."""

from helpers.apps.calipers import calipers_app
from helpers.apps.monitor import monitor_app
from helpers.apps.reading import reading_app
from helpers.apps.rhythm_drill import rhythm_drill_app

__all__ = ["calipers_app", "monitor_app", "reading_app", "rhythm_drill_app"]
