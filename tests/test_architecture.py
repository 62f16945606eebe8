"""What keeps the house in order."""

from __future__ import annotations

import ast
import importlib.util
import inspect
import re
from pathlib import Path
from types import ModuleType

import chaingraph
from chaingraph import analyses
from chaingraph.findings import WORDS, rules
from chaingraph.schema import SCHEMA, normalise_header

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "chaingraph"
FLOORS = ("schema", "tables", "graph", "network", "analyses", "findings", "views", "cli")


def test_each_floor_imports_only_from_below() -> None:
    seen = 0
    for height, floor in enumerate(FLOORS):
        for path in (PACKAGE / floor).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("chaingraph."):
                    other = (node.module or "").split(".")[1]
                    if other in FLOORS:
                        seen += 1
                        assert FLOORS.index(other) <= height, f"{path.name} imports {node.module}"
    assert seen > 50


def test_each_analysis_is_one_file_with_one_function_of_its_name() -> None:
    files = sorted(path.stem for path in (PACKAGE / "analyses").glob("*.py") if path.stem != "__init__")
    for name in files:
        function = getattr(analyses, name)
        assert function.__module__ == f"chaingraph.analyses.{name}"
        tree = ast.parse((PACKAGE / "analyses" / f"{name}.py").read_text("utf-8"))
        public = [n.name for n in tree.body if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")]
        assert public == [name]
        assert re.search(r"[\u4e00-\u9fff].*\?", ast.get_docstring(tree) or ""), f"{name}: question in zh and en"
    assert len(files) >= 6


def test_the_door_is_sorted_and_bound() -> None:
    assert chaingraph.__all__ == sorted(chaingraph.__all__)
    assert all(hasattr(chaingraph, name) for name in chaingraph.__all__)


def test_no_header_stands_for_two_columns() -> None:
    for table in SCHEMA.tables.values():
        told: dict[str, str] = {}
        for column in table.columns:
            for text in (column.name, column.name_zh):
                header = normalise_header(text)
                assert told.setdefault(header, column.name) == column.name
                assert table.headers[header] == column.name, f"{table.name}: {text}"


def test_every_table_and_column_has_both_languages() -> None:
    for table in SCHEMA.tables.values():
        for told in (table, *table.columns):
            assert re.search("[\u4e00-\u9fff]|RDF", told.name_zh)
            assert told.name_en
            assert told.description_zh
            assert told.description_en


def test_words_are_in_both_languages_and_unseen_is_not_missing() -> None:
    assert all(zh and en for zh, en in WORDS.values())
    assert WORDS["unseen"][0] not in WORDS["missing"][0]


def test_generated_documentation_is_up_to_date() -> None:
    for path, text in made_docs().generated().items():
        assert path.read_text("utf-8") == text, f"{path.name}: run docs/make.py"


def test_the_picture_of_the_model_has_every_class_and_link() -> None:
    picture = (ROOT / "docs" / "ontology-model.svg").read_text("utf-8")
    for arrow in made_docs().model_arrows():
        assert all(f">{word}<" in picture for word in arrow), arrow


def test_every_planner_question_has_an_answer_and_both_languages() -> None:
    told = (ROOT / "docs" / "planner-questions.md").read_text("utf-8")
    stems = sorted(path.stem for path in (ROOT / "ontology" / "planner").glob("*.rq"))
    assert len(stems) >= 10
    assert told.count("```sparql") == len(stems)
    assert "（空 empty）" not in told


def made_docs() -> ModuleType:
    """``docs/make.py``, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("make_docs", ROOT / "docs" / "make.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_documented_rules_are_those_of_the_code() -> None:
    text = (ROOT / "docs" / "findings.md").read_text("utf-8")
    for rule in (rules.status, rules.action, rules.confidence, rules.score):
        assert inspect.cleandoc(rule.__doc__ or "") in text


def test_foreign_files_have_one_reader() -> None:
    """Encoding, dialect and workbook of a foreign file are found in one place; the others read data of the package."""
    own = {"schema/schema.py", "views/site/tilemap.py"}
    for word, places in (
        (r"csv\.(reader|DictReader)\(", {"tables/foreign.py", *own}),
        (r"CalamineWorkbook\.from_path", {"tables/foreign.py", "apart.py"}),
        (r"gb18030", {"tables/foreign.py"}),
    ):
        found = {
            path.relative_to(PACKAGE).as_posix()
            for path in PACKAGE.rglob("*.py")
            if re.search(word, path.read_text("utf-8"))
        }
        assert found == places, word


def test_no_print_and_no_machine_paths_in_the_package() -> None:
    for path in PACKAGE.rglob("*.py"):
        text = path.read_text("utf-8")
        assert "print(" not in text.replace(".print(", ""), path
        assert "/tmp/" not in text, path
