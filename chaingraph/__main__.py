"""``python -m chaingraph``."""

from chaingraph.cli.main import run

if __name__ == "__main__":
    run()
