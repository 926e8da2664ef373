"""Sixty seconds: a scene that unfolds against a clock, what one does in it, and the debrief.

The data say what is seen, what each action costs and what it is worth; here the clock runs.
Nothing is drawn by lot but by the seed, so a play can be repeated.
"""

from helpers.domain.scenes.debriefing import FAULTS, Debrief, Line, debrief
from helpers.domain.scenes.play import AGAIN, END, LENGTH, Deed, Play, play, sitting
from helpers.domain.scenes.quickest import quickest
from helpers.domain.scenes.script import Choice, Script, names, script, wordings

__all__ = [
    "AGAIN",
    "END",
    "FAULTS",
    "LENGTH",
    "Choice",
    "Debrief",
    "Deed",
    "Line",
    "Play",
    "Script",
    "debrief",
    "names",
    "play",
    "quickest",
    "script",
    "sitting",
    "wordings",
]
