"""Plugins: an installed distribution brings an adapter, a format and a question; a broken one is named and left out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from chaingraph.cli.app import app
from chaingraph.errors import PluginWarning, UsageError
from chaingraph.plugins import OWN, Format, Kind, checked, listed, require
from chaingraph.tables.adapters import adapt, adapters

ROOT = Path(__file__).parent.parent
EXAMPLE = Path(__file__).parent / "plugins" / "example"
TINY = Path(__file__).parent / "ontology" / "tiny"


def program(*words: str | Path, path: Path = EXAMPLE) -> subprocess.CompletedProcess[str]:
    """The program, with the distributions of ``path`` installed beside it."""
    env = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(path))),
        "LC_ALL": "en_US.UTF-8",
        "COLUMNS": "200",
    }
    words = ("-m", "chaingraph", *map(str, words))
    done = subprocess.run(
        [sys.executable, *words], capture_output=True, text=True, encoding="utf-8", env=env, check=False
    )
    assert "Traceback" not in done.stderr
    return done


def distribution(folder: Path, name: str, entries: dict[Kind, str], code: str = "") -> Path:
    """A distribution with one module, ``<name>_code``."""
    info = folder / f"{name}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", "utf-8")
    text = "".join(f"[{kind}]\n{entry}\n" for kind, entry in entries.items())
    (info / "entry_points.txt").write_text(text, "utf-8")
    (folder / f"{name}_code.py").write_text(code, "utf-8")
    return folder


@pytest.fixture
def example(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(EXAMPLE)


def test_our_own_are_found_by_the_same_registry() -> None:
    assert set(adapters()) == set(OWN[Kind.adapters])
    for name in OWN[Kind.formats]:
        form = checked(require(Kind.formats, name), Format)
        assert form.text("zh")
        assert form.text("en")


@pytest.mark.usefixtures("example")
def test_a_plugin_adapter_recognises_its_folder_and_is_offered(tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text("seller,buyer,goods\n甲,乙,钢\n甲,丙,铁\n甲,乙,铁\n", "utf-8")
    done = adapt([tmp_path])
    assert done.adapter.name == "example_orders"
    assert set(done.dataset.rows("select supplier, customer from supplies")) == {("甲", "乙"), ("甲", "丙")}
    (tmp_path / "none").mkdir()
    with pytest.raises(UsageError, match="example_orders"):
        adapt([tmp_path / "none"])


@pytest.mark.usefixtures("example")
def test_a_plugin_may_be_a_map_alone(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("卖方,货物,价格\n甲,钢,1\n乙,钢,贵\n", "utf-8")
    done = adapt([tmp_path])
    assert done.adapter.name == "example_prices"
    assert done.dataset.rows("select enterprise, product from makes") == [("E-甲", "钢")]
    assert done.report.count("not-a-number") == 1


def test_the_commands_know_the_plugins(tmp_path: Path) -> None:
    helped = program("--help")
    assert helped.returncode == 0
    assert "makers" in helped.stdout
    assert "chaingraph-example" in helped.stdout
    assert "example_orders" in program("adapt", "--help").stdout
    asked = program("makers", TINY, "--lang", "en")
    assert asked.returncode == 0, asked.stderr
    assert "Product" in asked.stdout
    assert "How many make each product" in program("makers", "--help").stdout
    answer = program("makers", TINY, "--top", "1", "--region", "长春", "--format", "json")
    assert json.loads(answer.stdout)["region"] == "220100", answer.stderr
    assert program("makers", TINY, "--top", "0").returncode == 2
    out = tmp_path / "names.txt"
    done = program("export", TINY, "--to", "names", "--out", out)
    assert done.returncode == 0, done.stderr
    assert len(out.read_text("utf-8").splitlines()) > 1
    assert ", names" in program("export", "--help").stdout


BROKEN = """
ADAPTER = 3
class Sour:
    def __getattr__(self, name): raise ZeroDivisionError('sour')
