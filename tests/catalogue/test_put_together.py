"""Keys that are put together of a prefix and a word that decides: each word has its sentence, no sentence is idle."""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Iterator

import pytest
import words

from chaingraph.analyses import target_progress
from chaingraph.catalogue import LANGUAGES, text
from chaingraph.enumerations import Action, Confidence, Grade, Ranking, Stage, Status, Unestimated
from chaingraph.findings.entities import HEADINGS
from chaingraph.findings.entities import KINDS as CARDS
from chaingraph.problems import Severity, problem
from chaingraph.questions.describe.recall import Apart, Stratum
from chaingraph.questions.gaps.ask import gaps
from chaingraph.questions.parameters import Parameter, Region
from chaingraph.questions.question import Panel, Question, questions
from chaingraph.schema import SCHEMA
from chaingraph.tables.adapters import adapters
from chaingraph.tables.adapters.kinds import KINDS, Done, done_sentence, kind_sentence
from chaingraph.tables.intake import fidelity, match, sheets
from chaingraph.views.site.tilemap import MEASURES

BASE = words.sentences("zh")
MAKERS = ("problem", "_cell", "_problem")
"""What makes a problem: its first text is the code, or in ``_problem`` the sentence."""


def _behind(prefix: str) -> set[str]:
    return {key.removeprefix(prefix) for key in BASE if key.startswith(prefix)}


def _texts(node: ast.AST) -> set[str]:
    return {
        str(part.value) for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)
    }


def _chosen(value: ast.expr) -> set[str]:
    """The texts that an expression may be, without those of its conditions."""
    if isinstance(value, ast.IfExp):
        return _chosen(value.body) | _chosen(value.orelse)
    if isinstance(value, ast.BoolOp):
        return set().union(*map(_chosen, value.values))
    return {value.value} if isinstance(value, ast.Constant) and isinstance(value.value, str) else set()


