"""Writes what is generated here and in ontology/: ``python docs/make.py``. A test holds the files against it.

What follows from the schema (tables.md, the generated files of the ontology, datapackage.json) by
``chaingraph.graph.generate``, methods.md from the analyses, evaluation.md from evaluation.json,
jilin-findings.md from jilin-findings.csv and the findings, ontology.md and ontology-model.svg from the ontology, planner-questions.md from the questions
asked of the bundled data, gbt2260.ttl and gbt4754.ttl from the codes in use. The picture needs Graphviz' ``dot``; it is
kept as it stands where that is not found.
"""

from __future__ import annotations

import csv
import inspect
import json
import pkgutil
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

import chaingraph
from chaingraph import analyses
from chaingraph.findings.words import WORDS, word
from chaingraph.graph import ask, generate, load, open_store
from chaingraph.graph.ontology import ontology_files
from chaingraph.questions.evaluate.document import NAMES
from chaingraph.schema import CG, ID, SCHEMA

ROOT = Path(__file__).resolve().parent.parent
DOCS, ONTOLOGY = ROOT / "docs", ROOT / "ontology"
PLANNER = ONTOLOGY / "planner"
_CG = Namespace(CG)
_SHORTCUTS = (
    ("Product", "upstreamOf", "Product"),
    ("Enterprise", "makes", "Product"),
    ("Enterprise", "supplies", "Enterprise"),
)
_LANGUAGES = ("zh", "en")


def ontology_graph() -> Graph:
    """The ontology, its files as one graph."""
    graph = Graph()
    for path in ontology_files(ONTOLOGY):
        graph.parse(path)
    return graph


def _told(graph: Graph, node: Node, predicate: URIRef, lang: str) -> str:
    texts = [str(one) for one in graph.objects(node, predicate) if getattr(one, "language", None) == lang]
    return " ".join(sorted(texts)).replace("|", "\\|")


def _own(graph: Graph, kinds: Iterable[URIRef]) -> list[URIRef]:
    found = {node for kind in kinds for node in graph.subjects(RDF.type, kind) if str(node).startswith(CG)}
    return sorted((node for node in found if isinstance(node, URIRef)), key=str)


def _used_by(term: URIRef) -> str:
    places = [
        f"{table.name}.{column.name}"
        for table in SCHEMA.tables.values()
        for column in table.columns
        if column.predicate == str(term)
    ]
    return ", ".join(places) if len(places) <= 6 else f"{', '.join(places[:5])} … ({len(places)})"


