"""Findings to JSON, Excel, Word and pages."""

from chaingraph.views.excel import write_excel
from chaingraph.views.jsonfile import write_json
from chaingraph.views.site import write_site
from chaingraph.views.word import write_word

__all__ = ["write_excel", "write_json", "write_site", "write_word"]
