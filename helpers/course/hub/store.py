"""A learner's answers in a hub's database, under the learner's own login."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from helpers.course.answer import DATABASE, Answer, Given, NotDeleted, NotKept, made
from helpers.course.hub import admit, connect
from helpers.course.hub.schema import ANSWERS, KEPT
from helpers.course.ids import clean_id

Result = TypeVar("Result")
_PATIENCE = 20.0  # seconds in which an answer tries again
_UNIQUE = "23505"
# Who works under an address, once it was looked at; and addresses that were tried in vain: a
# lesson waits for them once, not in every cell.
_admitted: dict[sa.URL, admit.Login] = {}
_waited_for: set[sa.URL] = set()


class HubStore:
    """The store of a school's hub.

    An answer is sent with an id of its own, and sent again under the same id where the
    connection was lost before the database said that it is kept: nothing is kept twice.

    Args:
        address: of the database, with a login that is this learner's alone.
        folder: for what is remembered beside the answers, on this computer.
    """

    def __init__(self, address: str, folder: Path) -> None:
        self.folder = folder
        self._address = address
        self._made: sa.Engine | None = None

    @property
    def where(self) -> str:
        """Where they are, to be read after "Your answers are"."""
        url = self._engine.url
        return f"in {connect.place_of(url)}, where you and your instructors can read them"

    def learner(self) -> str:
        """The learner's id, as the hub gave it to the login."""
        return self._login().learner_id

    def call_me(self, learner_id: str) -> None:
        """Nothing for the id that the learner has; no other can be chosen on a hub.

        Raises:
            ValueError: for another id.
        """
        who, learner_id = self.learner(), clean_id(learner_id)
        if learner_id != who:
            raise ValueError(
                f"{learner_id!r} was read, and your answers are kept under {who}: the hub gave "
                "your login that id, and each learner has a login of their own. If it is wrong, "
                "ask whoever looks after the hub"
            )

    def keep(self, given: Given) -> Answer:
        """Keep an answer of this learner for good, and number the attempt."""
        who = self._login()
        given = replace(given, answer_id=given.answer_id or str(uuid4()))

        def add(connection: sa.Connection) -> Answer:
            attempt = KEPT.attempts(connection, who.login, given.question_id) + 1
            return KEPT.add(connection, made(given, who.learner_id, attempt))

        return self._do(add)

    def answers(self) -> list[Answer]:
        """All answers of this learner, in the order in which they were given."""
        who = self._login()
        rows = self._do(lambda connection: KEPT.of(connection, who.login, who.learner_id))
        return [answer for _, answer in rows]

    def ids(self) -> dict[str, int]:
        """How many answers this learner has; those of others cannot be seen from here."""
        who = self._login()
        mine = sa.select(sa.func.count()).where(ANSWERS.c.login == who.login)
        count = self._do(lambda connection: int(connection.execute(mine).scalar_one()))
        return {who.learner_id: count} if count else {}

    def delete(self, only: str | None = None) -> int:
        """Never: a learner's login may add answers, and neither change nor delete them.

        Raises:
            NotDeleted: always, with what to do.
        """
        raise NotDeleted(self.learner())

    def _login(self) -> admit.Login:
        url = self._engine.url
        if url not in _admitted:
            _admitted[url] = self._do(lambda connection: admit.learner(connection, url))
        return _admitted[url]

    @property
    def _engine(self) -> sa.Engine:
        try:
            self._made = self._made or connect.engine_of(self._address)
        except connect.NotDone as problem:
            advice = f"Ask whoever looks after the hub, which sets {DATABASE}."
            raise NotKept("the database of your hub", problem, advice) from None
        return self._made

    def _do(self, what: Callable[[sa.Connection], Result]) -> Result:
        """Do something in one transaction; again, where the database could not be reached."""
        engine = self._engine
        until = time.monotonic() + (0 if engine.url in _waited_for else _PATIENCE)
        pause = 0.02
        while True:
            try:
                with engine.begin() as connection:
                    done = what(connection)
                _waited_for.discard(engine.url)
                return done
            except DBAPIError as error:
                cause = error.orig or error
                # Two kernels of one learner took the same number of an attempt: at once again.
                is_raced = getattr(cause, "sqlstate", None) == _UNIQUE
                if connect.is_final(cause) and not is_raced:
                    raise connect.in_words(engine.url, cause) from None
                if time.monotonic() > until:
                    _waited_for.add(engine.url)
                    raise connect.in_words(engine.url, cause) from None
            # Not all at the same moments: a server that has just started has many who wait.
            time.sleep(random.uniform(pause / 2, pause))
            pause = min(pause * 1.6, 1.0)
