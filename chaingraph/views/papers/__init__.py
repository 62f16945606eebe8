"""The customary papers as one Word report and one workbook."""

from chaingraph.views.papers.write import write_papers

__all__ = ["write_papers"]