def _asked(source: str) -> Iterator[str]:
    """Keys behind ``problem.`` that a source asks for: of calls, and of variables that are called ``sentence`` or ``fix``."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            if node.targets[0].id == "sentence":
                yield from _chosen(node.value)
            if node.targets[0].id == "fix":
                yield from (f"{name}.fix" for name in _chosen(node.value))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS:
            named = {keyword.arg: keyword.value for keyword in node.keywords}
            firsts = {name for argument in node.args for name in _chosen(argument)}
            said = _chosen(named["sentence"]) if "sentence" in named else firsts
            remedies = _chosen(named["fix"]) if "fix" in named else said
            yield from said
            if node.func.id != "_problem":  # which has one remedy for all
                yield from (f"{name}.fix" for name in remedies)


SOURCES = [source for path in words.sources() if "problem(" in (source := path.read_text("utf-8"))]


def test_every_problem_has_its_sentence_and_its_remedy() -> None:
    asked = {key for source in SOURCES for key in _asked(source)}
    assert len(asked) > 150
    assert asked - _behind("problem.") == set()


def test_no_sentence_about_a_problem_is_idle() -> None:
    named = set().union(*(_texts(ast.parse(source)) for source in SOURCES))
    named |= {column.type for table in SCHEMA.tables.values() for column in table.columns}
    assert {key for key in _behind("problem.") if key.removesuffix(".fix") not in named} == set()


def test_a_problem_without_a_sentence_would_be_seen() -> None:
    source = 'sentence = "one" if x == "no" else "two"\nproblem("code", fix="three")\n_cell("four", column)\n'
    assert set(_asked(source)) == {"one", "two", "code", "three.fix", "four", "four.fix"}
    with pytest.raises(KeyError):
        problem("nothing-of-this").text("en")


def test_words_of_enumerations() -> None:
    for lang in LANGUAGES:
        assert all(text(f"word.severity.{severity}", lang) for severity in Severity)
        assert all(done_sentence(done).text(lang) for done in Done)
        assert all(kind_sentence(kind).text(lang) for kind in KINDS)
        assert all(sheets.results_header(lang))
    assert _behind("word.severity.") == set(Severity)
    assert _behind("word.adapted.") == set(Done)


def _said_by(source: str) -> set[str]:
    """The words that a source may ask for: its texts, where it says words at all."""
    return _texts(ast.parse(source)) if re.search(r"\bword(_if_any)?\b", source) else set()


def _idle_words(words_there: set[str]) -> set[str]:
    """Keys behind ``word.`` that no enumeration, no state of a target and no source that says words has."""
    decided = {str(member) for kind in (Status, Action, Confidence, Grade, Stage) for member in kind}
    decided |= {f"severity.{severity}" for severity in Severity} | {f"adapted.{done}" for done in Done}
    states = _texts(ast.parse(inspect.getsource(sys.modules[target_progress.__module__])))
    texts = set().union(*(_said_by(path.read_text("utf-8")) for path in words.sources()))
    return words_there - decided - states - texts


def test_no_word_is_idle() -> None:
    assert _idle_words(_behind("word.")) == set()
    assert _idle_words({"fill", "behind", "severity.error", "no-such-word"}) == {"no-such-word"}
    assert _said_by('label = word("score", lang)') == {"score"}
    assert _said_by('label = text("score", lang)') == set()


def test_parts_of_a_workbook() -> None:
    kinds = {kind for _, kind in fidelity._PARTS} | set(fidelity._ELEMENTS.values())
    assert kinds == _behind("workbook-part.")


def test_adapters_of_our_own() -> None:
    described = {name.removesuffix(".serves") for name in _behind("adapter.")}
    assert described < set(adapters())
    assert {f"{name}.serves" for name in described} < _behind("adapter.")


def test_words_of_pages() -> None:
    templates = words.PACKAGE / "views" / "site" / "templates"
    lists = set(re.findall(r'"([a-z]+-[a-z]+|both)"', (templates / "compare.html.j2").read_text("utf-8")))
    assert _behind("page.tile.") == set(MEASURES)
    assert _behind("page.ask.") == {"add", "remove", "project", "query"}
    assert _behind("page.site.") == {"park", "cluster"}
    assert _behind("page.compare.") == {key for key in lists if key == "both" or key.endswith(("left", "right"))} - {
        "head-left",
        "head-right",
    }


def test_words_of_a_second_list() -> None:
    assert _behind("describe.stratum.") == set(Stratum)
    assert _behind("describe.apart.") == set(Apart)
    assert _behind("describe.unestimated.") == set(Unestimated) - {Unestimated.RECORD_UNKNOWN}  # said of none
    assert _behind("describe.level-") == {
        f"{level}{what}" for level in ("products", "pairs") for what in ("", "-total")
    }
    lines = [line for line in inspect.getsource(match).splitlines() if "as reason" in line or "'alike'" in line]
    reasons = {reason for line in lines for reason in re.findall(r"(?:then|else|b,) '([a-z-]+)'", line)}
    assert _behind("describe.doubt.") == reasons


def test_questions_of_our_own() -> None:
    asked = set(questions()) | {f"{name}.{form}" for name, own in questions().items() for form in own.forms}
    assert _behind("question.") <= asked
    assert all(own.help and all(own.form_help) for own in questions().values())
    assert len({panel.heading for panel in Panel}) == len(Panel)


def test_a_question_of_a_plugin_brings_its_own_words() -> None:
    own = Question(package="plugin.lengths", zh="有多长。", en="How long.", example="", forms={"list": "a list"})
    assert (own.help, own.form_help) == ("有多长。How long.", ("a list",))
    assert Region(zh="哪个市。", en="Which city.").help == "哪个市。Which city."
    assert Region(en="Which city.").help == text("parameter.region", "zh") + "Which city."
    with pytest.raises(KeyError):
        _ = Question(package="plugin.lengths", example="").help


def test_the_help_names_every_ranking() -> None:
    annotation = inspect.get_annotations(gaps, eval_str=True)["rank_by"]
    mark = next(mark for mark in annotation.__metadata__ if isinstance(mark, Parameter))
    assert mark.help.endswith(f": {', '.join(Ranking)}")


def test_kinds_and_headings_of_cards() -> None:
    assert set(CARDS) == _behind("entity.kind.")
    assert set(HEADINGS) == _behind("entity.heading.")
    assert all(len(words_of) == len(LANGUAGES) for words_of in (*CARDS.values(), *HEADINGS.values()))
