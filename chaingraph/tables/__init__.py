"""A dataset in: CSV, Excel, Parquet; problems with table, row, column and cure."""

from typing import TYPE_CHECKING

from chaingraph.late import late

if TYPE_CHECKING:
    from chaingraph.tables.database import POSTGRES, connect, read_postgres
    from chaingraph.tables.dataset import Dataset, accept, check, load_frames, load_rows, load_tables
    from chaingraph.tables.foreign import WORKBOOKS
    from chaingraph.tables.marks import ASSUMED
    from chaingraph.tables.matrix import Matrix, read_matrix
    from chaingraph.tables.raw import Progress, Raw, keep_rows
    from chaingraph.tables.read import read_tables
    from chaingraph.tables.write import write_folder, write_template, write_workbook

__getattr__ = late(
    __name__,
    {
        "POSTGRES": "chaingraph.tables.database",
        "connect": "chaingraph.tables.database",
        "read_postgres": "chaingraph.tables.database",
        "ASSUMED": "chaingraph.tables.marks",
        "Dataset": "chaingraph.tables.dataset",
        "accept": "chaingraph.tables.dataset",
        "check": "chaingraph.tables.dataset",
        "load_frames": "chaingraph.tables.dataset",
        "load_rows": "chaingraph.tables.dataset",
        "load_tables": "chaingraph.tables.dataset",
        "WORKBOOKS": "chaingraph.tables.foreign",
        "Matrix": "chaingraph.tables.matrix",
        "read_matrix": "chaingraph.tables.matrix",
        "Progress": "chaingraph.tables.raw",
        "Raw": "chaingraph.tables.raw",
        "keep_rows": "chaingraph.tables.raw",
        "read_tables": "chaingraph.tables.read",
        "write_folder": "chaingraph.tables.write",
        "write_template": "chaingraph.tables.write",
        "write_workbook": "chaingraph.tables.write",
    },
)

__all__ = [
    "ASSUMED",
    "POSTGRES",
    "WORKBOOKS",
    "Dataset",
    "Matrix",
    "Progress",
    "Raw",
    "accept",
    "check",
    "connect",
    "keep_rows",
    "load_frames",
    "load_rows",
    "load_tables",
    "read_matrix",
    "read_postgres",
    "read_tables",
    "write_folder",
    "write_template",
    "write_workbook",
]
