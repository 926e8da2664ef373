"""A JupyterHub on this computer: two users, a database, and each to their own answers.

It needs JupyterHub, which the lessons do not, in an environment of its own::

    python -m venv /tmp/hub
    /tmp/hub/bin/pip install jupyterhub configurable-http-proxy -e '.[hub,lab]'
    JUPYTERHUB_BIN=/tmp/hub/bin .venv/bin/python -m pytest tests/course/hub/test_jupyterhub.py
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from helpers.course.hub import database
from tests.absent import leave
from tests.course.hub import crowd
from tests.postgres import Server, free_port

ROOT = Path(__file__).resolve().parents[3]
TOKEN = "token-of-the-test"
CONFIG = """\
from helpers.course.hub.spawn import before_spawn

c.Spawner.pre_spawn_hook = before_spawn
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = "{folder}/home-{{username}}"
c.Spawner.args = ["--allow-root"]
c.Spawner.cmd = ["{binaries}/jupyterhub-singleuser"]
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allowed_users = {{"ana", "ben", "ines"}}
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_port = {hub_port}
c.ConfigurableHTTPProxy.command = ["{binaries}/configurable-http-proxy"]
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api_port}"
c.JupyterHub.services = [{{"name": "test", "api_token": "{token}"}}]
c.JupyterHub.load_roles = [
    {{
        "name": "test",
        "scopes": ["admin:users", "admin:servers", "tokens", "access:servers"],
        "services": ["test"],
    }}
]
"""
ANSWER = """\
import json, os
from helpers.course.answers import Given, NotKept, store
from helpers.course import identity
kept = store()
try:
    kept.keep(Given("bus_stop_gasp", 1, "press", "00_start_here"))
    told = [answer.learner_id for answer in kept.answers()]
except NotKept as problem:
    told = str(problem)
print(json.dumps([os.environ["JUPYTERHUB_USER"], told, identity.is_open(kept)]))
"""


@dataclass
class Hub:
    """A running hub."""

    port: int

    def call(self, path: str, method: str = "GET", token: str = TOKEN, **data: object) -> object:
        """What its REST API answers."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}",
            method=method,
            headers={"Authorization": f"token {token}"},
            data=json.dumps(data).encode() if method == "POST" else None,
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def start(self, user: str) -> None:
        """Start a user's server and wait for it."""
        self.call(f"/hub/api/users/{user}/server", "POST")
        for _ in range(600):
            found = self.call(f"/hub/api/users/{user}")
            assert isinstance(found, dict)
            if found["servers"].get("", {}).get("ready"):
                return
            time.sleep(0.2)
        raise AssertionError(f"the server of {user} did not start")

    def run(self, user: str, code: str) -> list[object]:
        """What a cell prints in a kernel of a user, read as JSON."""
        from websockets.sync.client import connect

        kernel = self.call(f"/user/{user}/api/kernels", "POST")
        assert isinstance(kernel, dict)
        url = f"ws://127.0.0.1:{self.port}/user/{user}/api/kernels/{kernel['id']}/channels"
        header = {"msg_id": uuid.uuid4().hex, "msg_type": "execute_request", "version": "5.3"}
        header |= {"username": user, "session": uuid.uuid4().hex}
        message = {"header": header, "parent_header": {}, "metadata": {}, "channel": "shell"}
        content = {"code": code, "silent": False, "allow_stdin": False, "store_history": False}
        said = ""
        with connect(url, additional_headers={"Authorization": f"token {TOKEN}"}) as socket:
            socket.send(json.dumps({**message, "content": content}))
            while True:
                told = json.loads(socket.recv(timeout=120))
                if told["parent_header"].get("msg_id") != header["msg_id"]:
                    continue
                said += told["content"].get("text", "")
                assert told["msg_type"] != "error", told["content"]
                if told["content"].get("execution_state") == "idle":
                    return list(json.loads(said))


def binaries_or_leave() -> Path:
    found = os.environ.get("JUPYTERHUB_BIN") or shutil.which("jupyterhub")
    if not found:
        # It brings a proxy of another language, and only this test needs it: not in the lock.
        leave("JUPYTERHUB", "no JupyterHub was found (set JUPYTERHUB_BIN to its commands' folder)")
    return Path(found) if Path(found).is_dir() else Path(found).parent


@pytest.fixture(scope="module")
def hub(owner: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    binaries, folder = binaries_or_leave(), tmp_path_factory.mktemp("hub")
    port, hub_port, api_port = free_port(), free_port(), free_port()
    places = {"folder": folder, "binaries": binaries, "token": TOKEN}
    config = CONFIG.format(port=port, hub_port=hub_port, api_port=api_port, **places)
    (folder / "jupyterhub_config.py").write_text(config)
    environment = {**os.environ, "CURRICULUM_DATABASE": owner, "PYTHONPATH": str(ROOT)}
    environment["PATH"] = f"{binaries}{os.pathsep}{os.environ['PATH']}"
    log = (folder / "log").open("wb")
    running = subprocess.Popen(
        [binaries / "jupyterhub"], cwd=folder, env=environment, stdout=log, stderr=log
    )
    made = Hub(port)
    try:
        for _ in range(300):
            try:
                made.call("/hub/api/info")
                break
            except (urllib.error.URLError, ConnectionError):
                assert running.poll() is None, (folder / "log").read_text()[-3000:]
                time.sleep(0.2)
        yield made
    finally:
        running.terminate()
        running.wait(60)


def test_two_users_of_a_hub_keep_their_own_answers(hub: Hub, owner: str, postgres: Server) -> None:
    database.grant(owner, "E07", "ana")  # the office knows her under the id of the class
    for user in ("ana", "ben"):
        hub.start(user)
    assert hub.run("ana", ANSWER) == ["ana", ["E07"], False]
    assert hub.run("ben", ANSWER) == ["ben", ["ben"], False]
    assert hub.run("ana", ANSWER) == ["ana", ["E07", "E07"], False]
    assert len(crowd.rows(postgres, owner)) == 3
    # A kernel sees no more of the database than its own login does, and not the owner's.
    code = "import json, os; print(json.dumps([v for k, v in os.environ.items() if 'school' in v]))"
    assert hub.run("ben", code) == []
    stolen = "import json, os; print(json.dumps([os.environ['CURRICULUM_DATABASE']]))"
    (address,) = hub.run("ana", stolen)
    _, told, _ = hub.run(
        "ben", f"import os; os.environ['CURRICULUM_DATABASE'] = {address!r}\n{ANSWER}"
    )
    assert "the hub calls you 'ben', and its login is 'ana', somebody else's" in str(told)


def test_an_instructor_of_a_hub_reads_and_keeps_nothing(hub: Hub, owner: str) -> None:
    database.instructor(owner, "ines")
    hub.start("ines")
    _, told, _ = hub.run("ines", ANSWER)
    assert "is an instructor's, and reads everybody's answers" in str(told)
