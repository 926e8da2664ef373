"""Apps: controls wired to domain and figures through one small toolkit."""

import sys

if sys.platform == "emscripten":
    from helpers.apps import in_a_tab

    in_a_tab.send_null()
