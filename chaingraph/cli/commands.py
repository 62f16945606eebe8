"""The commands by name: where each lives, under which heading the help lists it, and its line there.

Questions say that themselves (:mod:`chaingraph.questions.question`); here stand the other commands. Nothing of a command
is loaded to list it; :mod:`chaingraph.cli.app` loads the one that is called.
"""

from __future__ import annotations

from dataclasses import dataclass

from chaingraph.questions.question import Panel, Question, questions

# Questions with a command of their own, and why: classify reads a list of projects like an import.
WITH_A_COMMAND = frozenset({"classify"})


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One command: its ``name``, its ``position`` under the heading ``panel`` and its line in the help.

    ``question``: the question that it asks; a command of another kind, or of one that needs its own, is a module of
    ``chaingraph.cli``.
    """

    name: str
    panel: Panel
    position: int
    help: str
    question: Question | None = None

    @property
    def module(self) -> str:
        """Module that defines it; ``import`` is a word of the language."""
        return "chaingraph.cli." + ("import_" if self.name == "import" else self.name)


def listed(question: Question) -> Listed:
    """The command of a question."""
    return Listed(
        name=question.name,
        panel=question.panel,
        position=question.position,
        help=question.help,
        question=None if question.name in WITH_A_COMMAND else question,
    )


_OTHERS = (
    Listed(
        name="build",
        panel=Panel.most_used,
        position=3,
        help="校验、建图、分析，生成网页、清单与报告。Check, build the graph, analyse; write pages, lists and report.",
    ),
    Listed(
        name="import",
        panel=Panel.most_used,
        position=5,
        help="导入 Excel 或 CSV 清单：按编号更新，不删除，可撤销。Imports lists from Excel or CSV: updates by key, removes nothing, can be undone.",
    ),
    Listed(
        name="report",
        panel=Panel.act,
        position=5,
        help="N图N清单：一份 Word 报告和一个工作簿，如四图五清单。The customary charts and lists as one Word report and one workbook.",
    ),
    Listed(
        name="validate",
        panel=Panel.data,
        position=1,
        help="检查数据，一次列出全部问题。All problems of a dataset at once.",
    ),
    Listed(
        name="check",
        panel=Panel.data,
        position=2,
        help="检查一个工作簿，并把问题标在单元格上另存。Checks a workbook and gives it back with each faulty cell marked.",
    ),
    Listed(
        name="template",
        panel=Panel.data,
        position=3,
        help="生成空白 Excel 模板（中文表头、下拉选项、填写说明）。An empty workbook with Chinese headers, drop-downs and notes.",
    ),
    Listed(
        name="merge",
        panel=Panel.data,
        position=4,
        help="合并两套数据，同一企业只留一家，拿不准的列给人看。Joins two datasets; the same enterprise stands once, doubtful ones are listed for a person.",
    ),
    Listed(
        name="adapt",
        panel=Panel.data,
        position=5,
        help="把别人编的现成数据集转成本程序的数据，缺陷逐条列出。Turns a known foreign dataset into a dataset of this program and names its faults.",
    ),
    Listed(
        name="serve",
        panel=Panel.open,
        position=1,
        help="在本机打开网页，并可推演（what-if）、用 SPARQL 查询。The pages on this computer, with a what-if box and SPARQL.",
    ),
    Listed(
        name="query",
        panel=Panel.open,
        position=2,
        help="用 SPARQL 1.1 查询图谱（前缀 cg、skos、dcterms、prov 等已预置）。SPARQL 1.1 over the graph; the usual prefixes are known.",
    ),
    Listed(
        name="endpoint",
        panel=Panel.open,
        position=3,
        help="在本机开放只读的 SPARQL 1.1 端点。A read-only SPARQL 1.1 endpoint on this computer.",
    ),
    Listed(
        name="export",
        panel=Panel.open,
        position=4,
        help="把数据另存为其他格式。The dataset in another format.",
    ),
)
_HEADINGS = tuple(Panel)
COMMANDS: dict[str, Listed] = {
    command.name: command
    for command in sorted(
        (*_OTHERS, *map(listed, questions().values())),
        key=lambda command: (_HEADINGS.index(command.panel), command.position, command.name),
    )
}
