"""``chaingraph merge``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chaingraph.cli.import_ import MATCHES
from chaingraph.cli.options import Form, Language, OutForm
from chaingraph.cli.output import as_json, progress, say_problems, table, to_stdout
from chaingraph.errors import UsageError
from chaingraph.graph import load
from chaingraph.safe_write import whole_folder
from chaingraph.tables.intake import Merged, merge, read_decisions, write_doubts
from chaingraph.tables.paths import within

EPILOG = "例 Example: [bold]chaingraph merge 甲县 乙县 --out 两县[/bold]"
_SHOWN = 20


def command(
    first: Annotated[str, typer.Argument(metavar="A", help="第一套数据；两边不同处以它为准。The first dataset; where both differ it is kept.")],
    second: Annotated[str, typer.Argument(metavar="B", help="第二套数据。The second dataset.")],
    out: Annotated[Path, typer.Option(metavar="C", help="写到哪个文件夹。The folder to write.")],
    matches: Annotated[
        Path | None, typer.Option(metavar="FILE", help="已判定的 matches.csv；两套数据与输出中的也会读取。Decisions; those in A, B and C are read as well.")
    ] = None,
    form: OutForm = Form.text,
    *,
    lang: Language,
) -> None:  # fmt: skip
    """合并数据。"""
    if matches is not None and not matches.is_file():
        raise UsageError(f"找不到文件：{matches}", f"no such file: {matches}")
    kept = [within(Path(one) / MATCHES, Path(one)) for one in (first, second, out)]
    decisions = read_decisions([*kept, *([matches] if matches else [])])
    told = Merged()
    try:
        with progress(lang) as say:
            a, b = load(first, say), load(second, say)
            with whole_folder(out) as folder:
                told = merge(a, b, folder, decisions, say)
                if told.problems:
                    raise _Faulty
                write_doubts(told.doubts, folder / MATCHES, out / MATCHES)
    except _Faulty:
        say_problems(told.problems, lang)
        raise typer.Exit(1) from None
    if form is Form.json:
        as_json(told.as_json())
    else:
        _show(told, out, lang)


class _Faulty(Exception):
    """The two do not make a sound dataset."""


def _show(told: Merged, out: Path, lang: str) -> None:
    zh = lang == "zh"
    rows = [[name, *map(str, counts)] for name, counts in told.rows.items()]
    table(
        "合并" if zh else "Merged",
        ("表", "第一套", "第二套", "合并后") if zh else ("Table", "First", "Second", "Merged"),
        rows,
    )
    if told.kept:
        shown = [
            ["+".join(part or "" for part in key), name, column, kept, other]
            for name, key, column, kept, other in told.kept
        ]
        heads = ("行", "表", "列", "保留", "未取") if zh else ("Row", "Table", "Column", "Kept", "Not taken")
        title = f"两边不同的单元格（共 {len(shown)}）" if zh else f"Cells that differ ({len(shown)})"
        table(title, heads, shown[:_SHOWN], wide=(3, 4))
    joined, renamed = sum(told.joined.values()), sum(map(len, told.renamed.values()))
    to_stdout(
        f"同一企业 {joined} 家；改编号 {renamed} 个；疑似同一 {len(told.doubts)} 对，见 {out / MATCHES}（判定后重新合并即可）。"
        if zh
        else f"{joined} enterprise(s) joined, {renamed} id(s) renamed, {len(told.doubts)} doubtful pair(s) in {out / MATCHES}: decide and merge again."
    )
