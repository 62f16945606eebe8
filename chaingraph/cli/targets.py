"""``chaingraph targets``."""

from __future__ import annotations

from chaingraph.cli.answer import AnswerForm, Form, Out, deliver
from chaingraph.cli.options import Data, Language, Region
from chaingraph.cli.output import progress
from chaingraph.errors import DataError
from chaingraph.findings.world import world
from chaingraph.graph import load
from chaingraph.questions.targets.ask import policy
from chaingraph.questions.targets.document import targets_document
from chaingraph.schema import SCHEMA
from chaingraph.tables import says

EPILOG = "例 Example: [bold]chaingraph targets[/bold]"


def command(
    data: Data = None, region: Region = None, form: AnswerForm = Form.text, out: Out = None, *, lang: Language
) -> None:
    """政策目标。"""
    with progress(lang) as step:
        known = world(load(data, step), products=False)
        told = policy(known, region)
        if not any(known.dataset.count(name) for name in ("targets", "clusters", "parks")):
            raise DataError([says.table_empty(SCHEMA.tables["targets"])])
    deliver(targets_document(known, told, lang), form, out)
