"""The commands by name: where each lives, under which heading the help lists it, and its line there.

Nothing of a command is loaded to list it; :mod:`chaingraph.cli.app` loads the one that is called.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Panel(StrEnum):
    """Headings of the help, in its order: what people do."""

    most_used = "最常用 Most used"
    look = "看 Look"
    judge = "判 Judge"
    act = "做 Act"
    data = "数据 Data"
    open = "开放 Open"
    plugins = "插件 Plugins"


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One command: its ``name``, the ``module`` of ``chaingraph.cli`` that has it, and its line in the help."""

    name: str
    panel: Panel
    help: str

    @property
    def module(self) -> str:
        """Module that defines it; ``import`` is a word of the language."""
        return "chaingraph.cli." + ("import_" if self.name == "import" else self.name)


def _listed(panel: Panel, **lines: str) -> tuple[Listed, ...]:
    return tuple(Listed(name=name.rstrip("_"), panel=panel, help=line) for name, line in lines.items())


COMMANDS: dict[str, Listed] = {
    command.name: command
    for command in (
        *_listed(
            Panel.most_used,
            gaps="薄弱与缺失环节，最差的在前。Weak and missing links, worst first.",
            explain="一项结论的全部事实、来源与改变条件。One finding with its facts and sources, and what would change it.",
            build="校验、建图、分析，生成网页、清单与报告。Check, build the graph, analyse; write pages, lists and report.",
            candidates="一个环节可以请谁来补：区域外生产企业与本地相近企业，附理由。Whom to invite for a product, with reasons.",
            import_="导入 Excel 或 CSV 清单：按编号更新，不删除，可撤销。Imports lists from Excel or CSV: updates by key, removes nothing, can be undone.",
        ),
        *_listed(
            Panel.look,
            describe="数据里有什么、有多可靠：数量、来源、可信度、年份。What the data hold and how well it is known.",
            profile="地区结构：产业链完备度、各地专业化、结构相似、同产品重叠。How complete the chains are, what each part specialises in, where they overlap.",
            targets="政策目标进展、集群规模档次、主导产业过多的园区。Progress of targets, tiers of clusters, parks with too many lead industries.",
            diff="两次数据相比：事实与结论变了什么（缺口补上、项目后移…）。What changed between two datasets, in facts and in findings.",
        ),
        *_listed(
            Panel.judge,
            risk="停一个产品或一家企业会波及什么；哪两样不能同时停。What falls with a product, a firm, or a pair of them.",
            stability="名次有多稳：权重浮动、隐去部分企业后还在不在前列。How firm the ranking is under other weights and without part of the records.",
            related="本地还没有、但与现有产品相近的产品（关联密度）。Products that a region lacks and that are close to those it has.",
            duplication="哪些市州在生产或建设同样的产品，可以怎样错开。Parts that make or build the same, and complements instead.",
            evaluate="自我检验：埋下的缺口能否找到、缺记录时误报多少、证据等级准不准。Does it find planted gaps, what do missing records do, is the evidence calibrated.",
        ),
        *_listed(
            Panel.act,
            sites="一个环节的项目落在哪个园区：客户、供应商、主导产业与重叠。Which park for a maker of a product.",
            plan="预算内上哪些项目、补哪些环节，先后怎样（精确求解）。The best set of projects and fills, exactly, and their order.",
            whatif="假如引进、退出或项目建成，什么会变：前后对比。What changes when makers come, enterprises go or projects are built.",
            classify="手上的项目属于补链、强链、延链还是稳链，与谁重叠。Which projects fill, strengthen, extend or secure a chain.",
            report="N图N清单：一份 Word 报告和一个工作簿，如四图五清单。The customary charts and lists as one Word report and one workbook.",
        ),
        *_listed(
            Panel.data,
            validate="检查数据，一次列出全部问题。All problems of a dataset at once.",
            check="检查一个工作簿，并把问题标在单元格上另存。Checks a workbook and gives it back with each faulty cell marked.",
            template="生成空白 Excel 模板（中文表头、下拉选项、填写说明）。An empty workbook with Chinese headers, drop-downs and notes.",
            merge="合并两套数据，同一企业只留一家，拿不准的列给人看。Joins two datasets; the same enterprise stands once, doubtful ones are listed for a person.",
            adapt="把别人编的现成数据集转成本程序的数据，缺陷逐条列出。Turns a known foreign dataset into a dataset of this program and names its faults.",
        ),
        *_listed(
            Panel.open,
            serve="在本机打开网页，并可推演（what-if）、用 SPARQL 查询。The pages on this computer, with a what-if box and SPARQL.",
            query="用 SPARQL 1.1 查询图谱（前缀 cg、skos、dcterms、prov 等已预置）。SPARQL 1.1 over the graph; the usual prefixes are known.",
            endpoint="在本机开放只读的 SPARQL 1.1 端点。A read-only SPARQL 1.1 endpoint on this computer.",
            export="把数据另存为其他格式。The dataset in another format.",
        ),
    )
}
