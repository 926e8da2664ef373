"""Files of other programs, taken into a cohort: rosters, gradebooks, logs of shifts, cards.

``import_files(cohort, files, ask=…, say=…)`` is all of it. ``sheets`` finds the headings,
``headings`` tells what a file is, ``guess`` what its columns mean, ``helpers.cohort.match`` whose
a row is, ``convert`` makes rows of a cohort's tables, ``merge`` puts them beside what is there.
"""

from helpers.cohort.imports.run import import_files

__all__ = ["import_files"]
