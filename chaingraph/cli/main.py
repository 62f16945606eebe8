"""The program: the one place where errors become exit codes."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from pathlib import Path

from chaingraph.cli.app import app
from chaingraph.cli.output import language, say_problems, to_stderr
from chaingraph.errors import DataError, UsageError

UNFORESEEN = 70  # neither the data nor the call is at fault


def run() -> None:
    """Runs the command line and ends the process: 0 done, 1 data at fault, 2 call at fault."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    lang = language(sys.argv)
    try:
        app()
    except DataError as error:
        say_problems(error.problems, lang)
        sys.exit(1)
    except UsageError as error:
        to_stderr(("错误：" if lang == "zh" else "Error: ") + error.text(lang))
        sys.exit(2)
    except BrokenPipeError:  # the reader of our output has gone, as with `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        with tempfile.NamedTemporaryFile(
            "w", prefix="chaingraph-", suffix=".log", delete=False, encoding="utf-8"
        ) as log:
            log.write(traceback.format_exc())
        what = " ".join(str(error).split())[:300] or type(error).__name__
        to_stderr(
            f"程序出现意外错误：{what}（详情见 {Path(log.name)}）"
            if lang == "zh"
            else f"Unforeseen error: {what} (details in {Path(log.name)})"
        )
        sys.exit(UNFORESEEN)
