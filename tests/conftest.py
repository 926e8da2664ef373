"""Settings for every test: how hard hypothesis tries, here and in continuous integration."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# A deadline would fail tests for the load of the machine and not for what they test.
settings.register_profile("dev", deadline=None, max_examples=50)
settings.register_profile(
    "ci",
    deadline=None,
    max_examples=300,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
# A second Python shows what the language changed, not what an example would find.
settings.register_profile("second", parent=settings.get_profile("ci"), max_examples=30)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))
