"""Lists of firms with a code and a place: where an enterprise is, by the first six digits of its code."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from chaingraph.tables.adapters import places
from chaingraph.tables.adapters.kinds import ASSUMED, KEPT, LEFT_OUT, REPAIRED
from chaingraph.tables.adapters.recognised import FIRM_HEADERS
from chaingraph.tables.adapters.report import Report
from chaingraph.tables.adapters.result import Result
from chaingraph.tables.adapters.source import Sheet, Source, covers

LIST = Sheet(
    "firms",
    ("stock_basic", "basic", "stocks"),
    ("ts_code", "name", "area"),
    ("symbol", "industry", "list_date"),
    FIRM_HEADERS,
    ("name",),
)
_FORM = "[0-9]{6}([.]?[A-Za-z]{2,4})?"


def is_list(folder: Path) -> bool:
    """Whether a folder holds such a list."""
    return covers((LIST,), folder)


def read_list(source: Source) -> str:
    """The list as table ``listed`` (_row, code, name, region, industry); returns the file's name.

    Bad codes and second rows of a code are left out; places that are not known stay NULL and are told.
    """
    source.read((LIST,))
    file = source.files["firms"]
    table = "raw_src_firms"
    # pandas and Excel take the zeros of 000001 away; a code of the exchange still tells its six digits
    short = f"select _row, ts_code from {table} where regexp_full_match(ts_code, '[0-9]{{1,5}}([.]?[A-Za-z]{{2}})?')"
    source.told("firms", "ts_code", short + " order by 1", "zero-lost", REPAIRED)
    source.run(
        f"update {table} set ts_code = lpad(regexp_extract(ts_code, '^[0-9]+'), 6, '0') || "
        f"regexp_extract(ts_code, '[^0-9]*$') where _row in (select _row from ({short}))"
    )
    bad = f"ts_code is null or not regexp_full_match(ts_code, '{_FORM}')"
    unnamed = (f"name is null and not ({bad})", "empty", "name")
    source.note("firms", table, "ts_code", (bad, "code-malformed", "ts_code"), unnamed, done=LEFT_OUT)
    source.run(
        f"create table listing as select _row, substr(ts_code, 1, 6) as code, name, area, industry, symbol "
        f"from {table} where name is not null and not ({bad})"
    )
    firsts = "select min(_row) from listing group by code"
    for kind, sign in (("duplicate", "="), ("code-twice", "<>")):
        rows = (
            f"select l._row, l.code || ': ' || l.name from listing l join (select code, arg_min(name, _row) as first, "
            f"min(_row) as row from listing group by code) f using (code) where l._row <> f.row and l.name {sign} f.first"
        )
        source.told("firms", "ts_code", rows + " order by 1", kind, LEFT_OUT)
    source.run(f"delete from listing where _row not in ({firsts})")
    odd = (
        "select _row, code || ' / ' || symbol from listing where symbol is not null "
        "and lpad(substr(symbol, 1, 6), 6, '0') <> code order by 1"
    )
    source.told("firms", "symbol", odd, "code-disagrees", KEPT)
    areas = [row[0] for row in source.rows("select distinct area from listing where area is not null order by 1")]
    source.table("area_codes", ("area", "region"), [(area, places.place_code(area)) for area in areas])
    unknown = (
        "select _row, coalesce(area, '') from listing left join area_codes using (area) where region is null order by 1"
    )
    source.told("firms", "area", unknown, "place-unknown", ASSUMED)
    for name, code, count in source.rows(
        "select area, region, count(*) from listing join area_codes using (area) where region is not null group by all order by 2"
    ):
        if code in places.CITIES:
            source.report.add(
                file, None, "area", f"{name} → {places.parent(code)}", "place-rolls-up", KEPT, count=count
            )
    source.run(
        "create table listed as select _row, code, name, area_codes.region as region, industry "
        "from listing left join area_codes using (area)"
    )
    return file


def join_places(source: Source, folders: Sequence[Path]) -> None:
    """``firm_places`` (code, name, region) from lists in ``folders``; empty without any. Of two lists the first counts."""
    source.run("create table firm_places (code varchar, name varchar, region varchar)")
    for folder in folders:
        other = Source(folder, Report())
        read_list(other)
        source.table(
            "more_places", ("code", "name", "region"), other.rows("select code, name, region from listed order by 1")
        )
        source.run("insert into firm_places select * from more_places where code not in (select code from firm_places)")
        other.raw.con.close()


def put_regions(source: Source, result: Result, firms: str) -> None:
    """The regions that table ``firms`` (code, region) names, and all above them; China for firms without any."""
    source.run(f"update {firms} set region = '{places.CHINA}' where region is null")
    codes = {row[0] for row in source.rows(f"select distinct region from {firms}")} | {places.CHINA}
    result.rows("regions", ("code", "name_zh", "name_en", "parent"), places.with_parents(codes))


def tell_places(source: Source, file: str, firms: str, listed: bool) -> None:
    """Tells how many firms got their place from a list and how many stand at the level of the country."""
    known = source.rows(f"select count(region) from {firms}")[0][0]
    if listed:
        source.report.add(file, None, "code", f"{known}", "place-joined", ASSUMED, count=known)
    lost = source.rows(f"select _row, code || ' ' || name from {firms} where region is null order by 1")
    if listed:
        source.report.each(file, "code", lost, "place-by-listing", ASSUMED)
    else:
        source.report.add(file, None, "code", places.CHINA, "place-by-listing", ASSUMED, count=len(lost))
