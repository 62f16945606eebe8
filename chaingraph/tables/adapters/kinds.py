"""What an adapter may have to tell, a code a kind, and what it can have done about it.

The sentences are ``adapt.kind.<code>`` and ``word.adapted.<done>`` of the catalogue.
"""

from __future__ import annotations

from enum import StrEnum

from chaingraph.catalogue import FALLBACK, Message, message, texts


class Done(StrEnum):
    """What was done about a record: what is told of first stands first."""

    left_out = "left-out"
    repaired = "repaired"
    assumed = "assumed"
    kept = "kept"


LEFT_OUT, REPAIRED, ASSUMED, KEPT = Done
_PREFIX = "adapt.kind."
KINDS = frozenset(key.removeprefix(_PREFIX) for key, _ in texts(_PREFIX, FALLBACK))


def kind_sentence(kind: str) -> Message:
    """What a code of :data:`KINDS` means."""
    return message(f"{_PREFIX}{kind}")


def done_sentence(done: str) -> Message:
    """What a value of :class:`Done` means."""
    return message(f"word.adapted.{done}")
