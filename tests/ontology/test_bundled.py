"""The bundled dataset: valid by the tables' checks and by SHACL, every row with a source."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pyshacl
import pytest
import rdflib

import chaingraph as cg
from chaingraph.analyses import recapture
from chaingraph.graph import ask, load, open_store, read_any, write_nquads
from chaingraph.graph.ontology import ontology_files, shape_files
from chaingraph.network import describe
from chaingraph.resources import bundled
from chaingraph.schema import SCHEMA
from chaingraph.tables import check
from chaingraph.tables.write import descriptor

ROOT = Path(__file__).resolve().parents[2]
JILIN = bundled("data/jilin")


@pytest.fixture(scope="module")
def jilin() -> cg.Dataset:
    """The bundled dataset."""
    return load(JILIN)


def test_the_programs_graph_equals_one_mapped_by_other_code(tmp_path: Path) -> None:
    folder = Path(__file__).parent / "tiny"
    write_nquads(load(folder), tmp_path / "graph.nq")
    told = (tmp_path / "graph.nq").read_text("utf-8").splitlines()
    assert sorted(told) == sorted((folder / "graph.nq").read_text("utf-8").splitlines())


def test_no_error_in_the_tables() -> None:
    problems = check(read_any(JILIN))
    assert [problem for problem in problems if problem.severity == "error"] == []


def test_every_row_of_every_table_has_a_source_or_is_one(jilin: cg.Dataset) -> None:
    for name in SCHEMA.tables:
        if name != "sources":
            bare = jilin.rows(f"select _row from {name} where source is null or len(source) = 0")
            assert bare == [], name


def test_it_holds_what_was_gathered(jilin: cg.Dataset) -> None:
    least = {"chains": 9, "products": 1200, "inputs": 2700, "enterprises": 850, "supplies": 150, "clusters": 76,
             "parks": 114, "projects": 107, "platforms": 92, "targets": 16, "regions": 70}  # fmt: skip
    for name, count in least.items():
        assert jilin.count(name) >= count, name
    prefectures = jilin.rows("select count(*) from regions where parent = '220000'")
    assert prefectures == [(9,)]
    inside, outside = jilin.rows(
        "select count(*) filter (region like '22%'), count(*) filter (region not like '22%') from enterprises"
    )[0]
    assert inside >= 600
    assert outside >= 250


def test_the_recall_of_each_chain_follows_from_what_was_listed_and_found(jilin: cg.Dataset) -> None:
    rows = jilin.rows(
        "select chain, recall, listed_products, found_products, listed_pairs, found_pairs, note from coverage"
    )
    everything = sum(row[3] for row in rows) / sum(row[2] for row in rows)
    assert len(rows) == jilin.count("chains")
    for chain, recall, listed, found, listed_pairs, found_pairs, note in rows:
        own = recapture(on_record=None, on_list=listed, on_both=found)
        assert recall == pytest.approx(everything if own.recall is None else own.recall, abs=0.0005), chain
        assert ("改用全省估计" in note) == (own.recall is None), chain
        assert found_pairs / listed_pairs < recall, chain  # the pairs are not meant


def test_general_knowledge_is_one_place_of_search(jilin: cg.Dataset) -> None:
    rows = jilin.rows("""select "where", count(*) from searches where list_contains(source, 'S0003') group by 1""")
    assert [place for place, _ in rows] == ["行业知识"]
    assert jilin.rows("""select count(distinct "where") from searches""") == [(3,)]


def test_every_chain_hangs_together(jilin: cg.Dataset) -> None:
    known = cg.world(jilin)
    for chain in describe(jilin, known.network, known.places).chains:
        assert chain.connected.share is not None
        assert chain.connected.share >= 0.95, chain.chain


END = "链条到此为止："


def test_what_is_made_needs_something_essential(jilin: cg.Dataset) -> None:
    bare = jilin.rows(
        """
        select p.id, p.note from products p
        where coalesce(p.supply, '') <> 'common' and not coalesce(p.resource_bound, false)
          and not exists (select 1 from products k where k.broader = p.id)
          and not exists (select 1 from inputs i where i.product = p.id and coalesce(i.essential, true))
        """
    )
    assert [product for product, note in bare if END not in (note or "")] == []
    readme = (JILIN / "README.md").read_text("utf-8")
    listed = re.search(r"## 链条到此为止的产品.*?(?=\n## )", readme, re.DOTALL)
    assert listed is not None
    assert set(re.findall(r"^- .*? `([\w-]+)`：", listed[0], re.MULTILINE)) == {product for product, _ in bare}


def test_common_supply_gives_its_reason_and_keeps_one_rule(jilin: cg.Dataset) -> None:
    assert jilin.rows("select id from products where supply = 'common' and note not like '%普遍供给：%'") == []
    common = {row[0] for row in jilin.rows("select id from products where supply = 'common'")}
    exchange = {"methanol", "polypropylene", "polyvinyl-chloride", "caustic-soda", "soda-ash", "bottle-grade-pet-chip",
                "refined-copper", "primary-aluminium-ingot", "lead-ingot", "zinc-ingot", "natural-rubber",
                "coking-coal", "purified-terephthalic-acid"}  # fmt: skip
    bred = {"maize-seed", "rice-seed", "bull-semen", "breeding-pigs-and-piglets", "chicks-and-hatching-eggs"}
    assert exchange <= common
    assert bred.isdisjoint(common)


def test_no_kind_is_made_from_its_family(jilin: cg.Dataset) -> None:
    assert jilin.rows("select p.id from products p join inputs i on i.product = p.id and i.input = p.broader") == []


def test_the_planners_first_question_counts_as_the_findings_do(jilin: cg.Dataset) -> None:
    """Families and all: who needs a product, or a kind of it, and that nobody makes any."""
    question = (ROOT / "ontology" / "planner" / "01-needed-but-not-made.rq").read_text("utf-8")
    answer = ask(open_store(jilin), question.replace("LIMIT 10", ""))
    findings = cg.gaps(cg.world(jilin), "220000", buyers=False).items
    wanted = {
        (item.product, str(item.local_buyer_count))
        for item in findings
        if item.makers == 0 and item.status != "common" and item.local_buyer_count
    }
    assert {(product, users) for product, _, users in answer.rows} == wanted
    assert len(wanted) > 200


def test_the_first_fifty_are_told_apart(jilin: cg.Dataset) -> None:
    scores = [item.score for item in cg.gaps(cg.world(jilin)).items[:50]]
    assert max(Counter(scores).values()) <= 3


def test_there_are_as_many_enterprises_as_a_planner_needs(jilin: cg.Dataset) -> None:
    here, elsewhere = jilin.rows(
        "select count(*) filter (region like '22%'), count(*) filter (region not like '22%') from enterprises"
    )[0]
    assert here >= 750
    assert elsewhere >= 1500


def test_enterprises_bear_their_registered_names(jilin: cg.Dataset) -> None:
    """No parks, brands or descriptions in brackets."""
    forms = "公司|厂|合作社|研究院|研究所|集团|农场|矿|酒庄|学院|医院|站|局|中心"
    odd = jilin.rows(
        f"select id, name_zh from enterprises where region like '22%' and not regexp_matches(name_zh, '({forms})$')"
    )
    assert odd == []


def test_fewer_than_two_in_five_local_claims_rest_on_general_knowledge_alone(jilin: cg.Dataset) -> None:
    rows = jilin.rows(
        """select m.source from makes m join enterprises e on e.id = m.enterprise where e.region like '22%'"""
    )
    assert sum(source == ["S0003"] for (source,) in rows) < 0.4 * len(rows)


def test_most_absences_that_matter_have_a_probability(jilin: cg.Dataset) -> None:
    unseen = [item for item in cg.gaps(cg.world(jilin)).items[:150] if item.status == "unseen"]
    assert len(unseen) > 40
    assert sum(item.absent_probability is not None for item in unseen) >= 0.9 * len(unseen)


def test_what_is_counted_of_targets_is_what_stands_on_record(jilin: cg.Dataset) -> None:
    counted = dict(jilin.rows("select target, value from observations where basis = 'counted'"))
    kinds = dict(jilin.rows("select kind, count(*) from platforms group by all"))
    assert counted["G07"] == kinds["enterprise-technology-centre"]
    assert counted["G09"] == kinds["public-rd-centre"]
    assert counted["G11"] == kinds["pilot-plant-centre"]
    assert counted["G01"] <= jilin.count("clusters")


def test_every_warning_is_explained() -> None:
    told = check(read_any(JILIN))
    assert {problem.severity for problem in told} == {"warning"}
    explained = re.search(r"## 检查的提醒.*?(?=\n## )", (JILIN / "README.md").read_text("utf-8"), re.DOTALL)
    assert explained is not None
    stated = dict(re.findall(r"^\| `([\w-]+)` \| (\d+) \|", explained[0], re.MULTILINE))
    assert {code: str(number) for code, number in Counter(problem.code for problem in told).items()} == stated


def test_no_two_enterprises_look_alike() -> None:
    codes = {problem.code for problem in check(read_any(JILIN))}
    assert codes.isdisjoint({"similar-name", "duplicate-uscc", "same-name", "duplicate-name"})


def test_it_is_no_census_so_nothing_is_missing(jilin: cg.Dataset) -> None:
    found = cg.gaps(cg.world(jilin))
    assert {item.status for item in found.items} >= {"unseen", "single", "concentrated", "adequate", "common"}
    assert all(item.status != "missing" for item in found.items)
    for item in found.items:
        if item.status == "unseen":
            assert not any(word in item.why_zh for word in ("缺失", "没有企业", "无企业", "断链"))
            assert "missing" not in item.why_en


def test_addresses_are_kept_as_told(jilin: cg.Dataset) -> None:
    """Nine in ten clusters, parks and projects have a source with an address, the publisher's own or not."""
    assert jilin.rows("select count(*) from sources where original and url is not null")[0][0] > 100
    assert jilin.rows("select id from sources where original is null") == []
    addresses = dict(jilin.rows("select id, url from sources"))
    cited = [ids for table in ("clusters", "parks", "projects") for (ids,) in jilin.rows(f"select source from {table}")]
    known = [ids for ids in cited if any(addresses[source] for source in ids)]
    assert len(known) > 0.9 * len(cited)


