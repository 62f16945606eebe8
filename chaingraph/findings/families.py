"""同族环节合为一条：一览表里同一族的短板合列。Gaps of one family as one entry of the lists that people read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chaingraph.catalogue import Listed, Names, Spoken, message, text
from chaingraph.enumerations import Action, Status
from chaingraph.findings.finding import Finding
from chaingraph.findings.words import word
from chaingraph.network import ProductNetwork

_SHOWN = 3  # kinds that the name of an entry names


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of a list: ``members`` worst first; ``family``, the nearest product that all of them are kinds of (or
    that is one of them itself), where they are several.
    """

    members: tuple[Finding, ...]
    family: str | None
    family_names: Names | None

    @property
    def head(self) -> Finding:
        """The worst member, whose rank, score and sentence are those of the entry."""
        return self.members[0]

    @property
    def product(self) -> str:
        """The id that the entry goes by: of the family, or of its only member."""
        return self.family or self.head.product

    @property
    def kinds(self) -> tuple[Finding, ...]:
        """The members but for the family product itself."""
        return tuple(member for member in self.members if member.product != self.family)

    @property
    def names(self) -> Spoken:
        """The name of the only member; of several that of the family with the first of the kinds. Where the family
        product is no member, since it is made, say, the name tells that these kinds of it alone are meant.
        """
        if self.family_names is None:
            return self.head.names
        kinds = [member.names for member in self.kinds]
        shown = Listed(tuple(kinds[:_SHOWN]))
        whole = len(kinds) < len(self.members)
        if len(kinds) <= _SHOWN:
            key = "family.kinds" if whole else "family.kinds-alone"
            return message(key, family=self.family_names, kinds=shown)
        key = "family.kinds-and-more" if whole else "family.kinds-alone-and-more"
        return message(key, family=self.family_names, kinds=shown, total=len(kinds), n=len(kinds) - _SHOWN)

    def name(self, lang: str) -> str:
        """The same in that language."""
        return self.names.text(lang)

    def status(self, lang: str) -> str:
        """The status of the head; behind it the members that have another one."""
        return self._each(lambda member: member.status, status_told(self.head, lang), lang)

    def action(self, lang: str) -> str:
        """What to do about the head; behind it the members about which something else is to be done."""
        return self._each(lambda member: member.action, word(self.head.action, lang), lang)

    def why(self, lang: str) -> str:
        """The sentence of the head, and where there are several members, the place of each."""
        reason = self.head.why(lang)
        if len(self.members) == 1:
            return reason
        places = Listed(
            tuple(message("family.member", product=member.names, rank=member.rank) for member in self.members)
        )
        return text("family.members", lang, reason=reason, members=places)

    def _each(self, key: Callable[[Finding], str], first: str, lang: str) -> str:
        """What is told of the head, ``first``; behind it the words of the members whose ``key`` is another one."""
        groups: dict[str, list[Finding]] = {}
        for member in self.members:
            groups.setdefault(key(member), []).append(member)
        del groups[key(self.head)]
        for value, members in groups.items():
            names = Listed(tuple(member.names for member in members))
            first = text("family.and-others", lang, first=first, value=word(value, lang), products=names)
        return first


def families(network: ProductNetwork, findings: Sequence[Finding], top: int | None = None) -> tuple[Entry, ...]:
    """The entries of a list of findings, worst first as these are; the first ``top`` of them.

    Findings that ask for an action and whose products are of one family (they have the same topmost ``broader``, or are
    it) are one entry, which stands where its worst member stands and has that one's rank and score. Members of another
    action or status belong to it and say so. What asks for no action (adequate, common, needed by nothing) is an entry
    of its own: nobody is to take it for a gap.

    With ``top`` the members of all entries together are the beginning of the list, up to the first product that would
    open one entry more: what stands far below joins no line of a short list, and none is counted that a list of that
    length would not show. One pass: linear in the findings.
    """
    lines: dict[str, list[Finding]] = {}
    for finding in findings:
        key = _line(network, finding)
        if key not in lines and top is not None and len(lines) >= top:
            break
        lines.setdefault(key, []).append(finding)
    return tuple(_entry(network, tuple(members)) for members in lines.values())


def gaps_of(findings: Sequence[Finding], *, scored: bool = False) -> list[Finding]:
    """The findings that ask for an action; ``scored``: that have a score."""
    return [item for item in findings if item.action != Action.NONE and not (scored and item.score is None)]


def status_told(finding: Finding, lang: str) -> str:
    """The status in words: of an unseen product with the mark that it is to be verified first, and with the probability
    that there is no maker, where that is known.
    """
    status = word(finding.status, lang)
    if finding.status != Status.UNSEEN:
        return status
    absent = finding.absent_probability
    if absent is None:
        return text("finding.status-verify", lang, status=status) if finding.verify else status
    key = "finding.status-verify-absent" if finding.verify else "finding.status-absent"
    return text(key, lang, status=status, share=f"{absent:.0%}")


def _line(network: ProductNetwork, finding: Finding) -> str:
    """What the findings of one entry share: the id of the topmost family, or of the product alone."""
    product = finding.product
    if finding.action == Action.NONE:
        return f"= {product}"  # never the key of a family: an entry of its own
    above = network.families(product)
    return above[-1] if above else product


def _entry(network: ProductNetwork, members: tuple[Finding, ...]) -> Entry:
    if len(members) == 1:
        return Entry(members=members, family=None, family_names=None)
    ways = [(member.product, *network.families(member.product)) for member in members]
    family = next(product for product in ways[0] if all(product in way for way in ways))
    return Entry(members=members, family=family, family_names=network.products[family].names)
