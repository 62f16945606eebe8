"""Ids for the rows that came without, and ids in place of the names that lists are written with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from chaingraph.errors import UsageError
from chaingraph.hints import DIVIDERS, near
from chaingraph.schema import SCHEMA, Column, Table
from chaingraph.tables.checks.cells import items, split
from chaingraph.tables.headings import read_heading
from chaingraph.tables.intake import sayings
from chaingraph.tables.intake.addresses import latin_forms, place_forms, place_of
from chaingraph.tables.intake.matching import Decision, Doubt, match, within
from chaingraph.tables.intake.products import (
    How,
    Meaning,
    catalogue_of,
    items_of,
    meanings,
    scope_words,
)
from chaingraph.tables.intake.staging import Stage
from chaingraph.tables.marks import COLON, DIVIDED, LIST_MARK, NOTE_MARK, PLACE_BY_NAME, SPELT, WORDS_OF
from chaingraph.tables.names import chain_name, is_full, plain_name
from chaingraph.tables.raw import Raw, insert, quoted

NAMES = {"sources": "title", "ledger": "task"}
_BESIDE = ("parks", "clusters")  # a list names what the dataset may not have yet, and stands without
_SUGGEST_AMONG = 20_000
_LONGEST_LIST = 1000


def resolve(
    raw: Raw,
    stage: Stage,
    decisions: Sequence[Decision],
    *,
    as_new: bool = False,
    region: str | None = None,
    product_decisions: Mapping[str, tuple[str, ...]] | None = None,
) -> list[Doubt]:
    """Fills in ids and references of the staged rows, in place; what cannot be told becomes a problem at its cell.

    ``as_new`` takes doubtful enterprises as new ones; ``region`` is the place of rows that tell none;
    ``product_decisions`` are a person's of words that may be products. Returns the doubtful pairs.
    """
    for name in sorted(stage.tables):
        _references(
            raw, stage, [c for c in SCHEMA.tables[name].columns if c.references == "regions" and c.type != "list"]
        )
    if region is not None:
        region = _place_told(raw, stage, region)
        places = _place_names(raw, stage, "code")
        for name in sorted(stage.tables & {"enterprises", "projects", "parks", "clusters", "platforms"}):
            elsewhere = _named_elsewhere(stage, places, region) if name == "enterprises" else []
            stage.con.execute(
                f"update stage_{name} set region = coalesce(region, ?) where not list_contains(?::bigint[], _n)",
                [region, elsewhere],
            )
    if "projects" in stage.tables:
        _investors(raw, stage)
    doubts = _enterprises(raw, stage, decisions, as_new=as_new) if "enterprises" in stage.tables else []
    if "enterprises" in stage.tables:
        _places_by_name(raw, stage)
    _tell_open_places(stage)
    for name in sorted(stage.tables - {"enterprises", "regions"}):
        if SCHEMA.tables[name].key == ("id",):
            _ids(raw, stage, SCHEMA.tables[name])
    _products(raw, stage, product_decisions or {})
    for name in sorted(stage.tables):
        _references(raw, stage, [c for c in SCHEMA.tables[name].columns if c.references and c.references != "regions"])
    _own_words(raw, stage)
    return doubts


def _existing(raw: Raw, table: str, columns: Sequence[str]) -> str:
    """A table of the dataset with these columns, NULL where it has them not."""
    if table not in raw.columns:
        return f"(select {', '.join(f'cast(null as varchar) as {quoted(column)}' for column in columns)} limit 0)"
    cells = [
        quoted(column) if raw.has(table, column) else f"cast(null as varchar) as {quoted(column)}" for column in columns
    ]
    return f"(select {', '.join(cells)} from raw_{table})"


def _enterprises(raw: Raw, stage: Stage, decisions: Sequence[Decision], *, as_new: bool) -> list[Doubt]:
    """Rows without an id take that of the enterprise they match, or a new one made of name and place."""
    con, columns = stage.con, ("id", "name_zh", "aliases", "uscc", "region")
    con.execute(
        f"""create or replace table without_id as
        select *, 'E-' || substr(md5({plain_name("name_zh")} || '|' || coalesce(region, '')), 1, 10) as lid
        from stage_enterprises where id is null and name_zh is not null"""
    )
    left = (
        "(select lid as id, arg_min(name_zh, _n) as name_zh, arg_min(aliases, _n) as aliases, arg_min(uscc, _n) as uscc, "
        "arg_min(region, _n) filter (regexp_full_match(region, '[0-9]{6}')) as region from without_id group by lid)"
    )
    known = _existing(raw, "enterprises", columns)
    chosen, doubts = match(con, left, known, known_places(raw), decisions)
    con.execute("create or replace table chosen (lid varchar, id varchar)")
    insert(con, "chosen", [(lid, id_) for lid, (id_, _) in chosen.items()])
    con.execute(
        """update stage_enterprises set id = coalesce(c.id, w.lid)
        from without_id w left join chosen c on c.lid = w.lid where w._n = stage_enterprises._n"""
    )
    _keep_names(stage, known)
    if not as_new:
        _doubted(stage, doubts)
    return doubts


def _keep_names(stage: Stage, known: str) -> None:
    """A matched enterprise keeps its name, the list's spelling becomes an alias; and its place, where that is the
    finer.
    """
    stage.con.execute(
        f"""update stage_enterprises set name_zh = null, aliases = case when told = kept then s_aliases
            else concat_ws(';', s_aliases, told) end, region = case when finer then null else region end
        from (select w._n as n, w.name_zh as told, w.aliases as s_aliases, k.name_zh as kept, {within("k.region", "w.region")} as finer
              from without_id w join chosen c on c.lid = w.lid join {known} k on k.id = c.id)
        where n = stage_enterprises._n"""
    )


def _doubted(stage: Stage, doubts: Sequence[Doubt]) -> None:
    first = dict(stage.con.execute("select lid, min(_n) from without_id group by lid").fetchall())
    for doubt in doubts:
        stage.blame(
            first[doubt.left.id],
            sayings.doubtful(SCHEMA.tables["enterprises"], doubt.left.name, doubt.right.name, doubt.right.id),
        )


def known_places(raw: Raw) -> list[str]:
    """Names of the dataset's regions, which names of enterprises begin with."""
    if not raw.has("regions", "name_zh"):
        return []
    return [
        row[0]
        for row in raw.con.execute("select distinct name_zh from raw_regions where name_zh is not null").fetchall()
    ]