def ontology_markdown() -> str:
    """Every class, property and code list, in both languages."""
    graph = ontology_graph()
    version = next(graph.objects(URIRef(CG.rstrip("#")), OWL.versionInfo))
    out = [
        "# 本体文档 The ontology",
        "",
        f"由 `ontology/` 的 `{'`、`'.join(path.name for path in ontology_files())}`（版本 {version}）生成：`python docs/make.py`。Generated from the ontology, version {version}.",
        "",
        "![模型图 Picture of the model](ontology-model.svg)",
        "",
        "箭头是表中的引用列或直接三元组。Arrows are references of the tables or direct triples. 每一行还有 `prov:wasDerivedFrom`（来源）、`cg:confidence`（可信度）。",
        "",
        "## 出处：每条陈述都可追问 Provenance of every statement",
        "",
        "- 一行的全部三元组写在其第一个来源的命名图里：`GRAPH ?source { ?s ?p ?o }` 给出任一陈述的来源。All triples of a row stand in the named graph of its first source.",
        "- 行的节点带全部来源、年份、可信度：`?row prov:wasDerivedFrom ?source ; cg:confidence ?c ; cg:year ?y`。The node of a row has all its sources, its year and confidence.",
        "- 直接三元组（`cg:makes`、`cg:upstreamOf`、`cg:supplies`）由 `cg:Making`、`cg:InputRelation`、`cg:Supply` 节点说明。Direct triples are told in full by those nodes.",
        "- 来源是 `cg:Source`：标题、发布者、年份、类别、网址是否原发。A source has title, publisher, year, kind and whether the address is the publisher's own.",
        "",
        "```sparql",
        "SELECT ?source ?year ?confidence WHERE {",
        "  GRAPH ?graph { ?firm cg:makes ?product }          # 任一陈述 any statement",
        "  ?graph dcterms:title ?source .",
        "  ?row cg:maker ?firm ; cg:madeProduct ?product .",
        "  OPTIONAL { ?row cg:confidence ?confidence } OPTIONAL { ?graph cg:year ?year }",
        "} LIMIT 5",
        "```",
        "",
        "## 国家分类 National classifications",
        "",
        "| 方案 scheme | 文件 file | 版本 edition | 链接 link |",
        "| --- | --- | --- | --- |",
        "| 国民经济行业分类 | `ontology/gbt4754.ttl` | GB/T 4754-2017，只收所用类目及其上级 only the classes in use and those above | `cg:classifiedAs`（产品 products） |",
        "| 行政区划代码 | `ontology/gbt2260.ttl` | GB/T 2260-2007 及此后的变更 with later changes | `cg:classifiedAs`（地区 regions） |",
        "",
        "`chaingraph query` 可用 `GRAPH <https://w3id.org/chaingraph/id/gbt4754-2017> { … }`、`GRAPH <https://w3id.org/chaingraph/id/gbt2260> { … }` 与 `GRAPH <https://w3id.org/chaingraph/ontology> { … }` 查这三份文件。",
        "",
        "## 类 Classes",
        "",
        "| 类 class | 中文 | 定义 definition |",
        "| --- | --- | --- |",
    ]
    for node in _own(graph, (OWL.Class,)):
        out.append(
            f"| `cg:{str(node)[len(CG) :]}` | {_told(graph, node, RDFS.label, 'zh')} | {_told(graph, node, SKOS.definition, 'zh')} {_told(graph, node, SKOS.definition, 'en')} |"
        )
    out += [
        "",
        "## 属性 Properties",
        "",
        "| 属性 property | 中文 | 定义 definition | 列 columns |",
        "| --- | --- | --- | --- |",
    ]
    for node in _own(graph, (OWL.ObjectProperty, OWL.DatatypeProperty)):
        out.append(
            f"| `cg:{str(node)[len(CG) :]}` | {_told(graph, node, RDFS.label, 'zh')} | {_told(graph, node, SKOS.definition, 'zh')} {_told(graph, node, SKOS.definition, 'en')} | {_used_by(node)} |"
        )
    out += ["", "## 代码表 Code lists", "", "| 代码表 list | 取值 values |", "| --- | --- |"]
    for node in _own(graph, (SKOS.ConceptScheme,)):
        values = sorted(graph.subjects(SKOS.inScheme, node), key=str)
        told = "；".join(f"`{str(one)[len(CG) :]}` {_told(graph, one, SKOS.prefLabel, 'zh')}" for one in values)
        out.append(f"| `cg:{str(node)[len(CG) :]}` {_told(graph, node, RDFS.label, 'zh')} | {told} |")
    return "\n".join(out) + "\n"


def model_arrows() -> list[tuple[str, str, str]]:
    """Class, property, class: the references of the schema and the direct triples, each once."""
    found = set(_SHORTCUTS)
    for table in SCHEMA.tables.values():
        for column in table.columns:
            if column.references and column.references != "sources":
                other = SCHEMA.tables[column.references]
                found.add((_bare(table.cls), _bare(column.rdf.partition("@")[0]), _bare(other.cls)))
    return sorted(found)


def _bare(curie: str) -> str:
    return curie.partition(":")[2]


def model_dot() -> str:
    """The picture of the model for Graphviz: boxes are classes, arrows properties."""
    graph = ontology_graph()
    lines = [
        "digraph model {",
        '  rankdir=LR; nodesep=0.35; ranksep=0.9; bgcolor="white";',
        '  node [shape=box, style="rounded,filled", fillcolor="#eef3f8", color="#33566f", fontname="Noto Sans CJK SC", fontsize=12];',
        '  edge [color="#55636f", fontname="Noto Sans CJK SC", fontsize=9];',
    ]
    ends = sorted({one for start, _, end in model_arrows() for one in (start, end)} | {"Source"})
    for one in ends:
        record = ', fillcolor="#fff6dd"' if _CG.Record in set(graph.objects(_CG[one], RDFS.subClassOf)) else ""
        lines.append(f'  {one} [label="{_told(graph, _CG[one], RDFS.label, "zh")}\\n{one}"{record}];')
    arrows: dict[tuple[str, str], list[str]] = {}
    for start, link, end in model_arrows():
        arrows.setdefault((start, end), []).append(link)
    for (start, end), links in arrows.items():
        label = "\\n".join(links)
        lines.append(f'  {start} -> {end} [label="{label}"];')
    return "\n".join([*lines, "}", ""])


