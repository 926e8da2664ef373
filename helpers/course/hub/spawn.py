"""What JupyterHub calls before it starts somebody's server: a login of their own for answers.

In ``jupyterhub_config.py``::

    from helpers.course.hub.spawn import before_spawn
    c.Spawner.pre_spawn_hook = before_spawn

The hub itself reads ``CURRICULUM_DATABASE`` with the login of the database's owner, which it
passes on to nobody: a user's server gets the same variable with the user's own login. Each start
makes a new password, so that none has to be kept anywhere.
"""

from __future__ import annotations

import asyncio
import os
from typing import Any

from helpers.course.answer import DATABASE
from helpers.course.hub import database
from helpers.course.hub.connect import NotDone


async def before_spawn(spawner: Any) -> None:
    """Give a user of the hub the address of their own answers.

    Args:
        spawner: JupyterHub's; its user's name is the login, and the id of whoever is new.

    Raises:
        NotDone: where the hub has no address, or the user can have no login; the hub tells it.
        ValueError: for a name that can be no login.
    """
    owner = os.environ.get(DATABASE)
    if not owner:
        raise NotDone(f"the hub's own {DATABASE} is not set; it names the owner of the database")
    address = await asyncio.to_thread(database.enter, owner, spawner.user.name)
    spawner.environment = {**spawner.environment, DATABASE: address}
