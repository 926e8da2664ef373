"""A PostgreSQL server that a test starts, kills and starts again, and a network that it cuts."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import psycopg
import sqlalchemy as sa

from tests.absent import leave

_MISSING = (
    "no PostgreSQL was found (initdb and postgres; on Debian: apt install postgresql), so nothing "
    "is known about answers on a hub"
)
_PLACES = ("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/pgsql-*/bin")
_BOSS, _SECRET = "boss", "boss-secret-of-the-test"
OWNER, OWNER_SECRET = "school", "school-secret-of-the-test"


def binaries_or_leave() -> Path:
    """The folder of the server. Without one a test is skipped; with REQUIRE_POSTGRES=1 it fails."""
    folders = [Path(name).resolve().parent for name in [shutil.which("postgres")] if name]
    folders += [path for place in _PLACES for path in sorted(Path("/").glob(place[1:]))[::-1]]
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    leave("POSTGRES", _MISSING)


@dataclass
class Server:
    """A server of one's own, in a folder of its own, on a port of this computer."""

    binaries: Path
    folder: Path
    port: int
    _running: subprocess.Popen[bytes] | None = None
    _made: int = 0

    def start(self) -> None:
        """Start it, also after it was killed; it is waited for."""
        until = time.monotonic() + 60
        while True:  # what it was killed with may hold its memory for a moment
            self._running = subprocess.Popen(
                [
                    *(self.binaries / "postgres", "-D", self.folder / "data"),
                    *("-p", str(self.port), "-k", self.folder, "-h", "127.0.0.1"),
                ],
                **_as_user(),
                stdout=subprocess.DEVNULL,
                stderr=(self.folder / "log").open("ab"),
            )
            while self._running.poll() is None:
                with contextlib.suppress(psycopg.OperationalError):
                    psycopg.connect(self.url(_BOSS, _SECRET, "postgres", "libpq")).close()
                    return
                time.sleep(0.05)
            assert time.monotonic() < until, (self.folder / "log").read_text()[-2000:]

    def kill(self) -> None:
        """End it and all its processes at once, as a power cut would.

        It is held still first: a process begun after the others were counted would outlive them,
        and waits without end for a lock of one that is gone.
        """
        assert self._running
        first = psutil.Process(self._running.pid)
        first.suspend()
        os.waitpid(first.pid, os.WUNTRACED)
        for process in (*first.children(recursive=True), first):
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        self._running.wait()

    def stop(self) -> None:
        """End it in order."""
        if self._running and self._running.poll() is None:
            self._running.send_signal(signal.SIGINT)
            self._running.wait(60)

    def url(
        self, login: str, password: str, database: str, kind: str = "", port: int | None = None
    ) -> str:
        """An address; for libpq itself with ``kind``."""
        begin = "postgresql" if kind else "postgresql+psycopg"
        return f"{begin}://{login}:{password}@127.0.0.1:{port or self.port}/{database}"

    def database(self) -> str:
        """A new empty database; the address with its owner, who may make logins."""
        self._made += 1
        name = f"hub{self._made}"
        with self.boss() as boss:
            exists = boss.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [OWNER]).fetchone()
            if not exists:
                boss.execute(f"CREATE ROLE {OWNER} LOGIN CREATEROLE PASSWORD '{OWNER_SECRET}'")
            boss.execute(f"CREATE DATABASE {name} OWNER {OWNER}")
        return self.url(OWNER, OWNER_SECRET, name)

    def boss(self, database: str = "postgres") -> psycopg.Connection[tuple[object, ...]]:
        """A connection that may do everything."""
        return psycopg.connect(self.url(_BOSS, _SECRET, database, "libpq"), autocommit=True)

    def idle(self, database: str) -> int:
        """How many connections there are to a database."""
        with self.boss() as boss:
            count = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s"
            found = boss.execute(count, [database]).fetchone()
            assert found
            return int(str(found[0]))


@contextlib.contextmanager
def running_server() -> Iterator[Server]:
    """A server in a new folder; it is gone afterwards."""
    binaries = binaries_or_leave()
    with tempfile.TemporaryDirectory(prefix="postgres-") as name:
        folder = Path(name)
        if os.geteuid() == 0:
            os.chown(folder, _user().pw_uid, _user().pw_gid)
        secret = folder / "secret"
        secret.write_text(_SECRET)
        secret.chmod(0o644)
        subprocess.run(
            [
                *(binaries / "initdb", "-D", folder / "data", "-U", _BOSS, "--no-sync"),
                *("--auth=scram-sha-256", "--pwfile", secret, "--no-locale", "-E", "UTF8"),
            ],
            **_as_user(),
            check=True,
            capture_output=True,
        )
        server = Server(binaries, folder, free_port())
        server.start()
        try:
            yield server
        finally:
            server.stop()


def name_of(address: str) -> str:
    """The database of an address."""
    return str(sa.make_url(address).database)


def libpq(address: str) -> str:
    """An address as psql takes it."""
    return address.replace("postgresql+psycopg", "postgresql")


def _user() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise KeyError("a user who is not root")


def _as_user() -> dict[str, Any]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {"cwd": "/"}
    return {"user": _user().pw_uid, "group": _user().pw_gid, "extra_groups": [], "cwd": "/"}


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@dataclass
class Network:
    """A way to a server that can be cut: bytes go through, or the connections end, or all is still.

    Attributes:
        port: where it is entered.
        is_silent: whether bytes are swallowed, as by a cable that was pulled.
        is_deaf: whether what the server says is swallowed, and only that.
    """

    target: int
    is_open: bool = True
    is_silent: bool = False
    is_deaf: bool = False
    port: int = 0
    _ends: list[socket.socket] = field(default_factory=list)

    def __enter__(self) -> Network:
        self._door = socket.create_server(("127.0.0.1", 0), backlog=300)
        self.port = int(self._door.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        self.cut()

    def cut(self) -> None:
        """End every connection; new ones are refused while it is not open."""
        ends, self._ends = self._ends, []
        for end in ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._door.accept()
                if not self.is_open:
                    client.close()
                    continue
                with contextlib.suppress(OSError):
                    server = socket.create_connection(("127.0.0.1", self.target))
                    self._ends += [client, server]
                    for ends in ((client, server, False), (server, client, True)):
                        threading.Thread(target=self._pass, args=ends, daemon=True).start()
                    continue
                client.close()

    def _pass(self, one: socket.socket, other: socket.socket, is_answer: bool) -> None:
        with contextlib.suppress(OSError):
            while block := one.recv(65536):
                if not self.is_silent and not (self.is_deaf and is_answer):
                    other.sendall(block)
        for end in (one, other):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
