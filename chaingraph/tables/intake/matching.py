"""Which enterprises of two lists are the same one: by credit code, then by name and place.

Certain pairs: the same credit code; or the same registered name (also a recorded alias) but for brackets, spaces, width
of letters and 责任 (a name without a legal form in the very same region only), in the same place (one code lies in the
other, or one is unknown), with no two credit codes that differ, and with a single candidate on either side; or a
person's decision. Doubtful pairs are for a person: the same name elsewhere in the province, a differing credit code, a
short name or alias, or names whose cores (without place and legal form) are alike by ``fuzz.ratio`` of rapidfuzz (Indel
similarity, 0-100). docs/en/matching.md has the measured precision and recall. Candidates come from shared letter pairs,
so the work grows with the lists, not with their product.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from chaingraph.errors import UsageError
from chaingraph.guard import Unreadable
from chaingraph.tables.checks.cells import split
from chaingraph.tables.foreign import ENCODINGS, csv_rows, look_csv
from chaingraph.tables.marks import DIFFERENT, SAME
from chaingraph.tables.names import core_name, is_full, plain_name
from chaingraph.tables.raw import insert

ALIKE = 75.0  # least likeness of two cores that is shown to a person
_COMMON = 500  # a letter pair of more names than this finds no candidates
_SHOWN = 3  # candidates shown for one enterprise
FIELDS = (
    "left_name",
    "left_region",
    "left_uscc",
    "left_id",
    "right_name",
    "right_region",
    "right_uscc",
    "right_id",
    "score",
    "reason",
    "decision",
    "by",
    "date",
)


@dataclass(frozen=True)
class Side:
    """One enterprise of a doubtful pair."""

    id: str
    name: str
    region: str | None
    uscc: str | None


@dataclass(frozen=True)
class Doubt:
    """Two enterprises that may be one. ``score``: likeness 0-100; ``reason``: name-elsewhere, uscc-differs, alias,
    several or alike.
    """

    left: Side
    right: Side
    score: float
    reason: str


@dataclass(frozen=True)
class Decision:
    """What a person decided of two enterprises, each by name and region."""

    left: tuple[str, str]
    right: tuple[str, str]
    same: bool


def read_decisions(paths: Iterable[Path]) -> list[Decision]:
    """The decided lines of the files that exist; a later line goes before an earlier one.

    Raises UsageError for a word that is neither same nor different.
    """
    found = []
    for path in paths:
        if not path.is_file():
            continue
        for number, row in enumerate(_lines(path), start=2):
            word = (row.get("decision") or "").strip().lower()
            if not word:
                continue
            if word not in SAME | DIFFERENT:
                raise UsageError("import.decision-unknown", name=path.name, number=number, word=word)
            left, right = (
                ((row.get(f"{side}_name") or "").strip(), (row.get(f"{side}_region") or "").strip())
                for side in ("left", "right")
            )
            found.append(Decision(left, right, word in SAME))
    return found


def _lines(path: Path) -> list[dict[str, str]]:
    """The lines of a list of doubts by header, of which Excel may have made GBK. Raises UsageError when it is no CSV."""
    encoding = look_csv(path).encoding or ENCODINGS[1]
    try:
        header, *rows = [row for _, row in csv_rows(path, encoding, strict=False, errors="replace") if row] or [[]]
        return [dict(zip(header, row, strict=False)) for row in rows]
    except Unreadable as error:
        raise UsageError("import.decisions-no-csv", file=path.name, why=error.why) from error


def write_doubts(doubts: Sequence[Doubt], path: Path, kept: Path | None = None) -> None:
    """Writes the list for a person (UTF-8 with BOM); lines that ``kept`` holds already stay as they are."""
    rows: list[dict[str, str]] = []
    if kept and kept.is_file():
        rows = [{key: value or "" for key, value in row.items() if key in FIELDS} for row in _lines(kept)]
    known = {
        tuple(row.get(name, "") for name in ("left_name", "left_region", "right_name", "right_region")) for row in rows
    }
    for doubt in doubts:
        left, right = doubt.left, doubt.right
        if (left.name, left.region or "", right.name, right.region or "") not in known:
            cells = (
                left.name,
                left.region,
                left.uscc,
                left.id,
                right.name,
                right.region,
                right.uscc,
                right.id,
                f"{doubt.score:.0f}",
                doubt.reason,
            )
            rows.append({name: cell or "" for name, cell in zip(FIELDS, cells, strict=False)})
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, FIELDS, restval="")
        writer.writeheader()
        writer.writerows(rows)


def match(
    con: duckdb.DuckDBPyConnection,
    left: str,
    right: str,
    places: Sequence[str],
    decisions: Sequence[Decision] = (),
    least: float = ALIKE,
) -> tuple[dict[str, tuple[str, str]], list[Doubt]]:
    """Certain pairs, left id to (right id, how: uscc, name, alias or decision), and doubtful ones, likest first.

    ``left`` and ``right`` are relations with id, name_zh, aliases, uscc and region, one row an enterprise.
    An enterprise of ``left`` with a certain pair has no doubtful ones.
    """
    _prepare(con, left, right, places)
    _decided(con, decisions)
    con.execute(
        "create or replace temp table coded as select l.id as a, r.id as b from m_left l join m_right r on l.uscc = r.uscc"
    )
    con.execute(
        f"""create or replace temp table named as
        select ln.id as a, rn.id as b, bool_or(ln.main and rn.main) as main, bool_or(ln.entire) as entire,
               any_value(coalesce(l.uscc <> r.uscc, false)) as other, any_value({_near("l.region", "r.region")}) as near,
               any_value({_province("l.region", "r.region")}) as province,
               bool_or(ln.main and rn.main and coalesce(l.region = r.region, false)) as twin
        from m_names_left ln join m_names_right rn on ln.text = rn.text join m_left l on l.id = ln.id join m_right r on r.id = rn.id
        group by ln.id, rn.id"""
    )
    con.execute(
        """create or replace temp table certain as
        with same as (select a, b, 'decision' as how, 0 as level from decided where same
            union all select a, b, 'uscc', 1 from coded
            union all select a, b, case when main then 'name' else 'alias' end, 2 from named
                where near and not other and (entire or twin) and (a, b) not in (select (a, b) from decided)),
        best as (select * from same qualify level = min(level) over (partition by a)),
        lone as (select *, count(distinct b) over (partition by a) as rights, count(distinct a) over (partition by b) as lefts from best)
        select a, b, how from lone where level < 2 or (rights = 1 and lefts = 1)"""
    )
    chosen = {a: (b, how) for a, b, how in con.execute("select a, min(b), min(how) from certain group by a").fetchall()}
    _alike(con, least)
    doubts = con.execute(
        f"""with all_pairs as (
            select a, b, case when other then 'uscc-differs' when not near then 'name-elsewhere' when not entire then 'alias' else 'several' end as reason,
                   100.0 as score from named where province
            union all select a, b, 'alike', score from alike),
        open_pairs as (select a, b, max(score) as score, arg_max(reason, (score, reason <> 'alike')) as reason from all_pairs
            where a not in (select a from certain) and (a, b) not in (select (a, b) from decided) group by a, b)
        select l.id, l.name_zh, l.region, l.uscc, r.id, r.name_zh, r.region, r.uscc, score, reason
        from open_pairs join m_left l on l.id = a join m_right r on r.id = b
        qualify row_number() over (partition by l.id order by score desc, r.id) <= {_SHOWN}
        order by 9 desc, 1, 5"""
    ).fetchall()
    return chosen, [Doubt(Side(*row[0:4]), Side(*row[4:8]), float(row[8]), row[9]) for row in doubts]


def other_brands(left: str, right: str) -> bool:
    """Whether two cores differ in a brand of two letters alone, before the same trade: 宏达科技 and 恒达科技 are two.

    >>> other_brands("宏达科技", "恒达科技"), other_brands("宏达汽车零部件", "宏达汽车零配件")
    (True, False)
    """
    return len(left) == len(right) > 2 and left[:2] != right[:2] and left[2:] == right[2:]


def within(inner: str, outer: str) -> str:
    """SQL: whether one GB/T 2260 code is another or lies below it."""
    return f"starts_with({inner}, regexp_replace({outer}, '(00){{1,2}}$', ''))"


def _near(a: str, b: str) -> str:
    """SQL: whether one place lies in the other by its GB/T 2260 code; an unknown place is near."""
    return f"coalesce({within(a, b)} or {within(b, a)}, true)"


def _province(a: str, b: str) -> str:
    return f"coalesce({a}[1:2] = {b}[1:2], true)"


def _prepare(con: duckdb.DuckDBPyConnection, left: str, right: str, places: Sequence[str]) -> None:
    for side, relation in (("left", left), ("right", right)):
        plain = plain_name("name_zh")
        con.execute(
            f"create or replace temp table m_{side} as select id, name_zh, aliases, uscc, region, {plain} as text "
            f"from {relation} where id is not null and name_zh is not null"
        )
        con.execute(
            f"""create or replace temp table m_names_{side} as
            select id, text, bool_or(main) as main, {is_full("text")} as entire from (
                select id, text, true as main from m_{side}
                union all select id, {plain_name("alias")}, false from (select id, unnest({split("aliases")}) as alias from m_{side}))
            where length(text) >= 2 group by id, text"""
        )
        con.execute(
            f"create or replace temp table m_core_{side} as select id, region, uscc, {core_name('text', places)} as core from m_{side}"
        )
        con.execute(
            f"create or replace temp table m_pairs_{side} as select distinct id, substr(core, i::int, 2) as two from "
            f"(select id, core, unnest(range(1, greatest(length(core), 2))) as i from m_core_{side})"
        )


def _decided(con: duckdb.DuckDBPyConnection, decisions: Sequence[Decision]) -> None:
    con.execute(
        "create or replace temp table told (nth bigint, an varchar, ar varchar, bn varchar, br varchar, same boolean)"
    )
    rows = [(nth, *decision.left, *decision.right, decision.same) for nth, decision in enumerate(decisions)]
    insert(con, "told", rows)
    a, b = plain_name("an"), plain_name("bn")
    con.execute(
        f"""create or replace temp table decided as
        with either_way as (select nth, {a} as an, ar, {b} as bn, br, same from told union all select nth, {b}, br, {a}, ar, same from told)
        select l.id as a, r.id as b, arg_max(same, nth) as same from either_way
        join m_left l on l.text = an and coalesce(l.region, '') = ar join m_right r on r.text = bn and coalesce(r.region, '') = br
        group by l.id, r.id"""
    )


def _alike(con: duckdb.DuckDBPyConnection, least: float) -> None:
    """Pairs of the same place or prefecture whose cores are alike, in table ``alike``."""
    from rapidfuzz import fuzz
    from rapidfuzz.process import cpdist

    found = con.execute(
        f"""with rare as (select two from m_pairs_right group by two having count(*) <= {_COMMON}),
        open as (select * from m_core_left where id not in (select a from certain)),
        shared as (select l.id as a, r.id as b, count(*) as common from m_pairs_left l join rare using (two) join m_pairs_right r using (two)
                   where l.id in (select id from open) group by l.id, r.id)
        select a, b, l.core as left_core, r.core as right_core from shared
        join open l on l.id = a join m_core_right r on r.id = b
        where coalesce(l.region[1:4] = r.region[1:4] or {_near("l.region", "r.region")}, true) and coalesce(l.uscc = r.uscc, true)
          and (common >= 2 or least(length(l.core), length(r.core)) <= 4)"""
    ).fetchnumpy()
    con.execute("create or replace temp table alike (a varchar, b varchar, score double)")
    if not len(found["a"]):
        return
    left, right = list(found["left_core"]), list(found["right_core"])
    scores = cpdist(left, right, scorer=fuzz.ratio, workers=-1)
    chosen = [
        (str(a), str(b), float(score))
        for a, b, score, left_core, right_core in zip(found["a"], found["b"], scores, left, right, strict=True)
        if score >= least and not other_brands(left_core, right_core)
    ]
    insert(con, "alike", chosen)
