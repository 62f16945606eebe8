"""How sentences are written: a count of one in English, the punctuation of Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import words

Sentences = Mapping[str, tuple[str, ...]]

# --- a count of one

COUNTED = re.compile(r"\{(\w+)(?:[:!][^}]*)?\}((?: (?:of|the|\{\w+\}))*(?: [a-z][a-z-]*){1,3})")
# Words that end in s and are no plural: verbs of a third person, and the like.
NO_PLURAL = frozenset(
    """across answers as bears class depends differs does fits gives goes has holds is its less lies lists looks makes needs others reaches redirects
    refuses rests s seems shares stands takes this was""".split()
)
CONSTANT = "a bound of the program, above one"
SEVERAL = "said of two or more"
PART = "a part of a whole, in the plural for one of it too"
NAMES = "names is the verb"
FIGURE = "a figure of a formula"
SHARE = "a percentage"
DECIMALS = "a figure with decimals"
FURTHER = "in the singular itself, with a plural further on; the other numbers are bounds of the program"
REGIONS = "at least as many as the regions that relatedness needs"
TEXT = "no number: a name or a list of names, and a plural further on"
# Sentences with a plural behind an argument that is never the number one, and why.
NEVER_ONE = {
    "adapt.no-places": TEXT,
    "adapt.several-kinds": TEXT,
    "advice.buyers-spread": SEVERAL,
    "advice.contract-between": TEXT,
    "advice.farther-extend": TEXT,
    "advice.few-by-output": SEVERAL,
    "advice.few-makers": SEVERAL,
    "advice.inputs-mixed": TEXT,
    "advice.none-adequate": SEVERAL,
    "advice.resource-one": TEXT,
    "advice.risk-one": TEXT,
    "advice.sold-outside-as-end": TEXT,
    "advice.stops-one-fill": TEXT,
    "advice.stops-one-second": TEXT,
    "classify.made-elsewhere": TEXT,
    "describe.parks-with-many-leads": CONSTANT,
    "explain.rule": FIGURE,
    "explain.rule-stops-none": FIGURE,
    "explain.standing": SHARE,
    "explain.standing-between": SHARE,
    "explain.rule-without-criticality": FIGURE,
    "explain.tied": SEVERAL,
    "finding.several-by-count": SEVERAL,
    "finding.several-by-output": SEVERAL,
    "finding.several-of-one-owner": SEVERAL,
    "finding.some-stop": PART,
    "graph.endpoint-holds-too-much": CONSTANT,
    "graph.query-too-many-letters": CONSTANT,
    "graph.query-too-many-operators": CONSTANT,
    "guard.sheet-too-large": CONSTANT,
    "import.not-read.total": "a line of totals",
    "plan.home.best-found": DECIMALS,
    "plan.home.gain": DECIMALS,
    "plan.home.idle": "the products of each candidate",
    "plan.home.out-of-time": DECIMALS,
    "plan.home.rests-on-unseen": DECIMALS,
    "plan.rests-on-unseen": "products that a choice would fill",
    "problem.few-regions": FURTHER,
    "problem.few-regions.fix": CONSTANT,
    "problem.kinds-and-inputs": TEXT,
    "problem.no-inputs": TEXT,
    "problem.no-products-of-chain": TEXT,
    "problem.nowhere": NAMES,
    "problem.nowhere-no-table": NAMES,
    "problem.nowhere-no-table-with-columns": NAMES,
    "problem.nowhere-with-columns": NAMES,
    "problem.several-names": SEVERAL,
    "problem.similar-name": "a number of a row",
    "problem.table-empty.fix": TEXT,
    "problem.too-long": CONSTANT,
    "problem.unit-assumed": NAMES,
    "related.by-external-table": REGIONS,
    "related.few-regions": FURTHER,
    "report.projects-fill": PART,
    "report.projects-fill-and-others": PART,
    "server.longest-item": CONSTANT,
    "server.most-changes": CONSTANT,
    "server.turtle-cut": CONSTANT,
    "stability.break-even": TEXT,
    "stability.stays-by-data": "a percentage",
    "whatif.project-without-product": NAMES,
}


def without_singular(sentences: Sentences) -> Iterator[str]:
    """Keys whose sentence for one of something has it in the plural, or which have one sentence for any number."""
    for key, patterns in sentences.items():
        of_part = r" of (the|\{\w+\}) " if len(patterns) > 1 else "$^"
        for name, behind in COUNTED.findall(patterns[0]):
            plurals = [word for word in behind.split() if word.endswith("s") and word not in NO_PLURAL]
            if plurals and not re.match(of_part, behind):
                yield f"{key}: {{{name}}}{behind}"


def test_one_of_anything_is_said_in_the_singular() -> None:
    found = {line.partition(":")[0] for line in without_singular(words.sentences("en"))}
    assert found == set(NEVER_ONE)


def test_a_count_without_a_singular_would_be_seen() -> None:
    witness = {
        "a.single-form": ("{count} parks with more",),
        "a.further-on": ("{n} link, {firms:g} known local firms", "x"),
        "a.part": ("{linked} of {sources} sources have it",),
        "a.part-with-its-verb": ("{n} of {sources} sources has it", "{n} of {sources} sources have it"),
        "a.right": ("{n} park has {names} park", "{n} parks have {names} parks"),
        "a.neutral": ("parks: {parks}, clusters: {clusters}",),
    }
    assert [line.partition(":")[0] for line in without_singular(witness)] == ["a.single-form", "a.further-on", "a.part"]


# --- the punctuation of Chinese, GB/T 15834

FILLED = re.compile(r"\{\w+(?:[:!][^}]*)?\}")
CHINESE = "[\u3001-\u303f\u3400-\u9fff\uff01-\uff5e“”‘’…]"
HALF_WIDTH = re.compile(rf"{CHINESE}[,;:?!()]|[,;:?!(] ?{CHINESE}|\){CHINESE}")
# Sentences in which such a sign stands for itself, and why.
SIGNS = {
    "evaluate.name-ends-reached": "a formula",
    "evaluate.name-local-buyers": "a formula",
    "evaluate.name-pagerank": "a formula",
    "graph.endpoint-address-incomplete": "an address, with its port",
    "graph.endpoint-wants-a-password": "an address, with user and password",
    "graph.endpoint-has-no-such-data": "a prefix of the ontology",
    "graph.unknown-scheme": "an address, with its scheme",
}


def half_width(sentences: Sentences) -> Iterator[str]:
    """Keys of sentences with punctuation of Latin letters beside a Chinese letter or beside an argument."""
    for key, patterns in sentences.items():
        if any(HALF_WIDTH.search(FILLED.sub("字", pattern)) for pattern in patterns):
            yield key


def test_punctuation_of_chinese_sentences_is_full_width() -> None:
    assert set(half_width(words.sentences("zh"))) == set(SIGNS)


def test_half_width_punctuation_would_be_seen() -> None:
    witness = {
        "a.comma": ("{firms} 家企业, {links} 条",),
        "a.colon": ("{severity}: {problem}",),
        "a.brackets": ("停产（甲）", "停产(甲)"),
        "a.question": ("是否? 否",),
        "a.right": ("甲，乙；丙：{list}（丁）",),
        "a.code": ("请写 CONCAT(x, y) 与 http://example.org",),
    }
    assert list(half_width(witness)) == ["a.comma", "a.colon", "a.brackets", "a.question"]
