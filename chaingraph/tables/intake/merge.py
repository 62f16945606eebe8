"""Two datasets made one: the same enterprise, product or chain stands once, and nothing of either is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chaingraph.errors import UsageError
from chaingraph.problems import Problem
from chaingraph.schema import SCHEMA, Table
from chaingraph.tables.checks.cells import split
from chaingraph.tables.dataset import Dataset, check
from chaingraph.tables.intake.headers import Head
from chaingraph.tables.intake.matching import Decision, Doubt, match
from chaingraph.tables.intake.plan import plan
from chaingraph.tables.intake.resolve import NAMES, known_places
from chaingraph.tables.intake.sheets import Grid
from chaingraph.tables.intake.staging import Stage
from chaingraph.tables.intake.steps import apply
from chaingraph.tables.names import plain_name
from chaingraph.tables.paths import to_read
from chaingraph.tables.raw import Progress, Raw, insert, literal, quoted
from chaingraph.tables.read import read_tables
from chaingraph.tables.write import write_folder
from chaingraph.temporary import temporary_folder


@dataclass
class Merged:
    """What a merge did.

    ``joined``: enterprises of the second found in the first, by how they were found; ``renamed``: ids of the second
    that mean another thing in the first, by table, old to new; ``rows`` of the first, the second and the result;
    ``kept``: table, key, column, the first's value and the second's where the two differ; ``problems``: errors of the
    result, which is then worth nothing.
    """

    joined: dict[str, int] = field(default_factory=dict)
    renamed: dict[str, dict[str, str]] = field(default_factory=dict)
    rows: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    kept: list[tuple[str, tuple[str | None, ...], str, str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The object that ``merge --format json`` prints."""
        return {
            "joined": self.joined,
            "renamed": self.renamed,
            "rows": {
                name: dict(zip(("first", "second", "merged"), counts, strict=True))
                for name, counts in self.rows.items()
            },
            "doubtful": [
                {"left": vars(doubt.left), "right": vars(doubt.right), "score": doubt.score, "reason": doubt.reason}
                for doubt in self.doubts
            ],
            "kept": [{"table": a, "key": list(b), "column": c, "kept": d, "other": e} for a, b, c, d, e in self.kept],
        }


def merge(
    first: Dataset, second: Dataset, folder: Path, decisions: Sequence[Decision] = (), progress: Progress | None = None
) -> Merged:
    """Writes both datasets as one into ``folder``, which is empty.

    What both know differently stays as the first has it, and is told. Ids of the second that mean something else in
    the first get a suffix. Doubtful enterprises stay apart. Raises UsageError when their sums are in two currencies.
    """
    if first.currency != second.currency:
        raise UsageError("import.two-currencies", first=first.currency, second=second.currency)
    write_folder(first, folder)
    raw = read_tables(folder, progress)
    report = Merged()
    stage = _staged(raw, second)
    if progress:
        progress("match")
    for name in stage.tables - {"enterprises"}:
        table = SCHEMA.tables[name]
        if table.key == ("id",):
            _rename(stage, table, _identified(raw, table), report)
    if "enterprises" in stage.tables:
        _rename(stage, SCHEMA.tables["enterprises"], _enterprises(raw, decisions, report), report)
    changes = plan(raw, stage, fill=True)
    report.kept = changes.kept
    apply(folder, raw, changes)
    raw.con.close()
    merged = read_tables(folder)
    report.problems = [problem.problem for problem in stage.problems]
    report.problems += [problem for problem in check(merged, warnings=False) if problem.severity == "error"]
    for name in SCHEMA.tables:
        if name in merged.columns:
            row = merged.con.execute(f"select count(*) from raw_{name}").fetchone()
            report.rows[name] = (first.count(name), second.count(name), row[0] if row else 0)
    merged.con.close()
    return report


def _staged(raw: Raw, second: Dataset) -> Stage:
    """The second dataset's rows as if they were to be imported into the first."""
    stage = Stage(raw.con)
    with temporary_folder() as folder:
        write_folder(second, folder)
        for path in sorted(folder.glob("*.csv")):
            table = SCHEMA.tables[path.stem]
            with path.open(encoding="utf-8") as file:
                header = file.readline().strip().split(",")
            cells = ", ".join(
                quoted(c.name) if c.name in header else f"cast(null as varchar) as {quoted(c.name)}"
                for c in table.columns
            )
            types = ", ".join(f"{literal(name)}: 'varchar'" for name in header)
            start = len(stage.places)
            with to_read(path) as readable:
                raw.con.execute(
                    f"create or replace table stage_{table.name} as select {start} + row_number() over () - 1 as _n, {cells} "
                    f"from read_csv({readable}, hive_partitioning=false, header=true, auto_detect=false, delim=',', quote='\"', escape='\"', "
                    f"max_line_size=100000000, columns={{{types}}})"
                )
            stage.tables.add(table.name)
            stage.places += [(len(stage.heads), row) for row in range(2, second.count(table.name) + 2)]
            stage.heads.append((Grid(path.name, None, []), Head(table, 1, ())))
    return stage


