"""The browser that prints, and that the tests look with."""

from __future__ import annotations

import os
import shutil

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)


def find_chromium() -> str | None:
    """Its path: what the variable ``CHROMIUM`` names, else the first that is found."""
    named = os.environ.get("CHROMIUM")
    names = (named,) if named else (*_NAMES, *_PLACES)
    return next(filter(None, map(shutil.which, names)), None)
