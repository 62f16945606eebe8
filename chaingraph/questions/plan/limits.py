"""按什么范围与限额选。What is chosen for and within which limits."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Limits:
    """``chain``: whose end products alone count; ``budget`` and ``most``: at most one is told."""

    region: str
    chain: str | None
    given: tuple[str, ...]
    budget: float | None
    most: int | None
    exclusive: tuple[tuple[str, str], ...]
    seconds: float

    @property
    def goal(self) -> str:
        """What limits the choice, or that a chain is the target."""
        return "budget" if self.budget is not None else "projects" if self.most is not None else "target"
