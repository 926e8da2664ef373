"""What a cell's subprocesses print: they write to the process and know nothing of a notebook."""

from __future__ import annotations

import codecs
import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator

#: The descriptors of a process's standard output and error.
NUMBERS = {"stdout": 1, "stderr": 2}


class Descriptors:
    """A process's own standard output and error, taken aside while a cell runs.

    What is written goes to a file without a name, and is read from there: no thread is needed,
    and nothing waits for a reader. Windows, which cannot read a file so, is left as it is.
    """

    def __init__(self) -> None:
        decoder = codecs.getincrementaldecoder("utf-8")
        self._decoders = {name: decoder("replace") for name in NUMBERS}
        self._read = dict.fromkeys(NUMBERS, 0)
        self._files: dict[str, int] = {}

    @contextlib.contextmanager
    def taken(self) -> Iterator[None]:
        """Take what is written from now on, and give the descriptors back afterwards."""
        if not hasattr(os, "pread"):
            yield
            return
        with contextlib.ExitStack() as stack:
            _flush()
            for name, number in NUMBERS.items():
                file = stack.enter_context(tempfile.TemporaryFile())
                self._files[name] = file.fileno()
                self._read[name] = 0
                with contextlib.suppress(OSError):  # a process may have none
                    kept = os.dup(number)
                    stack.callback(_back, kept, number)
                    os.dup2(file.fileno(), number)
            try:
                yield
            finally:
                _flush()
                self._files.clear()

    def news(self) -> Iterator[tuple[str, str]]:
        """What was written since the last time: the name of the stream, and the text."""
        for name, file in self._files.items():
            if more := os.fstat(file).st_size - self._read[name]:
                raw = os.pread(file, more, self._read[name])
                self._read[name] += len(raw)
                if text := self._decoders[name].decode(raw):
                    yield name, text


def _back(kept: int, number: int) -> None:
    os.dup2(kept, number)
    os.close(kept)


def _flush() -> None:
    """Write what Python keeps for the descriptors where it belongs."""
    for stream in (sys.__stdout__, sys.__stderr__):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            stream.flush()  # type: ignore[union-attr]