def planner_markdown() -> str:
    """Each planner's question with its query and the answer of the bundled data."""
    store = open_store(load())
    out = [
        "# 规划人员的十二个问题 Twelve questions of a planner",
        "",
        "由 `ontology/planner/*.rq` 与自带数据生成：`python docs/make.py`。自己运行：`chaingraph query 01-needed-but-not-made`。",
        "Generated from the queries and the bundled data. 数据为抽样：空答案或“未见”不等于没有。The data are a sample: no record is no proof of absence.",
        "",
    ]
    for path in sorted(PLANNER.glob("*.rq")):
        text = path.read_text("utf-8")
        told = dict(re.findall(r"^# (zh|en|zh-note|en-note): (.*)$", text, re.MULTILINE))
        query = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).strip()
        answer = ask(store, query)
        out += [f"## {path.stem[:2]} {told['zh']}", "", told["en"], ""]
        if "zh-note" in told:
            out += [f"{told['zh-note']} {told['en-note']}", ""]
        out += ["```sparql", re.sub(r"^PREFIX.*\n", "", query, flags=re.MULTILINE).strip(), "```", ""]
        out += ["| " + " | ".join(answer.columns) + " |", "| " + " | ".join("---" for _ in answer.columns) + " |"]
        out += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in answer.rows]
        out += [""] if answer.rows else ["", "（空 empty）", ""]
    return "\n".join(out)


def _scheme(
    name: str, title: dict[str, str], edition: str, issued: str, source: str
) -> tuple[Graph, URIRef, Namespace]:
    graph, scheme = Graph(), URIRef(ID + name)
    codes = Namespace(f"{ID}{name}/")
    graph.bind("skos", SKOS)
    graph.bind("dcterms", DCTERMS)
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    for lang, text in title.items():
        graph.add((scheme, SKOS.prefLabel, Literal(text, lang)))
    graph.add((scheme, OWL.versionInfo, Literal(edition)))
    graph.add((scheme, DCTERMS.issued, Literal(issued, datatype=XSD.gYear)))
    graph.add((scheme, DCTERMS.source, Literal(source)))
    return graph, scheme, codes


def _concept(
    graph: Graph, scheme: URIRef, node: URIRef, code: str, names: dict[str, str], broader: URIRef | None
) -> None:
    graph.add((node, RDF.type, SKOS.Concept))
    graph.add((node, SKOS.inScheme, scheme))
    graph.add((node, SKOS.notation, Literal(code)))
    for lang in _LANGUAGES:
        if names.get(lang):
            graph.add((node, SKOS.prefLabel, Literal(names[lang], lang)))
    graph.add((node, SKOS.broader, broader) if broader is not None else (node, SKOS.topConceptOf, scheme))


def gbt2260_turtle() -> str:
    """The division codes of the bundled regions."""
    graph, scheme, codes = _scheme(
        "gbt2260",
        {
            "zh": "中华人民共和国行政区划代码",
            "en": "Codes for the administrative divisions of the People's Republic of China",
        },
        "GB/T 2260-2007，含此后变更的代码 with later changes; only the divisions in use",
        "2007",
        "GB/T 2260",
    )
    for code, zh, en, parent in load().rows("select code, name_zh, name_en, parent from regions order by code"):
        _concept(graph, scheme, codes[code], code, {"zh": zh, "en": en or ""}, codes[parent] if parent else None)
    return graph.serialize(format="turtle")


