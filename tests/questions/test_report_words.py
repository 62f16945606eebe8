"""The report says the rule of the score as the rule itself is written."""

from __future__ import annotations

from chaingraph.catalogue import text
from chaingraph.findings.rules import score


def test_the_method_ends_with_the_rule() -> None:
    rule = " ".join((score.__doc__ or "").split())
    assert rule
    assert text("report.method", "en", bought="ore") == (
        f"Producible is computed from local inputs; taken as bought from outside: ore. {rule}"
    )
