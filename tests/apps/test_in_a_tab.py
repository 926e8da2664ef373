"""What a browser's own Python does otherwise."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from helpers.apps.in_a_tab import replaced

MESSAGES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(MESSAGES)
def test_only_none_is_replaced_wherever_it_stands(message: object) -> None:
    null = object()
    found = replaced(message, null)
    assert not _holds(found, None)
    assert _back(found, null) == message


def _holds(value: object, wanted: object) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return value is wanted or any(_holds(one, wanted) for one in inner)


def _back(value: object, null: object) -> object:
    if value is null:
        return None
    if isinstance(value, dict):
        return {key: _back(one, null) for key, one in value.items()}
    return [_back(one, null) for one in value] if isinstance(value, list) else value