def _ids(raw: Raw, stage: Stage, table: Table) -> None:
    """Ids for rows of other tables: that of the one row with this name (and region), else a new one of the name."""
    name = NAMES.get(table.name, "name_zh")
    region = "region" if "region" in table.by_name else "cast(null as varchar)"
    letter = table.thing[0].upper()
    both = ("id", name, "region") if "region" in table.by_name else ("id", name)
    known = f"(select * from {_existing(raw, table.name, both)} union all select {', '.join(map(quoted, both))} from stage_{table.name})"
    stage.con.execute(
        f"""update stage_{table.name} set id = coalesce(found, '{letter}-' || substr(md5(text || '|' || coalesce(spot, '')), 1, 10))
        from (select w._n as n, w.text, w.spot, case when count(distinct k.id) = 1 then min(k.id) end as found
              from (select _n, {plain_name(quoted(name))} as text, {region} as spot from stage_{table.name} where id is null and {quoted(name)} is not null) w
              left join (select id, {plain_name(quoted(name))} as text, {region} as spot from {known} where id is not null) k
                on k.text = w.text and coalesce(k.spot = w.spot, true)
              group by all)
        where n = _n"""
    )


def _references(raw: Raw, stage: Stage, columns: Sequence[Column]) -> None:
    for column in columns:
        other = SCHEMA.tables[column.references]
        if other.name in raw.columns or other.name in stage.tables or other.name in _BESIDE:
            _column(raw, stage, column, other)
        elif other.required:  # names would be stored as if they were ids
            _unlisted(stage, column, other, ids=None)


def _unlisted(stage: Stage, column: Column, other: Table, ids: set[str] | None) -> None:
    """A problem for each sheet all of whose names of ``other`` are unknown (among ``ids``, None: all are), with what
    else its columns tell of ``other``.
    """
    cell = quoted(column.name)
    lines = stage.con.execute(f"select _n, {cell} from stage_{column.table} where {cell} is not null order by _n")
    by_sheet: dict[int, set[str]] = {}
    for n, value in lines.fetchall():
        if n in stage.maker and column.table == "makes":
            continue
        if other.name == "regions" and re.fullmatch("[0-9]{6}", value):
            continue  # a code of a place says what it is without the table
        by_sheet.setdefault(stage.places[n][0], set()).add(value)
    for sheet, values in by_sheet.items():
        grid, head = stage.heads[sheet]
        header = next((field.header for field in head.fields if field.column == column.name), column.name)
        theirs = [text for text in head.dropped if read_heading(other, text)]
        if ids is not None and (not theirs or not values <= ids):
            continue
        problem = sayings.nowhere(head.table, column.name, header, other, len(values), theirs, empty=ids is None)
        stage.problems.append(grid.at(problem, head.row, head.letters.get(column.name)))