def test_the_descriptor_is_that_of_the_tables() -> None:
    told = json.loads((JILIN / "datapackage.json").read_text("utf-8"))
    present = {}
    for resource in told["resources"]:
        table = SCHEMA.tables[resource["name"]]
        header = (JILIN / resource["path"]).read_text("utf-8").split("\n", 1)[0].split(",")
        present[table.name] = [table.by_name[name] for name in header]
    assert set(present) <= set(SCHEMA.tables)
    assert told == descriptor(present, "jilin")


@pytest.mark.slow
def test_shacl_passes_on_it(tmp_path: Path) -> None:
    write_nquads(load(JILIN), tmp_path / "merged.nt", merged=True)
    union = rdflib.Graph().parse(tmp_path / "merged.nt", format="nt")
    assert len(union) > 40_000
    shapes, ontology = rdflib.Graph(), rdflib.Graph()
    for graph, files in ((shapes, shape_files()), (ontology, ontology_files())):
        for path in files:
            graph.parse(path)
    conforms, _, text = pyshacl.validate(union, shacl_graph=shapes, ont_graph=ontology, inference="none", advanced=True)
    assert conforms, text[:2000]


def test_a_statement_of_two_sources_is_counted_once() -> None:
    store = cg.open_store(load(Path(__file__).parent / "tiny"))
    answer = cg.ask(store, "SELECT (COUNT(*) AS ?n) WHERE { ?e cg:makes ?p }")
    distinct = cg.ask(store, "SELECT (COUNT(*) AS ?n) WHERE { SELECT DISTINCT ?e ?p WHERE { ?e cg:makes ?p } }")
    graphs = cg.ask(store, "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?e cg:makes ?p } }")
    assert answer.rows == distinct.rows
    assert int(graphs.rows[0][0]) > int(answer.rows[0][0])


