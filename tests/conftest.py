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
# FUZZ=2000: as many examples of whatever sets no number of its own.
settings.register_profile(
    "fuzz",
    deadline=None,
    max_examples=int(os.environ.get("FUZZ", "2000")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE", "fuzz" if "FUZZ" in os.environ else "dev")
)