def _column(raw: Raw, stage: Stage, column: Column, other: Table) -> None:
    con, cell, key = stage.con, quoted(column.name), other.key[0]
    union = [_existing(raw, other.name, (key,))]
    if other.name in stage.tables:
        union.append(f"(select {quoted(key)} from stage_{other.name})")
    con.execute(
        f"create or replace temp table known_ids as {' union '.join(f'select {quoted(key)} as id from {relation}' for relation in union)}"
    )
    value = f"unnest({items(column)})" if column.type == "list" else cell
    ambiguous = [
        row[0]
        for row in con.execute(
            f"select distinct c from (select {cell} as c, {value} as v from stage_{column.table} where {cell} is not null) "
            "where v not in (select id from known_ids where id is not null)"
        ).fetchall()
    ]
    if other.name == "regions":
        ambiguous = [text for text in ambiguous if not re.fullmatch("[0-9]{6}", text)]
    if not ambiguous:
        return
    tokens = {token for text in ambiguous for token in _tokens(column, text)}
    found = _lookup(raw, stage, other, tokens)
    changed: list[tuple[str, str]] = []
    lost: set[str] = set()
    for text in sorted(ambiguous):
        ids = _resolved(column, text, found)
        if isinstance(ids, str):
            changed.append((text, ids))
            continue
        token, choices = ids
        if other.name == "regions" and _left_open(stage, column, text):
            continue
        if other.name in _BESIDE and not choices and _keep_name(stage, column, text):
            continue
        lost.add(text)
        table = SCHEMA.tables[column.table]
        pieces = [piece for piece in DIVIDERS.split(token) if piece.strip()]
        if choices:
            problem = sayings.name_ambiguous(table, column.name, token, choices)
        elif len(pieces) > 1 and column.type != "list" and len(token) <= _LONGEST_LIST:
            problem = sayings.several(table, column.name, token, len(pieces))
        else:
            problem = sayings.name_unknown(table, column.name, token, other, _meant(raw, stage, other, token))
        for (n,) in con.execute(f"select _n from stage_{column.table} where {cell} = ? order by _n", [text]).fetchall():
            stage.blame(n, problem)
    if lost and column.type != "list":
        _unlisted(stage, column, other, lost)
    if changed:
        con.execute("create or replace temp table renamed (old varchar, new varchar)")
        insert(con, "renamed", changed)
        con.execute(f"update stage_{column.table} set {cell} = new from renamed where old = {cell}")


def _place_told(raw: Raw, stage: Stage, text: str) -> str:
    """The code of the place that a person names for a list. Raises UsageError where none or several are meant."""
    stage.con.execute(
        f"create or replace temp table known_ids as select code as id from {_existing(raw, 'regions', ('code',))}"
    )
    codes = _lookup(raw, stage, SCHEMA.tables["regions"], {text}).get(text, [])
    if len(codes) != 1:
        raise UsageError("import.region-unknown", region=text, codes=", ".join(codes) or "—")
    return codes[0]


def _keep_name(stage: Stage, column: Column, text: str) -> bool:
    """Keeps the name of a park or cluster that the dataset has not as words of the note, and tells it."""
    con, cell = stage.con, quoted(column.name)
    if "note" not in SCHEMA.tables[column.table].by_name or column.type == "list":
        return False
    for (n,) in con.execute(f"select _n from stage_{column.table} where {cell} = ? order by _n", [text]).fetchall():
        _keep_words(stage, column.table, n, column.name, [text])
        stage.blame_softly(n, sayings.name_kept(column, text))
    con.execute(f"update stage_{column.table} set {cell} = null where {cell} = ?", [text])
    return True


