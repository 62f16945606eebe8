"""The one sentence of a finding, as a message that every language says its own way.

``unseen`` is never worded as missing: no record is no proof of absence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from chaingraph.catalogue import Listed, Message, Spoken, message, spoken, text
from chaingraph.enumerations import Status

_SHOWN = 3


@dataclass(frozen=True)
class Clauses:
    """Clauses that make one sentence."""

    parts: tuple[Message, ...]

    def text(self, lang: str) -> str:
        """The sentence in that language."""
        between = text("finding.between-clauses", lang)
        return text("finding.sentence", lang, clauses=between.join(part.text(lang) for part in self.parts))


def in_turn(sentences: Sequence[Spoken | str]) -> Spoken:
    """Sentences one after the other; at least one."""
    return _InTurn(tuple(sentences))


@dataclass(frozen=True)
class _InTurn:
    """Whole sentences one after the other."""

    sentences: tuple[Spoken | str, ...]

    def text(self, lang: str) -> str:
        """They in that language."""
        each = (str(spoken(sentence, lang)) for sentence in self.sentences)
        return reduce(lambda first, second: text("finding.two-sentences", lang, first=first, second=second), each)


def firms(names: Sequence[Spoken | str], total: int) -> Spoken:
    """Up to three names, and how many more there are."""
    shown = Listed(tuple(names[:_SHOWN]))
    more = total - len(shown.parts)
    return message("finding.firms-and-more", names=shown, total=total, n=more) if more > 0 else shown


def listed(names: Sequence[str], total: int, lang: str) -> str:
    """The same in that language."""
    return firms(names, total).text(lang)


def number(value: float) -> str:
    """A figure with at most two decimals."""
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def interval(low: float | None, high: float | None) -> str:
    """A share as whole percent from low to high, one figure where they are the same, a dash where not defined."""
    if low is None or high is None:
        return "—"
    return f"{low:.0%}" if low == high else f"{low:.0%}–{high:.0%}"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the sentence of a finding says; ``output_yi`` in CNY 100 million, ``hhi`` 0-10000.

    ``supposed``: what needs the product is assumed, not observed. ``ends``: the end products of ``of_ends`` that stop
    without it. ``first_makers``: of an enterprise in ``home_area`` for
    what is made elsewhere there.
    """

    product: Spoken
    region: Spoken
    status: Status
    makers: int
    first_makers: Sequence[str]
    output_yi: float | None
    hhi: float | None
    hhi_basis: str | None
    buyers: int
    first_buyers: Sequence[str]
    ends: Sequence[Spoken]
    of_ends: int
    owners: int
    home_area: Spoken
    supposed: bool = False


@dataclass(frozen=True)
class Sentence:
    """The facts of one finding, put together when they are said: of a hundred thousand few are."""

    facts: Facts

    def text(self, lang: str) -> str:
        """They as one sentence in that language."""
        return Clauses((_supply(self.facts), _demand(self.facts), _effect(self.facts))).text(lang)


def sentence(facts: Facts) -> Sentence:
    """The facts of one finding as one sentence."""
    return Sentence(facts)


def _supply(facts: Facts) -> Message:
    made = _makers(facts)
    if facts.output_yi is None:
        return made
    return message("finding.with-output", supply=made, output=number(facts.output_yi))


def _makers(facts: Facts) -> Message:
    product, region = facts.product, facts.region
    if facts.status == Status.COMMON:
        return message("finding.common-supply", product=product)
    if facts.status == Status.MISSING:
        return message("finding.census-lists-no-maker", product=product, region=region)
    if facts.status == Status.UNSEEN:
        return message("finding.no-maker-seen", product=product, region=region)
    if facts.status == Status.ELSEWHERE:
        makers = firms(facts.first_makers, len(facts.first_makers))
        return message("finding.made-elsewhere", product=product, region=region, area=facts.home_area, makers=makers)
    names = firms(facts.first_makers, facts.makers)
    if facts.status == Status.SINGLE:
        return message("finding.one-makes-it", product=product, region=region, maker=names)
    key = "finding.several-by-output" if facts.hhi_basis == "output" else "finding.several-by-count"
    hhi = number(facts.hhi or 0)
    if facts.owners == 1:
        return message("finding.several-of-one-owner", product=product, region=region, makers=facts.makers, names=names)
    return message(key, product=product, region=region, makers=facts.makers, names=names, hhi=hhi)


def _demand(facts: Facts) -> Message:
    if not facts.buyers:
        return message("finding.no-buyer-seen")
    buyers = firms(facts.first_buyers, facts.buyers)
    return message("finding.supposedly-needed" if facts.supposed else "finding.needed", n=facts.buyers, buyers=buyers)


def _effect(facts: Facts) -> Message:
    if not facts.of_ends:
        return message("finding.no-end-product-seen")
    if not facts.ends:
        return message("finding.nothing-stops", ends=facts.of_ends)
    shown = Listed(tuple(facts.ends[:_SHOWN]))
    products = message("finding.products-and-more", names=shown) if len(facts.ends) > _SHOWN else shown
    return message("finding.some-stop", stopped=len(facts.ends), ends=facts.of_ends, products=products)
