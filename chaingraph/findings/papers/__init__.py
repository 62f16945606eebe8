"""The customary papers (N图N清单): which charts and lists, their rows, the page for leaders and the annex of sources."""

from chaingraph.findings.papers.assemble import Papers, papers
from chaingraph.findings.papers.lists import LISTS, PaperList
from chaingraph.findings.papers.sets import CHARTS, PaperSet, chosen_set, read_sets

__all__ = ["CHARTS", "LISTS", "PaperList", "PaperSet", "Papers", "chosen_set", "papers", "read_sets"]