def _left_open(stage: Stage, column: Column, text: str) -> bool:
    """Whether a place that is told as an address or in parts was not found: it stays open, and that is told."""
    cell = quoted(column.name)
    lines = stage.con.execute(f"select _n from stage_{column.table} where {cell} = ? order by _n", [text]).fetchall()
    if not lines or not all(n in stage.addresses for (n,) in lines):
        return False
    stage.open_places += [(column.table, n, text) for (n,) in lines]
    for (n,) in lines:
        _keep_words(stage, column.table, n, "region", [text])
    stage.con.execute(f"update stage_{column.table} set {cell} = null where {cell} = ?", [text])
    return True


def _tell_open_places(stage: Stage) -> None:
    """The places that stay open, neither the list nor the name of the enterprise telling one of the dataset."""
    for table in sorted({table for table, _, _ in stage.open_places}):
        still = {n for (n,) in stage.con.execute(f"select _n from stage_{table} where region is null").fetchall()}
        for name, n, text in stage.open_places:
            if name == table and n in still:
                stage.blame(n, sayings.place_open(SCHEMA.tables[table], "region", text))


def _tokens(column: Column, text: str) -> Iterator[str]:
    yield text
    if column.type == "list":
        yield from (part.strip() for part in text.split(";"))
        yield from (part.strip() for part in DIVIDED.split(text))


def _resolved(column: Column, text: str, found: dict[str, list[str]]) -> str | tuple[str, list[str]]:
    """The cell in ids, or the first part that cannot be told, with the ids it may mean."""
    whole = found.get(text, [])
    if len(whole) == 1:
        return whole[0]
    if column.type != "list":
        return text, whole
    out: list[str] = []
    for part in filter(None, (piece.strip() for piece in text.split(";"))):
        pieces = [part] if found.get(part) else [piece.strip() for piece in DIVIDED.split(part) if piece.strip()]
        for piece in pieces:
            ids = found.get(piece, [])
            if len(ids) != 1:
                return piece, ids
            out.append(ids[0])
    return ";".join(dict.fromkeys(out))


def _lookup(raw: Raw, stage: Stage, other: Table, tokens: set[str]) -> dict[str, list[str]]:
    """Each text to the ids that it may mean: itself when it is an id, else the rows of that name, alias or code."""
    con, key = stage.con, other.key[0]
    con.execute("create or replace temp table tokens (token varchar)")
    insert(con, "tokens", [(token,) for token in sorted(tokens)])
    names = _named_rows(raw, stage, other)
    found: dict[str, list[str]] = {}
    for token, ids in con.execute(
        f"""select token, case when bool_or(exact) then [token] else list_sort(list_distinct(list(id))) end from (
            select token, id, true as exact from tokens join known_ids on id = token
            union all select token, id, false from tokens join ({names}) on text = {plain_name("token")}
            {f"union all select token, id, false from tokens join ({names}) on text = {chain_name('token')}" if other.name == "chains" else ""})
        group by token"""
    ).fetchall():
        found[token] = ids
    if other.name == "regions":
        places = _place_names(raw, stage, key)
        ascii_names = any(token.isascii() and not token.isdigit() for token in tokens if token not in found)
        latin = {**places, **_latin_names(raw, stage, key)} if ascii_names else places
        for token in tokens:
            if token not in found and (codes := place_of(token, latin if token.isascii() else places)):
                found[token] = sorted(codes)
    return found


def _named_rows(raw: Raw, stage: Stage, other: Table) -> str:
    """SQL: id and plain text of every name of a table's rows, in the dataset and in the import."""
    key, name = other.key[0], NAMES.get(other.name, "name_zh")
    columns = [key, name, *(extra for extra in ("name_en", "aliases", "synonyms", "uscc") if extra in other.by_name)]
    rows = f"select {', '.join(map(quoted, columns))} from {_existing(raw, other.name, columns)}"
    if other.name in stage.tables:
        rows += f" union all select {', '.join(map(quoted, columns))} from stage_{other.name}"
    parts = [f"select {quoted(key)} as id, {plain_name(quoted(name))} as text from ({rows})"]
    if other.name == "chains":  # 汽车产业链 is 汽车
        parts.append(f"select {quoted(key)}, {chain_name(quoted(name))} from ({rows})")
    if "name_en" in columns:
        parts.append(f"select {quoted(key)}, {plain_name('name_en')} from ({rows})")
    for several in ("aliases", "synonyms"):
        if several in columns:
            parts.append(
                f"select id, {plain_name('text')} from (select {quoted(key)} as id, unnest({split(several)}) as text from ({rows}))"
            )
    if "uscc" in columns:
        parts.append(f"select {quoted(key)}, lower(uscc) from ({rows})")
    union = " union ".join(parts)
    return f"select id, text from ({union}) where id is not null and text is not null and text <> ''"


