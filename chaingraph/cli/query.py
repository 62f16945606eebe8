"""``chaingraph query``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from chaingraph.catalogue import both, text
from chaingraph.cli.options import Language, Memory, QueryForm, Seconds, example
from chaingraph.cli.output import as_json, progress, table, to_stdout
from chaingraph.errors import UsageError
from chaingraph.graph import Answer, load, write_nquads
from chaingraph.graph.ontology import beside_data
from chaingraph.graph.sparql import Limits, Question, Told, Worker, checked
from chaingraph.resources import bundled
from chaingraph.temporary import temporary_folder

QUESTIONS = ("planner", "questions")  # folders of bundled queries, called by their names
EPILOG = example("command.example.query")


def command(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="[DATA] SPARQL",
            help=both("option.words"),
        ),
    ],
    form: Annotated[QueryForm, typer.Option("--format", help=both("option.form"))] = QueryForm.table,
    timeout: Seconds = 60.0,
    memory: Memory = 2.0,
    rows: Annotated[int, typer.Option(min=1, help=both("option.rows"))] = 1_000_000,
    *,
    lang: Language,
) -> None:
    """SPARQL 查询。"""
    if len(words) > 2:
        raise UsageError("query.two-arguments")
    data, query = (words[0] if len(words) == 2 else None), checked(_query(words[-1]))
    with progress() as step:
        answer = _answer(data, query, Limits(timeout, int(memory * 1e9), rows), step)
    if answer.turtle is not None:
        if form in (QueryForm.json, QueryForm.csv):
            raise UsageError("query.construct-is-turtle")
        to_stdout(answer.turtle)
    elif form is QueryForm.json:
        as_json(answer.results)
    elif form is QueryForm.csv:
        to_stdout(answer.as_csv())
    elif form is QueryForm.turtle:
        raise UsageError("query.turtle-of-construct")
    elif answer.boolean is not None:
        to_stdout(str(answer.boolean).lower())
    else:
        table(text("query.rows", lang, n=len(answer.rows)), answer.columns, answer.rows)


def _query(word: str) -> str:
    """The query itself, the content of the .rq file that is named, or the bundled question of that name."""
    if any(sign in word for sign in "{}\n"):
        return word
    if word.endswith(".rq"):
        path = Path(word)
        if not path.is_file():
            raise UsageError("query.no-such-file", path=word)
        try:
            return path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            raise UsageError("query.no-utf-8", path=word) from None
    known = {path.stem: path for folder in QUESTIONS for path in sorted((bundled("ontology") / folder).glob("*.rq"))}
    if word in known:
        return known[word].read_text("utf-8")
    if " " not in word.strip():
        names = " ".join(known)
        raise UsageError("query.no-such-question", word=word, names=names)
    return word


def _answer(data: str | None, query: str, limits: Limits, step: Callable[[str], None]) -> Answer:
    """Asked in a process of its own, which reads what is known already while the data are read here."""
    with temporary_folder() as folder, Worker(limits) as worker:
        worker.load((path, "ttl", graph) for path, graph in beside_data())
        dataset = load(data, step)
        for merged, name in ((True, "merged.nt"), (False, "graph.nq")):
            write_nquads(dataset, folder / name, merged=merged)
            worker.load([(folder / name, name.partition(".")[2], None)])
        worker.ready()
        step("SPARQL")
        return _read(worker.ask(Question(query, sorted=True), folder / "answer"))


def _read(answer: Told) -> Answer:
    written = answer.path.read_text("utf-8")
    return Answer(None, written) if answer.kind == "triples" else Answer(json.loads(written), None)
