"""The rules of a dataset; each check takes the raw tables and yields problems."""

from collections.abc import Callable, Iterable

from chaingraph.problems import Problem
from chaingraph.tables.checks.cells import cells
from chaingraph.tables.checks.chains import (
    enterprises_that_make_nothing,
    input_cycles,
    kind_cycles,
    kinds_and_inputs,
    midstream_ends,
    region_cycles,
    self_inputs,
    self_kinds,
)
from chaingraph.tables.checks.facts import (
    found_and_listed,
    owners,
    region_codes,
    searches_that_found,
    statistics_about,
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
    self_kinds,
    kind_cycles,
    region_cycles,
    region_codes,
    statistics_about,
    found_and_listed,
)
WARNINGS: tuple[Check, ...] = (
    input_cycles,
    midstream_ends,
    enterprises_that_make_nothing,
    similar_names,
    kinds_and_inputs,
    owners,
    searches_that_found,
)

__all__ = ["ERRORS", "WARNINGS", "Check"]