def _place_names(raw: Raw, stage: Stage, key: str) -> dict[str, set[str]]:
    """What the regions of the dataset and of the import may be called, with their codes."""
    rows = stage.con.execute(f"select * from {_existing(raw, 'regions', (key, 'name_zh', 'parent'))}").fetchall()
    if "regions" in stage.tables:
        rows += stage.con.execute(f"select {quoted(key)}, name_zh, parent from stage_regions").fetchall()
    return place_forms(rows)


def _latin_names(raw: Raw, stage: Stage, key: str) -> dict[str, set[str]]:
    """The same in Latin letters."""
    rows = stage.con.execute(f"select * from {_existing(raw, 'regions', (key, 'name_en', 'name_zh'))}").fetchall()
    if "regions" in stage.tables:
        rows += stage.con.execute(f"select {quoted(key)}, name_en, name_zh from stage_regions").fetchall()
    return latin_forms(rows)


def _meant(raw: Raw, stage: Stage, other: Table, text: str) -> str | None:
    """The name that a text which means nothing is a misspelling of."""
    name = NAMES.get(other.name, "name_zh")
    sides = [f"select {quoted(name)} as name from {_existing(raw, other.name, (name,))}"]
    if other.name in stage.tables:
        sides.append(f"select {quoted(name)} from stage_{other.name}")
    names = stage.con.execute(
        f"select distinct name from ({' union all '.join(sides)}) where name is not null limit {_SUGGEST_AMONG}"
    ).fetchall()
    return near(text, (row[0] for row in names))


# --- places, investors and words of lists


def _places_by_name(raw: Raw, stage: Stage) -> None:
    """A new enterprise that tells no place has that which its registered name begins with, marked as low."""
    con = stage.con
    known = _existing(raw, "enterprises", ("id",))
    lines = con.execute(
        f"select _n, name_zh from stage_enterprises where region is null and name_zh is not null "
        f"and id not in (select id from {known} where id is not null)"
    ).fetchall()
    if not lines:
        return
    places = _place_names(raw, stage, "code")
    named = [(n, codes) for n, name in lines if name not in places and (codes := place_of(name, places))]
    placed = [(n, next(iter(codes))) for n, codes in named if len(codes) == 1]
    con.execute("create or replace temp table placed (n bigint, code varchar)")
    insert(con, "placed", placed)
    con.execute(
        """update stage_enterprises set region = code, confidence = coalesce(confidence, 'low'),
        note = concat_ws(?, note, ?) from placed where n = _n""",
        [NOTE_MARK, PLACE_BY_NAME],
    )
    stage.named_places = len(placed)


def _named_elsewhere(stage: Stage, places: Mapping[str, set[str]], region: str) -> list[int]:
    """Lines without a place whose registered name begins with one that does not lie in ``region``, nor it in that."""
    rows = stage.con.execute(
        "select _n, name_zh from stage_enterprises where region is null and name_zh is not null"
    ).fetchall()
    found = []
    for n, name in rows:
        codes = place_of(name, places)
        if codes and not any(_lies_in(code, region) or _lies_in(region, code) for code in codes):
            found.append(n)
    return found


def _lies_in(inner: str, outer: str) -> bool:
    return inner.startswith(re.sub(r"(?:00){1,2}$", "", outer))


