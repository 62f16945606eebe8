"""``chaingraph query``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chaingraph.cli.options import Language, QueryForm
from chaingraph.cli.output import as_json, progress, table, to_stdout
from chaingraph.errors import UsageError
from chaingraph.graph import ask, load, open_store

EPILOG = "例 Example: [bold]chaingraph query data/jilin 'SELECT ?name WHERE { ?c a cg:IndustryChain ; skos:prefLabel ?name }'[/bold]"


def command(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="[DATA] SPARQL",
            help="数据（可省略）与查询语句或 .rq 文件。The data (may be left out) and the query, or a .rq file.",
        ),
    ],
    form: Annotated[QueryForm, typer.Option("--format", help="输出格式。Form of the answer.")] = QueryForm.table,
    *,
    lang: Language,
) -> None:
    """SPARQL 查询。"""
    if len(words) > 2:
        raise UsageError("至多两个参数：数据与查询语句", "at most two arguments: the data and the query")
    data, text = (words[0] if len(words) == 2 else None), words[-1]
    if text.endswith(".rq") and Path(text).is_file():
        text = Path(text).read_text(encoding="utf-8")
    with progress(lang) as step:
        answer = ask(open_store(load(data, step)), text)
    if answer.turtle is not None:
        if form in (QueryForm.json, QueryForm.csv):
            raise UsageError("CONSTRUCT 的结果是 Turtle，不能用 json 或 csv", "CONSTRUCT gives Turtle, not json or csv")
        to_stdout(answer.turtle)
    elif form is QueryForm.json:
        as_json(answer.results)
    elif form is QueryForm.csv:
        to_stdout(answer.as_csv())
    elif form is QueryForm.turtle:
        raise UsageError("只有 CONSTRUCT 与 DESCRIBE 能输出 Turtle", "only CONSTRUCT and DESCRIBE give Turtle")
    elif answer.boolean is not None:
        to_stdout(str(answer.boolean).lower())
    else:
        table(f"{len(answer.rows)} 行" if lang == "zh" else f"{len(answer.rows)} rows", answer.columns, answer.rows)
