"""Lists that others keep, brought into a dataset: read, tidied, matched, checked, recorded, undone, merged."""

from chaingraph.tables.intake.columnmap import SheetMap, read_map
from chaingraph.tables.intake.located import Placed
from chaingraph.tables.intake.mark import NotWholeError, mark_workbook
from chaingraph.tables.intake.matching import Decision, Doubt, match, read_decisions, write_doubts
from chaingraph.tables.intake.merge import Merged, merge
from chaingraph.tables.intake.run import Count, Report, import_files
from chaingraph.tables.intake.second_list import (
    Line,
    ListedPair,
    Matched,
    SecondList,
    match_second_list,
    read_second_list,
)
from chaingraph.tables.intake.steps import FOLDER, steps, undo

__all__ = [
    "FOLDER",
    "Count",
    "Decision",
    "Doubt",
    "Line",
    "ListedPair",
    "Matched",
    "Merged",
    "NotWholeError",
    "Placed",
    "Report",
    "SecondList",
    "SheetMap",
    "import_files",
    "mark_workbook",
    "match",
    "match_second_list",
    "merge",
    "read_decisions",
    "read_map",
    "read_second_list",
    "steps",
    "undo",
    "write_doubts",
]
