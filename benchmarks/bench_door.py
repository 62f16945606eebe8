"""How long a command takes to begin: processor time of whole processes, as multiples of ``python -c "import typer"``.

Every round runs each command once, in turn; printed are the medians over the rounds of seconds (user and system, of the
process and its threads: another program on the machine counts for little) and of the ratios within a round. The byte
code is written before, as an installer does.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from statistics import median

ROUNDS = 9
BASE = "import typer"
COMMANDS = {
    BASE: ("-c", "import typer"),
    "--version": ("-m", "chaingraph", "--version"),
    "--help": ("-m", "chaingraph", "--help"),
    "gaps": ("-m", "chaingraph", "gaps"),
    "explain": ("-m", "chaingraph", "explain", "--product", "steel-wheel"),
}
BOUNDS = {"--version": 2.0, "--help": 4.5, "gaps": 13.0, "explain": 13.0}


def seconds(arguments: tuple[str, ...], environment: dict[str, str]) -> float:
    """Processor time of one process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, *arguments],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = folder
        rounds = [
            {name: seconds(arguments, environment) for name, arguments in COMMANDS.items()} for _ in range(ROUNDS + 1)
        ][1:]  # the first one writes the byte code
    for name in COMMANDS:
        ratio = median(found[name] / found[BASE] for found in rounds)
        bound = f"  (bound {BOUNDS[name]:g})" if name in BOUNDS else ""
        print(f"{name:14} {median(found[name] for found in rounds):6.3f} s  {ratio:5.1f} x{bound}")


if __name__ == "__main__":
    main()
