"""What the pictures of training share: the color of a level, the hatch of what is counted."""

from __future__ import annotations

from helpers.figures import style

#: The color of a course.
COLORS = {"EMT": style.BLS, "paramedic": style.ALS}
#: What a number counts, as it looks on its bricks.
HATCHES = {"whole": "", "part": "xxx", "unknown": ".."}
