"""Answers in a file of one line each: for a browser's Python, which has no database."""

from __future__ import annotations

import json
import os
import secrets
from collections import Counter
from dataclasses import asdict, dataclass, fields, replace

from helpers.course.answer import RANDOM, Answer, Damaged, Given, OfFile, denied, made, private
from helpers.course.ids import clean_id
from helpers.facts.files import write

_FIELDS = {field.name for field in fields(Answer)}
_LATER = {"answer_id"}  # earlier editions kept answers without it
_Line = dict[str, object]


@dataclass(frozen=True)
class _Learner:
    """Who works now; the last such line of the file counts."""

    learner: str
    random: bool


class FileStore(OfFile):
    """The store without a database; one writer at a time is all that a browser has.

    Args:
        file: lines of JSON, an answer or the learner's id in each; made with the first.
    """

    def learner(self) -> str:
        """The id of the learner who works now; made at random where there is none."""
        return self._current().learner

    def call_me(self, learner_id: str) -> None:
        """Give the learner an id; answers under a random id go with it."""
        learner_id, old = clean_id(learner_id), self._current()
        everyone = self._answers()
        named = [
            answer for answer in everyone if not old.random or answer.learner_id != old.learner
        ]
        for answer in everyone:
            if old.random and answer.learner_id == old.learner:
                attempt = _attempts(named, learner_id, answer.question_id) + 1
                named.append(replace(answer, learner_id=learner_id, attempt=attempt))
        self._rewrite([asdict(_Learner(learner_id, False)), *map(asdict, named)])

    def keep(self, given: Given) -> Answer:
        """Keep an answer of this learner for good, and number the attempt."""
        who = self.learner()
        everyone = self._answers()
        for kept in everyone:
            if given.answer_id and (kept.learner_id, kept.answer_id) == (who, given.answer_id):
                return kept
        answer = made(given, who, _attempts(everyone, who, given.question_id) + 1)
        self._append(asdict(answer))
        return answer

    def answers(self) -> list[Answer]:
        """All answers of this learner, in the order in which they were given."""
        if not self.file.exists():
            return []
        who = self.learner()
        return [answer for answer in self._answers() if answer.learner_id == who]

    def ids(self) -> dict[str, int]:
        """How many answers are kept here under each id, the ids sorted."""
        return dict(sorted(Counter(answer.learner_id for answer in self._answers()).items()))

    def delete(self, only: str | None = None) -> int:
        """Delete all that is kept here, or the answers of one id; how many they were."""
        everyone = self._answers()
        others = [answer for answer in everyone if only not in (None, answer.learner_id)]
        named = [who for who in self._named() if only not in (None, who.learner)]
        self._rewrite([*map(asdict, named[-1:]), *map(asdict, others)])
        return len(everyone) - len(others)

    def _current(self) -> _Learner:
        named = self._named()
        if not named:
            named = [_Learner(f"{RANDOM}{secrets.token_hex(6)}", True)]
            self._append(asdict(named[0]))
        return named[-1]

    def _named(self) -> list[_Learner]:
        lines = (line for line in self._lines() if "learner" in line)
        return [_Learner(str(line["learner"]), bool(line.get("random"))) for line in lines]

    def _answers(self) -> list[Answer]:
        return [self._answer(line) for line in self._lines() if "learner" not in line]

    def _answer(self, line: _Line) -> Answer:
        # Neither skipped nor lost: whoever rewrites the file would drop what it cannot read.
        if set(line) | _LATER != _FIELDS:
            raise Damaged(self.file, "a line in it is no answer of this edition of the course")
        seed = line["variant_seed"]
        return Answer(
            question_id=str(line["question_id"]),
            question_version=int(str(line["question_version"])),
            option_id=str(line["option_id"]),
            lesson=str(line["lesson"]),
            variant_seed=None if seed is None else int(str(seed)),
            answered_at=str(line["answered_at"]),
            answer_id=str(line.get("answer_id", "")),
            learner_id=str(line["learner_id"]),
            attempt=int(str(line["attempt"])),
        )

    def _lines(self) -> list[_Line]:
        try:
            text = self.file.read_text(encoding="utf-8") if self.file.exists() else ""
        except UnicodeDecodeError as error:
            raise Damaged(self.file, "it is no text of this course") from error
        except OSError as error:
            raise denied(self.file, error) from error
        lines = [line for line in map(_read, text.splitlines()) if line is not None]
        if text.strip() and not lines and len(text.splitlines()) > 2:
            raise Damaged(self.file, "it is no text of this course")
        return lines

    def _append(self, line: _Line) -> None:
        try:
            private(self.file)
            with self.file.open("ab") as stream:
                # The line break first: a line that was cut off must not swallow this one.
                stream.write(b"\n" + json.dumps(line).encode())
                stream.flush()
                os.fsync(stream.fileno())
        except OSError as error:
            raise denied(self.file, error) from error

    def _rewrite(self, lines: list[_Line]) -> None:
        try:
            private(self.file)
            write(self.file, "\n".join(map(json.dumps, lines)).encode(), 0o600)
        except OSError as error:
            raise denied(self.file, error) from error


def _read(text: str) -> _Line | None:
    """A line of the file; nothing for one that was cut off: it was never acknowledged."""
    try:
        line = json.loads(text)
    except json.JSONDecodeError:
        return None
    return line if isinstance(line, dict) else None


def _attempts(answers: list[Answer], learner: str, question: str) -> int:
    """The number of the last attempt; 0 if there was none."""
    mine = [a.attempt for a in answers if (a.learner_id, a.question_id) == (learner, question)]
    return max(mine, default=0)
