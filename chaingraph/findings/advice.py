"""What to do about a finding, in one sentence; never an incentive (公平竞争审查条例)."""

from __future__ import annotations

from collections.abc import Sequence

from chaingraph.catalogue import Message, Spoken, message
from chaingraph.enumerations import Action, Status
from chaingraph.findings.finding import Finding
from chaingraph.findings.sentence import firms


def advice(
    finding: Finding, lang: str, *, buyers: Sequence[str] = (), candidates: Sequence[str] = (), total: int = 0
) -> str:
    """The advice for one finding; ``candidates`` are names of outside makers, ``total`` how many there are."""
    action, product = finding.action, finding.names
    if action == Action.NONE:
        return message("advice.none").text(lang)
    if action == Action.SECURE:
        return message("advice.secure", product=product).text(lang)
    if action == Action.DEFER:
        return message("advice.defer", product=product).text(lang)
    asked = _asked(finding, firms(buyers, finding.local_buyer_count) if buyers else None)
    if not candidates:
        return message("advice.without-outside-makers", advice=asked).text(lang)
    return message("advice.with-outside-makers", advice=asked, makers=firms(candidates, total)).text(lang)


def _asked(finding: Finding, buyers: Spoken | None) -> Message:
    """What is asked of whom, before the makers to approach; ``buyers`` are those that it would serve."""
    product = finding.names
    if finding.action == Action.EXTEND:
        return message("advice.extend", product=product)
    if finding.action == Action.STRENGTHEN:
        if buyers is None:
            return message("advice.strengthen", product=product)
        return message("advice.strengthen-for-buyers", product=product, buyers=buyers)
    checked = finding.status == Status.UNSEEN
    if buyers is None:
        return message("advice.check-then-fill" if checked else "advice.fill", product=product)
    key = "advice.check-then-fill-for-buyers" if checked else "advice.fill-for-buyers"
    return message(key, product=product, buyers=buyers)
