"""``chaingraph import``."""

from __future__ import annotations

import getpass
from collections import Counter
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from chaingraph.cli.options import Form, Language, OutForm
from chaingraph.cli.output import as_json, progress, table, to_stderr, to_stdout
from chaingraph.errors import UsageError
from chaingraph.safe_write import restore, scratch_copy, whole_file, whole_update
from chaingraph.tables.dataset import MONEY_TOLD
from chaingraph.tables.intake import Report, import_files, read_decisions, read_map, undo, write_doubts
from chaingraph.tables.intake.located import Placed
from chaingraph.tables.paths import within

EPILOG = "例 Example: [bold]chaingraph import 企业名单.xlsx --into 我的数据 --by 张三[/bold]"
MATCHES = "matches.csv"
_WARNED = 5
_SKIPPED = {
    "example": ("示例行", "example rows"),
    "total": ("合计、说明行", "lines of totals and notes"),
    "header": ("重复表头", "repeated headers"),
    "need": ("列对照要求的列为空", "rows without what the map needs"),
}


class Doubtful(StrEnum):
    """What is done with enterprises that may be there already."""

    ask = "ask"
    new = "new"


def command(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE…", help="要导入的 Excel、CSV 文件。Excel or CSV files.")
    ] = None,
    into: Annotated[
        Path | None, typer.Option("--into", metavar="DATA", help="数据文件夹；不存在则新建。The dataset folder; made when it is not there.")
    ] = None,
    column_map: Annotated[
        Path | None, typer.Option("--map", metavar="MAP.toml", help="列对照（TOML），用于外来格式。A column map for foreign exports.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只看会改什么，不写入。Only say what would change.")] = False,
    by: Annotated[str | None, typer.Option(metavar="NAME", help="导入人，记入导入记录。Who imports, for the record.")] = None,
    doubtful: Annotated[
        Doubtful, typer.Option(help="疑似已有的企业：ask 先由人判定，new 一律作为新企业。Enterprises that may be there already: ask a person, or take all as new.")
    ] = Doubtful.ask,
    take_back: Annotated[bool, typer.Option("--undo", help="撤销最近一次（或 --step 指定的）导入。Takes back the last import, or that of --step.")] = False,
    step: Annotated[int | None, typer.Option(metavar="N", help="要撤销的导入的序号。Number of the import to take back.")] = None,
    form: OutForm = Form.text,
    *,
    lang: Language,
) -> None:  # fmt: skip
    """导入清单。"""
    if into is None:
        raise UsageError("请用 --into 指明数据文件夹", "say with --into which dataset folder")
    restore(into)
    if into.exists() and not into.is_dir():
        raise UsageError(
            f"{into} 不是文件夹；工作簿可先导入到一个新文件夹",
            f"{into} is no folder; import the workbook into a new one",
        )
    who = by or _user()
    if take_back:
        if files:
            raise UsageError("--undo 不带文件", "--undo takes no files")
        if not into.is_dir():
            raise UsageError(f"找不到数据：{into}", f"no such dataset: {into}")
        _undo(into, step, who, lang)
        return
    if not files:
        raise UsageError("请给出要导入的文件", "name the files to import")
    if step is not None:
        raise UsageError("--step 只与 --undo 同用", "--step goes with --undo")
    maps = read_map(column_map) if column_map else ()
    decisions = read_decisions([within(into / MATCHES, into)])
    report = Report()
    try:
        with progress(lang) as say, scratch_copy(into) if dry_run else whole_update(into) as folder:
            report = import_files(
                folder, files, maps=maps, decisions=decisions, as_new=doubtful is Doubtful.new, by=who, progress=say
            )
            if report.refused or not report.changes:
                raise _Unchanged
    except _Unchanged:
        pass
    if dry_run or report.refused:
        report.step = None
    if report.doubts and doubtful is Doubtful.ask and not dry_run:
        with whole_file(into / MATCHES) as path:
            write_doubts(report.doubts, path, into / MATCHES)
    _show(report, into, lang, form, dry_run=dry_run)
    if report.refused:
        raise typer.Exit(1)


class _Unchanged(Exception):
    """Nothing is to be written."""


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _undo(into: Path, step: int | None, by: str, lang: str) -> None:
    with whole_update(into) as folder:
        told = undo(folder, step, by, datetime.now().astimezone())
    files = ", ".join(one["name"] for one in told["files"])
    to_stdout(
        f"已撤销第 {told['step']} 步导入（{told['date'][:10]}，{told['by']}，{files}）"
        if lang == "zh"
        else f"Import {told['step']} taken back ({told['date'][:10]}, {told['by']}, {files})"
    )


def _show(report: Report, into: Path, lang: str, form: Form, *, dry_run: bool) -> None:
    zh = lang == "zh"
    if form is Form.json:
        as_json(report.as_json(lang))
        return
    say_placed(report.problems, lang)
    for why, count in report.skipped.items():
        to_stderr(f"未读：{_SKIPPED[why][0]} {count} 行" if zh else f"not read: {count} {_SKIPPED[why][1]}")
    if report.counts:
        heads = ("表", "读到", "新增", "更新", "无变化") if zh else ("Table", "Read", "Added", "Changed", "Same")
        rows = [[one.table, *map(str, (one.read, one.added, one.changed, one.same))] for one in report.counts]
        table("导入" if zh else "Import", heads, rows)
    if report.refused:
        if report.doubts:
            to_stdout(
                f"{len(report.doubts)} 对疑似同一企业已列入 {into / MATCHES}，请在 decision 列写“同一”或“不同”后再导入。"
                if zh
                else f"{len(report.doubts)} doubtful pair(s) are listed in {into / MATCHES}: write same or different into its column decision and import again."
            )
        to_stdout("有错误，什么也没有写入。" if zh else "There are errors; nothing was written.")
    elif dry_run:
        to_stdout(
            f"试运行：将改动 {report.changes} 行，未写入。"
            if zh
            else f"Dry run: {report.changes} row(s) would change; nothing was written."
        )
    elif report.step is None:
        read = sum(one.read for one in report.counts)
        to_stdout(
            f"没有变化：读到的 {read} 行都已在数据中。"
            if zh
            else f"Nothing to change: the {read} row(s) that were read are there already."
        )
    else:
        to_stdout(
            f"已导入 {into}，第 {report.step} 步；撤销：chaingraph import --undo --into {into}"
            if zh
            else f"Imported into {into} as step {report.step}; take it back with: chaingraph import --undo --into {into}"
        )


def say_placed(problems: list[Placed], lang: str) -> None:
    """Every error at its file, sheet and cell, and their count; of each kind of warning the first few."""
    warned = Counter(one.problem.code for one in problems if one.severity == "warning")
    shown: Counter[str] = Counter()
    for one in problems:
        if one.severity == "warning":
            code = one.problem.code
            shown[code] += 1
            if shown[code] > _WARNED and code not in MONEY_TOLD:
                if shown[code] == warned[code]:
                    rest = warned[code] - _WARNED
                    to_stderr(f"警告: 同类还有 {rest} 处" if lang == "zh" else f"warning: {rest} more of this kind")
                continue
        mark = {"error": ("错误", "error"), "warning": ("警告", "warning")}[one.severity]
        to_stderr(f"{mark[0] if lang == 'zh' else mark[1]}: {one.text(lang)}")
    count = sum(one.severity == "error" for one in problems)
    if count:
        to_stderr(f"共 {count} 处错误。" if lang == "zh" else f"{count} error(s).")
