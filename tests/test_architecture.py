"""What keeps the house in order."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

import chaingraph
from chaingraph import analyses
from chaingraph.findings import rules
from chaingraph.findings.entities import directory
from chaingraph.findings.words import words
from chaingraph.questions.risk.ask import risk
from chaingraph.registry.views import KEPT, VIEWS
from chaingraph.schema import SCHEMA, normalise_header

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "chaingraph"
FLOORS = (
    "schema",
    "tables",
    "registry",
    "graph",
    "network",
    "analyses",
    "document",
    "findings",
    "questions",
    "views",
    "cli",
)
ABOVE_THE_REGISTRY = FLOORS[FLOORS.index("registry") + 1 :]
# What of a query's text no sentence has; a variable of SPARQL begins with a question mark.
SQL = re.compile(
    r"\bselect\b(?!\s+(distinct\s+)?[?(*]).*\bfrom\b|\b(delete\s+from|insert\s+into|copy\s*\(|attach\s+')"
    r"|\bcreate\b.*\b(temp|temporary|table|view)\b|\b(inner|left|cross)\s+join\b|\bunnest\s*\("
    r"|\bfrom\s+[\w{}.\"]+\s+(where|group\s+by|order\s+by|join|limit)\b",
    re.IGNORECASE | re.DOTALL,
)


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


def asks(source: str) -> list[str]:
    """Where a module writes SQL, reaches an engine, or takes the cells of a row by number."""
    tree = ast.parse(source)
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    found = []
    for node in ast.walk(tree):
        text = ""
        if isinstance(node, ast.JoinedStr):
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and not {id(node)} & (docstrings | inside):
            text = node.value
        elif isinstance(node, ast.Attribute) and node.attr in ("con", "execute", "fetchall", "fetchone"):
            found.append(f"line {node.lineno}: .{node.attr}")
        elif isinstance(node, ast.Attribute) and node.attr == "rows" and ast.unparse(node.value).endswith("dataset"):
            found.append(f"line {node.lineno}: .rows")
        elif isinstance(node, ast.Subscript) and re.search(r"\brow\[\d+\]$|\brows\[\d+\]\[\d+\]$", ast.unparse(node)):
            found.append(f"line {node.lineno}: {ast.unparse(node)}")
        if SQL.search(text):
            found.append(f"line {node.lineno}: {' '.join(text.split())[:60]}")
    return found


def test_only_the_registry_asks() -> None:
    files = [path for floor in ABOVE_THE_REGISTRY for path in sorted((PACKAGE / floor).rglob("*.py"))]
    assert len(files) > 150
    assert {str(path): told for path in files if (told := asks(path.read_text("utf-8")))} == {}


@pytest.mark.parametrize(
    "planted",
    [
        "sql = 'select id from enterprises'",
        "sql = 'SELECT id,\\n name_zh\\nFROM enterprises'",
        "sql = f'select {columns} from {table}'",
        "def f(d):\n    return ask(f'{head} from makes where product = $product')",
        "d.rows_of('delete from makes')",
        "sql = 'insert into makes by name'",
        "sql = 'create or replace temp table x as'",
        "world.dataset.con.interrupt()",
        "cursor.execute(text)",
        "told = world.dataset.rows(text)",
        "name = row[7]",
        "count = found.rows[0][0]",
        "ids = {row[0]: row[1] for row in told}",
    ],
)
def test_what_asks_by_itself_is_caught(planted: str) -> None:
    assert asks(planted)


@pytest.mark.parametrize(
    "harmless",
    [
        '"""Those that we select are drawn from the region."""',
        'def f():\n    """Rows to select from a table."""',
        "query = 'SELECT ?product WHERE { ?product a cg:Product }'",
        "query = 'SELECT DISTINCT ?g FROM <urn:g> WHERE { ?s ?p ?o }'",
        "first = names[0]",
        "first = found.rows[0]",
    ],
)
def test_what_asks_nothing_is_let_through(harmless: str) -> None:
    assert asks(harmless) == []


def test_the_rule_of_an_empty_status_stands_once() -> None:
    """An enterprise without a status is active: in one expression, and in the one text made from it."""
    rule = re.compile(
        r"coalesce\([^()]*status\W*,\s*'active'\)|fill_null\(ACTIVE\)|fill_null\(.active.\)", re.IGNORECASE
    )
    stands = [
        path.relative_to(PACKAGE).as_posix()
        for pattern in ("*.py", "*.sql")
        for path in sorted(PACKAGE.rglob(pattern))
        for _ in rule.findall(path.read_text("utf-8"))
    ]
    assert stands == ["registry/expressions.py", "registry/registry.sql"]


def test_views_are_written_once_and_made_nowhere_else() -> None:
    """Every table or view of the engine is one of the registry's views, or gone when its query ends."""
    made = {
        path.relative_to(PACKAGE).as_posix()
        for path in sorted((PACKAGE / "registry").glob("*.py"))
        if "create or replace temp" in path.read_text("utf-8")
    }
    assert made == {"registry/views.py", "registry/asking.py"}
    data = chaingraph.load()
    known = chaingraph.world(data)
    here = set(
        data.rows(
            "select table_name from duckdb_tables() union select view_name from duckdb_views() where not internal"
        )
    )
    for region in known.places.names:
        known.market(region)
    risk(known)
    directory(known)
    again = set(
        data.rows(
            "select table_name from duckdb_tables() union select view_name from duckdb_views() where not internal"
        )
    )
    assert again == here
    assert {(name,) for name in (*VIEWS, *KEPT)} <= here


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
    known = words()
    assert all(zh and en for zh, en in known.values())
    assert known["unseen"][0] not in known["missing"][0]


def test_generated_documentation_is_up_to_date() -> None:
    files = made_docs("tools.docs").generated()
    for lang in ("zh", "en"):
        names = {path.name for path in files if path.parent == ROOT / "docs" / lang}
        assert names >= {"evaluation.md", "methods.md", "ontology.md", "planner-questions.md", "tables.md"}
    for path, text in files.items():
        assert path.read_text("utf-8") == text, f"{path}: run python -m tools.docs"


def test_the_picture_of_the_model_has_every_class_and_link() -> None:
    picture = (ROOT / "docs" / "images" / "ontology-model.svg").read_text("utf-8")
    for arrow in made_docs("tools.docs.ontology").model_arrows():
        assert all(f">{word}<" in picture for word in arrow), arrow


def test_every_planner_question_has_an_answer_and_both_languages() -> None:
    stems = sorted(path.stem for path in (ROOT / "ontology" / "planner").glob("*.rq"))
    assert len(stems) >= 10
    for lang, empty in (("zh", "（空）"), ("en", "(empty)")):
        text = (ROOT / "docs" / lang / "planner-questions.md").read_text("utf-8")
        assert text.count("```sparql") == len(stems)
        assert empty not in text


def made_docs(name: str) -> ModuleType:
    """A module of ``tools/docs``, which is no part of the package."""
    sys.path.insert(0, str(ROOT))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(ROOT))


def test_documented_rules_are_those_of_the_code() -> None:
    for lang in ("zh", "en"):
        text = (ROOT / "docs" / lang / "findings.md").read_text("utf-8")
        for rule in (rules.status, rules.action, rules.confidence, rules.score):
            assert inspect.cleandoc(rule.__doc__ or "") in text


def test_foreign_files_have_one_reader() -> None:
    """Encoding, dialect and workbook of a foreign file are found in one place; the others read data of the package."""
    own = {"resources.py"}
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
