"""The tables that an adapter makes: gathered as text, cleaned of what the rules forbid, checked and typed."""

from __future__ import annotations

from collections.abc import Sequence

from chaingraph.catalogue import Message, both, text
from chaingraph.schema import SCHEMA
from chaingraph.tables.adapters.kinds import KEPT, LEFT_OUT, REPAIRED
from chaingraph.tables.adapters.recognised import NOT_IN_IDS
from chaingraph.tables.adapters.source import Source, origin
from chaingraph.tables.checks import ERRORS
from chaingraph.tables.checks.chains import input_cycles
from chaingraph.tables.dataset import Dataset, dataset_from
from chaingraph.tables.marks import CLOSING, OPENING
from chaingraph.tables.raw import Raw, quoted

SOURCE = "S1"  # the id of the origin in the table sources
_ROUNDS = 20


def slug(name: str) -> str:
    """SQL: a name as an id; names with marks that separate ids get one made from their letters."""
    return f"case when regexp_matches({name}, '{NOT_IN_IDS}') then 'P-' || substr(md5({name}), 1, 12) else {name} end"


class Result:
    """Rows put by an adapter, a table after the other, and the dataset that they make."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._parts: dict[str, list[tuple[str, tuple[str, ...]]]] = {}

    def put(self, table: str, sql: str, order: str) -> None:
        """Adds the rows of a query to a table; its columns are the table's own, others begin with ``_``.

        ``order`` is what makes their order certain.
        """
        parts = self._parts.setdefault(table, [])
        name = f"part_{table}_{len(parts)}"
        self.source.run(f"create table {name} as select row_number() over (order by {order}) as _n, * from ({sql})")
        columns = tuple(row[0] for row in self.source.rows(f"describe {name}") if not row[0].startswith("_"))
        if not set(columns) <= set(SCHEMA.tables[table].by_name):
            raise KeyError(f"{table}: {set(columns) - set(SCHEMA.tables[table].by_name)}")
        parts.append((name, columns))

    def rows(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """Adds a few rows from memory, in their order."""
        name = f"few_{table}_{len(self._parts.get(table, ()))}"
        self.source.table(name, ["_k", *columns], [(f"{number:09d}", *row) for number, row in enumerate(rows)])
        self.put(table, f"select * from {name}", "_k")

    def unique_names(
        self, table: str, name: str, mark: str, file: str, where: str = "true", *, column: str = ""
    ) -> None:
        """Adds ``mark`` (a column) in brackets to names of ``table`` that stand more than once in column ``name``.

        ``column`` is what the file calls that column, where it is another word.
        """
        con = self.source
        twice = f"select {name} from {table} where {name} is not null and {where} group by 1 having count(*) > 1"
        found = con.rows(f"select _row, {name} from {table} where {name} in ({twice}) and {where} order by 1")
        con.report.each(file, column or name, found, "same-name", REPAIRED)
        con.run(
            f"update {table} set {name} = {name} || '{OPENING}' || {mark} || '{CLOSING}' where {name} in ({twice}) and {where}"
        )

    def finish(self, title: str, kind: str) -> Dataset:
        """The checked dataset, with a row of ``sources`` for the origin.

        Rows that the rules of the tables forbid are left out and told, each with the rule it breaks.
        """
        where, licence = origin(self.source.folder)
        if not licence:
            self.source.report.add("", None, "", "", "licence-unknown", KEPT)
        note = text("adapt.note.converted", "zh")
        if where:
            note = text("adapt.note.converted-from", "zh", origin=where)
        head = ("id", "title", "kind", "licence", "note")
        self.rows("sources", head, [(SOURCE, title, kind, licence or both("adapt.note.licence-unknown"), note)])
        raw = Raw(self.source.raw.con)
        for name, table in SCHEMA.tables.items():
            if table.required or name in self._parts:
                self._keep(raw, name)
        for _ in range(_ROUNDS):
            if not self._strike(raw):
                break
        for problem in input_cycles(raw):
            loop = dict(problem.problem.arguments)["loop"] if isinstance(problem.problem, Message) else ""
            self.source.report.add("inputs", problem.row, "product", loop, "input-cycle", KEPT)
        return dataset_from(raw)

    def _keep(self, raw: Raw, name: str) -> None:
        parts = self._parts.get(name, [])
        columns = [column for column in SCHEMA.tables[name].by_name if any(column in own for _, own in parts)]
        columns = columns or [column.name for column in SCHEMA.tables[name].columns if column.required]
        selects = []
        for number, (part, own) in enumerate(parts):
            cells = [f"cast({quoted(column)} as varchar)" if column in own else "null" for column in columns]
            named = ", ".join(f"{cell} as {quoted(column)}" for cell, column in zip(cells, columns, strict=True))
            selects.append(f"select {number} as _p, _n, {named} from {part}")
        empty = ", ".join(f"cast(null as varchar) as {quoted(column)}" for column in columns)
        body = " union all by name ".join(selects) or f"select 0 as _p, 0 as _n, {empty} limit 0"
        raw.keep(
            SCHEMA.tables[name],
            columns,
            f"(select row_number() over (order by _p, _n) + 1 as _row, * exclude (_p, _n) from ({body}))",
            None,
        )

    def _strike(self, raw: Raw) -> bool:
        """Leaves out the rows with an error; whether there were any."""
        bad: dict[str, set[int]] = {}
        for rule in ERRORS:
            for problem in rule(raw):
                if problem.severity != "error" or problem.row is None:
                    continue
                rows = bad.setdefault(problem.table, set())
                if problem.row not in rows:
                    rows.add(problem.row)
                    value = f"{problem.value or ''} ({problem.code}: {problem.zh} {problem.en})"
                    self.source.report.add(problem.table, problem.row, problem.column or "", value, "invalid", LEFT_OUT)
        for name, rows in bad.items():
            self.source.raw.con.execute(f"delete from raw_{name} where _row in (select unnest(?))", [sorted(rows)])
        return bool(bad)
