"""``chaingraph serve``."""

from __future__ import annotations

from typing import Annotated

import typer

from chaingraph.catalogue import both, text
from chaingraph.cli.options import AtOnce, Data, Language, Memory, Region, Seconds, example
from chaingraph.cli.output import progress, to_stderr
from chaingraph.cli.stopping import Stop, until_stopped
from chaingraph.errors import UsageError
from chaingraph.findings.world import world
from chaingraph.graph import load, write_store
from chaingraph.graph.sparql import Limits, Workers
from chaingraph.questions.gaps.ask import gaps
from chaingraph.temporary import temporary_folder

EPILOG = example("command.example.serve")


def command(
    data: Data = None,
    region: Region = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help=both("option.port"))] = 8000,
    host: Annotated[str, typer.Option(help=both("option.host"))] = "127.0.0.1",
    timeout: Seconds = 30.0,
    memory: Memory = 2.0,
    rows: Annotated[int, typer.Option(min=1, max=100_000, help=both("option.serve-rows"))] = 1_000,
    at_once: AtOnce = 2,
    *,
    lang: Language,
) -> None:
    """本机服务。"""
    limits = Limits(timeout, int(memory * 1e9), rows)

    def work(stop: Stop) -> None:
        try:
            from chaingraph.views import gate  # slow to import, needed here only
            from chaingraph.views.server import server
        except ImportError:
            raise missing("serve") from None
        from chaingraph.views import write_site

        bound = stop.keep(gate.listener(host, port))
        folder = stop.keep(temporary_folder())
        site, store, answers = folder / "site", folder / "store", folder / "answers"
        site.mkdir()
        answers.mkdir()
        with progress() as step:

            def checked(name: str) -> None:
                stop.check()
                step(name)

            known = world(load(data, checked))
            write_site(known, gaps(known, region), site, lang=lang, progress=checked)
            checked("SPARQL")
            write_store(known.dataset, store)
            workers = Workers(store, answers, limits, at_once)
            app = server(known, site, region, lang, host, workers)
            shut = workers.start()

        def ending() -> None:
            workers.close()
            known.dataset.interrupt()

        try:
            stop.check()
            url = f"http://{gate.shown(host, bound)}/"
            to_stderr(text("serve.open", lang, url=url))
            warn(host, gate.LOOPBACK, shut=shut, lang=lang)
            gate.run(app, bound, stop.when_asked, ending)
        finally:
            ending()

    until_stopped(lang, work)


def missing(extra: str) -> UsageError:
    """The error for an extra that is not installed."""
    return UsageError("serve.parts-missing", extra=extra)


def warn(host: str, loopback: tuple[str, ...], *, shut: bool, lang: str) -> None:
    """Says what whoever starts a server should know of its safety here."""
    if host.strip("[]").lower() not in loopback:
        to_stderr(text("serve.open-to-the-network", lang))
    if not shut:
        to_stderr(text("serve.network-not-shut", lang))


__all__ = ["EPILOG", "command", "missing", "warn"]
