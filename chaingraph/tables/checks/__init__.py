"""The rules of a dataset; each check takes the raw tables and yields problems."""

from collections.abc import Callable, Iterable

from chaingraph.problems import Problem
from chaingraph.tables.checks.cells import cells
from chaingraph.tables.checks.chains import (
    enterprises_that_make_nothing,
    input_cycles,
    midstream_ends,
    region_cycles,
    self_inputs,
)
from chaingraph.tables.checks.keys import duplicate_codes, duplicate_keys, duplicate_names, similar_names
from chaingraph.tables.checks.references import references
from chaingraph.tables.raw import Raw

Check = Callable[[Raw], Iterable[Problem]]

ERRORS: tuple[Check, ...] = (
    cells,
    duplicate_keys,
    duplicate_codes,
    duplicate_names,
    references,
    self_inputs,
    region_cycles,
)
WARNINGS: tuple[Check, ...] = (input_cycles, midstream_ends, enterprises_that_make_nothing, similar_names)

__all__ = ["ERRORS", "WARNINGS", "Check"]