def gbt4754_turtle() -> str:
    """The industry classes in use and those above them, from ``ontology/gbt4754.csv``."""
    graph, scheme, codes = _scheme(
        "gbt4754-2017",
        {"zh": "国民经济行业分类", "en": "Industrial classification for national economic activities"},
        "GB/T 4754-2017; only the classes in use and those above them",
        "2017",
        "GB/T 4754-2017",
    )
    with (ONTOLOGY / "gbt4754.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["code"]: row for row in csv.DictReader(file)}
    for code, row in sorted(rows.items()):
        above = next((code[:length] for length in range(len(code) - 1, 1, -1) if code[:length] in rows), row["section"])
        broader = None if code == row["section"] else codes[above]
        _concept(graph, scheme, codes[code], code, {"zh": row["name_zh"], "en": row["name_en"]}, broader)
    return graph.serialize(format="turtle")


def findings_markdown() -> str:
    """Findings that a person chose from the program's list, with the program's own words and numbers beside the reason."""
    world = chaingraph.world(load())
    told = chaingraph.gaps(world).by_product()
    with (DOCS / "jilin-findings.csv").open(encoding="utf-8", newline="") as file:
        chosen = list(csv.DictReader(file))
    chosen.sort(key=lambda row: told[row["product"]].rank)
    chains = {chain for row in chosen for chain in told[row["product"]].chain[:1]}
    out = [
        "# 吉林数据给出的发现 Findings for Jilin",
        "",
        f"从 `chaingraph gaps data/jilin` 的结果中挑出 {len(chosen)} 条、跨 {len(chains)} 条产业链，理由由人写在 `jilin-findings.csv`，数字与依据由程序给出（`python docs/make.py`）。",
        f"{len(chosen)} findings over {len(chains)} chains, chosen by a person from the program's list; the reasons stand in `jilin-findings.csv`, numbers and grounds come from the program.",
        "",
        "数据是抽样而非普查：“未见”指资料中没有记录，行动之前须先核实。The data are a sample: unseen means not on record; check before acting. 全部事实 All facts: `chaingraph explain --product ID`.",
        "",
    ]
    for number, row in enumerate(chosen, start=1):
        item = told[row["product"]]
        chain = "、".join(world.network.chain_name(one, "zh") for one in item.chain[:1])
        out += [
            f"## {number}. {item.name_zh} {item.name('en')} `{item.product}`",
            "",
            f"{chain} · {word(item.status, 'zh')} {item.status} · {word(item.action, 'zh')} {item.action} · 第 {item.rank} 位 · 弱度分 {item.score:.3f}",
            "",
            f"- 依据：{item.why_zh}",
            f"- 为什么值得看：{row['zh']}",
            f"- Grounds: {item.why_en}",
            f"- Why it matters: {row['en']}",
            "",
        ]
    return "\n".join(out).rstrip() + "\n"


def methods_markdown() -> str:
    """Every analysis with its question, formula, edge cases and source, from its own docstrings."""
    out = [
        "# 方法 Methods",
        "",
        "由 `chaingraph/analyses/` 的文档字符串生成：`python docs/make.py`。每个问题一个文件、一个函数、一种结果。",
        "Generated from the docstrings of the analyses: one question, one file, one function, one result.",
        "",
        "无定义即 `None`，从不写成 0 或 NaN。例子都在测试中运行。Undefined is `None`, never 0 or NaN. The examples are run by the tests.",
        "",
    ]
    for name in sorted(info.name for info in pkgutil.iter_modules(analyses.__path__)):
        function = getattr(analyses, name)
        module = inspect.getmodule(function)
        out += [f"## {(inspect.getdoc(module) or '').strip()}", "", f"`{name}{_signature(function)}`", ""]
        out += ["```text", inspect.getdoc(function) or "", "```", ""]
        result = next(
            (
                one
                for one in vars(module).values()
                if inspect.isclass(one)
                and one.__module__ == function.__module__
                and not one.__name__.startswith("_")
                and one.__name__ in str(inspect.signature(function).return_annotation)
            ),
            None,
        )
        if result is not None:
            out += [f"结果 Result `{result.__name__}`:", "", "```text", inspect.getdoc(result) or "", "```", ""]
    return "\n".join(out).rstrip() + "\n"


def evaluation_markdown() -> str:
    """The tables of the recorded self-evaluation, docs/evaluation.json."""
    told = json.loads((DOCS / "evaluation.json").read_text("utf-8"))

    def name(key: str) -> str:
        return f"{NAMES[key]} {key}" if key in NAMES else key

    def between(figure: Sequence[float]) -> str:
        return f"{figure[0]:.2f} ({figure[1]:.2f}–{figure[2]:.2f})"

    out = [
        (DOCS / "evaluation-head.md").read_text("utf-8").rstrip(),
        "",
        f"## 结果 Figures（{told['version']}，种子 seed {told['seed']}，每种情形 {told['repeats']} 次 repeats）",
        "",
    ]
    for of in ("products", "firms"):
        rows = [one for one in told["planted"] if one["of"] == of]
        kinds = list(dict.fromkeys(kind for one in rows for kind in one["kinds"]))
        settings = list(rows[0]["settings"])
        heads = [
            "排序 Ranking",
            "前 k 名找到 Found in the first k",
            "平均精度 Average precision",
            *(name(kind) for kind in kinds),
        ]
        out += [f"### 埋下的薄弱环节 Planted: {name(of)}", "", f"| {' | '.join(heads)} |", "| --- " * len(heads) + "|"]
        out += [
            f"| {name(one['ranker'])} | {between(one['found'])} | {between(one['precision'])} |"
            + "".join(f" {one['kinds'][kind]:.2f} |" for kind in kinds)
            + (" |" if kinds else "")
            for one in rows
        ]
        out += [
            "",
            "按规模与查全率 By size and recall:",
            "",
            f"| 排序 Ranking | {' | '.join(settings)} |",
            "| --- " * (len(settings) + 1) + "|",
        ]
        out += [
            f"| {name(one['ranker'])} | " + " | ".join(_share(one["settings"].get(key)) for key in settings) + " |"
            for one in rows
        ]
        out.append("")
    hidden = told["hidden"]
    out += [
        "![planted](evaluation-planted.svg)", "",
        f"### 隐去企业 Enterprises hidden（{hidden[0]['share']:.0%}）", "",
        f"平均每次有 {hidden[0]['lost']:.0f} 种产品失去最后一家有记录的生产企业。On average {hidden[0]['lost']:.0f} products lose their last recorded maker.", "",
        f"| 排序 Ranking | 前 {hidden[0]['first']} 名中的假缺口（越少越好） False gaps in the first {hidden[0]['first']} (less is better) |", "| --- | --- |",
        *(f"| {name(one['ranker'])} | {between(one['among_first'])} |" for one in hidden), "",
        "### 校准 Calibration", "", "| 情形 Setting | Brier | 确无的比例 Truly absent, by grade |", "| --- | --- | --- |",
        *(f"| {name(one['setting'])} | {one['brier']:.3f} | " + "; ".join(f"{WORDS[grade][0]} {grade} {share:.0%}" for grade, share in one["grades"].items()) + " |" for one in told["calibration"]),
        "", "![calibration](evaluation-calibration.svg)",
    ]  # fmt: skip
    return "\n".join(out) + "\n"


def _share(value: float | None) -> str:
    return "—" if value is None else f"{value:.2f}"


def _signature(function: Callable[..., object]) -> str:
    return str(inspect.signature(function)).replace("'", "")


def codes() -> dict[Path, str]:
    """The national classifications."""
    return {ONTOLOGY / "gbt2260.ttl": gbt2260_turtle(), ONTOLOGY / "gbt4754.ttl": gbt4754_turtle()}


def generated() -> dict[Path, str]:
    """Every generated text file with what it shall hold."""
    return {
        **generate.generated(ROOT),
        DOCS / "evaluation.md": evaluation_markdown(),
        DOCS / "jilin-findings.md": findings_markdown(),
        DOCS / "methods.md": methods_markdown(),
        DOCS / "ontology.md": ontology_markdown(),
        DOCS / "planner-questions.md": planner_markdown(),
        **codes(),
    }


def main() -> None:
    """Writes all."""
    generate.write(ROOT)  # first, since the rest is made of these too
    for path, text in codes().items():
        path.write_text(text, "utf-8", newline="\n")
    for path, text in generated().items():
        path.write_text(text, "utf-8", newline="\n")
    dot = shutil.which("dot")
    if dot is not None:
        done = subprocess.run(
            [dot, "-Tsvg"], input=model_dot(), capture_output=True, text=True, encoding="utf-8", check=True
        )
        (DOCS / "ontology-model.svg").write_text(done.stdout, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
