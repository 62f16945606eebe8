"""``chaingraph adapt``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from chaingraph.catalogue import both
from chaingraph.cli.options import Form, Language, OutForm
from chaingraph.cli.output import as_json, progress, table, to_stdout
from chaingraph.errors import UsageError
from chaingraph.plugins import Kind, listed
from chaingraph.safe_write import whole_folder
from chaingraph.tables.adapters import (
    ASSUMPTIONS,
    LAYER_ORDER,
    REPORT,
    Adapted,
    Entry,
    Options,
    adapt,
    adapter_of,
    write_adapted,
)

EPILOG = "例 Example: [bold]chaingraph adapt 图谱 A股名单 --out 数据[/bold]"
_KNOWN = ", ".join(listed(Kind.adapters))
_WIDE = 60


class Assume(StrEnum):
    """What the caller may assume; the same words as ``ASSUMPTIONS``."""

    layer_order = LAYER_ORDER


def command(
    sources: Annotated[list[Path], typer.Argument(metavar="SOURCE…", help="数据集文件夹；另可给出带地区的上市公司名单。The dataset's folder, and lists of firms with places.")],
    out: Annotated[Path, typer.Option(metavar="DATA", help="写到哪个文件夹。The folder to write.")],
    name: Annotated[str | None, typer.Option("--as", metavar="NAME", help=f"哪种数据；省略时自动识别。Which kind; found by itself when left out: {_KNOWN}")] = None,
    column_map: Annotated[
        Path | None, typer.Option("--map", metavar="MAP.toml", help="自己的列对照（TOML），见 docs/zh/adapters.md。A column map of your own.")
    ] = None,
    assume: Annotated[
        list[Assume] | None, typer.Option(help="作何假定（标明为假定）：What to assume, marked as such: " + "; ".join(f"{key}: {both(sentence.key)}" for key, sentence in ASSUMPTIONS.items()))
    ] = None,
    threshold: Annotated[float, typer.Option(min=0, max=1, help="投入产出表：占产出比例不低于此值的才作投入。Input-output tables: least share of output that makes an input.")] = 0.01,
    regions: Annotated[list[Path] | None, typer.Option(metavar="FOLDER", help="带地区的上市公司名单，按代码补地区。Lists of firms that tell places by code.")] = None,
    form: OutForm = Form.text,
    *,
    lang: Language,
) -> None:  # fmt: skip
    """转换现成数据集。"""
    if name is not None and column_map is not None:
        raise UsageError("--as 与 --map 只用一个", "--as and --map do not go together")
    options = Options(frozenset(str(one) for one in assume or ()), threshold, tuple(regions or ()))
    with progress(lang) as step:
        step("…")
        told = adapt(sources, name, options, None if column_map is None else adapter_of(column_map))
        with whole_folder(out) as folder:
            write_adapted(told, folder, out.resolve().name)
    if form is Form.json:
        as_json(
            {
                "adapter": told.adapter.name,
                "tables": told.rows,
                "serves_zh": told.adapter.serves_zh,
                "serves_en": told.adapter.serves_en,
                "report": [group.as_json() for group in told.report.groups()],
            }
        )
    else:
        _show(told, out, lang)


def _show(told: Adapted, out: Path, lang: str) -> None:
    here, zh = (0, True) if lang == "zh" else (1, False)
    counts = ("，" if zh else ", ").join(f"{name} {count}" for name, count in told.rows.items())
    to_stdout(f"{(told.adapter.zh, told.adapter.en)[here]} ({told.adapter.name}) → {out}\n{counts}")
    heads = ("处理", "数量", "发现", "举例") if zh else ("Done", "Records", "Found", "For instance")
    rows = []
    for group in told.report.groups():
        said = group.as_json()
        words = [said["done_zh"], said["found_zh"]] if zh else [said["done_en"], said["found_en"]]
        rows.append([words[0], str(group.count), words[1], "\n".join(_place(one) for one in group.first)])
    table("转换中的发现" if zh else "What was found", heads, rows, wide=(2, 3))
    serves = (told.adapter.serves_zh, told.adapter.serves_en)[here]
    to_stdout(f"{'可用于' if zh else 'Good for'}{'：' if zh else ': '}{serves}")
    to_stdout(f"{'逐条见' if zh else 'Line by line in'} {out / REPORT}")


def _place(one: Entry) -> str:
    place = one.file + ("" if one.row is None else f":{one.row}")
    return " ".join(part for part in (place, one.column, one.value[:_WIDE]) if part)
