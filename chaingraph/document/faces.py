"""Type faces of the papers and workbooks, by the names that the programs which show them know them by."""

SONG = "宋体"
"""For text."""
HEI = "黑体"
"""For headings."""
