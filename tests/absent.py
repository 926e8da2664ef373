"""What a test needs and this machine has not: a skip that says so, or a failure."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def leave(kind: str, told: str) -> NoReturn:
    """End a test that cannot be run here.

    Args:
        kind: ``BROWSER``, ``POSTGRES`` or ``JUPYTERHUB``. Where ``REQUIRE_`` and the kind are set
            to 1, as continuous integration does for the first two, the test fails: a skip would
            say nothing there.
        told: what is missing, and what is therefore not known.
    """
    if os.environ.get(f"REQUIRE_{kind}") == "1":
        pytest.fail(told)
    pytest.skip(told)
