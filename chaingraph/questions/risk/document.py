"""停产的波及：排成文。What falls with a product or a firm, as a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
    in_language,
)
from chaingraph.findings.world import World
from chaingraph.questions.cells import (
    count_column,
    decimal_column,
    name_column,
    product,
    products,
    scope,
)
from chaingraph.questions.risk.ask import Joint, Loss, Risk
from chaingraph.registry.enterprises import names as enterprise_names

_NAMED = 8  # end products named in a row


def loss_document(world: World, told: Loss, lang: str) -> Document:
    """What the loss of certain products and firms does."""
    say = in_language(lang)
    items = ", ".join(told.items)
    title = f"{say('假设停产', 'Lost')}: {told.name_zh} ({items})"
    return Document(
        key="risk", title=title, lang=lang, layout=lambda: _loss(world, told, title, lang), data=told.as_json
    )


def _loss(world: World, told: Loss, title: str, lang: str) -> Iterator[Section]:
    say = in_language(lang)
    lines = (
        (say("不再有本地生产企业的产品", "Products left without a local maker"), told.outright),
        (say("随之停产的产品", "Products that stop"), told.stops),
        (say("其中本地终端产品", "Of these local end products"), told.ends),
        (say("原可自给、不再可自给", "No longer producible from local inputs"), told.no_longer_producible),
    )
    table = Table(
        key="loss",
        title=title,
        columns=(
            Column(key="what", label=say("波及", "Effect")),
            count_column("count", say("数量", "Count")),
            Column(key="products", label=say("产品", "Products"), wide=True),
        ),
        rows=tuple((label, len(items), products(world, items, lang) or None) for label, items in lines),
    )
    closing = say(
        "没有本地生产企业的投入视为可外购；有替代投入仍在的不算停产。",
        "Inputs without a local maker are taken as bought from outside; a substitute that stands is enough.",
    )
    yield Section(blocks=(table, Paragraph(text=closing)))


def risk_document(world: World, told: Risk | Loss, lang: str) -> Document:
    """What falls with certain products and firms, or the losses that stop most."""
    return loss_document(world, told, lang) if isinstance(told, Loss) else _risk_document(world, told, lang)


def _risk_document(world: World, told: Risk, lang: str) -> Document:
    """The losses that stop most end products, the pairs that only together do, the risk along deliveries."""
    say = in_language(lang)
    title = f"{scope(world, told.region, told.chain, lang)} · {say('停产的波及', 'what falls')}"
    return Document(key="risk", title=title, lang=lang, layout=lambda: _layout(world, told, lang), data=told.as_json)


def _layout(world: World, told: Risk, lang: str) -> Iterator[Section]:
    say = in_language(lang)
    where = scope(world, told.region, told.chain, lang)
    pairs = [pair for joint in told.firm_pairs for pair in joint.pairs]
    names = enterprise_names(world.dataset, (firm for pair in pairs for firm in pair))
    tables = [
        _losses(world, told, told.products, "products", f"{where} · {say('产品断供', 'loss of a product')}", lang),
        _losses(
            world, told, told.firms, "firms",
            f"{where} · {say('企业停产（连同其全部产品）', 'loss of a firm with all that it makes')}", lang,
        ),
    ]  # fmt: skip
    joint = (
        (
            "product_pairs",
            say(
                "单独停无碍、同时停则终端产品停产的两种产品", "pairs of products that only together stop an end product"
            ),
            told.product_pairs,
        ),
        (
            "firm_pairs",
            say("单独停无碍、同时停则终端产品停产的两家企业", "pairs of firms that only together stop an end product"),
            told.firm_pairs,
        ),
    )
    tables += [_pairs(world, rows, key, f"{where} · {title}", names, lang) for key, title, rows in joint if rows]
    closing = say(
        "口径：没有本地生产企业的投入视为可外购，有替代投入仍在的不算停产；普遍供给的产品不作断供假设。",
        "Inputs without a local maker are taken as bought from outside, a substitute that stands is enough; "
        "products of common supply are not knocked out.",
    )
    yield Section(blocks=(*tables, *_deliveries(told, lang), Paragraph(text=closing)))


def _some(world: World, items: tuple[str, ...], lang: str) -> str | None:
    more = len(items) - _NAMED
    return (products(world, items[:_NAMED], lang) + (f" … +{more}" if more > 0 else "")) or None


def _losses(world: World, told: Risk, losses: Iterable[Loss], key: str, title: str, lang: str) -> Table:
    say = in_language(lang)
    of = len(told.ends)

    def lost(loss: Loss) -> Named:
        item = loss.items[0]
        return product(world, item, lang) if item in world.network.products else Named(loss.name_zh, item)

    return Table(
        key=key,
        title=title,
        columns=(
            name_column("lost", say("停哪个", "Lost"), ids=True),
            count_column("outright", say("直接停产", "Outright")),
            count_column("stops", say("随之停产", "Stops")),
            count_column("ends", say("终端产品", "End products")),
            Column(key="which", label=say("其中", "Which"), wide=True),
        ),
        rows=tuple(
            (
                lost(one),
                len(one.outright),
                len(one.stops),
                Figure(value=len(one.ends), told=f"{len(one.ends)}/{of}"),
                _some(world, one.ends, lang),
            )
            for one in losses
        ),
    )


def _pairs(world: World, joints: Iterable[Joint], key: str, title: str, firms: dict[str, str], lang: str) -> Table:
    say = in_language(lang)

    def pairs(joint: Joint) -> str:
        named = (" + ".join(firms.get(one) or product(world, one, lang).name for one in pair) for pair in joint.pairs)
        return say("；", "; ").join(named) + (" …" if joint.count > len(joint.pairs) else "")

    return Table(
        key=key,
        title=title,
        columns=(
            name_column("end", say("终端产品", "End product")),
            count_column("count", say("对数", "Pairs")),
            Column(key="pairs", label=say("例", "For instance"), wide=True),
        ),
        rows=tuple((product(world, joint.end, lang), joint.count, pairs(joint)) for joint in joints),
    )


def _deliveries(told: Risk, lang: str) -> Iterator[Block]:
    say, links = in_language(lang), told.links
    left = _left_out(told, lang)
    if links.basis is None:
        yield Paragraph(text=_nothing(told, left, lang))
        return
    basis = (
        say("每条供货关系计 1，只看结构", "every delivery counts 1: structure only")
        if links.basis == "equal"
        else say("按供货金额", "by amounts")
    )
    weights = (
        say("按营业收入加权", "weighted by revenue")
        if links.weights == "revenue"
        else say("按链上销售加权", "weighted by sales along the links")
    )
    count = say(f"{links.firms} 家企业, {links.links} 条", f"{links.firms} firms, {links.links} links")

    def index(value: float | None, converged: bool) -> Cell:
        return value if value is None or converged else Figure(value=value, told=f"≥ {value:.3f}")

    table = Table(
        key="esri",
        title=f"{say('系统性风险指数 ESRI', 'Economic Systemic Risk Index')} · {basis} · {weights} · {count}",
        columns=(
            name_column("firm", say("企业", "Firm"), ids=True),
            decimal_column("esri", "ESRI", 3),
            decimal_column("downstream", say("下游", "Downstream"), 3),
            decimal_column("upstream", say("上游", "Upstream"), 3),
        ),
        rows=tuple(
            (
                Named(one.name_zh, one.enterprise),
                *(index(value, one.converged) for value in (one.index, one.downstream, one.upstream)),
            )
            for one in links.shocks
        ),
    )
    yield table
    if table.rows:
        yield Chart(title="ESRI", table=table, label="firm", value="esri")
    if left:
        yield Paragraph(text=say(f"未计入：{left}", f"Not counted: {left}"))
    if not links.converged:
        yield Paragraph(
            text=say(
                "标 ≥ 的未算到极限，为下限。", "Those marked ≥ did not reach their limit: at least so much is lost."
            )
        )


def _nothing(told: Risk, left: str, lang: str) -> str:
    """Why there is no index."""
    say, links = in_language(lang), told.links
    if links.reason == "inactive":
        return say(
            f"系统性风险（ESRI）未计算：没有两端都在产的供货关系（{left}）。",
            f"ESRI is not computed: no delivery has two active ends ({left}).",
        )
    if links.reason == "no-amounts":
        idle = links.inactive
        more = f"（另有 {idle} 条一端拟建或关闭未计）" if idle else ""
        more_en = f" ({idle} more have a planned or closed end)" if idle else ""
        return say(
            f"系统性风险（ESRI）未计算：已知 {links.links} 条供货关系都没有金额{more}。加 --equal-links 可只看结构。",
            f"ESRI is not computed: none of the {links.links} known deliveries has an amount{more_en}. "
            "--equal-links looks at the structure alone.",
        )
    return say("系统性风险（ESRI）未计算：没有供货关系表。", "ESRI is not computed: there is no table of supplies.")


def _left_out(told: Risk, lang: str) -> str:
    """The deliveries and firms that do not count, and why."""
    say, links = in_language(lang), told.links
    parts = (
        (links.unknown, say("条金额未知的供货关系", "deliveries of unknown amount")),
        (
            links.firms_unknown,
            say("家没有已知金额的企业（无指数）", "firms without a known amount (they have no index)"),
        ),
        (links.inactive, say("条一端拟建或关闭的供货关系", "deliveries with a planned or closed end")),
        (links.own, say("条供给本企业的供货关系", "deliveries of a firm to itself")),
    )
    counted = (f"{n} {what}" for n, what in parts if n)
    return say("，", ", ").join(counted)
