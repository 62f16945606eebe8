"""A dataset in: CSV, Excel, Parquet; problems with table, row, column and cure."""

from chaingraph.tables.database import POSTGRES, connect, read_postgres
from chaingraph.tables.dataset import Dataset, accept, check, load_rows, load_tables
from chaingraph.tables.foreign import WORKBOOKS
from chaingraph.tables.marks import ASSUMED
from chaingraph.tables.matrix import read_matrix
from chaingraph.tables.raw import Progress, Raw, keep_rows
from chaingraph.tables.read import read_tables
from chaingraph.tables.write import write_folder, write_template, write_workbook

__all__ = [
    "ASSUMED",
    "POSTGRES",
    "WORKBOOKS",
    "Dataset",
    "Progress",
    "Raw",
    "accept",
    "check",
    "connect",
    "keep_rows",
    "load_rows",
    "load_tables",
    "read_matrix",
    "read_postgres",
    "read_tables",
    "write_folder",
    "write_template",
    "write_workbook",
]
