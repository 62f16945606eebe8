"""One catalogue of words: the same sentences in every language, none missing, none idle, and no words outside it."""

from __future__ import annotations

import shutil
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from pathlib import Path

import pytest
import words

from chaingraph.catalogue import LANGUAGES, Message, Names, both, forms, message, text, texts
from chaingraph.catalogue.compile import compiled
from chaingraph.enumerations import Action, Confidence, Grade, Stage, Status

BASE = words.sentences("zh")


def test_there_is_chinese_and_english() -> None:
    assert LANGUAGES[:2] == ("zh", "en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_compiled_files_are_up_to_date(lang: str) -> None:
    made = (words.CATALOGUE / f"{lang}.mo").read_bytes()
    assert made == compiled(words.CATALOGUE / f"{lang}.po"), "python -m chaingraph.catalogue.compile"


def test_a_catalogue_that_is_not_well_formed_is_refused_with_its_line(tmp_path: Path) -> None:
    broken = tmp_path / "en.po"
    broken.write_text('msgid "a.b"\nno string\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"en\.po"):
        compiled(broken)


# Keys whose sentences may lack an argument in a language, and which. One of anything is said without its number; a list
# cut short says how many more there are, or how many in all; the Chinese title of a table needs no place in English.
NOT_IN_EVERY_FORM = {
    "advice.defer-behind": {"n"},
    "candidates.names-and-more": {"n", "total"},
    "family.kinds-alone-and-more": {"n", "total"},
    "family.kinds-and-more": {"n", "total"},
    "finding.firms-and-more": {"n", "total"},
    "problem.column-missing": {"title"},
    "problem.column-of-another.fix": {"title"},
    "problem.columns-dropped": {"title"},
    "problem.header-below.fix": {"n"},
    "problem.name-unknown": {"title"},
    "problem.no-header-of-table": {"title"},
    "problem.nowhere-no-table": {"title"},
    "problem.nowhere-no-table-with-columns": {"title"},
    "problem.nowhere-with-columns": {"title"},
    "problem.reference": {"title"},
    "problem.required": {"title"},
    "problem.table-empty": {"title"},
    "problem.table-empty.fix": {"title"},
    "problem.table-missing": {"title"},
    "problem.table-missing.fix": {"title"},
    "schema.term": {"title"},
    "server.rows-cut": {"n"},
}


def lacking(patterns: tuple[str, ...]) -> set[str]:
    """The arguments that some of these sentences have and others lack."""
    named = [words.arguments(pattern) for pattern in patterns]
    return set().union(*named) - named[0].intersection(*named)


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "zh"])
def test_every_language_has_the_same_sentences_with_the_same_arguments(lang: str) -> None:
    other = words.sentences(lang)
    assert set(BASE) == set(other)
    unlike = {key: lack for key, patterns in BASE.items() if (lack := lacking((*patterns, *other[key])))}
    assert unlike == NOT_IN_EVERY_FORM


def test_a_sentence_with_another_argument_would_be_seen() -> None:
    assert lacking(("{n} of {all}", "{n} of {whole}")) == {"all", "whole"}
    assert lacking(("{n} of {all}", "{all:g} and {n:.0%}")) == set()
    with pytest.raises(ValueError, match="class"):
        words.arguments("{row.__class__}")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_is_empty_or_stands_twice(lang: str) -> None:
    empty = [key for key, patterns in words.sentences(lang).items() if not all(patterns)]
    assert not empty
    source = (words.CATALOGUE / f"{lang}.po").read_text("utf-8")
    ids = [line for line in source.splitlines() if line.startswith('msgid "') and line != 'msgid ""']
    assert len(ids) == len(set(ids))


def test_no_chinese_stands_in_another_language() -> None:
    strange = {
        key: pattern
        for lang in LANGUAGES
        if lang != "zh"
        for key, patterns in words.sentences(lang).items()
        for pattern in patterns
        if words.CHINESE.search(pattern) and not key.startswith("language.")
    }
    assert not strange


def test_every_sentence_that_is_asked_for_is_there() -> None:
    asked = [found for found in words.said() if not found.what.endswith("*")]
    assert asked
    missing = [f"{found.where} {found.what}" for found in asked if found.what not in BASE]
    assert not missing


def test_a_key_that_is_put_together_belongs_to_a_word_that_decides() -> None:
    loose = [
        f"{found.where} {found.what}"
        for found in words.said()
        if found.what.endswith("*")
        and words.KEY.match(f"{found.what[:-1]}x")
        and not found.what.startswith(words.PUT_TOGETHER)
    ]
    assert not loose


@pytest.mark.parametrize("enumeration", [Status, Action, Confidence, Grade, Stage], ids=lambda kind: str(kind.__name__))
def test_every_word_that_decides_is_in_the_catalogue(enumeration: type[StrEnum]) -> None:
    assert [member for member in enumeration if f"word.{member}" not in BASE] == []


