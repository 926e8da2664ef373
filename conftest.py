"""For every test and every lesson that a test runs: nobody's own answers are read or written,
and nobody's own key of pseudonyms is used.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

_FOLDER = tempfile.mkdtemp(prefix="answers-")
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
os.environ["LIFE_SUPPORT_DATA"] = _FOLDER
os.environ["LIFE_SUPPORT_PSEUDONYM_KEY"] = os.path.join(_FOLDER, "pseudonyms.key")
os.environ.pop("CURRICULUM_DATABASE", None)
