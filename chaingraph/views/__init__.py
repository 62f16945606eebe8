"""Findings to JSON, Turtle, Excel, Word and pages."""

from chaingraph.questions.describe.turtle import render as void_text
from chaingraph.views.excel import write_excel
from chaingraph.views.jsonfile import write_json
from chaingraph.views.site import write_site
from chaingraph.views.word import write_word

__all__ = ["void_text", "write_excel", "write_json", "write_site", "write_word"]
