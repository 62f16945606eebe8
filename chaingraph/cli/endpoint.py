"""``chaingraph endpoint``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chaingraph.catalogue import both, text
from chaingraph.cli.options import AtOnce, Data, Language, Memory, Seconds, example
from chaingraph.cli.output import progress, to_stderr
from chaingraph.cli.serve import missing, warn
from chaingraph.cli.stopping import Stop, until_stopped
from chaingraph.graph import load, state_of, write_store
from chaingraph.graph.sparql import Limits, Workers
from chaingraph.safe_write import whole_folder
from chaingraph.temporary import temporary_folder

EPILOG = example("command.example.endpoint")
STORE, STATE = "oxigraph", "store-state.txt"


def command(
    data: Data = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help=both("option.port"))] = 7878,
    host: Annotated[str, typer.Option(help=both("option.host"))] = "127.0.0.1",
    store: Annotated[Path | None, typer.Option(metavar="DIR", help=both("option.store"))] = None,
    timeout: Seconds = 60.0,
    memory: Memory = 2.0,
    rows: Annotated[int, typer.Option(min=1, help=both("option.rows"))] = 1_000_000,
    at_once: AtOnce = 2,
    *,
    lang: Language,
) -> None:
    """SPARQL 端点。"""
    limits = Limits(timeout, int(memory * 1e9), rows)

    def work(stop: Stop) -> None:
        try:
            from chaingraph.views import gate  # slow to import, needed here only
            from chaingraph.views.endpoint import endpoint
        except ImportError:
            raise missing("endpoint") from None
        bound = stop.keep(gate.listener(host, port))
        scratch = stop.keep(temporary_folder())
        answers = scratch / "answers"
        answers.mkdir()
        workers = Workers(_built(data, store, scratch, stop, lang), answers, limits, at_once)
        try:
            shut = workers.start()
            stop.check()
            _say(gate.shown(host, bound), lang)
            warn(host, gate.LOOPBACK, shut=shut, lang=lang)
            gate.run(endpoint(workers, host), bound, stop.when_asked, workers.close)
        finally:
            workers.close()

    until_stopped(lang, work)


def _built(data: str | None, store: Path | None, scratch: Path, stop: Stop, lang: str) -> Path:
    """The folder of an up-to-date store: the old one when nothing has changed, else a new one in its place."""
    with progress() as show:

        def step(name: str) -> None:
            stop.check()
            show(name)

        if store is None:
            write_store(load(data, step), scratch / STORE)
            return scratch / STORE
        state = state_of(data)
        if state is not None and _read(store / STATE) == state and (store / STORE).is_dir():
            to_stderr(text("endpoint.store-used-again", lang))
            return store / STORE
        with whole_folder(store, owned=STORE) as folder:
            step("SPARQL")
            write_store(load(data, step), folder / STORE)
            (folder / STATE).write_text(state or "", "utf-8")
    return store / STORE


def _read(path: Path) -> str | None:
    try:
        return path.read_text("utf-8")
    except (OSError, ValueError):
        return None


def _say(bind: str, lang: str) -> None:
    url = f"http://{bind}/query"
    call = f"curl {url} -H 'Accept: text/csv' --data-urlencode 'query=SELECT (COUNT(*) AS ?n) WHERE {{ ?s ?p ?o }}'"
    to_stderr(text("endpoint.open", lang, url=url, call=call))
