"""Ids for the rows that came without, and ids in place of the names that lists are written with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from chaingraph.hints import DIVIDERS, near
from chaingraph.schema import SCHEMA, Column, Table
from chaingraph.tables.checks.cells import items, split
from chaingraph.tables.headings import read_heading
from chaingraph.tables.intake import sayings
from chaingraph.tables.intake.matching import Decision, Doubt, match, within
from chaingraph.tables.intake.staging import Stage
from chaingraph.tables.names import plain_name, short_place
from chaingraph.tables.raw import Raw, insert, quoted

DIVIDED = re.compile(r"[;；,，/、]")  # what may stand between several names in one cell
NAMES = {"sources": "title", "ledger": "task"}
_SUGGEST_AMONG = 20_000
_LONGEST_LIST = 1000


def resolve(raw: Raw, stage: Stage, decisions: Sequence[Decision], *, as_new: bool = False) -> list[Doubt]:
    """Fills in ids and references of the staged rows, in place; what cannot be told becomes a problem at its cell.

    ``as_new`` takes doubtful enterprises as new ones. Returns the doubtful pairs.
    """
    for name in sorted(stage.tables):
        _references(
            raw, stage, [c for c in SCHEMA.tables[name].columns if c.references == "regions" and c.type != "list"]
        )
    doubts = _enterprises(raw, stage, decisions, as_new=as_new) if "enterprises" in stage.tables else []
    for name in sorted(stage.tables - {"enterprises", "regions"}):
        if SCHEMA.tables[name].key == ("id",):
            _ids(raw, stage, SCHEMA.tables[name])
    for name in sorted(stage.tables):
        _references(raw, stage, [c for c in SCHEMA.tables[name].columns if c.references and c.references != "regions"])
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
        if other.name in raw.columns or other.name in stage.tables:
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
            union all select token, id, false from tokens join ({names}) on text = {plain_name("token")})
        group by token"""
    ).fetchall():
        found[token] = ids
    if other.name == "regions":
        places = _place_names(raw, stage, key)
        for token in tokens:
            if token not in found and (codes := places.get("".join(token.split()))):
                found[token] = sorted(codes)
    return found


def _named_rows(raw: Raw, stage: Stage, other: Table) -> str:
    """SQL: id and plain text of every name of a table's rows, in the dataset and in the import."""
    key, name = other.key[0], NAMES.get(other.name, "name_zh")
    columns = [key, name, *(extra for extra in ("aliases", "uscc") if extra in other.by_name)]
    rows = f"select {', '.join(map(quoted, columns))} from {_existing(raw, other.name, columns)}"
    if other.name in stage.tables:
        rows += f" union all select {', '.join(map(quoted, columns))} from stage_{other.name}"
    parts = [f"select {quoted(key)} as id, {plain_name(quoted(name))} as text from ({rows})"]
    if "aliases" in columns:
        parts.append(
            f"select id, {plain_name('text')} from (select {quoted(key)} as id, unnest({split('aliases')}) as text from ({rows}))"
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


def place_forms(rows: Iterable[tuple[str | None, str | None, str | None]]) -> dict[str, set[str]]:
    """Forms in which regions (code, name and parent) are written: the name, the name below those above it, and both
    without 省, 市, 县.
    """
    by_code = {code: (name, parent) for code, name, parent in rows if code and name}
    found: dict[str, set[str]] = {}
    for code in by_code:
        forms, here, seen = {""}, code, set[str]()
        while here in by_code and here not in seen and len(seen) < 6:
            seen.add(here)
            name, above = by_code[here]
            longer = {word + form for word in (name, short_place(name)) for form in forms}
            forms = longer if here == code else forms | longer
            here = above or ""
        for form in forms:
            found.setdefault(form, set()).add(code)
    return found


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
