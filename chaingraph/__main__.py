"""The command ``chaingraph``, and ``python -m chaingraph``."""

from chaingraph.cli.main import run
from chaingraph.cli.process import as_whole_process


def main() -> None:
    """Runs the program and ends the process: 0 done, 1 data at fault, 2 call at fault."""
    as_whole_process(run)


if __name__ == "__main__":
    main()
