"""How well enterprises are matched: spellings planted over the bundled data, half of the originals taken away.

``python benchmarks/bench_matching.py`` prints the table of docs/en/matching.md.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass

from chaingraph.graph import load
from chaingraph.tables.intake.matching import ALIKE, match
from chaingraph.tables.names import short_place

SEED = 20260101


@dataclass(frozen=True)
class Row:
    id: str
    name: str
    aliases: str | None
    region: str


Variant = Callable[[Row, random.Random, list[str]], Row | None]


def renamed(row: Row, name: str) -> Row | None:
    return Row(row.id, name, None, row.region) if name and name != row.name else None


def brackets(row: Row, rng: random.Random, places: list[str]) -> Row | None:
    swapped = row.name.translate(str.maketrans("()（）", "（）()"))
    return renamed(row, swapped if swapped != row.name else row.name[:2] + " " + row.name[2:])


def limited(row: Row, rng: random.Random, places: list[str]) -> Row | None:
    return renamed(row, row.name.replace("有限公司", "有限责任公司")) if "股份" not in row.name else None


def short(row: Row, rng: random.Random, places: list[str]) -> Row | None:
    for form in ("股份有限公司", "集团有限公司", "有限责任公司", "有限公司", "集团"):
        if row.name.endswith(form):
            return renamed(row, row.name[: -len(form)])
    return None


def without_place(row: Row, rng: random.Random, places: list[str]) -> Row | None:
    for place in places:
        for form in (place, short_place(place)):
            if row.name.startswith(form) and len(row.name) > len(form) + 4:
                return renamed(row, row.name[len(form) :])
    return None


def with_place(row: Row, rng: random.Random, places: list[str]) -> Row | None:
    return None if any(row.name.startswith(short_place(one)) for one in places) else renamed(row, "吉林省" + row.name)


def typo(row: Row, rng: random.Random, places: list[str]) -> Row | None:
    at = rng.randrange(2, len(row.name) - 2) if len(row.name) > 6 else 1
    return renamed(row, row.name[:at] + rng.choice("新兴华宇达科瑞恒鑫") + row.name[at + 1 :])


def dropped(row: Row, rng: random.Random, places: list[str]) -> Row | None:
    at = rng.randrange(2, len(row.name) - 2) if len(row.name) > 6 else 1
    return renamed(row, row.name[:at] + row.name[at + 1 :])


def coarse(row: Row, rng: random.Random, places: list[str]) -> Row | None:
    code = row.region[:4] + "00"
    return Row(row.id, row.name, None, code) if code != row.region else None


def moved(row: Row, rng: random.Random, places: list[str]) -> Row | None:
    return Row(row.id, row.name, None, row.region[:4] + "99")


def alias(row: Row, rng: random.Random, places: list[str]) -> Row | None:
    return renamed(row, rng.choice(row.aliases.split(";"))) if row.aliases else None


def same(row: Row, rng: random.Random, places: list[str]) -> Row | None:
    return Row(row.id, row.name, None, row.region)


KINDS: dict[str, tuple[str, Variant]] = {
    "same": ("原样", same), "brackets": ("括号宽度、空格", brackets), "limited": ("有限公司/有限责任公司", limited),
    "coarse": ("只到地市", coarse), "short": ("去掉公司形式", short), "without_place": ("去掉地名", without_place),
    "with_place": ("加上地名", with_place), "typo": ("错一字", typo), "dropped": ("漏一字", dropped),
    "alias": ("曾用名、简称", alias), "moved": ("写成邻县", moved),
}  # fmt: skip


def main() -> None:
    dataset = load(None)
    places = [name for (name,) in dataset.rows("select name_zh from regions")]
    rows = [
        Row(*line)
        for line in dataset.rows(
            "select id, name_zh, array_to_string(aliases, ';'), region from enterprises order by id"
        )
    ]
    con = dataset.con
    rng = random.Random(SEED)
    here = {row.id for row in rng.sample(rows, len(rows) // 2)}

    def table(name: str, lines: list[Row]) -> None:
        con.execute(
            f"create or replace table {name} (id varchar, name_zh varchar, aliases varchar, uscc varchar, region varchar)"
        )
        con.executemany(
            f"insert into {name} values (?, ?, ?, null, ?)",
            [(one.id, one.name, one.aliases, one.region) for one in lines],
        )

    table("b_right", [row for row in rows if row.id in here])
    print(
        "| 写法 spelling | 在库 known | 确定且对 certain, right | 确定但错 certain, wrong | 列给人看且含正确 listed with the right one | 当作新企业 taken as new | 不在库 unknown | 误判为确定 wrongly certain | 误列 listed |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    sums = [0] * 8
    for kind, (zh, variant) in KINDS.items():
        lines = [one for row in rows if (one := variant(row, rng, places))]
        table("b_left", lines)
        chosen, doubts = match(con, "b_left", "b_right", places)
        listed: dict[str, set[str]] = {}
        for doubt in doubts:
            listed.setdefault(doubt.left.id, set()).add(doubt.right.id)
        known, unknown = [one.id for one in lines if one.id in here], [one.id for one in lines if one.id not in here]
        right = sum(chosen.get(one, ("",))[0] == one for one in known)
        wrong = sum(one in chosen and chosen[one][0] != one for one in known)
        shown = sum(one in listed.get(one, ()) for one in known)
        told = [
            len(known),
            right,
            wrong,
            shown,
            len(known) - right - wrong - sum(one in listed for one in known),
            len(unknown),
            sum(one in chosen for one in unknown),
            sum(one in listed for one in unknown),
        ]
        sums = [a + b for a, b in zip(sums, told, strict=True)]
        print(f"| {zh} {kind} | " + " | ".join(map(str, told)) + " |")
    print("| **合计 all** | " + " | ".join(map(str, sums)) + " |")
    known, right, wrong, shown, _, unknown, false, listed_wrong = sums
    print(
        f"\ncertain: precision {right / (right + wrong + false):.4f}, recall {right / known:.3f}; certain or listed: recall {(right + shown) / known:.3f}; listed of unknown: {listed_wrong / unknown:.3f}"
    )
    print("\n| 阈值 least | 召回 recall (certain or listed) | 误列 listed of unknown |\n| --- | --- | --- |")
    for least in (60.0, 70.0, 75.0, ALIKE, 85.0, 90.0):
        found = wrongly = known_count = unknown_count = 0
        draw = random.Random(SEED)
        for _, variant in KINDS.values():
            lines = [one for row in rows if (one := variant(row, draw, places))]
            table("b_left", lines)
            chosen, doubts = match(con, "b_left", "b_right", places, least=least)
            pairs = {(doubt.left.id, doubt.right.id) for doubt in doubts} | {
                (one, other) for one, (other, _) in chosen.items()
            }
            known_count += sum(one.id in here for one in lines)
            unknown_count += sum(one.id not in here for one in lines)
            found += sum((one.id, one.id) in pairs for one in lines)
            wrongly += len({one for one, _ in pairs if one not in here})
        print(f"| {least:.0f} | {found / known_count:.3f} | {wrongly / unknown_count:.3f} |")
    _growth(con, rows)


def _growth(con: object, rows: list[Row]) -> None:
    print("\n| 企业 enterprises (each side) | 秒 s |\n| --- | --- |")
    for count in (10_000, 100_000):
        for side in ("b_left", "b_right"):
            con.execute(
                f"create or replace table {side} (id varchar, name_zh varchar, aliases varchar, uscc varchar, region varchar)"
            )  # type: ignore[attr-defined]
            con.execute(  # type: ignore[attr-defined]
                f"insert into {side} select '{side[2]}' || i, '长春' || chr(20000 + (i * 7919 % 5000)::int) || chr(20000 + (i * 104729 % 5003)::int) || chr(20000 + (i * 31 % 997)::int) || '机械有限公司', null, null, '2201' || lpad((i % 20)::varchar, 2, '0') from range({count}) t(i)"
            )
        start = time.perf_counter()
        match(con, "b_left", "b_right", ["长春市"])  # type: ignore[arg-type]
        print(f"| {count:,} | {time.perf_counter() - start:.1f} |")


if __name__ == "__main__":
    main()