SOUR = Sour()
from chaingraph.questions.question import Question
from chaingraph.tables.adapters import Adapter
MUTE = Adapter(name="mute", source_kind="company", recognises=bool, fill=max, zh="无用途")
HALF = Question(package="broken_half", zh="", en="", example="")
"""


def test_a_broken_plugin_is_named_and_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    distribution(tmp_path, "wrongkind", {Kind.adapters: "wrong = wrongkind_code:ADAPTER"}, BROKEN)
    distribution(tmp_path, "absent", {Kind.adapters: "absent = absent_nowhere:ADAPTER"})
    distribution(tmp_path, "ends", {Kind.adapters: "ends = ends_code:ADAPTER"}, "raise SystemExit(3)")
    distribution(tmp_path, "odd", {Kind.adapters: "odd = odd_code:SOUR.x"}, BROKEN)
    distribution(tmp_path, "unspoken", {Kind.adapters: "mute = unspoken_code:MUTE"}, BROKEN)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.warns(PluginWarning) as caught:
        assert set(adapters()) == set(OWN[Kind.adapters])
    told = [str(one.message) for one in caught]
    for name in ("wrongkind", "absent", "ends", "odd", "unspoken"):
        assert sum(f"plugin {name} " in one for one in told) == 1, told
    with pytest.raises(UsageError, match="plugin absent"):
        adapt([TINY], "absent")


def test_a_plugin_may_not_bear_a_name_of_ours_or_of_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entries = {
        Kind.adapters: "hs_codes = thief_code:X",
        Kind.formats: "turtle = thief_code:X\nmine = thief_code:X",
        Kind.questions: "gaps = thief_code",
    }
    distribution(tmp_path, "thief", entries)
    distribution(tmp_path, "zlate", {Kind.formats: "mine = zlate_code:X"})
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.warns(PluginWarning, match=r"hs_codes .*thief.* one of the program's own"):
        assert not listed(Kind.adapters)["hs_codes"].distribution
    with pytest.warns(PluginWarning, match="turtle|zlate"):
        found = listed(Kind.formats)
    assert (found["turtle"].distribution, found["mine"].distribution) == ("", "thief")
    with pytest.warns(PluginWarning, match="gaps"):
        shown = CliRunner().invoke(app, ["--help"])
    assert shown.exit_code == 0


def test_broken_plugins_on_the_command_line(tmp_path: Path) -> None:
    entries = {
        Kind.questions: "ask = broken_code:Sour\nlost = broken_nowhere\nhalf = broken_code:HALF",
        Kind.formats: "odd = broken_code:SOUR.x",
        Kind.adapters: "hs_codes = broken_code:ADAPTER\nwrong = broken_code:ADAPTER",
    }
    distribution(tmp_path, "broken", entries, BROKEN)
    for words in (("lost",), ("ask",), ("half",), ("export", TINY, "--to", "odd", "--out", tmp_path / "x")):
        done = program(*words, path=tmp_path)
        assert done.returncode == 2, done
        assert "plugin broken" in done.stderr
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "classes.csv").write_text("code,name,parent_code,level\nA,农业,,0\n0111,稻谷,A,3\n", "utf-8")
    done = program("adapt", tmp_path / "data", "--out", tmp_path / "out", path=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "hs_codes" in done.stderr
    assert "wrong" in done.stderr
    assert program("--help", path=tmp_path).returncode == 0


def test_the_version_looks_for_no_plugin() -> None:
    code = "import sys; sys.argv = ['chaingraph', '--version']\nfrom chaingraph.cli.main import run\ntry: run()\nfinally: sys.stderr.write(str('importlib.metadata' in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.stderr == "False"


def test_the_example_says_in_its_pyproject_what_its_metadata_say() -> None:
    import tomllib

    told = tomllib.loads((EXAMPLE / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]
    text = (EXAMPLE / "chaingraph_example-1.0.dist-info" / "entry_points.txt").read_text("utf-8")
    found: dict[str, dict[str, str]] = {}
    for line in filter(None, text.splitlines()):
        if line.startswith("["):
            part = found.setdefault(line.strip("[]"), {})
        else:
            name, _, value = line.partition(" = ")
            part[name] = value
    assert found == told
