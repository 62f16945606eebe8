"""Writes everything that ``tools.docs`` generates: ``python -m tools.docs``.

The picture of the model needs Graphviz' ``dot``; it is kept as it stands where that is not found.
"""

from __future__ import annotations

import shutil
import subprocess

from chaingraph.graph import generate
from tools.docs import codes, generated
from tools.docs.ontology import model_dot
from tools.docs.pages import IMAGES, ROOT


def main() -> None:
    """Writes all."""
    generate.write(ROOT)  # first, since the rest is made of these too
    for files in (codes, generated):
        for path, text in files().items():
            path.write_text(text, "utf-8", newline="\n")
    dot = shutil.which("dot")
    if dot is not None:
        done = subprocess.run(
            [dot, "-Tsvg"], input=model_dot(), capture_output=True, text=True, encoding="utf-8", check=True
        )
        (IMAGES / "ontology-model.svg").write_text(done.stdout, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
