"""``chaingraph query``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from chaingraph.cli.options import Language, Memory, QueryForm, Seconds
from chaingraph.cli.output import as_json, progress, table, to_stdout
from chaingraph.errors import UsageError
from chaingraph.graph import Answer, load, write_nquads
from chaingraph.graph.ontology import beside_data
from chaingraph.graph.sparql import Limits, Question, Told, Worker, checked
from chaingraph.resources import bundled
from chaingraph.temporary import temporary_folder

QUESTIONS = ("planner", "questions")  # folders of bundled queries, called by their names
EPILOG = "例 Example: [bold]chaingraph query data/jilin 'SELECT ?name WHERE { ?c a cg:IndustryChain ; skos:prefLabel ?name }'[/bold]"


def command(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="[DATA] SPARQL",
            help="数据（可省略）与查询语句、.rq 文件或自带问题的名称（如 02-whom-to-invite）。The data (may be left out) and the query, a .rq file or the name of a bundled question.",
        ),
    ],
    form: Annotated[QueryForm, typer.Option("--format", help="输出格式。Form of the answer.")] = QueryForm.table,
    timeout: Seconds = 60.0,
    memory: Memory = 2.0,
    rows: Annotated[int, typer.Option(min=1, help="结果至多几行；更多时报错。The most rows of an answer; more is an error.")] = 1_000_000,
    *,
    lang: Language,
) -> None:  # fmt: skip
    """SPARQL 查询。"""
    if len(words) > 2:
        raise UsageError("至多两个参数：数据与查询语句", "at most two arguments: the data and the query")
    data, text = (words[0] if len(words) == 2 else None), checked(_text(words[-1]))
    with progress(lang) as step:
        answer = _answer(data, text, Limits(timeout, int(memory * 1e9), rows), step)
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


def _text(word: str) -> str:
    """The query itself, the content of the .rq file that is named, or the bundled question of that name."""
    if any(sign in word for sign in "{}\n"):
        return word
    if word.endswith(".rq"):
        path = Path(word)
        if not path.is_file():
            raise UsageError(f"没有这个文件：{word}", f"no such file: {word}")
        try:
            return path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            raise UsageError(f"{word} 不是 UTF-8 文本", f"{word} is not UTF-8 text") from None
    known = {path.stem: path for folder in QUESTIONS for path in sorted((bundled("ontology") / folder).glob("*.rq"))}
    if word in known:
        return known[word].read_text("utf-8")
    if " " not in word.strip():
        names = " ".join(known)
        raise UsageError(
            f"{word} 不是查询语句，也不是自带问题；自带问题：{names}",
            f"{word} is no query and no bundled question; those are: {names}",
        )
    return word


def _answer(data: str | None, text: str, limits: Limits, step: Callable[[str], None]) -> Answer:
    """Asked in a process of its own, which reads what is known already while the data are read here."""
    with temporary_folder() as folder, Worker(limits) as worker:
        worker.load((path, "ttl", graph) for path, graph in beside_data())
        dataset = load(data, step)
        for merged, name in ((True, "merged.nt"), (False, "graph.nq")):
            write_nquads(dataset, folder / name, merged=merged)
            worker.load([(folder / name, name.partition(".")[2], None)])
        worker.ready()
        step("SPARQL")
        return _read(worker.ask(Question(text, sorted=True), folder / "answer"))


def _read(told: Told) -> Answer:
    text = told.path.read_text("utf-8")
    return Answer(None, text) if told.kind == "triples" else Answer(json.loads(text), None)
