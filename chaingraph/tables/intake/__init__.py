"""Lists that others keep, brought into a dataset: read, tidied, matched, checked, recorded, undone, merged."""

from chaingraph.tables.intake.columnmap import SheetMap, read_map
from chaingraph.tables.intake.left_out import LeftOut, rows_at_fault, write_left_out
from chaingraph.tables.intake.located import Placed
from chaingraph.tables.intake.mark import NotWholeError, mark_workbook
from chaingraph.tables.intake.matching import Decision, Doubt, match, read_decisions, write_doubts
from chaingraph.tables.intake.merge import Merged, merge
from chaingraph.tables.intake.products import FILE as PRODUCT_MATCHES
from chaingraph.tables.intake.products import How, read_product_decisions, write_product_doubts
from chaingraph.tables.intake.run import Count, Reading, Report, Word, import_files
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
    "PRODUCT_MATCHES",
    "Count",
    "Decision",
    "Doubt",
    "How",
    "LeftOut",
    "Line",
    "ListedPair",
    "Matched",
    "Merged",
    "NotWholeError",
    "Placed",
    "Reading",
    "Report",
    "SecondList",
    "SheetMap",
    "Word",
    "import_files",
    "mark_workbook",
    "match",
    "match_second_list",
    "merge",
    "read_decisions",
    "read_map",
    "read_product_decisions",
    "read_second_list",
    "rows_at_fault",
    "steps",
    "undo",
    "write_doubts",
    "write_left_out",
    "write_product_doubts",
]