def _investors(raw: Raw, stage: Stage) -> None:
    """An investor who is no enterprise yet is taken as one that is planned where the project is to stand, if a list
    gives the registered name; else the words stay in the note of the project.
    """
    con, column = stage.con, SCHEMA.tables["projects"].by_name["enterprise"]
    if "enterprises" not in raw.columns and "enterprises" not in stage.tables:
        return
    lines = con.execute("select _n, enterprise, region from stage_projects where enterprise is not null").fetchall()
    union = [_existing(raw, "enterprises", ("id",))]
    if "enterprises" in stage.tables:
        union.append("(select id from stage_enterprises)")
    con.execute(
        f"create or replace temp table known_ids as {' union '.join(f'select id from {relation}' for relation in union)}"
    )
    found = _lookup(raw, stage, SCHEMA.tables["enterprises"], {name for _, name, _ in lines})
    unknown = [(n, name, region) for n, name, region in lines if not found.get(name)]
    if not unknown:
        return
    full = {
        name
        for name, entire in con.execute(
            f"select name, {is_full(plain_name('name'))} from (select unnest(?::varchar[]) as name)",
            [[name for _, name, _ in unknown]],
        ).fetchall()
        if entire
    }
    if full and "enterprises" not in stage.tables:
        columns = ", ".join(f"cast(null as varchar) as {quoted(c.name)}" for c in SCHEMA.tables["enterprises"].columns)
        con.execute(f"create or replace table stage_enterprises as select cast(0 as bigint) as _n, {columns} limit 0")
        stage.tables.add("enterprises")
        stage.read["enterprises"] = 0
    taken: set[str] = set()
    for n, name, region in unknown:
        if name in full:
            if name not in taken:
                taken.add(name)
                con.execute(
                    "insert into stage_enterprises (_n, name_zh, region, status) values (?, ?, ?, 'planned')",
                    [n, name, region],
                )
                stage.read["enterprises"] += 1
                stage.blame_softly(n, sayings.investor_planned(column, name))
        else:
            _keep_words(stage, "projects", n, "enterprise", [name])
            con.execute("update stage_projects set enterprise = null where _n = ?", [n])


def _products(raw: Raw, stage: Stage, decisions: Mapping[str, tuple[str, ...]]) -> None:
    """Cells of several products become a row each; words take the product that they mean, or stay the maker's own."""
    con = stage.con
    wanted = [
        (name, column) for name, column in (("makes", "product"), ("projects", "products")) if name in stage.tables
    ]
    cells = {
        name: con.execute(f"select _n, {column} from stage_{name} where {column} is not null order by _n").fetchall()
        for name, column in wanted
    }
    scopes = {n: context["scope"] for n, context in stage.context.items() if "scope" in context}
    if not any(cells.values()) and not scopes:
        return
    catalogue = catalogue_of(raw, "stage_products" if "products" in stage.tables else None)
    if not catalogue.names:
        return
    chains = _chains_told(raw, stage)
    spelt = frozenset(name for names in catalogue.spelt.values() for name in names) | frozenset(catalogue.chains)
    items = {(name, n): items_of(text, spelt) for name, rows in cells.items() for n, text in rows}
    words: dict[str, frozenset[str]] = {}
    for (_, n), pieces in items.items():
        for piece in pieces:
            words[piece] = words.get(piece, frozenset()) | chains.get(n, frozenset())
            stage.lines_of[piece] = stage.lines_of.get(piece, 0) + 1
    found = meanings(raw, words, catalogue, decisions)
    stage.meanings = found
    made = [row for n, text in cells.get("makes", ()) for row in _made(stage, n, text, found, items)]
    if made:
        con.execute("create or replace temp table expanded (n bigint, product varchar, keep boolean, spelt varchar)")
        insert(con, "expanded", made)
        con.execute(
            """create or replace temp table wider as select m.* replace (e.product as product,
            case when e.keep then m.output_yi end as output_yi,
            nullif(concat_ws(?, m.note, e.spelt), '') as note) from stage_makes m join expanded e on e.n = m._n
            where e.product is not null""",
            [NOTE_MARK],
        )
        con.execute("delete from stage_makes where _n in (select n from expanded)")
        con.execute("insert into stage_makes select * from wider")
    planned = [(n, _planned(stage, n, found, items)) for n, _ in cells.get("projects", ())]
    if planned:
        con.execute("create or replace temp table planned (n bigint, products varchar)")
        insert(con, "planned", planned)
        con.execute("update stage_projects set products = p.products from planned p where p.n = _n")
    listed = {piece for pieces in items.values() for piece in pieces}
    for text in dict.fromkeys(scopes.values()):
        for word in scope_words(text, catalogue):
            if word not in listed:
                candidates = tuple((p, catalogue.titles[p], 50.0) for p in sorted(catalogue.names[word]))
                stage.scope_words.setdefault(word, Meaning(word, How.DOUBTFUL, (), candidates))


