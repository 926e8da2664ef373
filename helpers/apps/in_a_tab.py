"""What a browser's own Python does otherwise, and apps need."""

from __future__ import annotations

from typing import Any


def send_null() -> None:
    """Let a trait that is ``None`` reach its control.

    Pyodide makes ``undefined`` of it, which messages leave out: a control would keep what it had,
    and the next question would open with the last one's answer.
    """
    import comm
    from pyodide.ffi import jsnull

    kind: Any = comm.create_comm
    publish = kind.publish_msg

    def publish_msg(self: Any, msg_type: str, data: Any = None, *others: Any, **more: Any) -> None:
        publish(self, msg_type, replaced(data, jsnull), *others, **more)

    kind.publish_msg = publish_msg


def replaced(value: Any, null: object) -> Any:
    """A message's content with something else in the place of each ``None``."""
    if value is None:
        return null
    if isinstance(value, dict):
        return {key: replaced(one, null) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [replaced(one, null) for one in value]
    return value
