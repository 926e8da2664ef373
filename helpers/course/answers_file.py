"""Answers in a file of one line each: for a browser's Python, which has no database."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from helpers.course.answers import Answer, Given, NotKept, now
from helpers.facts.files import write


class FileStore:
    """The store without a database; one writer at a time is all that a browser has.

    Args:
        file: lines of JSON, an answer or the learner's id in each; made with the first.
    """

    def __init__(self, file: Path) -> None:
        self.file = file

    def learner(self) -> str:
        """The id of the learner who works now; made at random where there is none."""
        return self._current()[0]

    def call_me(self, learner_id: str) -> None:
        """Give the learner an id; answers under a random id go with it."""
        old, is_random = self._current()
        everyone = self._answers()
        named = [answer for answer in everyone if not is_random or answer.learner_id != old]
        for answer in everyone:
            if is_random and answer.learner_id == old:
                attempt = _attempts(named, learner_id, answer.question_id) + 1
                named.append(replace(answer, learner_id=learner_id, attempt=attempt))
        self._rewrite([{"learner": learner_id, "random": False}, *map(asdict, named)])

    def keep(self, given: Given) -> Answer:
        """Keep an answer of this learner for good, and number the attempt."""
        who = self.learner()
        attempt = _attempts(self._answers(), who, given.question_id) + 1
        values = asdict(given) | {"answered_at": given.answered_at or now()}
        answer = Answer(**values, learner_id=who, attempt=attempt)
        self._append(asdict(answer))
        return answer

    def answers(self) -> list[Answer]:
        """All answers of this learner, in the order in which they were given."""
        if not self.file.exists():
            return []
        who = self.learner()
        return [answer for answer in self._answers() if answer.learner_id == who]

    def delete(self) -> int:
        """Delete all answers of this learner, and the learner's id; how many they were."""
        who, everyone = self.learner(), self._answers()
        others = [answer for answer in everyone if answer.learner_id != who]
        self._rewrite([asdict(answer) for answer in others])
        return len(everyone) - len(others)

    def _current(self) -> tuple[str, bool]:
        named = [line for line in self._lines() if "learner" in line]
        if not named:
            named = [{"learner": f"local-{secrets.token_hex(6)}", "random": True}]
            self._append(named[0])
        return str(named[-1]["learner"]), bool(named[-1]["random"])

    def _answers(self) -> list[Answer]:
        return [Answer(**line) for line in self._lines() if "learner" not in line]

    def _lines(self) -> Iterator[dict[str, Any]]:
        try:
            text = self.file.read_text(encoding="utf-8") if self.file.exists() else ""
        except OSError as error:
            raise NotKept(self.file.parent, error.strerror or error) from error
        for line in text.splitlines():
            try:
                yield json.loads(line)
            except json.JSONDecodeError:
                continue  # a line that was cut off while it was written was never acknowledged

    def _append(self, line: dict[str, Any]) -> None:
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with self.file.open("ab") as stream:
                # The line break first: a line that was cut off must not swallow this one.
                stream.write(b"\n" + json.dumps(line).encode())
                stream.flush()
                os.fsync(stream.fileno())
        except OSError as error:
            raise NotKept(self.file.parent, error.strerror or error) from error

    def _rewrite(self, lines: list[dict[str, Any]]) -> None:
        try:
            write(self.file, "\n".join(map(json.dumps, lines)).encode())
        except OSError as error:
            raise NotKept(self.file.parent, error.strerror or error) from error


def _attempts(answers: list[Answer], learner: str, question: str) -> int:
    """The number of the last attempt; 0 if there was none."""
    mine = [a.attempt for a in answers if (a.learner_id, a.question_id) == (learner, question)]
    return max(mine, default=0)
