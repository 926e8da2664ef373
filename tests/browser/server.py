"""A JupyterLab of its own for tests: temporary home, free port, no token, nobody's settings."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

LIGHT = "JupyterLab Light"
DARK = "JupyterLab Dark"

_STARTS_WITHIN = 90.0
_STOPS_WITHIN = 10.0
_SETTINGS_SUFFIX = ".jupyterlab-settings"
_QUIET_SETTINGS: dict[str, dict[str, object]] = {
    # JupyterLab otherwise asks other hosts for news and updates, with a pop-up over the page.
    "@jupyterlab/apputils-extension/notification": {
        "checkForUpdates": False,
        "fetchNews": "false",
    },
}


class LabError(RuntimeError):
    """JupyterLab could not be started; the message carries what it printed."""


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab.

    Attributes:
        url: its address, without a slash at the end.
        root: the folder it serves.
        log: the file with everything it printed.
    """

    url: str
    root: Path
    log: Path


@contextmanager
def running_lab(
    root: Path, home: Path, settings: Mapping[str, Mapping[str, object]] | None = None
) -> Iterator[Lab]:
    """Serve ``root`` for the length of a ``with`` block.

    Args:
        root: the folder with the notebooks; what is saved is saved there.
        home: an empty folder for everything Jupyter writes about itself.
        settings: user settings by plugin, beside those that keep JupyterLab quiet.

    Raises:
        LabError: if the server ends early or does not answer.
    """
    _write_settings(home, {**_QUIET_SETTINGS, **(settings or {})})
    port = _free_port()
    log = home / "jupyterlab.log"
    with log.open("wb") as stream:
        process = subprocess.Popen(
            _command(root, port),
            cwd=root,
            env=_environment(home),
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
        )
    lab = Lab(f"http://127.0.0.1:{port}", root, log)
    try:
        _wait(lab, process)
        yield lab
    finally:
        _stop(process)


def _command(root: Path, port: int) -> list[str]:
    return [
        *(sys.executable, "-m", "jupyterlab", "--no-browser"),
        *(["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
        f"--ServerApp.root_dir={root}",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        "--IdentityProvider.token=",
        # The tests ask the page itself which kernel is busy and run commands by their name.
        "--LabApp.expose_app_in_browser=True",
        "--LabApp.extension_manager=readonly",
        # A page with every question says more in a second than a server lets through by default,
        # and what is dropped may be what the page waits for.
        "--ZMQChannelsWebsocketConnection.iopub_data_rate_limit=1e9",
    ]


def _environment(home: Path) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
    return {
        **own,
        "HOME": str(home),
        "USERPROFILE": str(home),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "IPYTHONDIR": str(home / "ipython"),
        "LIFE_SUPPORT_DATA": str(home / "answers"),
    }


def _write_settings(home: Path, settings: Mapping[str, Mapping[str, object]]) -> None:
    for plugin, values in settings.items():
        file = home / "settings" / f"{plugin}{_SETTINGS_SUFFIX}"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(values), encoding="utf-8")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(lab: Lab, process: subprocess.Popen[bytes]) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    until = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < until:
        if process.poll() is not None:
            raise LabError(f"JupyterLab ended with {process.returncode}:\n{_tail(lab.log)}")
        try:
            with opener.open(f"{lab.url}/api/status", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise LabError(f"JupyterLab did not answer in {_STARTS_WITHIN:.0f} s:\n{_tail(lab.log)}")


def _tail(log: Path) -> str:
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-30:])


def _stop(process: subprocess.Popen[bytes]) -> None:
    # On SIGTERM the server first ends its kernels; killing it at once would leave them behind.
    process.terminate()
    try:
        process.wait(_STOPS_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
