"""Makes the ``.mo`` files that the program loads from the ``.po`` files: ``python -m chaingraph.catalogue.compile``.

Needs Babel, which only those have who change words. ``--check`` says whether the files are up to date and writes
nothing.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from chaingraph.catalogue.catalogue import FOLDER


def compiled(path: Path) -> bytes:
    """The ``.mo`` file of a ``.po`` file. Raises ValueError, with the line, for one that is not well formed."""
    from babel.messages import Catalog
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import PoFileError, read_po

    try:
        with path.open("rb") as file:
            catalogue = read_po(file, locale=path.stem, abort_invalid=True)
    except PoFileError as error:
        raise ValueError(f"{path.name}: {error}") from error

    class Plain(Catalog):
        """A catalogue whose head says neither when nor with which version it was made: equal words, equal bytes."""

        @property  # type: ignore[misc]
        def mime_headers(self) -> list[tuple[str, str]]:
            kept = ("Content-Type", "Plural-Forms")
            return [(name, value) for name, value in catalogue.mime_headers if name in kept]

    plain = Plain(locale=path.stem)
    for entry in catalogue:
        if entry.id:
            plain.add(entry.id, entry.string)
    out = io.BytesIO()
    write_mo(out, plain)
    return out.getvalue()


def main(arguments: list[str]) -> int:
    """Compiles every language; exit code 1 where ``--check`` finds one that is not up to date."""
    stale = 0
    for path in sorted(FOLDER.glob("*.po")):
        target = path.with_suffix(".mo")
        made = compiled(path)
        if not target.is_file() or target.read_bytes() != made:
            stale += 1
            if "--check" in arguments:
                sys.stderr.write(
                    f"{target.name} is not what {path.name} gives: python -m chaingraph.catalogue.compile\n"
                )
            else:
                target.write_bytes(made)
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
