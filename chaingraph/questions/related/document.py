"""相近产品：排成文。Gaps and new branches close to what a region makes, as a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chaingraph.catalogue import speaker, text
from chaingraph.document import Column, Document, Figure, Paragraph, Section, Style, Table
from chaingraph.enumerations import MatrixCodes, WeighedBy
from chaingraph.findings.world import World
from chaingraph.questions.cells import count_column, decimal_column, joined, name_column, product
from chaingraph.questions.related.ask import Ground, Near, Related

_BASES = {"dataset": "related.by-dataset", "external": "related.by-external-table"}
_WEIGHTS = {
    WeighedBy.COMPLEXITY: "related.weighed-by-complexity",
    WeighedBy.SIZE: "related.weighed-by-size",
    WeighedBy.NOTHING: "related.weighed-by-nothing",
}
_MATCHED = {
    MatrixCodes.PRODUCT: "related.matched-by-name",
    MatrixCodes.GBT4754: "related.matched-by-gbt4754",
    MatrixCodes.HS: "related.matched-by-hs",
}
_NAMED = 3  # products of one code, as a ground names them
_LISTED = 10  # codes that no product was found for


def related_document(world: World, answer: Related, lang: str) -> Document:
    """The near gaps and the new branches, each with its grounds, and what of the table was matched."""
    title = text("related.title", lang, region=world.places.names_of(answer.region))
    return Document(
        key="related",
        title=title,
        lang=lang,
        layout=lambda: _layout(world, answer, lang),
        data=answer.as_json,
    )


def _layout(world: World, answer: Related, lang: str) -> Iterator[Section]:
    say = speaker(lang)
    yield Section(blocks=(Paragraph(text=say(_BASES[answer.basis], source=answer.source, regions=answer.regions)),))
    gaps = _table(world, answer, answer.gaps, answer.all_gaps, lang, key="gaps", name=say("related.gaps"))
    yield Section(title=say("related.gaps"), blocks=(Paragraph(text=say("related.gaps-are")), gaps))
    branches = _table(
        world, answer, answer.branches, answer.all_branches, lang, key="branches", name=say("related.branches")
    )
    sentences = say("related.branches-are"), say(_WEIGHTS[answer.weighed_by])
    yield Section(
        title=say("related.branches"), blocks=(*(Paragraph(text=sentence) for sentence in sentences), branches)
    )
    matched = tuple(Paragraph(text=sentence, style=Style.item) for sentence in _matched(answer, lang))
    yield Section(title=say("related.matched"), blocks=matched)


def _table(
    world: World, answer: Related, shown: Sequence[Near], total: int, lang: str, *, key: str, name: str
) -> Table:
    say = speaker(lang)
    scored = key == "branches" and answer.weighed_by is not WeighedBy.NOTHING
    complex_ = scored and answer.weighed_by is WeighedBy.COMPLEXITY
    columns = (
        name_column("product", say("related.product"), ids=True),
        *([decimal_column("score", say("related.score"), 3)] if scored else ()),
        decimal_column("density", say("related.density"), 3),
        *([decimal_column("complexity", say("related.complexity"), 2)] if complex_ else ()),
        count_column("ubiquity", say("related.regions-with-it")),
        Column(key="closest", label=say("related.closest"), wide=True),
        Column(key="code", label=say("related.code"), extra=True),
        Column(key="shared", label=say("related.shared"), extra=True),
    )
    rows = tuple(
        (
            product(world, near.product, lang),
            *([near.score] if scored else ()),
            near.density,
            *([near.complexity] if complex_ else ()),
            Figure(value=near.ubiquity, told=f"{near.ubiquity}/{answer.regions}"),
            _grounds(world, near, lang),
            near.code,
            _some([product(world, other, lang).name for other in near.shared], _LISTED, lang) or None,
        )
        for near in shown
    )
    return Table(
        key=key,
        title=say("related.shown", shown=len(rows), total=total),
        name=name,
        columns=columns,
        rows=rows,
        empty=say("related.none"),
        total=total,
    )


def _grounds(world: World, near: Near, lang: str) -> str | None:
    grounds = [_ground(world, ground, lang) for ground in near.closest]
    if near.resource_bound:
        grounds.append(text("related.needs-endowment", lang))
    return "\n".join(grounds) or None


def _ground(world: World, ground: Ground, lang: str) -> str:
    named = [product(world, name, lang).name for name in ground.products] or [ground.code]
    products = _some(named, _NAMED, lang)
    if ground.both is None:
        return text("related.ground-of-one-code", lang, products=products)
    return text("related.ground", lang, products=products, n=ground.both)


def _some(names: Sequence[str], shown: int, lang: str) -> str:
    """The first of the names as a list, and how many more there are."""
    more = len(names) - shown
    return joined((*names[:shown], *([text("list.and-more", lang, n=more)] if more > 0 else ())), lang)


def _matched(answer: Related, lang: str) -> Iterator[str]:
    """What the table and the dataset know of each other, in sentences."""
    say = speaker(lang)
    matched = answer.matched
    if matched.rows is not None:
        yield say("related.rows", rows=matched.rows, added=matched.added)
        yield say(_MATCHED[answer.codes_are], codes=matched.codes, matched=matched.codes_matched)
    yield say(
        "related.products",
        products=matched.products,
        matched=matched.products_matched,
        made=matched.made,
        made_matched=matched.made_matched,
    )
    if matched.codes_shared:
        yield say("related.codes-shared", shared=matched.codes_shared)
    if answer.undefined:
        yield say("related.undefined", n=answer.undefined)
    if matched.unmatched:
        yield say("related.unmatched", n=len(matched.unmatched), codes=_some(matched.unmatched, _LISTED, lang))
