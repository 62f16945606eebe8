"""停产的波及：排成文。What falls with a product or a firm, as a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chaingraph.catalogue import joined, message, speaker, text
from chaingraph.document import (
    Block,
    Cell,
    Chart,
    Column,
    Document,
    Figure,
    Named,
    Paragraph,
    Section,
    Table,
)
from chaingraph.findings.sentence import in_turn
from chaingraph.findings.world import World
from chaingraph.questions.cells import (
    count_column,
    decimal_column,
    name_column,
    product,
    products,
    scope,
    share_column,
)
from chaingraph.questions.risk.ask import Joint, Loss, Risk
from chaingraph.registry.enterprises import names as enterprise_names

_NAMED = 8  # end products named in a row


def loss_document(world: World, answer: Loss, lang: str) -> Document:
    """What the loss of certain products and firms does."""
    title = text("risk.loss-title", lang, lost=answer.name_zh, ids=joined(answer.items, lang))
    return Document(
        key="risk", title=title, lang=lang, layout=lambda: _loss(world, answer, title, lang), data=answer.as_json
    )


def _loss(world: World, answer: Loss, title: str, lang: str) -> Iterator[Section]:
    say = speaker(lang)
    lines = (
        (say("risk.without-maker"), answer.outright),
        (say("risk.products-stopped"), answer.stops),
        (say("risk.ends-lost"), answer.ends),
        (say("risk.no-longer-producible"), answer.no_longer_producible),
    )
    table = Table(
        key="loss",
        title=title,
        columns=(
            Column(key="what", label=say("risk.effect")),
            count_column("count", say("risk.count")),
            Column(key="products", label=say("risk.products"), wide=True),
        ),
        rows=tuple((label, len(items), products(world, items, lang) or None) for label, items in lines),
    )
    where = _chains(world, answer.chain, lang)
    measured = say("risk.lost-of", where=where, share=answer.lost) if answer.lost is not None else say("risk.no-ends")
    closing = _closing("risk.loss-method", where, answer.weight_known, lang)
    yield Section(blocks=(Paragraph(text=measured), table, Paragraph(text=closing)))


def _chains(world: World, chain: str | None, lang: str) -> str:
    """The chains whose end products count."""
    return world.network.chain_name(chain, lang) if chain else text("risk.all-chains", lang)


def _closing(method: str, where: str, weight_known: float | None, lang: str) -> str:
    """How it is reckoned, and what the values rest on."""
    first = message(method)
    if weight_known is None:
        return first.text(lang)
    return in_turn((first, message("risk.weights", where=where, known=weight_known))).text(lang)


def risk_document(world: World, answer: Risk | Loss, lang: str) -> Document:
    """What falls with certain products and firms, or the losses that stop most."""
    return loss_document(world, answer, lang) if isinstance(answer, Loss) else _risk_document(world, answer, lang)


def _risk_document(world: World, answer: Risk, lang: str) -> Document:
    """The losses that stop most end products, the pairs that only together do, the risk along deliveries."""
    title = text("risk.title", lang, where=scope(world, answer.region, answer.chain, lang))
    return Document(
        key="risk", title=title, lang=lang, layout=lambda: _layout(world, answer, lang), data=answer.as_json
    )


def _layout(world: World, answer: Risk, lang: str) -> Iterator[Section]:
    say = speaker(lang)
    where = scope(world, answer.region, answer.chain, lang)
    pairs = [pair for joint in answer.firm_pairs for pair in joint.pairs]
    names = enterprise_names(world.dataset, (firm for pair in pairs for firm in pair))
    tables = [
        _losses(world, answer, answer.products, "products", say("risk.loss-of-products", where=where), lang),
        _losses(
            world,
            answer,
            answer.firms,
            "firms",
            say("risk.loss-of-firms", where=where),
            lang,
        ),
    ]
    joint = (
        (
            "product_pairs",
            say("risk.product-pairs", where=where),
            answer.product_pairs,
        ),
        (
            "firm_pairs",
            say("risk.firm-pairs", where=where),
            answer.firm_pairs,
        ),
    )
    tables += [_pairs(world, rows, key, title, names, lang) for key, title, rows in joint if rows]
    closing = _closing("risk.method", _chains(world, answer.chain, lang), answer.weight_known, lang)
    yield Section(blocks=(*tables, *_deliveries(answer, lang), Paragraph(text=closing)))


def _some(world: World, items: tuple[str, ...], lang: str) -> str | None:
    more = len(items) - _NAMED
    return (products(world, items[:_NAMED], lang) + (f" … +{more}" if more > 0 else "")) or None


def _losses(world: World, answer: Risk, losses: Iterable[Loss], key: str, title: str, lang: str) -> Table:
    say = speaker(lang)
    of = len(answer.ends)

    def lost(loss: Loss) -> Named:
        item = loss.items[0]
        return product(world, item, lang) if item in world.network.products else Named(loss.name_zh, item)

    return Table(
        key=key,
        title=title,
        columns=(
            name_column("lost", say("risk.lost"), ids=True),
            count_column("outright", say("risk.outright")),
            count_column("stops", say("risk.stops")),
            share_column("lost", say("risk.value-lost")),
            count_column("ends", say("risk.end-products")),
            Column(key="which", label=say("risk.which"), wide=True),
        ),
        rows=tuple(
            (
                lost(loss),
                len(loss.outright),
                len(loss.stops),
                loss.lost,
                Figure(value=len(loss.ends), told=f"{len(loss.ends)}/{of}"),
                _some(world, loss.ends, lang),
            )
            for loss in losses
        ),
    )


def _pairs(world: World, joints: Iterable[Joint], key: str, title: str, firms: dict[str, str], lang: str) -> Table:
    say = speaker(lang)

    def pairs(joint: Joint) -> str:
        named = (
            " + ".join(firms.get(item) or product(world, item, lang).name for item in pair) for pair in joint.pairs
        )
        return say("risk.between-pairs").join(named) + (" …" if joint.count > len(joint.pairs) else "")

    return Table(
        key=key,
        title=title,
        columns=(
            name_column("end", say("risk.end-product")),
            share_column("lost", say("risk.value-lost")),
            count_column("count", say("risk.pairs")),
            Column(key="pairs", label=say("risk.pair-examples"), wide=True),
        ),
        rows=tuple((product(world, joint.end, lang), joint.lost, joint.count, pairs(joint)) for joint in joints),
    )


def _deliveries(answer: Risk, lang: str) -> Iterator[Block]:
    say, links = speaker(lang), answer.links
    left = _left_out(answer, lang)
    if links.basis is None:
        yield Paragraph(text=_nothing(answer, left, lang))
        return
    basis = say("risk.equal-links") if links.basis == "equal" else say("risk.by-amounts")
    weights = say("risk.weighted-by-revenue") if links.weights == "revenue" else say("risk.weighted-by-sales")
    count = say(
        "risk.counted",
        firms=message("risk.firms-counted", n=links.firms),
        links=message("risk.links-counted", n=links.links),
    )

    def index(value: float | None, converged: bool) -> Cell:
        return value if value is None or converged else Figure(value=value, told=f"≥ {value:.3f}")

    table = Table(
        key="esri",
        title=say("risk.esri", basis=basis, weights=weights, count=count),
        columns=(
            name_column("firm", say("risk.firm"), ids=True),
            decimal_column("esri", "ESRI", 3),
            decimal_column("downstream", say("risk.downstream"), 3),
            decimal_column("upstream", say("risk.upstream"), 3),
        ),
        rows=tuple(
            (
                Named(shock.name_zh, shock.enterprise),
                *(index(value, shock.converged) for value in (shock.index, shock.downstream, shock.upstream)),
            )
            for shock in links.shocks
        ),
    )
    yield table
    if table.rows:
        yield Chart(title="ESRI", table=table, label="firm", value="esri")
    if left:
        yield Paragraph(text=say("risk.not-counted", left=left))
    if not links.converged:
        yield Paragraph(text=say("risk.lower-bounds"))


def _nothing(answer: Risk, left: str, lang: str) -> str:
    """Why there is no index."""
    say, links = speaker(lang), answer.links
    if links.reason == "inactive":
        return say("risk.no-active-links", left=left)
    if links.reason == "no-amounts":
        if links.inactive:
            return say("risk.no-amounts-and-inactive", n=links.links, inactive=links.inactive)
        return say("risk.no-amounts", n=links.links)
    return say("risk.no-links")


def _left_out(answer: Risk, lang: str) -> str:
    """The deliveries and firms that do not count, and why."""
    links = answer.links
    counts = (
        ("risk.links-unknown", links.unknown),
        ("risk.firms-unknown", links.firms_unknown),
        ("risk.links-inactive", links.inactive),
        ("risk.links-own", links.own),
    )
    return text("risk.between-left-out", lang).join(text(key, lang, n=count) for key, count in counts if count)