def test_no_sentence_is_idle() -> None:
    asked = words.asked_for()
    idle = [key for key in BASE if key not in {*asked, "list.and-more"} and not key.startswith(words.PUT_TOGETHER)]
    assert not idle


def test_no_words_stand_outside_the_catalogue() -> None:
    outside = [
        f"{path.relative_to(words.PACKAGE)}:{found.where} {found.what}"
        for path in words.sources()
        if str(path.relative_to(words.PACKAGE)) not in words.RECOGNISE
        for found in words.in_chinese(path.read_text("utf-8"))
    ]
    assert not outside


def test_no_words_and_no_languages_stand_in_templates_and_scripts() -> None:
    paths = list(words.of_pages())
    assert {path.suffix for path in paths} == {".j2", ".js"}
    outside = [
        f"{path.relative_to(words.ROOT)}:{found.where} {found.what}"
        for path in paths
        for look in (words.in_chinese_text, words.forks_of_text)
        for found in look(path.read_text("utf-8"))
    ]
    assert not outside


def test_what_holds_words_that_are_read_says_nothing() -> None:
    saying = {found.where.partition(":")[0] for found in words.said()}
    assert saying
    assert not saying & set(words.RECOGNISE)


def test_no_source_asks_which_language_it_is() -> None:
    outside = [
        f"{path.relative_to(words.PACKAGE)}:{found.where} {found.what}"
        for path in words.sources()
        for found in words.forks(path.read_text("utf-8"))
    ]
    assert not outside


def test_the_checks_see_what_they_look_for() -> None:
    source = '"""地区结构。"""\n\ndef title(lang):\n    return "缺口" if lang == "zh" else "gaps"\n'
    assert [found.what for found in words.in_chinese(source)] == ["缺口"]
    assert [found.what for found in words.forks(source)] == ["lang == 'zh'"]
    template = '<p data-zh="x">{{ title[0 if lang == "zh" else 1] }}</p>\n<p>：</p>\n{{ t("page.index") }}'
    script = 'const colon = language.zh ? ": " : "、";'
    assert [found.where for found in words.in_chinese_text(template)] == ["2"]
    assert [found.where for found in words.forks_of_text(template)] == ["1"]
    assert len([*words.in_chinese_text(script), *words.forks_of_text(script)]) == 2


def test_what_recognises_words_exists() -> None:
    assert all((words.PACKAGE / path).exists() for path in words.RECOGNISE)


def test_a_number_chooses_its_form() -> None:
    assert [text("list.and-more", "zh", n=n) for n in (1, 2)] == ["另有 1 项", "另有 2 项"]
    assert dict(texts("list.", "en"))["list.separator"] == ", "
    with pytest.raises(KeyError):
        text("list.nothing-of-this", "en")


@pytest.mark.parametrize("one", [1, 1.0, Decimal(1), Fraction(1), True])
def test_one_of_any_type_of_number_chooses_the_singular(one: object) -> None:
    assert text("report.local-buyers", "en", n=one).endswith(" local buyer")


@pytest.mark.parametrize("many", [0, 2, 1.5, 0.5, Decimal("1.5"), Fraction(1, 2), float("nan"), float("inf")])
def test_any_other_number_chooses_the_plural(many: object) -> None:
    assert text("report.local-buyers", "en", n=many).endswith(" local buyers")


def test_plural_forms_are_given_in_their_order() -> None:
    assert dict(forms("list.", "en"))["list.and-more"] == ("and {n} more", "and {n} more")
    assert dict(forms("list.", "zh")) == {"list.and-more": ("另有 {n} 项",)}
    assert not dict(forms("list.nothing-of-this", "en"))


def test_what_can_be_said_is_said_in_the_language_of_the_sentence() -> None:
    name = Names(zh="缸套", en="cylinder liner")
    assert name.text("zh") == "缸套"
    assert name.text("en") == "cylinder liner"
    assert Names(zh="缸套").text("en") == "缸套"
    assert message("list.and-more", n=2) == Message("list.and-more", (("n", 2),))
    assert both("list.and-more", n=2) == "另有 2 项 and 2 more"


def test_a_language_is_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from chaingraph.catalogue import catalogue

    for path in words.CATALOGUE.glob("*.mo"):
        shutil.copy(path, tmp_path)
    source = (
        (words.CATALOGUE / "en.po")
        .read_text("utf-8")
        .replace("{n} more", "{n} encore")
        .replace("Language: en", "Language: fr")
    )
    (tmp_path / "fr.po").write_text(source, encoding="utf-8")
    (tmp_path / "fr.mo").write_bytes(compiled(tmp_path / "fr.po"))
    monkeypatch.setattr(catalogue, "FOLDER", tmp_path)
    assert catalogue.languages() == ("zh", "en", "fr")
    assert catalogue.text("list.and-more", "fr", n=2) == "and 2 encore"
