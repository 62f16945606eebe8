"""The description of a dataset in VoID and DCAT."""

from __future__ import annotations

from chaingraph.questions.describe.turtle import render as void_text

__all__ = ["void_text"]