def _identified(raw: Raw, table: Table) -> dict[str, str]:
    """Id of the second to id of the first, for rows with the same name and place; one with the same id goes first."""
    if table.name not in raw.columns:
        return {}
    name = quoted(NAMES.get(table.name, "name_zh"))
    region = "region" if raw.has(table.name, "region") else "null"
    here = f"select id, {plain_name(name)} as text, {region} as spot from raw_{table.name}"
    there = f"select id, {plain_name(name)} as text, {region} as spot from stage_{table.name}"
    return dict(
        raw.con.execute(
            f"""select s.id, arg_min(o.id, (o.id <> s.id, o.id)) from ({there}) s join ({here}) o using (text)
            where o.id = s.id or coalesce(o.spot = s.spot, true) group by s.id"""
        ).fetchall()
    )


def _enterprises(raw: Raw, decisions: Sequence[Decision], report: Merged) -> dict[str, str]:
    """Enterprises of the second that the first has; their names, where spelt otherwise, become aliases."""
    con = raw.con
    if "enterprises" not in raw.columns:
        return {}
    cells = ("id", "name_zh", "aliases", "uscc", "region")
    right = ", ".join(
        quoted(column) if raw.has("enterprises", column) else f"cast(null as varchar) as {column}" for column in cells
    )
    con.execute(f"create or replace table first_side as select {right} from raw_enterprises")
    found = con.execute(
        f"""select s.id from stage_enterprises s join first_side o on o.id = s.id and o.region = s.region
        and {plain_name("o.name_zh")} = {plain_name("s.name_zh")} and coalesce(o.uscc = s.uscc, true)"""
    ).fetchall()
    pairs = {id_: id_ for (id_,) in found}
    con.execute("create or replace table by_id (id varchar)")
    insert(con, "by_id", [(id_,) for id_ in pairs])
    left = "(select * from stage_enterprises where id not in (select id from by_id))"
    rest = "(select * from first_side where id not in (select id from by_id))"
    chosen, report.doubts = match(con, left, rest, known_places(raw), decisions)
    report.joined = {"id": len(pairs)} if pairs else {}
    for second, (id_, how) in chosen.items():
        pairs[second] = id_
        report.joined[how] = report.joined.get(how, 0) + 1
    _table_of(con, pairs)
    con.execute(
        """update stage_enterprises set aliases = concat_ws(';', s.aliases, s.name_zh)
        from stage_enterprises s join pairing p on p.old = s.id join first_side o on o.id = p.new
        where s._n = stage_enterprises._n and s.name_zh <> o.name_zh"""
    )
    return pairs


def _table_of(con: Any, pairs: dict[str, str]) -> None:
    con.execute("create or replace table pairing (old varchar, new varchar)")
    insert(con, "pairing", list(pairs.items()))


def _rename(stage: Stage, table: Table, pairs: dict[str, str], report: Merged) -> None:
    """Gives the second's rows the first's ids, or new ones where the first uses theirs for something else."""
    con = stage.con
    taken = (
        {id_ for (id_,) in con.execute(f"select id from raw_{table.name}").fetchall()}
        if _exists(stage, table)
        else set()
    )
    mine = [id_ for (id_,) in con.execute(f"select id from stage_{table.name} order by _n").fetchall()]
    used = taken | set(mine)
    new = dict(pairs)
    for id_ in mine:
        if id_ not in pairs and id_ in taken:
            number = 2
            while f"{id_}-{number}" in used:
                number += 1
            new[id_] = f"{id_}-{number}"
            used.add(new[id_])
            report.renamed.setdefault(table.name, {})[id_] = new[id_]
    new = {old: id_ for old, id_ in new.items() if old != id_}
    if not new:
        return
    _table_of(con, new)
    con.execute(f"update stage_{table.name} set id = p.new from pairing p where p.old = id")
    for name in stage.tables:
        for column in SCHEMA.tables[name].columns:
            if column.references != table.name:
                continue
            cell = quoted(column.name)
            if column.type == "list":
                con.execute(
                    f"""update stage_{name} set {cell} = w.ids from (
                        select c, string_agg(coalesce(p.new, part), ';' order by nth) as ids from (
                            select c, unnest({split("c")}) as part, generate_subscripts({split("c")}, 1) as nth
                            from (select distinct {cell} as c from stage_{name} where {cell} is not null))
                        left join pairing p on p.old = part group by c) w
                    where {cell} = w.c"""
                )
            else:
                con.execute(f"update stage_{name} set {cell} = p.new from pairing p where p.old = {cell}")


def _exists(stage: Stage, table: Table) -> bool:
    rows = stage.con.execute(
        "select 1 from information_schema.tables where table_name = ?", [f"raw_{table.name}"]
    ).fetchall()
    return bool(rows)
