"""What this process and all those it has started have used of the processor (Linux)."""

from __future__ import annotations

import os
from collections import defaultdict
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def processor_seconds() -> float:
    """Seconds of the processor, of this process and every one below it that still runs."""
    children: dict[int, list[int]] = defaultdict(list)
    used: dict[int, float] = {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = file.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        number = int(file.parent.name)
        children[int(fields[1])].append(number)
        used[number] = (int(fields[11]) + int(fields[12])) / _TICKS
    total, todo = 0.0, [os.getpid()]
    while todo:
        number = todo.pop()
        total += used.get(number, 0.0)
        todo += children[number]
    return total
