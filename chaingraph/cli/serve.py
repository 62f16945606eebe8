"""``chaingraph serve``."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from chaingraph.cli.options import Data, Language, Region
from chaingraph.cli.output import progress, to_stderr
from chaingraph.errors import UsageError
from chaingraph.findings import gaps, world
from chaingraph.graph import load

EPILOG = '例 Example: [bold]pip install "chaingraph\\[serve]" && chaingraph serve --port 8000[/bold]'


def command(
    data: Data = None,
    region: Region = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="端口。The port.")] = 8000,
    host: Annotated[
        str, typer.Option(help="监听地址；默认只限本机。The address to listen on; this computer only unless told.")
    ] = "127.0.0.1",
    *,
    lang: Language,
) -> None:
    """本机服务。"""
    from chaingraph.views import write_site  # slow to import, needed here only
    from chaingraph.views.server import LOOPBACK, server

    try:
        import uvicorn
    except ImportError:
        raise UsageError(
            '缺少组件：请运行 pip install "chaingraph[serve]"', 'parts are missing: run pip install "chaingraph[serve]"'
        ) from None
    with tempfile.TemporaryDirectory(prefix="chaingraph-") as folder:
        with progress(lang) as step:
            known = world(load(data, step))
            write_site(known, gaps(known, region), Path(folder), lang=lang, progress=step)
            app = server(known, Path(folder), region, lang, LOOPBACK if host in LOOPBACK else ("*",))
        to_stderr(
            f"打开 http://{host}:{port}/ ；推演 /whatif ，查询 /sparql ；按 Ctrl+C 结束。"
            if lang == "zh"
            else f"Open http://{host}:{port}/ ; what-if at /whatif, queries at /sparql ; Ctrl+C ends it."
        )
        if host not in LOOPBACK:
            to_stderr(
                "注意：同一网络的人都能打开，没有口令。"
                if lang == "zh"
                else "Note: anyone on this network can open it; there is no password."
            )
        uvicorn.run(app, host=host, port=port, log_level="warning")