def _chains_told(raw: Raw, stage: Stage) -> dict[int, frozenset[str]]:
    """Line to the ids of the chains that it names beside its own columns."""
    texts = {n: context["chain"] for n, context in stage.context.items() if "chain" in context}
    if not texts or ("chains" not in raw.columns and "chains" not in stage.tables):
        return {}
    union = [_existing(raw, "chains", ("id",))]
    if "chains" in stage.tables:
        union.append("(select id from stage_chains)")
    stage.con.execute(
        f"create or replace temp table known_ids as {' union '.join(f'select id from {relation}' for relation in union)}"
    )
    parts = {n: [part.strip() for part in DIVIDED.split(text) if part.strip()] for n, text in texts.items()}
    found = _lookup(raw, stage, SCHEMA.tables["chains"], {part for each in parts.values() for part in each})
    return {n: frozenset(id_ for part in each for id_ in found.get(part, ())) for n, each in parts.items()}


def _meant_by(
    n: int, table: str, found: Mapping[str, Meaning], items: Mapping[tuple[str, int], Sequence[str]]
) -> tuple[list[str], list[str]]:
    """The products that the cell of a line means, and the words that mean none."""
    cell = [found[piece] for piece in items[table, n]]
    products = list(dict.fromkeys(product for meaning in cell for product in meaning.products))
    return products, [meaning.word for meaning in cell if not meaning.products]


def _made(
    stage: Stage, n: int, text: str, found: Mapping[str, Meaning], items: Mapping[tuple[str, int], Sequence[str]]
) -> Iterator[tuple[int, str | None, bool, str | None]]:
    """The line once for each product of its cell, whether its output stays, and how the list spells the product where
    that is not its name; nothing where it stays as it is.

    In a flat list what means no product stays as words of the maker; in a table of what is made it must be a product.
    """
    products, words = _meant_by(n, "makes", found, items)
    cell = [found[piece] for piece in items["makes", n]]
    maker = stage.maker.get(n)
    if maker is None:
        products += words
    elif words:
        _keep_words(stage, "enterprises", maker, "product", words)
    if products == [text] and (maker is None or cell[0].how is How.NAME):
        return
    if len(items["makes", n]) > 1 and n in stage.outputs:
        stage.blame_softly(n, sayings.output_of_several(SCHEMA.tables["makes"], len(items["makes", n])))
    meant: list[str | None] = [*products] or [None]
    for product in meant:
        words_of = [meaning.word for meaning in cell if product in meaning.products and meaning.how is not How.NAME]
        spelt = f"{SPELT}{COLON}{LIST_MARK.join(words_of)}" if words_of and maker is not None else None
        yield n, product, len(cell) == 1, spelt


def _planned(
    stage: Stage, n: int, found: Mapping[str, Meaning], items: Mapping[tuple[str, int], Sequence[str]]
) -> str | None:
    """The cell of the products of a project in ids; what means none stays as words."""
    products, words = _meant_by(n, "projects", found, items)
    if words:
        _keep_words(stage, "projects", n, "products", words)
    return ";".join(products) or None


def _keep_words(stage: Stage, table: str, n: int, column: str, words: Sequence[str]) -> None:
    stage.kept_words.setdefault((table, n), {}).setdefault(column, []).extend(words)


def _own_words(raw: Raw, stage: Stage) -> None:
    """What a list says in words that mean nothing of the dataset stays in the note of its row, once."""
    con = stage.con
    for name in sorted({table for table, _ in stage.kept_words}):
        rows = [
            (n, f"{WORDS_OF[column]}{COLON}{LIST_MARK.join(dict.fromkeys(words))}")
            for (table, n), kept in stage.kept_words.items()
            if table == name
            for column, words in kept.items()
        ]
        con.execute("create or replace temp table kept_words (n bigint, words varchar)")
        insert(con, "kept_words", rows)
        con.execute(
            f"""update stage_{name} set note = noted from (
                select s._n as n, concat_ws(?, coalesce(any_value(s.note), any_value(o.note)), string_agg(k.words, ? order by k.words)
                    filter (not contains(coalesce(s.note, o.note, ''), k.words))) as noted
                from stage_{name} s join kept_words k on k.n = s._n left join {_existing(raw, name, ("id", "note"))} o on o.id = s.id
                group by s._n) where n = _n""",
            [NOTE_MARK, NOTE_MARK],
        )
    if stage.maker and "makes" in stage.tables:
        con.execute("create or replace temp table made_by (n bigint, firm bigint)")
        insert(con, "made_by", list(stage.maker.items()))
        con.execute(
            """update stage_makes set enterprise = e.id from made_by b join stage_enterprises e on e._n = b.firm
            where b.n = stage_makes._n"""
        )
