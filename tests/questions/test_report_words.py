"""The report says the rule of the score as the rule itself is written, and the same in both languages."""

from __future__ import annotations

import re

from chaingraph.catalogue import text
from chaingraph.findings.rules import score


def test_the_method_ends_with_the_rule() -> None:
    rule = " ".join((score.__doc__ or "").split())
    assert rule
    assert text("report.method", "en", bought="ore") == (
        f"Producible is computed from local inputs; taken as bought from outside: ore. {rule} "
        "The rules and each figure are in findings.json and docs/en/findings.md."
    )


def test_both_languages_say_the_same_figures() -> None:
    """The quarter and the half are words in Chinese; one in "0.5 for a single maker" stands in both."""
    figures = [set(re.findall(r"\d[\d.]*\d|\d", text("report.method", lang, bought=""))) for lang in ("en", "zh")]
    assert figures[0] - {"4"} == figures[1]
    assert "0.7" in figures[0]
