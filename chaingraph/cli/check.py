"""``chaingraph check``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chaingraph.cli.import_ import say_placed
from chaingraph.cli.options import Form, Language, OutForm
from chaingraph.cli.output import as_json, progress, to_stdout
from chaingraph.errors import UsageError
from chaingraph.safe_write import scratch_copy, whole_file
from chaingraph.tables.intake import NotWholeError, Placed, import_files, mark_workbook, read_map, sayings
from chaingraph.tables.intake.located import placed_key

EPILOG = "例 Example: [bold]chaingraph check 企业名单.xlsx --out 企业名单-检查.xlsx --against data/jilin[/bold]"


def command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="要检查的 .xlsx 或 .xlsm。The .xlsx or .xlsm to check.")],
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="写到哪里；省略时在旁边写“…-检查”。Where to write; beside it when left out.")
    ] = None,
    against: Annotated[
        Path | None, typer.Option(metavar="DATA", help="将要导入的数据文件夹，编号与名称按它核对。The dataset it is meant for, to look ids and names up in.")
    ] = None,
    column_map: Annotated[Path | None, typer.Option("--map", metavar="MAP.toml", help="列对照（TOML）。A column map.")] = None,
    form: OutForm = Form.text,
    *,
    lang: Language,
) -> None:  # fmt: skip
    """检查工作簿。"""
    if not file.is_file() or file.suffix.lower() not in (".xlsx", ".xlsm"):
        raise UsageError(f"{file} 不是 .xlsx 或 .xlsm 文件", f"{file} is no .xlsx or .xlsm file")
    if against is not None and not against.is_dir():
        raise UsageError(f"找不到数据：{against}", f"no such dataset: {against}")
    target = out or file.with_name(f"{file.stem}-{'检查' if lang == 'zh' else 'checked'}{file.suffix}")
    if target.suffix.lower() != file.suffix.lower():
        raise UsageError(f"--out 应以 {file.suffix} 结尾", f"--out must end in {file.suffix}")
    if target.exists() and target.samefile(file):
        raise UsageError(
            "--out 不能是原文件，标注另存一份", "--out must not be the original; the marked copy is another file"
        )
    maps = read_map(column_map) if column_map else ()
    with progress(lang) as say, scratch_copy(against) as folder:
        report = import_files(folder, [file], maps=maps, progress=say)
    readable = not any(one.problem.code in ("refused", "unreadable") and one.sheet is None for one in report.problems)
    if readable:
        try:
            with whole_file(target) as path:
                less = mark_workbook(file, report.problems, path, lang)
            if less is not None:
                report.problems.append(Placed(sayings.not_kept(less), file.name))
        except NotWholeError as error:
            readable = False
            report.problems.append(Placed(sayings.not_whole(error.why), file.name))
            report.problems.sort(key=placed_key)
    if form is Form.json:
        as_json([one.as_json(lang) for one in report.problems])
    else:
        say_placed(report.problems, lang)
        errors = sum(one.severity == "error" for one in report.problems)
        warnings = len(report.problems) - errors
        to_stdout(
            f"错误 {errors} 处，警告 {warnings} 处" if lang == "zh" else f"{errors} error(s), {warnings} warning(s)"
        )
        if readable:
            to_stdout(f"已标注：{target}" if lang == "zh" else f"Marked: {target}")
    if report.refused:
        raise typer.Exit(1)
