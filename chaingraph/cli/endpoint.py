"""``chaingraph endpoint``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chaingraph.cli.options import AtOnce, Data, Language, Memory, Seconds
from chaingraph.cli.output import progress, to_stderr
from chaingraph.cli.serve import missing, warn
from chaingraph.cli.stopping import Stop, until_stopped
from chaingraph.graph import load, state_of, write_store
from chaingraph.graph.sparql import Limits, Workers
from chaingraph.safe_write import whole_folder
from chaingraph.temporary import temporary_folder

EPILOG = '例 Example: [bold]pip install "chaingraph\\[endpoint]" && chaingraph endpoint data/jilin --store 图库[/bold]'
STORE, STATE = "oxigraph", "store-state.txt"


def command(
    data: Data = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="端口；0 为任一空闲端口。The port; 0 for any free one.")] = 7878,
    host: Annotated[
        str, typer.Option(help="监听地址；默认只限本机。The address to listen on; this computer only unless told.")
    ] = "127.0.0.1",
    store: Annotated[
        Path | None, typer.Option(metavar="DIR", help="图库文件夹，数据未变时下次直接使用；省略时为临时的。Folder to keep the store in, used again while the data are the same; temporary when left out.")
    ] = None,
    timeout: Seconds = 60.0,
    memory: Memory = 2.0,
    rows: Annotated[int, typer.Option(min=1, help="结果至多几行；更多时报错。The most rows of an answer; more is an error.")] = 1_000_000,
    at_once: AtOnce = 2,
    *,
    lang: Language,
) -> None:  # fmt: skip
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
    """The folder of an up-to-date store: the old one when nothing has changed, else a new one put in its place whole."""
    with progress(lang) as show:

        def step(name: str) -> None:
            stop.check()
            show(name)

        if store is None:
            write_store(load(data, step), scratch / STORE)
            return scratch / STORE
        state = state_of(data)
        if state is not None and _read(store / STATE) == state and (store / STORE).is_dir():
            to_stderr(
                "数据未变，使用已有的图库。" if lang == "zh" else "The data are the same: the store is used again."
            )
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
    example = f"curl {url} -H 'Accept: text/csv' --data-urlencode 'query=SELECT (COUNT(*) AS ?n) WHERE {{ ?s ?p ?o }}'"
    if lang == "zh":
        to_stderr(f"SPARQL 端点（只读）：{url}\n例：{example}\n别处读取：chaingraph gaps {url}\n按 Ctrl+C 结束。")
    else:
        to_stderr(
            f"SPARQL endpoint (read only): {url}\nExample: {example}\nRead it elsewhere: chaingraph gaps {url}\nCtrl+C ends it."
        )