def test_every_industry_class_in_use_stands_in_the_scheme_with_a_name(jilin: cg.Dataset) -> None:
    scheme = rdflib.Graph().parse(ROOT / "ontology" / "gbt4754.ttl")
    named = {
        str(scheme.value(node, rdflib.SKOS.notation))
        for node in scheme.subjects(rdflib.RDF.type, rdflib.SKOS.Concept)
        if any(label.language == "zh" and str(label) for label in scheme.objects(node, rdflib.SKOS.prefLabel))
    }
    used = {
        row[0].lstrip("ABCDEFGHIJKLMNOPQRST") for row in jilin.rows("select distinct unnest(gbt4754) from products")
    }
    assert used
    assert used <= named
    for node in scheme.subjects(rdflib.RDF.type, rdflib.SKOS.Concept):
        above = list(scheme.transitive_objects(node, rdflib.SKOS.broader))
        assert (above[-1], rdflib.SKOS.topConceptOf, None) in scheme, node


def test_the_schemes_add_nothing_to_what_is_counted(jilin: cg.Dataset) -> None:
    store = cg.open_store(jilin)
    counted = cg.ask(store, "SELECT (COUNT(*) AS ?n) WHERE { ?c a skos:Concept }").rows
    assert counted == [[str(jilin.count("products"))]]
    named = cg.ask(
        store,
        "SELECT ?name WHERE { ?r a cg:Region ; dcterms:identifier '220100' ; cg:classifiedAs ?c . "
        "GRAPH <https://w3id.org/chaingraph/id/gbt2260> { ?c skos:prefLabel ?name FILTER (LANG(?name) = 'zh') } }",
    ).rows
    assert named == [["长春市"]]
